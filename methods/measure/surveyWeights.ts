import { completeRows, type Vector } from '../columns.ts'
import { tUpperQuantile } from '../numbers/studentT.ts'
import { checkLevel, defaultLevel, requireParameter, type Estimate, type Result, type Reason } from '../result.ts'
import { effectiveSize } from './power.ts'

/** How respondents divide by one attribute, and how the population does. */
export interface Margin {
  id: string
  /** Index of the category a respondent; below 0 or not finite where it is not known. */
  codes: ArrayLike<number>
  /** Share of the population a category; they are made to add up to 1. */
  shares: readonly number[]
}

export interface Raked extends Result {
  /** One a respondent, 1 on average; NaN where a category is not known. Null where the shares cannot be met. */
  weights: Float64Array | null
  /** Largest difference from a share that is left. */
  off: number | null
  rounds: number
  effectiveN: number | null
  /** How much weighting inflates a variance: n over `effectiveN`. */
  designEffect: number | null
  largest: number | null
  smallest: number | null
}

/**
 * Weights that make the respondents divide as the population does by each attribute (raking, iterative proportional fitting). Complete cases.
 * A category of the population without a respondent cannot be made up by weights (`empty-group`); `not-converged` where attributes contradict each
 * other.
 *
 * Sources: Deming & Stephan (1940) Annals of Mathematical Statistics 11; effective size and design effect, Kish (1965) Survey Sampling, 11.7.
 */
export function rake(margins: readonly Margin[], options: { rounds?: number; tolerance?: number } = {}): Raked {
  const { rounds: most = 500, tolerance = 1e-10 } = options
  requireParameter(margins.length > 0, 'Raking needs an attribute at least')
  requireParameter(margins.every(({ shares }) => shares.every((share) => share >= 0) && shares.some((share) => share > 0)), 'Shares are not negative, and one lies above 0')
  const length = margins[0]!.codes.length
  requireParameter(margins.every(({ codes }) => codes.length === length), 'Attributes have one value a respondent each')
  const rows = Array.from({ length }, (_, i) => i).filter((i) => margins.every(({ codes, shares }) => codes[i]! >= 0 && codes[i]! < shares.length))
  const n = rows.length
  const head = { method: 'raking', n, missing: length - n, deletion: 'listwise' as const, conventions: { attributes: margins.length, mean: 1 }, warnings: [] }
  const nothing = (reason: Reason, rounds = 0): Raked => ({ ...head, weights: null, off: null, rounds, effectiveN: null, designEffect: null, largest: null, smallest: null, reason })
  if (n === 0) return nothing('no-answers')
  const wanted = margins.map(({ shares }) => shares.map((share) => share / shares.reduce((a, b) => a + b, 0)))
  if (margins.some(({ codes }, m) => wanted[m]!.some((share, code) => share > 0 && !rows.some((i) => codes[i] === code)))) return nothing('empty-group')
  const weights = new Float64Array(length).fill(Number.NaN)
  for (const i of rows) weights[i] = 1 / n
  let [off, rounds] = [Infinity, 0]
  for (; rounds < most && off > tolerance; rounds++) {
    off = 0
    for (const [m, { codes }] of margins.entries()) {
      const found = sharesOf(weights, codes, rows, wanted[m]!.length)
      for (const [code, share] of found.entries()) off = Math.max(off, Math.abs(share - wanted[m]![code]!))
      for (const i of rows) {
        const share = found[codes[i]!]!
        weights[i] = share > 0 ? (weights[i]! * wanted[m]![codes[i]!]!) / share : 0
      }
    }
  }
  if (off > Math.sqrt(tolerance)) return nothing('not-converged', rounds)
  const used = Float64Array.from(rows, (i) => (weights[i] = weights[i]! * n))
  const effectiveN = effectiveSize(used)
  return { ...head, weights, off, rounds, effectiveN, designEffect: n / effectiveN, largest: used.reduce((a, b) => Math.max(a, b)), smallest: used.reduce((a, b) => Math.min(a, b)), reason: null }
}

function sharesOf(weights: Float64Array, codes: ArrayLike<number>, rows: readonly number[], categories: number): number[] {
  const sums = Array.from({ length: categories }, () => 0)
  let total = 0
  for (const i of rows) {
    sums[codes[i]!]! += weights[i]!
    total += weights[i]!
  }
  return sums.map((sum) => sum / total)
}

export interface WeightedEstimate extends Estimate {
  /** Kish's `(Σw)² / Σw²`. */
  effectiveN: number
  /** n / effectiveN. */
  designEffect: number | null
}

/**
 * Weighted mean `m = Σ w x / Σ w` with `se² = n/(n - 1) Σ w² (x - m)² / (Σ w)²` (linearised, with replacement) and a t interval on n - 1 df; for shares pass zeros and ones. An
 * answer without a weight above 0 is missing. Weights are taken as given: raking's are, which makes intervals a little wide. Throws for a negative weight.
 *
 * Source: Särndal, Swensson & Wretman (1992) Model Assisted Survey Sampling, equation 5.7.3; Lumley (2010) Complex Surveys, chapter 2.
 */
export function weightedMean(answers: Vector, weights: Vector, options: { level?: number } = {}): WeightedEstimate {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const rows = completeRows([answers, weights]).filter((r) => weights[r] !== 0)
  requireParameter(rows.every((r) => weights[r]! > 0), 'A weight is not negative')
  const n = rows.length
  const head = { method: 'mean-weighted', n, missing: answers.length - n, deletion: 'pairwise' as const, conventions: { level, interval: 't', se: 'linearised, with replacement' }, warnings: [] }
  if (n === 0) return { ...head, value: null, se: null, interval: null, effectiveN: 0, designEffect: null, reason: 'no-answers' }
  const total = rows.reduce((sum, r) => sum + weights[r]!, 0)
  const value = rows.reduce((sum, r) => sum + weights[r]! * answers[r]!, 0) / total
  const effectiveN = effectiveSize(Float64Array.from(rows, (r) => weights[r]!))
  const found = { ...head, value, effectiveN, designEffect: n / effectiveN }
  if (n < 2) return { ...found, se: null, interval: null, reason: 'too-few' }
  const se = Math.sqrt((n / (n - 1)) * rows.reduce((sum, r) => sum + ((weights[r]! / total) * (answers[r]! - value)) ** 2, 0))
  const reach = tUpperQuantile((1 - level) / 2, n - 1) * se
  return { ...found, se, interval: { level, lower: value - reach, upper: value + reach }, reason: null }
}
