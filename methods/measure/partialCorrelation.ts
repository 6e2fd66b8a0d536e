import type { Vector } from '../columns.ts'
import { checkLevel, defaultLevel } from '../result.ts'
import { correlationInterval } from './correlationInterval.ts'
import type { CorrelationTest } from './correlationTest.ts'
import { regression } from './regression.ts'

/**
 * Correlation of two columns with others held fixed: `r = t / √(t² + df)` of the slope of one on the other beside them, tested by that t, with Fisher's interval on n less
 * the number held fixed. Complete cases; reasons as for `regression`.
 *
 * Source: Fisher (1924) Metron 3.
 */
export function partialCorrelation(first: Vector, second: Vector, fixed: readonly Vector[], options: { level?: number } = {}): CorrelationTest {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const fit = regression(second, [{ id: 'first', values: first }, ...fixed.map((values, at) => ({ id: `fixed ${at}`, values }))], { level })
  const { n, missing } = fit
  const head = { method: 'partial-correlation-t', n, missing, deletion: 'listwise' as const, conventions: { level, fixed: fixed.length, sides: 2 }, warnings: [] }
  const slope = fit.slopes?.[0]
  if (slope === undefined) return { ...head, estimate: null, statistic: null, df: null, p: null, reason: fit.reason }
  const interval = correlationInterval(slope.partialCorrelation, n, { given: fixed.length, level }) ?? undefined
  return { ...head, estimate: slope.partialCorrelation, interval, statistic: slope.t, df: [n - fixed.length - 2], p: slope.p, reason: null }
}
