import { normalQuantile, normalUpper } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, MethodError, type Interval, type Test } from '../result.ts'
import { wilson } from './proportion.ts'

export interface TwoProportions extends Test {
  /** First share minus second. */
  estimate: number | null
  /** Newcombe's interval of the difference. */
  interval: Interval | null
  /** Cohen's h, `2 asin sqrt(p1) - 2 asin sqrt(p2)`. */
  cohenH: number | null
}

export interface Share {
  count: number
  n: number
}

/**
 * Two independent shares: z test with pooled variance (z² is the chi-square statistic without continuity correction), interval of the
 * difference from the two Wilson intervals.
 *
 * Source: Newcombe (1998) Statistics in Medicine 17, 873–890, method 10.
 */
export function twoProportions(first: Share, second: Share, options: { level?: number } = {}): TwoProportions {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  for (const { count, n } of [first, second]) {
    if (!(count >= 0 && count <= n)) throw new MethodError('invalid-parameter', `${count} of ${n} is no share`, { count, n })
  }
  const n = first.n + second.n
  const head = {
    method: 'two-proportions',
    n,
    missing: 0,
    deletion: 'none' as const,
    conventions: { level, interval: 'newcombe', continuity: false, sides: 2, estimate: 'first minus second' },
    warnings: [],
  }
  const nothing = { statistic: null, df: null, p: null }
  if (first.n === 0 || second.n === 0) return { ...head, ...nothing, estimate: null, interval: null, cohenH: null, reason: 'empty-group' }
  const p1 = first.count / first.n
  const p2 = second.count / second.n
  const found = {
    estimate: p1 - p2,
    interval: newcombe(first, second, level),
    cohenH: 2 * Math.asin(Math.sqrt(p1)) - 2 * Math.asin(Math.sqrt(p2)),
  }
  const pooled = (first.count + second.count) / n
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n))
  if (!(se > 0)) return { ...head, ...nothing, ...found, reason: 'no-variance' }
  const statistic = (p1 - p2) / se
  return { ...head, ...found, statistic, df: [], p: 2 * normalUpper(Math.abs(statistic)), reason: null }
}

function newcombe(first: Share, second: Share, level: number): Interval {
  const a = wilson(first.count, first.n, level)
  const b = wilson(second.count, second.n, level)
  const p1 = first.count / first.n
  const p2 = second.count / second.n
  const lower = p1 - p2 - Math.hypot(p1 - a.lower, b.upper - p2)
  const upper = p1 - p2 + Math.hypot(a.upper - p1, p2 - b.lower)
  return { level, lower, upper }
}

/** The plain interval `difference ± z sqrt(p1 q1/n1 + p2 q2/n2)`, for comparison with other programs; both n > 0. */
export function waldDifference(first: Share, second: Share, level: number = defaultLevel): Interval {
  const p1 = first.count / first.n
  const p2 = second.count / second.n
  const reach = -normalQuantile((1 - level) / 2) * Math.sqrt((p1 * (1 - p1)) / first.n + (p2 * (1 - p2)) / second.n)
  return { level, lower: p1 - p2 - reach, upper: p1 - p2 + reach }
}
