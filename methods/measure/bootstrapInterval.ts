import { normalLower, normalQuantile } from '../numbers/normal.ts'
import { quantile } from '../numbers/orderStatistics.ts'
import type { Interval } from '../result.ts'

/**
 * Percentile interval of resampled values in ascending order, at least one; with an acceleration (0 corrects for bias alone), the BCa interval. Null
 * where all resamples lie on one side of the estimate, so that BCa has no limits.
 *
 * Source: Efron & Tibshirani (1993) An Introduction to the Bootstrap, sections 13.3 and 14.3.
 */
export function bootstrapInterval(sorted: Float64Array, estimate: number, acceleration: number | null, level: number): Interval | null {
  const tail = (1 - level) / 2
  const shares = acceleration === null ? { lower: tail, upper: 1 - tail } : bcaShares(sorted, estimate, acceleration, level)
  return shares && { level, lower: quantile(sorted, shares.lower), upper: quantile(sorted, shares.upper) }
}

/**
 * The shares of the resamples below the limits of the BCa interval. A resample equal to the estimate counts half below it, so that turning all
 * round turns the interval round (equation 14.14 counts what is below only, as R's boot does, which differs where values repeat).
 *
 * Source: Efron & Tibshirani (1993), equations 14.10 and 14.14.
 */
export function bcaShares(sorted: Float64Array, estimate: number, acceleration: number, level: number): { lower: number; upper: number } | null {
  const tail = (1 - level) / 2
  if (sorted[0] === sorted.at(-1)) return { lower: tail, upper: 1 - tail }
  let below = 0
  for (const value of sorted) below += value < estimate ? 1 : value === estimate ? 0.5 : 0
  if (below === 0 || below === sorted.length) return null
  const bias = normalQuantile(below / sorted.length)
  const shareAt = (z: number) => {
    const moved = bias + z
    const slowed = 1 - acceleration * moved
    return slowed > 0 ? normalLower(bias + moved / slowed) : moved > 0 ? 1 : 0 // beyond the pole lies the end itself
  }
  const z = normalQuantile(tail)
  return { lower: shareAt(z), upper: shareAt(-z) }
}

/** Acceleration from the values without each respondent (jackknife). Source: Efron & Tibshirani (1993), equation 14.15. */
export function accelerationOfLeft(left: Float64Array): number {
  let mean = 0
  for (const value of left) mean += value / left.length
  return accelerationOf(left.map((value) => mean - value))
}

/** Acceleration from the influence of each respondent: a sixth of its skewness. Source: Efron (1987) JASA 82, equation 4.4. */
export function accelerationOf(influences: Float64Array): number {
  const most = influences.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  if (!(most > 0 && most < Infinity)) return 0
  let squares = 0
  let cubes = 0
  for (const value of influences) {
    squares += (value / most) ** 2
    cubes += (value / most) ** 3
  }
  return cubes / (6 * squares ** 1.5)
}
