import { commonLength, completeRows, mapped, type Vector } from '../columns.ts'
import { covarianceMatrix } from '../numbers/covariance.ts'
import { moments, type Moments } from '../numbers/moments.ts'
import { checkLevel, defaultLevel, MethodError, type Estimate, type Reason } from '../result.ts'
import { symmetric } from './mean.ts'
import type { CaseCovariances } from './regression.ts'

/**
 * Satisfaction as effect over expectation: `100 · mean(perceived) / mean(expected)`, both on 0–100 by the ends of their scales, over
 * the respondents who gave both. A ratio of means, not a mean of ratios: single expectations may be nil. 100 is as expected.
 *
 * Standard error by the delta method, `sd(P - r E) / (mean(E) √n)`; interval by t with n - 1. Null without an expectation above nil
 * (`out-of-range`).
 *
 * Source: Cochran (1977) Sampling Techniques, equation 6.13 (for the ratio of two means).
 */
export function ratioIndex(perceived: Vector, expected: Vector, options: { level?: number } = {}): Estimate {
  const rows = completeRows([perceived, expected])
  const { matrix, means } = covarianceMatrix([perceived, expected], rows)
  return ratioIndexOfCovariances({ n: rows.length, missing: perceived.length - rows.length, covariances: matrix, means }, options)
}

/** The same from means and covariances of the pairs, perceived first (from stored cells). */
export function ratioIndexOfCovariances({ n, missing, covariances, means }: CaseCovariances & { means: Vector }, options: { level?: number } = {}): Estimate {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const head = { method: 'ratio-index', n, missing, deletion: 'pairwise' as const, conventions: { form: 'ratio of means', interval: 'delta', level }, warnings: [] }
  const [top, bottom] = [means[0]!, means[1]!]
  if (n === 0 || !(bottom > 0)) return { ...head, value: null, se: null, interval: null, reason: n === 0 ? 'no-answers' : 'out-of-range' }
  const ratio = top / bottom
  const variance = covariances[0]! - 2 * ratio * covariances[1]! + ratio * ratio * covariances[3]!
  return { ...head, value: 100 * ratio, ...spread(n, (100 / bottom) ** 2 * Math.max(0, variance), 100 * ratio, level) }
}

export interface WeightedItem {
  id: string
  importance: Vector
  satisfaction: Vector
  /** Highest point of the satisfaction scale. */
  highest: number
}

export interface WeightedIndex extends Estimate {
  /** Mean importance over their sum, 0..1; null without answers. */
  shares: readonly { id: string; share: number }[] | null
}

/**
 * The customer satisfaction index as importance-weighted mean: `100 Σ w_j s_j / h_j`, w_j the item's mean importance over the sum of
 * them, s_j its mean satisfaction, h_j the highest point of its scale. Each mean is over whoever answered it.
 *
 * Standard error by the delta method from each respondent's influence; interval by t.
 *
 * Source: Aritonang (2005) Kepuasan Pelanggan, as used in CSI practice; influence function after Hampel (1974) JASA 69.
 */
export function weightedIndex(items: readonly WeightedItem[], options: { level?: number } = {}): WeightedIndex {
  if (items.length === 0) throw new MethodError('no-items', 'There must be at least one item')
  const columns = weightedIndexColumns(items)
  const rows = completeRows(columns)
  const { matrix } = covarianceMatrix(columns, rows)
  const parts = items.map(({ id, highest, importance, satisfaction }) => ({ id, highest, importance: moments(importance), satisfaction: moments(satisfaction) }))
  return weightedIndexOfCovariances(parts, { n: rows.length, missing: columns[0]!.length - rows.length, covariances: matrix }, options)
}

/**
 * What the index is spread by: of each item importance and satisfaction, nil where missing, each with a column of 1 where it was answered
 * and 0 where not. NaN for respondents who answered nothing.
 */
export function weightedIndexColumns(items: readonly Pick<WeightedItem, 'importance' | 'satisfaction'>[]): Float64Array[] {
  const given = items.flatMap(({ importance, satisfaction }) => [importance, satisfaction])
  const answered = new Uint8Array(commonLength(given))
  for (const values of given) for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) answered[i] = 1
  const among = (values: Vector, make: (x: number) => number) => mapped(values, (x, i) => (answered[i] === 0 ? Number.NaN : Number.isFinite(x) ? make(x) : 0))
  return given.flatMap((values) => [among(values, (x) => x), among(values, () => 1)])
}

/** The same from the moments of each item and the covariances of these columns (from stored cells). */
export function weightedIndexOfCovariances(
  items: readonly { id: string; highest: number; importance: Moments; satisfaction: Moments }[],
  { n, missing, covariances }: CaseCovariances,
  options: { level?: number } = {},
): WeightedIndex {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const whole = items.reduce((sum, { importance }) => sum + importance.mean, 0)
  const head = {
    method: 'weighted-index',
    n,
    missing,
    deletion: 'available' as const,
    conventions: { form: '100 Σ w s / highest', interval: 'delta', level },
    warnings: [],
  }
  const nothing = (reason: Reason): WeightedIndex => ({ ...head, value: null, se: null, interval: null, shares: null, reason })
  if (n === 0) return nothing('no-answers')
  if (items.some(({ importance, satisfaction }) => importance.n === 0 || satisfaction.n === 0)) return nothing('too-few')
  if (!(whole > 0)) return nothing('no-weights')
  const shares = items.map(({ id, importance }) => ({ id, share: importance.mean / whole }))
  const value = items.reduce((sum, { satisfaction, highest }, j) => sum + (100 * shares[j]!.share * satisfaction.mean) / highest, 0)
  // A respondent's influence is a weighted sum of the columns; its weights are as they are in each answered one.
  const weights = items.flatMap(({ importance: i, satisfaction: s, highest }, j) => {
    const byImportance = ((((100 * s.mean) / highest - value) / whole) * n) / i.n
    const bySatisfaction = (((100 * shares[j]!.share) / highest) * n) / s.n
    return [byImportance, -byImportance * i.mean, bySatisfaction, -bySatisfaction * s.mean]
  })
  return { ...head, value, shares, ...spread(n, Math.max(0, quadraticForm(covariances, weights)), value, level) }
}

function quadraticForm(covariances: Float64Array, weights: readonly number[]): number {
  const k = weights.length
  let total = 0
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) total += weights[i]! * weights[j]! * covariances[i * k + j]!
  return total
}

function spread(n: number, variance: number, value: number, level: number): Pick<Estimate, 'se' | 'interval' | 'reason'> {
  if (n < 2) return { se: null, interval: null, reason: 'too-few' }
  const se = Math.sqrt(variance / n)
  return { se, interval: symmetric(value, se, n - 1, level), reason: null }
}
