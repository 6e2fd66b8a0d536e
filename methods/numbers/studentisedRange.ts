import { chiAverage } from './chiAverage.ts'
import { normalDensity, normalLower, normalUpper } from './normal.ts'
import { increasingRoot } from './root.ts'

/**
 * The studentised range: the range of `groups` >= 2 standard normal values over an independent chi(df)/sqrt(df); df may be Infinity.
 * Both tails keep their relative precision (R's ptukey is good to about 1e-12 absolute, its qtukey to 1e-4).
 *
 * Source: Copenhaver & Holland (1988) J. Statistical Computation and Simulation 30, equation 2; integrals by trapezoids.
 */

/** P(Q <= q). */
export function studentisedRangeLower(q: number, groups: number, df: number): number {
  if (!(groups >= 2 && groups < Infinity && df > 0) || Number.isNaN(q)) return Number.NaN
  if (q <= 0) return 0
  if (df === Infinity) return rangeLower(q, groups)
  return Math.min(1, chiAverage(df, (s) => rangeLower(q * s, groups)))
}

/** P(Q > q): the p of Tukey's and of Games and Howell's comparisons. */
export function studentisedRangeUpper(q: number, groups: number, df: number): number {
  if (!(groups >= 2 && groups < Infinity && df > 0) || Number.isNaN(q)) return Number.NaN
  if (q <= 0) return 1
  if (df === Infinity) return rangeUpper(q, groups)
  return Math.min(1, chiAverage(df, (s) => rangeUpper(q * s, groups)))
}

/** The q with P(Q <= q) = probability. */
export function studentisedRangeQuantile(probability: number, groups: number, df: number): number {
  return studentisedRangeUpperQuantile(1 - probability, groups, df)
}

/** The q with P(Q > q) = probability. */
export function studentisedRangeUpperQuantile(probability: number, groups: number, df: number): number {
  if (!(probability >= 0 && probability <= 1 && groups >= 2 && groups < Infinity && df > 0)) return Number.NaN
  if (probability === 0) return Infinity
  if (probability === 1) return 0
  const lowerSide = probability > 0.5
  const target = Math.log(lowerSide ? 1 - probability : probability)
  const u = increasingRoot((u) => {
    const q = Math.exp(u)
    const mass = (lowerSide ? studentisedRangeLower : studentisedRangeUpper)(q, groups, df)
    const slope = (density(q, groups, df) * q) / mass
    return { value: (lowerSide ? 1 : -1) * (Math.log(mass) - target), slope }
  }, Math.log(3))
  return Math.exp(u)
}

function density(q: number, groups: number, df: number): number {
  if (df === Infinity) return rangeDensity(q, groups)
  return chiAverage(df, (s) => s * rangeDensity(q * s, groups))
}

const step = 0.25
const first = -9
/** Beyond it the tail, about exp(-w²/4), is too small for a double. */
const endOfTail = 80

/** Phi, 1 - Phi and phi at -9, -8.75, …: the largest of the values runs over the same points every time. */
const grid = { below: [] as number[], above: [] as number[], density: [] as number[] }

function reachGrid(points: number): void {
  for (let i = grid.below.length; i < points; i++) {
    const z = first + i * step
    grid.below.push(normalLower(z))
    grid.above.push(normalUpper(z))
    grid.density.push(normalDensity(z))
  }
}

/** Trapezoids over the largest of the values, z: `f` gets its place in the grid and z - w. */
function overLargest(w: number, f: (at: number, smallest: number) => number): number {
  const points = Math.ceil((Math.max(9, w / 2 + 9) - first) / step) + 1
  reachGrid(points)
  let sum = 0
  for (let at = 0; at < points; at++) sum += f(at, first + at * step - w)
  return sum * step
}

/** P(smallest < Z <= z at the grid point), without cancellation where both lie far to the right. */
function inReach(at: number, smallest: number): number {
  return smallest > 0 ? normalUpper(smallest) - grid.above[at]! : grid.below[at]! - normalLower(smallest)
}

function rangeLower(w: number, k: number): number {
  if (w > endOfTail) return 1
  return Math.min(1, k * overLargest(w, (at, smallest) => grid.density[at]! * inReach(at, smallest) ** (k - 1)))
}

/** 1 - P = k times the integral of phi (Phi^(k-1) - (Phi(z) - Phi(z-w))^(k-1)), which cannot cancel. */
function rangeUpper(w: number, k: number): number {
  if (w > endOfTail) return 0
  const integral = overLargest(w, (at, smallest) => {
    const below = grid.below[at]!
    const outOfReach = Math.min(1, normalLower(smallest) / below)
    return -grid.density[at]! * below ** (k - 1) * Math.expm1((k - 1) * Math.log1p(-outOfReach))
  })
  return Math.min(1, k * integral)
}

function rangeDensity(w: number, k: number): number {
  if (w > endOfTail) return 0
  const integral = overLargest(w, (at, smallest) => grid.density[at]! * normalDensity(smallest) * inReach(at, smallest) ** (k - 2))
  return k * (k - 1) * integral
}
