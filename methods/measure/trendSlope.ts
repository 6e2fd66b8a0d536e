import type { Vector } from '../columns.ts'
import { tTwoSided } from '../numbers/studentT.ts'
import { checkLevel, defaultLevel, requireParameter, type Interval, type Reason, type Test } from '../result.ts'
import { symmetric } from './mean.ts'

export interface TrendSlope extends Test {
  /** Change per period. */
  slope: number | null
  se: number | null
  interval: Interval | null
  /** Highest lag of the errors' autocovariance that is allowed for. */
  lag: number
}

/**
 * The straight line through values in order of time, its slope per period with the standard error of Newey and West, which holds when
 * neighbouring periods resemble each other or spread differently.
 *
 * Periods are equally long; a missing one keeps its place and adds nothing. With x the centred position and e the residual, the
 * variance of the slope is `sum_l w_l sum_t x_t e_t x_(t-l) e_(t-l) / (sum x²)²`, l from -L to L, `w_l = 1 - |l|/(L + 1)` (Bartlett), times
 * `n / (n - 2)`; t on n - 2 degrees of freedom. `L = floor(4 (n/100)^(2/9))` unless `options.lag` says otherwise.
 *
 * Null with a reason: fewer than four values (`too-few`), values on one straight line (`no-variance`).
 *
 * Sources: Newey & West (1987) Econometrica 55, equation 5; (1994) Review of Economic Studies 61 for L; Datta & Du (2012) for gaps.
 */
export function trendSlope(values: Vector, options: { lag?: number; level?: number } = {}): TrendSlope {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const points = Array.from(values).flatMap((y, x) => (Number.isFinite(y) ? [{ x, y }] : []))
  const n = points.length
  const lag = options.lag ?? Math.floor(4 * (n / 100) ** (2 / 9))
  requireParameter(Number.isInteger(lag) && lag >= 0, 'A lag is a whole number of periods')
  const head = {
    method: 'newey-west-slope', n, missing: values.length - n, deletion: 'available' as const, lag,
    conventions: { lag, kernel: 'bartlett', correction: 'n/(n-2)', level, sides: 2 }, warnings: [],
  }
  const untested = (slope: number | null, reason: Reason): TrendSlope => ({ ...head, slope, se: null, interval: null, statistic: null, df: null, p: null, reason })
  if (n < 4) return untested(null, n === 0 ? 'no-answers' : 'too-few')
  const { slope, scores, squares, scale } = fitted(points)
  const se = Math.sqrt((longRun(scores, lag) * n) / (n - 2)) / squares
  if (!(se > 1e-12 * scale)) return untested(slope, 'no-variance')
  const statistic = slope / se
  return { ...head, slope, se, interval: symmetric(slope, se, n - 2, level), statistic, df: [n - 2], p: tTwoSided(statistic, n - 2), reason: null }
}

type Point = { x: number; y: number }

/** Least squares; `scores` are x e by position, 0 where there is no value. */
function fitted(points: readonly Point[]): { slope: number; scores: Float64Array; squares: number; scale: number } {
  const centre = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [mx, my] = [centre(({ x }) => x), centre(({ y }) => y)]
  const squares = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0)
  const slope = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / squares
  const scores = new Float64Array(points.at(-1)!.x + 1)
  for (const { x, y } of points) scores[x] = (x - mx) * (y - my - slope * (x - mx))
  return { slope, scores, squares, scale: Math.max(...points.map(({ y }) => Math.abs(y)), Number.MIN_VALUE) }
}

/** The sum of weighted autocovariances, never below zero with Bartlett's weights. */
function longRun(scores: Float64Array, lag: number): number {
  let total = 0
  for (let l = 0; l <= lag; l++) {
    let products = 0
    for (let t = l; t < scores.length; t++) products += scores[t]! * scores[t - l]!
    total += (l === 0 ? 1 : 2 * (1 - l / (lag + 1))) * products
  }
  return Math.max(0, total)
}
