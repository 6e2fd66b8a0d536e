import { commonLength, type Vector } from '../columns.ts'
import { moments } from '../numbers/moments.ts'
import { checkLevel, defaultLevel, MethodError, type Estimate, type Reason } from '../result.ts'
import { symmetric } from './mean.ts'

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
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const length = commonLength([perceived, expected])
  const both = Array.from({ length }, (_, i) => i).filter((i) => Number.isFinite(perceived[i]!) && Number.isFinite(expected[i]!))
  const n = both.length
  const meanOf = (values: Vector) => both.reduce((sum, i) => sum + values[i]!, 0) / n
  const bottom = meanOf(expected)
  const head = {
    method: 'ratio-index',
    n,
    missing: length - n,
    deletion: 'pairwise' as const,
    conventions: { form: 'ratio of means', interval: 'delta', level },
    warnings: [],
  }
  if (n === 0 || !(bottom > 0)) return { ...head, value: null, se: null, interval: null, reason: n === 0 ? 'no-answers' : 'out-of-range' }
  const ratio = meanOf(perceived) / bottom
  const rest = Float64Array.from(both, (i) => (100 * (perceived[i]! - ratio * expected[i]!)) / bottom)
  return { ...head, value: 100 * ratio, ...spread(rest, 100 * ratio, level) }
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
  const level = options.level ?? defaultLevel
  checkLevel(level)
  if (items.length === 0) throw new MethodError('no-items', 'There must be at least one item')
  const length = commonLength(items.flatMap(({ importance, satisfaction }) => [importance, satisfaction]))
  const parts = items.map((item) => ({ ...item, i: moments(item.importance), s: moments(item.satisfaction) }))
  const answered = Array.from({ length }, (_, r) => items.some(({ importance, satisfaction }) => Number.isFinite(importance[r]!) || Number.isFinite(satisfaction[r]!)))
  const n = answered.filter(Boolean).length
  const whole = parts.reduce((sum, { i }) => sum + i.mean, 0)
  const head = {
    method: 'weighted-index',
    n,
    missing: length - n,
    deletion: 'available' as const,
    conventions: { form: '100 Σ w s / highest', interval: 'delta', level },
    warnings: [],
  }
  const nothing = (reason: Reason): WeightedIndex => ({ ...head, value: null, se: null, interval: null, shares: null, reason })
  if (n === 0) return nothing('no-answers')
  if (parts.some(({ i, s }) => i.n === 0 || s.n === 0)) return nothing('too-few')
  if (!(whole > 0)) return nothing('no-weights')
  const shares = parts.map(({ id, i }) => ({ id, share: i.mean / whole }))
  const value = parts.reduce((sum, { s, highest }, j) => sum + (100 * shares[j]!.share * s.mean) / highest, 0)
  const influence = new Float64Array(n)
  let at = 0
  for (let r = 0; r < length; r++) {
    if (!answered[r]) continue
    for (const [j, { importance, satisfaction, highest, i, s }] of parts.entries()) {
      const byImportance = ((100 * s.mean) / highest - value) / whole
      if (Number.isFinite(importance[r]!)) influence[at]! += (byImportance * (importance[r]! - i.mean) * n) / i.n
      if (Number.isFinite(satisfaction[r]!)) influence[at]! += ((100 * shares[j]!.share) / highest) * (((satisfaction[r]! - s.mean) * n) / s.n)
    }
    at++
  }
  return { ...head, value, shares, ...spread(influence, value, level) }
}

function spread(influence: Float64Array, value: number, level: number): Pick<Estimate, 'se' | 'interval' | 'reason'> {
  const { n, squares } = moments(influence)
  if (n < 2) return { se: null, interval: null, reason: 'too-few' }
  const se = Math.sqrt(squares / (n - 1) / n)
  return { se, interval: symmetric(value, se, n - 1, level), reason: null }
}
