import { completeRows, pick, type Vector } from '../columns.ts'
import { correlationMatrix, covarianceMatrix } from '../numbers/covariance.ts'
import { cholesky } from '../numbers/cholesky.ts'
import { combinations } from '../numbers/combinations.ts'
import { resampledCorrelations } from '../numbers/drawnMoments.ts'
import { symmetricEigen } from '../numbers/eigen.ts'
import { matrix, type Matrix } from '../numbers/matrix.ts'
import { percentileInterval } from '../numbers/orderStatistics.ts'
import { checkLevel, defaultLevel, MethodError, requireParameter, type Interval, type Reason, type Result } from '../result.ts'
import type { CaseCovariances, Predictor } from './regression.ts'

/** How much of the outcome's explained variance is owed to one predictor. */
export interface Driver {
  id: string
  /** Part of R²; the parts add up to it. */
  value: number
  /** value / R², in 0..1. */
  share: number
  /** Percentile bootstrap of `value`, where one was asked for. */
  interval?: Interval
  /** Correlation with the outcome. */
  correlation: number
}

export interface Drivers extends Result {
  r2: number | null
  drivers: readonly Driver[] | null
  /** Resamples that could not be computed. */
  failed: number
}

export interface DriverOptions {
  level?: number
  bootstrap?: { resamples: number; seed: number }
}

/**
 * Shapley (LMG) importance: a predictor's gain in R², averaged over all orders of entry; exact, up to 15 predictors. Complete
 * cases.
 *
 * Source: Lindeman, Merenda & Gold (1980) Introduction to Bivariate and Multivariate Analysis, p. 119 ff.
 */
export function shapleyDrivers(outcome: Vector, predictors: readonly Predictor[], options: DriverOptions = {}): Drivers {
  requireParameter(predictors.length <= 15, 'Shapley importance is exact up to 15 predictors; take johnsonDrivers beyond')
  return driversBy('lmg', shapley, outcome, predictors, options)
}

/**
 * Johnson's relative weights: R² parted over orthogonal stand-ins of the predictors. Complete cases.
 * Source: Johnson (2000) Multivariate Behavioral Research 35, equations 3 to 8.
 */
export function johnsonDrivers(outcome: Vector, predictors: readonly Predictor[], options: DriverOptions = {}): Drivers {
  return driversBy('johnson', johnson, outcome, predictors, options)
}

type Parting = (r: Matrix) => Float64Array | null

function driversBy(method: string, parting: Parting, outcome: Vector, predictors: readonly Predictor[], options: DriverOptions): Drivers {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  if (predictors.length === 0) throw new MethodError('no-items', 'There must be at least one predictor')
  const given = [outcome, ...predictors.map(({ values }) => values)]
  const rows = completeRows(given)
  const columns = given.map((values) => pick(values, rows))
  const n = rows.length
  const drawn = options.bootstrap ? resampled(columns, parting, options.bootstrap) : null
  const cases = { n, missing: outcome.length - n, covariances: n < 2 ? new Float64Array() : covarianceMatrix(columns).matrix }
  const found = partedBy(method, parting, cases, predictors.map(({ id }) => id), level)
  const conventions = { level, resamples: options.bootstrap?.resamples ?? 0, seed: options.bootstrap?.seed ?? 0 }
  if (!found.drivers || !drawn || !options.bootstrap) return { ...found, conventions }
  const drivers = found.drivers.map((driver, j) => ({ ...driver, ...(drawn.length > 0 ? { interval: percentileInterval(drawn.map((set) => set[j]!), level) } : {}) }))
  return { ...found, conventions, drivers, failed: options.bootstrap.resamples - drawn.length }
}

/** Both from covariances of the complete cases, the outcome first (from stored cells). */
export function driversOfCovariances(by: 'lmg' | 'johnson', cases: CaseCovariances, ids: readonly string[]): Drivers {
  return partedBy(by, by === 'lmg' ? shapley : johnson, cases, ids, defaultLevel)
}

function partedBy(method: string, parting: Parting, { n, missing, covariances }: CaseCovariances, ids: readonly string[], level: number): Drivers {
  const k = ids.length + 1
  const values = n < 2 ? null : correlationMatrix(covariances, k)
  const r = values && matrix(k, k, values)
  const parts = r && n > k ? parting(r) : null
  const head = { method, n, missing, deletion: 'listwise' as const, conventions: { level, resamples: 0, seed: 0 }, failed: 0, warnings: [] }
  if (!r || !parts) return { ...head, r2: null, drivers: null, reason: why(n, ids.length, r !== null) }
  const r2 = parts.reduce((sum, part) => sum + part, 0)
  const drivers = ids.map((id, j): Driver => ({ id, value: parts[j]!, share: r2 > 0 ? parts[j]! / r2 : 0, correlation: r.values[j + 1]! }))
  return { ...head, r2, drivers, reason: null }
}

function why(n: number, k: number, varies: boolean): Reason {
  if (n === 0) return 'no-answers'
  if (n <= k + 1) return 'too-few'
  return varies ? 'singular' : 'no-variance'
}

/** R² for every subset by bit mask, then the weighted gains. Outcome in row 0 of `r`. */
function shapley(r: Matrix): Float64Array | null {
  const k = r.rows - 1
  if (!cholesky(withoutOutcome(r))) return null
  const r2 = explained(r, k)
  const weight = Float64Array.from({ length: k }, (_, size) => 1 / (k * combinations(k - 1, size)))
  const parts = new Float64Array(k)
  for (let set = 0; set < r2.length; set++) {
    let size = 0
    for (let rest = set; rest > 0; rest &= rest - 1) size++
    for (let j = 0; j < k; j++) {
      if (!(set & (1 << j))) parts[j]! += weight[size]! * (r2[set | (1 << j)]! - r2[set]!)
    }
  }
  return parts
}

/**
 * R² of every subset. Walks the subsets as a tree: going down sweeps one more predictor out of what is left, so each
 * subset costs one rank-one update.
 */
function explained(r: Matrix, k: number): Float64Array {
  const r2 = new Float64Array(1 << k)
  const size = k + 1
  const square = size * size
  const levels = new Float64Array(size * square) // what is left at each depth, level after level
  levels.set(r.values)
  const descend = (depth: number, from: number, set: number) => {
    const here = depth * square
    for (let j = from; j < k; j++) {
      sweepOut(levels, here, j + 1, size)
      r2[set | (1 << j)] = 1 - levels[here + square]!
      if (j + 1 < k) descend(depth + 1, j + 1, set | (1 << j))
    }
  }
  descend(0, 0, 0)
  return r2
}

/** Residual covariances (lower triangle) after regressing on variable `at`, one level on: only the outcome and later variables are still needed. */
function sweepOut(levels: Float64Array, here: number, at: number, size: number): void {
  const next = here + size * size
  const pivot = levels[here + at * size + at]!
  const outcome = levels[here + at * size]!
  levels[next] = levels[here]! - (outcome / pivot) * outcome
  for (let i = at + 1; i < size; i++) {
    const row = i * size
    const factor = levels[here + row + at]! / pivot
    levels[next + row] = levels[here + row]! - factor * outcome
    for (let j = at + 1; j <= i; j++) levels[next + row + j] = levels[here + row + j]! - factor * levels[here + j * size + at]!
  }
}

function johnson(r: Matrix): Float64Array | null {
  const k = r.rows - 1
  const { values, vectors } = symmetricEigen(withoutOutcome(r))
  if (!(values[k - 1]! > 1e-10)) return null
  // lambda = V D^1/2 V'; the stand-ins' weights on the outcome are lambda^-1 r_xy
  const root = (power: number, i: number, j: number) => {
    let sum = 0
    for (let m = 0; m < k; m++) sum += vectors.values[i * k + m]! * values[m]! ** power * vectors.values[j * k + m]!
    return sum
  }
  const b = Float64Array.from({ length: k }, (_, i) => {
    let sum = 0
    for (let j = 0; j < k; j++) sum += root(-0.5, i, j) * r.values[j + 1]!
    return sum
  })
  return Float64Array.from({ length: k }, (_, j) => b.reduce((sum, weight, m) => sum + root(0.5, j, m) ** 2 * weight ** 2, 0))
}

function withoutOutcome(r: Matrix): Matrix {
  const k = r.rows - 1
  const result = matrix(k, k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) result.values[i * k + j] = r.values[(i + 1) * r.rows + j + 1]!
  }
  return result
}

/** Each resample has a random stream of its own; those without variance or with dependent predictors are left out. */
function resampled(columns: readonly Float64Array[], parting: Parting, { resamples, seed }: { resamples: number; seed: number }): Float64Array[] {
  const k = columns.length
  const correlations = resampledCorrelations(columns, seed)
  return Array.from({ length: resamples }, (_, b) => {
    const values = correlations(b)
    return values && parting({ rows: k, columns: k, values })
  }).filter((parts) => parts !== null)
}
