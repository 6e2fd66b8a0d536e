import { present, type Vector } from '../columns.ts'
import { normalLower, normalQuantile } from '../numbers/normal.ts'
import { quantile } from '../numbers/orderStatistics.ts'
import { randomStream } from '../numbers/random.ts'
import { checkLevel, defaultLevel, requireParameter, type Interval, type Result } from '../result.ts'

export interface BootstrapDifference extends Result {
  /** Mean of the first sample minus mean of the second. */
  value: number | null
  /** Standard deviation of the resampled differences. */
  se: number | null
  percentile: Interval | null
  /** Corrected for bias and for acceleration. */
  bca: Interval | null
  /** `2 value - percentile`, ends exchanged. */
  basic: Interval | null
}

/**
 * Difference of two means with bootstrap intervals, each group resampled by itself; where answers are far from normal and few. Each resample has a random
 * stream of its own. Null with a reason: a group without an answer (`empty-group`), fewer than two (`too-few`), no variance in either (`no-variance`).
 *
 * Source: Efron & Tibshirani (1993) An Introduction to the Bootstrap, equations 13.5, 14.10, 14.14 and 14.15.
 */
export function bootstrapDifference(first: Vector, second: Vector, options: { resamples?: number; seed?: number; level?: number } = {}): BootstrapDifference {
  const { resamples = 2000, seed = 1, level = defaultLevel } = options
  checkLevel(level)
  requireParameter(Number.isInteger(resamples) && resamples > 1, 'A bootstrap needs a whole number of resamples above 1')
  const [a, b] = [present(first), present(second)]
  const head = {
    method: 'bootstrap-mean-difference',
    n: a.length + b.length,
    missing: first.length + second.length - a.length - b.length,
    deletion: 'available' as const,
    conventions: { level, resamples, seed, estimate: 'first minus second' },
    warnings: [],
  }
  const nothing = { ...head, value: null, se: null, percentile: null, bca: null, basic: null }
  if (a.length === 0 || b.length === 0) return { ...nothing, reason: 'empty-group' }
  if (a.length < 2 || b.length < 2) return { ...nothing, reason: 'too-few' }
  if (a.every((x) => x === a[0]) && b.every((x) => x === b[0])) return { ...nothing, reason: 'no-variance' }
  const value = average(a) - average(b)
  const drawn = Float64Array.from({ length: resamples }, (_, r) => {
    const random = randomStream(seed, r)
    return drawnMean(a, random.whole) - drawnMean(b, random.whole)
  }).sort()
  const tail = (1 - level) / 2
  const between = (lower: number, upper: number) => ({ level, lower: quantile(drawn, lower), upper: quantile(drawn, upper) })
  const percentile = between(tail, 1 - tail)
  const corrected = bcaTails(drawn, value, acceleration(a, b), tail)
  const middle = average(drawn)
  return {
    ...head,
    value,
    se: Math.sqrt(drawn.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (resamples - 1)),
    percentile,
    bca: between(corrected.lower, corrected.upper),
    basic: { level, lower: 2 * value - percentile.upper, upper: 2 * value - percentile.lower },
    reason: null,
  }
}

function average(values: Float64Array): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total / values.length
}

function drawnMean(values: Float64Array, whole: (below: number) => number): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[whole(values.length)]!
  return total / values.length
}

/** From the influence of each answer, which for a mean is its deviation over the group's size. */
function acceleration(a: Float64Array, b: Float64Array): number {
  let [cubes, squares] = [0, 0]
  for (const [values, sign] of [[a, 1], [b, -1]] as const) {
    const mean = average(values)
    for (const x of values) {
      const influence = (sign * (x - mean)) / values.length
      cubes += influence ** 3
      squares += influence ** 2
    }
  }
  return cubes / (6 * squares ** 1.5)
}

/** Where the limits lie among the sorted resamples; a value outside of all of them counts as half a resample inside. */
function bcaTails(drawn: Float64Array, value: number, a: number, tail: number): { lower: number; upper: number } {
  let below = 0
  while (below < drawn.length && drawn[below]! < value) below++
  const share = Math.min(drawn.length - 0.5, Math.max(0.5, below)) / drawn.length
  const z0 = normalQuantile(share)
  const at = (p: number) => {
    const z = z0 + normalQuantile(p)
    return normalLower(z0 + z / (1 - a * z))
  }
  return { lower: at(tail), upper: at(1 - tail) }
}
