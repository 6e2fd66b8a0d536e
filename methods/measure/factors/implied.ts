import { matrix, type Matrix } from '../../numbers/matrix.ts'
import type { Cell, SemPlan } from './semPlan.ts'

/** What the parameters imply in one group; v = number of variables, p = number of columns among them. */
export interface Implied {
  /** A, v × v. */
  paths: Matrix
  /** S, v × v. */
  residual: Matrix
  /** E = (I - A)^-1, v × v: total effects, 1 on the diagonal. */
  effects: Matrix
  /** E S E', v × v: covariances of all variables; the first p are the columns'. */
  all: Matrix
  /** Means of all variables; zeros without a mean structure. */
  means: Float64Array
  /** p × p. */
  covariances: Matrix
}

/**
 * Implied moments of a group. In the form of this file `v = alpha + A v + e` the covariances of the columns are the upper left of
 * `(I - A)^-1 S (I - A)^-T`; with A and S parted by columns and factors that is `Lambda (I - B)^-1 Psi (I - B)^-T Lambda' + Theta`.
 *
 * Source: McArdle & McDonald (1984) British J. of Mathematical and Statistical Psychology 37.
 */
export function impliedBy(plan: SemPlan, parameters: ArrayLike<number>, group: number): Implied {
  const v = plan.names.length
  const [paths, residual] = [matrix(v, v), matrix(v, v)]
  const intercepts = new Float64Array(v)
  for (const cell of plan.cells) {
    if (cell.group !== group) continue
    const value = valueOf(cell, parameters)
    if (cell.kind === 'intercept') intercepts[cell.to] = value
    else if (cell.kind === 'covariance') {
      residual.values[cell.to * v + cell.from] = value
      residual.values[cell.from * v + cell.to] = value
    } else paths.values[cell.to * v + cell.from] = value
  }
  const effects = totalEffects(paths, plan.order)
  const all = congruent(effects, residual)
  const means = intercepts.map((_, i) => intercepts.reduce((sum, a, j) => sum + effects.values[i * v + j]! * a, 0))
  const p = plan.observed
  return { paths, residual, effects, all, means, covariances: matrix(p, p, Float64Array.from({ length: p * p }, (_, at) => all.values[Math.floor(at / p) * v + (at % p)]!)) }
}

export function valueOf({ free, value }: Cell, parameters: ArrayLike<number>): number {
  return free < 0 ? value : parameters[free]!
}

/** (I - A)^-1 row by row, causes before effects. */
function totalEffects(paths: Matrix, order: readonly number[]): Matrix {
  const v = paths.rows
  const effects = matrix(v, v)
  for (const i of order) {
    effects.values[i * (v + 1)] = 1
    for (let j = 0; j < v; j++) {
      const path = paths.values[i * v + j]!
      if (path === 0) continue
      for (let c = 0; c < v; c++) effects.values[i * v + c]! += path * effects.values[j * v + c]!
    }
  }
  return effects
}

/** E S E'. */
function congruent(e: Matrix, s: Matrix): Matrix {
  const v = e.rows
  const half = new Float64Array(v * v)
  for (let i = 0; i < v; i++) {
    for (let m = 0; m < v; m++) {
      const x = e.values[i * v + m]!
      if (x === 0) continue
      for (let j = 0; j < v; j++) half[i * v + j]! += x * s.values[m * v + j]!
    }
  }
  const result = matrix(v, v)
  for (let j = 0; j < v; j++) {
    for (let m = 0; m < v; m++) {
      const x = e.values[j * v + m]!
      if (x === 0) continue
      for (let i = 0; i < v; i++) result.values[i * v + j]! += half[i * v + m]! * x
    }
  }
  return result
}
