import { normalLower, normalQuantile } from '../numbers/normal.ts'
import { quantile } from '../numbers/orderStatistics.ts'
import type { Interval } from '../result.ts'

/**
 * Percentile interval of resampled values in ascending order; with `left`, the values without each respondent (jackknife), the BCa
 * interval. Null where all resamples lie on one side of the estimate, so that BCa has no limits.
 *
 * Source: Efron & Tibshirani (1993) An Introduction to the Bootstrap, sections 13.3 and 14.3.
 */
export function bootstrapInterval(sorted: Float64Array, estimate: number, left: Float64Array | null, level: number): Interval | null {
  const tails = [(1 - level) / 2, (1 + level) / 2]
  const [lower, upper] = left ? tails.map((p) => bcaPoint(p, sorted, estimate, left)) : tails
  if (!Number.isFinite(lower) || !Number.isFinite(upper)) return null
  return { level, lower: quantile(sorted, lower!), upper: quantile(sorted, upper!) }
}

/** The share of the bootstrap distribution below the BCa limit of tail p; NaN where the whole of it lies on one side of the estimate. */
function bcaPoint(p: number, sorted: Float64Array, estimate: number, left: Float64Array): number {
  if (sorted[0] === sorted.at(-1)) return p
  let below = 0
  for (const value of sorted) below += value < estimate ? 1 : value === estimate ? 0.5 : 0
  const share = below / sorted.length
  if (share === 0 || share === 1) return Number.NaN
  const bias = normalQuantile(share)
  const moved = bias + normalQuantile(p)
  return normalLower(bias + moved / (1 - acceleration(left) * moved))
}

/** A sixth of the skewness of the jackknife values, turned round. Source: Efron & Tibshirani (1993), equation 14.15. */
function acceleration(left: Float64Array): number {
  let mean = 0
  for (const value of left) mean += value / left.length
  let squares = 0
  let cubes = 0
  for (const value of left) {
    squares += (mean - value) ** 2
    cubes += (mean - value) ** 3
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}
