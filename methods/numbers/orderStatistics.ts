import type { Vector } from '../columns.ts'
import type { Interval } from '../result.ts'

/** Type 7 quantile (Hyndman & Fan 1996) of values in ascending order, at least one: linear between order statistics. */
export function quantile(sorted: Vector, p: number): number {
  const at = (sorted.length - 1) * p
  const below = Math.floor(at)
  const above = Math.min(sorted.length - 1, below + 1)
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!)
}

/** The percentile interval of a bootstrap sample with at least one member. Source: Efron & Tibshirani (1993), section 13.3. */
export function percentileInterval(sample: readonly number[], level: number): Interval {
  const sorted = Float64Array.from(sample).sort()
  const tail = (1 - level) / 2
  return { level, lower: quantile(sorted, tail), upper: quantile(sorted, 1 - tail) }
}
