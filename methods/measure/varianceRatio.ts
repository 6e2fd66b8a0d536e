import { fLower, fQuantile, fUpper, fUpperQuantile } from '../numbers/fisherF.ts'
import { variance } from '../numbers/moments.ts'
import { checkLevel, defaultLevel, type Interval, type Test } from '../result.ts'
import { missingIn, momentsOf, type Sample } from './mean.ts'

export interface VarianceRatio extends Test {
  /** Variance of the first over that of the second. */
  estimate: number | null
  interval: Interval | null
}

/**
 * F test that two samples vary equally: ratio of variances with n1 - 1 and n2 - 1 df, p twice the smaller tail, interval `ratio / F` at both
 * tails. It trusts normal answers; on rating scales read it as a description. Null with a reason: a sample without an answer (`empty-group`) or with one
 * (`too-few`), no spread (`no-variance`).
 *
 * Source: Snedecor & Cochran (1989) Statistical Methods, section 6.12.
 */
export function varianceRatio(first: Sample, second: Sample, options: { level?: number } = {}): VarianceRatio {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const [a, b] = [momentsOf(first), momentsOf(second)]
  const head = {
    method: 'variance-ratio-f',
    n: a.n + b.n,
    missing: missingIn(first, a) + missingIn(second, b),
    deletion: 'available' as const,
    conventions: { level, sides: 2, estimate: 'first over second' },
    warnings: [],
  }
  const nothing = { ...head, estimate: null, interval: null, statistic: null, df: null, p: null }
  if (a.n === 0 || b.n === 0) return { ...nothing, reason: 'empty-group' }
  if (a.n < 2 || b.n < 2) return { ...nothing, reason: 'too-few' }
  if (!(a.squares > 0 && b.squares > 0)) return { ...nothing, reason: 'no-variance' }
  const statistic = variance(a) / variance(b)
  const [df1, df2] = [a.n - 1, b.n - 1]
  const tail = (1 - level) / 2
  const p = Math.min(1, 2 * Math.min(fLower(statistic, df1, df2), fUpper(statistic, df1, df2)))
  const interval = { level, lower: statistic / fUpperQuantile(tail, df1, df2), upper: statistic / fQuantile(tail, df1, df2) }
  return { ...head, estimate: statistic, interval, statistic, df: [df1, df2], p, reason: null }
}
