import { present, type Vector } from '../columns.ts'
import { randomStream } from '../numbers/random.ts'
import { checkLevel, defaultLevel, requireParameter, type Interval, type Result } from '../result.ts'
import { accelerationOf, bootstrapInterval } from './bootstrapInterval.ts'

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
 * stream of its own. Null with a reason: a group without an answer (`empty-group`), fewer than two (`too-few`), no variance in either (`no-variance`);
 * without BCa where all resamples lie on one side of the difference (`out-of-range`).
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
  const percentile = bootstrapInterval(drawn, value, null, level)!
  const bca = bootstrapInterval(drawn, value, accelerationOf(influences(a, b)), level)
  const middle = average(drawn)
  return {
    ...head,
    value,
    se: Math.sqrt(drawn.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (resamples - 1)),
    percentile,
    bca,
    basic: { level, lower: 2 * value - percentile.upper, upper: 2 * value - percentile.lower },
    reason: bca === null ? 'out-of-range' : null,
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

/** Of each answer, which for a mean is its deviation over the group's size. */
function influences(a: Float64Array, b: Float64Array): Float64Array {
  const of = (values: Float64Array, sign: number) => {
    const mean = average(values)
    return values.map((x) => (sign * (x - mean)) / values.length)
  }
  return Float64Array.of(...of(a, 1), ...of(b, -1))
}
