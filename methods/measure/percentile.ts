import type { Interval } from '../result.ts'
import { quantile } from './distribution.ts'

/** The percentile interval of a bootstrap sample with at least one member. Source: Efron & Tibshirani (1993), section 13.3. */
export function percentileInterval(sample: readonly number[], level: number): Interval {
  const sorted = Float64Array.from(sample).sort()
  const tail = (1 - level) / 2
  return { level, lower: quantile(sorted, tail), upper: quantile(sorted, 1 - tail) }
}
