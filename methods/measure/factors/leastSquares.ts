import { cholesky, choleskySolve, symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, product, transposed, type Matrix } from '../../numbers/matrix.ts'
import { inner } from './caseScores.ts'
import { impliedBy, type Implied } from './implied.ts'
import { directionsOf, moveOf } from './likelihood.ts'
import { informationInverse } from './scoring.ts'
import type { SemPlan } from './semPlan.ts'
import type { SemGroup } from './semStudy.ts'

/**
 * How misfit of covariances is counted: `uls` each alike, `gls` as for normal answers at the sample's covariances, `dwls` each by its own variance,
 * `errors` then being n times the covariances of the sample's correlations below the diagonal, row after row.
 */
export type Distance = { kind: 'uls' | 'gls' } | { kind: 'dwls'; errors: Matrix }

export interface LeastSquares {
  parameters: Float64Array
  implied: Implied
  iterations: number
  /** n times the weighted squares of what is left. */
  chiSquare: number
  /** Covariances of the estimates under the true errors of the moments, or the parameter that is not determined. */
  errors: { inverse: Matrix } | { undetermined: number }
  /** What brings chi-square to the mean and variance of its degrees of freedom: `chiSquare * scale + shift`. Null without degrees of freedom. */
  shifted: { scale: number; shift: number } | null
}

interface Side {
  n: number
  sample: Float64Array
  weigh: (moments: Float64Array) => Float64Array
  errors: (weights: Float64Array) => Float64Array
}

const mostIterations = 500

/**
 * The parameters whose covariances lie closest to a sample's, by Gauss–Newton with halved steps; null when it does not settle. One group, no means. `n` is the divisor of the
 * covariances; moments are those on and below the diagonal.
 *
 * Sources: Browne (1974) South African Statistical J. 8; errors and test, Satorra & Bentler (1994), Asparouhov & Muthén (2010) Simple Second Order Chi-Square Correction.
 */
export function leastSquares(plan: SemPlan, group: SemGroup, n: number, start: Float64Array, distance: Distance): LeastSquares | null {
  const side = sideOf(group, n, distance)
  const found = side && closest(plan, side, start)
  return found && { ...found, ...inferenceOf(plan, side, found) }
}

/** The model in which every variable has its own variance and none are related. */
export function unrelatedPlan({ names, observed }: SemPlan): SemPlan {
  const cells = Array.from({ length: observed }, (_, i) => ({ kind: 'covariance' as const, from: i, to: i, group: 0, free: i, value: 0 }))
  return { names: names.slice(0, observed), observed, groups: 1, means: false, cells, size: observed, order: cells.map(({ free }) => free) }
}

function sideOf({ saturated }: SemGroup, n: number, distance: Distance): Side | null {
  const s = saturated.covariances
  const side = { n, sample: below(s) }
  if (distance.kind === 'dwls') return { ...side, ...diagonalWeights(s.rows, distance.errors) }
  const errors = (weights: Float64Array) => below(product(product(s, half(weights, s.rows)), s)).map((x) => 2 * x)
  if (distance.kind === 'uls') return { ...side, errors, weigh: (moments) => halvedDiagonal(moments, s.rows) }
  const inverse = symmetricInverse(s)
  return inverse && { ...side, errors, weigh: (moments) => halvedDiagonal(below(product(product(inverse, square(moments, s.rows)), inverse)), s.rows) }
}

/** Variances of standardised variables are met exactly: they weigh 1 and have no error. */
function diagonalWeights(p: number, errors: Matrix): Pick<Side, 'weigh' | 'errors'> {
  const size = errors.rows
  const pairs = pairPositions(p)
  return {
    weigh: (moments) => {
      const weighed = Float64Array.from(moments)
      for (const [pair, at] of pairs.entries()) weighed[at] = moments[at]! / errors.values[pair * (size + 1)]!
      return weighed
    },
    errors: (weights) => {
      const result = new Float64Array(weights.length)
      for (const [a, at] of pairs.entries()) for (const [b, other] of pairs.entries()) result[at]! += errors.values[a * size + b]! * weights[other]!
      return result
    },
  }
}

type Closest = Pick<LeastSquares, 'parameters' | 'implied' | 'iterations' | 'chiSquare'>

function closest(plan: SemPlan, side: Side, start: Float64Array): Closest | null {
  let at = misfitAt(plan, side, start)
  for (let iterations = 1; iterations <= mostIterations; iterations++) {
    const { information, gradient } = slopes(plan, side, at.implied, at.left)
    const step = stepOf(information, gradient)
    if (!step) return null
    const gain = inner(step, gradient)
    if (gain <= 1e-20 * (1 + at.chiSquare)) return { ...at, iterations }
    const next = downhill(plan, side, at, step, gain)
    if (!next) return gain < 1e-9 * (1 + at.chiSquare) ? { ...at, iterations } : null
    at = next
  }
  return null
}

type Misfit = Omit<Closest, 'iterations'> & { left: Float64Array }

function downhill(plan: SemPlan, side: Side, from: Misfit, step: Float64Array, gain: number): Misfit | null {
  for (let length = 1; length > 1e-8; length /= 2) {
    const tried = misfitAt(plan, side, from.parameters.map((x, i) => x + length * step[i]!))
    if (tried.chiSquare < from.chiSquare - 1e-4 * length * gain) return tried
  }
  return null
}

function misfitAt(plan: SemPlan, { n, sample, weigh }: Side, parameters: Float64Array): Misfit {
  const implied = impliedBy(plan, parameters, 0)
  const reached = below(implied.covariances)
  const left = sample.map((x, at) => x - reached[at]!)
  return { parameters, implied, left, chiSquare: n * inner(left, weigh(left)) }
}

function slopes(plan: SemPlan, { n, weigh }: Side, implied: Implied, left: Float64Array): { information: Matrix; gradient: Float64Array; pulls: Float64Array[] } {
  const q = plan.size
  const moves = movesOf(plan, implied)
  const pulls = moves.map(weigh)
  const information = matrix(q, q)
  for (let a = 0; a < q; a++) for (let b = 0; b < q; b++) information.values[a * q + b] = n * inner(pulls[a]!, moves[b]!)
  return { information, gradient: Float64Array.from(pulls, (pull) => n * inner(pull, left)), pulls }
}

function stepOf(information: Matrix, gradient: Float64Array): Float64Array | null {
  const q = information.rows
  for (let ridge = 0; ridge < 1e3; ridge = ridge === 0 ? 1e-6 : ridge * 10) {
    const factor = cholesky(matrix(q, q, information.values.map((x, at) => (at % (q + 1) === 0 ? x * (1 + ridge) : x))))
    if (factor) return choleskySolve(factor, gradient)
  }
  return null
}

/** How far each free parameter moves every moment. */
function movesOf(plan: SemPlan, implied: Implied): Float64Array[] {
  const vectors = directionsOf(implied)
  const p = plan.observed
  const found = Array.from({ length: plan.size }, () => new Float64Array((p * (p + 1)) / 2))
  for (const cell of plan.cells) {
    if (cell.free < 0 || cell.kind === 'intercept') continue
    const { u, v, share } = moveOf(cell, implied, false)
    const [a, b, moved] = [vectors(u), vectors(v), found[cell.free]!]
    for (let i = 0, at = 0; i < p; i++) for (let j = 0; j <= i; j++, at++) moved[at]! += share * (a[i]! * b[j]! + a[j]! * b[i]!)
  }
  return found
}

/** With J the moves of the moments and H = (n J' W J)^-1: covariances `n H J' W Gamma W J H`, and a test from the traces of `U Gamma`, U = W - n W J H J' W. */
function inferenceOf(plan: SemPlan, side: Side, { implied }: Closest): Pick<LeastSquares, 'errors' | 'shifted'> {
  const q = plan.size
  const { information, pulls } = slopes(plan, side, implied, new Float64Array(side.sample.length))
  const found = informationInverse(information)
  if ('undetermined' in found) return { errors: found, shifted: null }
  const spread = pulls.map(side.errors)
  const meat = matrix(q, q, Float64Array.from({ length: q * q }, (_, at) => side.n * inner(pulls[Math.floor(at / q)]!, spread[at % q]!)))
  const inverse = product(product(found.inverse, meat), found.inverse)
  return { errors: { inverse }, shifted: shiftOf(side.sample.length - q, misfitErrors(side, pulls, spread, found.inverse)) }
}

/** U Gamma, moments × moments. */
function misfitErrors({ n, sample, weigh, errors }: Side, pulls: readonly Float64Array[], spread: readonly Float64Array[], h: Matrix): Matrix {
  const size = sample.length
  const weights = matrix(size, size)
  const gamma = matrix(size, size)
  for (let at = 0; at < size; at++) {
    const unit = new Float64Array(size)
    unit[at] = 1
    weights.values.set(weigh(unit), at * size)
    gamma.values.set(errors(unit), at * size)
  }
  const q = pulls.length
  const result = product(weights, gamma)
  for (let a = 0; a < q; a++) {
    const pulled = new Float64Array(size)
    for (let b = 0; b < q; b++) for (let at = 0; at < size; at++) pulled[at]! += n * h.values[a * q + b]! * spread[b]![at]!
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) result.values[i * size + j]! -= pulls[a]![i]! * pulled[j]!
  }
  return result
}

function shiftOf(df: number, misfits: Matrix): LeastSquares['shifted'] {
  const size = misfits.rows
  const mean = Array.from({ length: size }, (_, i) => misfits.values[i * (size + 1)]!).reduce((sum, x) => sum + x, 0)
  const squares = inner(misfits.values, transposed(misfits).values)
  if (!(df > 0 && mean > 0 && squares > 0)) return null
  const scale = Math.sqrt(df / squares)
  return { scale, shift: df - scale * mean }
}

/** On and below the diagonal, row after row. */
function below({ rows: p, values }: Matrix): Float64Array {
  const moments = new Float64Array((p * (p + 1)) / 2)
  for (let i = 0, at = 0; i < p; i++) for (let j = 0; j <= i; j++, at++) moments[at] = values[i * p + j]!
  return moments
}

function square(moments: Float64Array, p: number): Matrix {
  const result = matrix(p, p)
  for (let i = 0, at = 0; i < p; i++) for (let j = 0; j <= i; j++, at++) result.values[i * p + j] = result.values[j * p + i] = moments[at]!
  return result
}

/** The square with each half of a pair standing for half of it. */
function half(weights: Float64Array, p: number): Matrix {
  const result = square(weights, p)
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) if (i !== j) result.values[i * p + j]! /= 2
  return result
}

function halvedDiagonal(moments: Float64Array, p: number): Float64Array {
  const result = Float64Array.from(moments)
  for (let i = 0; i < p; i++) result[(i * (i + 3)) / 2]! /= 2
  return result
}

/** Where the pairs of different variables stand among the moments. */
function pairPositions(p: number): number[] {
  return Array.from({ length: p }, (_, i) => Array.from({ length: i }, (_, j) => (i * (i + 1)) / 2 + j)).flat()
}
