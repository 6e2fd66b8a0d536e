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
  return Math.min(1, chiAverage(df, along(rangeLower, groups, q)))
}

/** P(Q > q): the p of Tukey's and of Games and Howell's comparisons. */
export function studentisedRangeUpper(q: number, groups: number, df: number): number {
  if (!(groups >= 2 && groups < Infinity && df > 0) || Number.isNaN(q)) return Number.NaN
  if (q <= 0) return 1
  if (df === Infinity) return rangeUpper(q, groups)
  return Math.min(1, chiAverage(df, along(rangeUpper, groups, q)))
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

/** From so many degrees of freedom on, and for so many of them, the quantile is told by a polynomial in 1/df. */
const smooth = { df: 20, many: 16 }

/** The same for many degrees of freedom at once. Where none is small, the quantile is so smooth in 1/df that few are computed. */
export function studentisedRangeUpperQuantiles(probability: number, groups: number, dfs: readonly number[]): number[] {
  const at = (df: number) => studentisedRangeUpperQuantile(probability, groups, df)
  const [least, most] = dfs.reduce(([low, high], df) => [Math.min(low, 1 / df), Math.max(high, 1 / df)], [Infinity, 0])
  if (dfs.length < smooth.many || !(most <= 1 / smooth.df) || !(most > least)) return dfs.map(at)
  const width = most - least
  const coefficients = chebyshev((x) => at(1 / (least + x * width)), 0, 12)
  return dfs.map((df) => clenshaw(coefficients, (2 * (1 / df - least)) / width - 1))
}

function density(q: number, groups: number, df: number): number {
  if (df === Infinity) return rangeDensity(q, groups)
  const at = along(rangeDensity, groups, q)
  return chiAverage(df, (s) => s * at(s))
}

type OfRange = (w: number, k: number) => number

/** Degree of the polynomials by which a function of the range is told between two whole numbers. */
const degree = 24
const known = new Map<OfRange, Map<number, (Float64Array | undefined)[]>>()

/**
 * A function of w = q s for many s. Its logarithm is smooth: it is told by Chebyshev polynomials, one between two whole numbers, to
 * some 1e-14, from where it is no power of w any more. Comparisons of many groups ask for it a hundred thousand times with one k.
 */
function along(of: OfRange, k: number, q: number): (s: number) => number {
  const ofFunction = known.get(of) ?? new Map<number, (Float64Array | undefined)[]>()
  known.set(of, ofFunction)
  const pieces = ofFunction.get(k) ?? []
  ofFunction.set(k, pieces)
  const shortestTold = shortest.get(of) ?? 0
  return (s) => {
    const w = q * s
    if (!(w >= shortestTold && w < longestTold)) return of(w, k)
    const piece = Math.floor(w)
    const coefficients = (pieces[piece] ??= chebyshev((x) => Math.log(of(x, k)), piece, degree))
    const told = Math.exp(clenshaw(coefficients, 2 * (w - piece) - 1))
    return Number.isNaN(told) ? of(w, k) : told // too small for a logarithm somewhere in the piece
  }
}

/** The tail is 1 near 0. The density leads Newton's steps only. */
const shortest = new Map<OfRange, number>([[rangeLower, 2], [rangeDensity, 1]])

/** Beyond it the functions are computed one by one: p is below 1e-250. */
const longestTold = 50

/** Chebyshev coefficients of a function between `start` and `start + 1`. */
function chebyshev(f: (x: number) => number, start: number, degree: number): Float64Array {
  const nodes = degree + 1
  const values = Float64Array.from({ length: nodes }, (_, j) => f(start + (1 + Math.cos((Math.PI * (j + 0.5)) / nodes)) / 2))
  return Float64Array.from({ length: nodes }, (_, i) => {
    let sum = 0
    for (let j = 0; j < nodes; j++) sum += values[j]! * Math.cos((Math.PI * i * (j + 0.5)) / nodes)
    return (sum * (i === 0 ? 1 : 2)) / nodes
  })
}

/** The sum of Chebyshev polynomials at t in -1..1. Source: Clenshaw (1955) Mathematical Tables 9. */
function clenshaw(coefficients: Float64Array, t: number): number {
  let b1 = 0
  let b2 = 0
  for (let i = coefficients.length - 1; i > 0; i--) {
    const b0 = 2 * t * b1 - b2 + coefficients[i]!
    b2 = b1
    b1 = b0
  }
  return t * b1 - b2 + coefficients[0]!
}

const step = 0.25
const first = -9
/** Beyond it the tail, about exp(-w²/4), is too small for a double. */
const endOfTail = 54

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
