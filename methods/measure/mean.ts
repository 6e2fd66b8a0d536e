import type { Vector } from '../columns.ts'
import { moments, standardDeviation, variance, type Moments } from '../numbers/moments.ts'
import { tUpperQuantile } from '../numbers/studentT.ts'
import { checkLevel, defaultLevel, type Estimate, type Interval, type Reason } from '../result.ts'

/** A sample: the answers themselves, or their moments (from stored cells) with how many answers are missing, where that is known. */
export type Sample = Vector | StoredSample

export interface StoredSample extends Moments {
  missing?: number
}

export interface MeanEstimate extends Estimate {
  /** Standard deviation, divisor n - 1. */
  sd: number | null
}

export function momentsOf(sample: Sample): Moments {
  return 'squares' in sample ? sample : moments(sample)
}

/** How many cases of a sample have no answer. */
export function missingIn(sample: Sample, { n }: Moments = momentsOf(sample)): number {
  return 'squares' in sample ? (sample.missing ?? 0) : sample.length - n
}

/** Cases of a sample, whether they have an answer or not. */
export function sizeOf(sample: Sample): number {
  return 'squares' in sample ? sample.n + (sample.missing ?? 0) : sample.length
}

/**
 * The mean with its t interval, `mean ± t(n-1) sd / sqrt(n)`. Missing answers are left out. With one answer there is a mean but
 * neither sd nor interval (`too-few`). Answers that are all equal give an interval of no width.
 *
 * @param options.level confidence level, 0.95 by default
 */
export function mean(sample: Sample, options: { level?: number } = {}): MeanEstimate {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const m = momentsOf(sample)
  const se = m.n < 2 ? null : Math.sqrt(variance(m) / m.n)
  return {
    method: 'mean-t',
    value: m.n === 0 ? null : m.mean,
    sd: m.n < 2 ? null : standardDeviation(m),
    se,
    interval: se === null ? null : symmetric(m.mean, se, m.n - 1, level),
    n: m.n,
    missing: missingIn(sample, m),
    deletion: 'squares' in sample && sample.missing === undefined ? 'none' : 'available',
    conventions: { divisor: 'n-1', interval: 't', level },
    reason: whyNoSpread(m.n),
    warnings: [],
  }
}

export function whyNoSpread(n: number): Reason | null {
  return n === 0 ? 'no-answers' : n < 2 ? 'too-few' : null
}

/** `centre ± t(df) se`; `df` may be Infinity. */
export function symmetric(centre: number, se: number, df: number, level: number): Interval {
  const reach = tUpperQuantile((1 - level) / 2, df) * se
  return { level, lower: centre - reach, upper: centre + reach }
}
