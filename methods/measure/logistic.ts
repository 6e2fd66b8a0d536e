import { completeRows, pick, type Vector } from '../columns.ts'
import { cholesky, choleskySolve, symmetricInverse } from '../numbers/cholesky.ts'
import { chiSquareUpper } from '../numbers/chiSquare.ts'
import { combinations } from '../numbers/combinations.ts'
import { matrix, type Matrix } from '../numbers/matrix.ts'
import { moments } from '../numbers/moments.ts'
import { normalUpper, normalUpperQuantile } from '../numbers/normal.ts'
import { percentileInterval } from '../numbers/orderStatistics.ts'
import { randomStream } from '../numbers/random.ts'
import { checkLevel, defaultLevel, MethodError, requireParameter, type Interval, type Reason, type Result, type Warning } from '../result.ts'
import { pearsonTest } from './correlationTest.ts'
import type { Drivers, DriverOptions } from './drivers.ts'
import type { Predictor } from './regression.ts'

export interface LogisticSlope {
  id: string
  estimate: number
  se: number
  z: number
  /** Two-sided, by Wald. */
  p: number
  /** Odds with one point more over the odds without. */
  oddsRatio: number
  oddsInterval: Interval
}

/** What makes a yes more likely. */
export interface Logistic extends Result {
  intercept: number | null
  slopes: readonly LogisticSlope[] | null
  logLikelihood: number | null
  /** `1 - log likelihood / log likelihood without predictors`. Source: McFadden (1974) in Frontiers in Econometrics. */
  r2: number | null
  /** Likelihood ratio test that no predictor matters. */
  test: { statistic: number; df: number; p: number } | null
  /** Share of yes. */
  share: number | null
}

/**
 * Logistic regression of an outcome of 0 and 1 by maximum likelihood, complete cases. Reasons: `no-answers`, `too-few`, `no-variance` (a predictor, or an
 * outcome that is all yes or all no), `singular`, `not-converged` where the predictors tell yes from no without error, so that no slope is steep enough;
 * `not-applicable` for an outcome of anything but 0 and 1. Warning `small-sample` for fewer than ten of the rarer outcome a predictor.
 *
 * Source: McCullagh & Nelder (1989) Generalized Linear Models, chapter 4.
 */
export function logisticRegression(outcome: Vector, predictors: readonly Predictor[], options: { level?: number } = {}): Logistic {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const { y, x, n } = completeOf(outcome, predictors)
  const head = { method: 'logistic', n, missing: outcome.length - n, deletion: 'listwise' as const, conventions: { level, link: 'logit' } }
  const nothing = (reason: Reason): Logistic => ({ ...head, intercept: null, slopes: null, logLikelihood: null, r2: null, test: null, share: null, reason, warnings: [] })
  const lack = shortcoming(y, x)
  if (lack) return nothing(lack)
  const found = fitted(y, x)
  const inverse = found && symmetricInverse(found.information)
  if (!found || !inverse) return nothing(found ? 'singular' : isDependent(x) ? 'singular' : 'not-converged')
  const empty = emptyLikelihood(y)
  const k = x.length
  const reach = normalUpperQuantile((1 - level) / 2)
  const slopes = predictors.map(({ id }, j): LogisticSlope => {
    const estimate = found.coefficients[j + 1]!
    const se = Math.sqrt(inverse.values[(j + 1) * (k + 2)]!)
    return { id, estimate, se, z: estimate / se, p: 2 * normalUpper(Math.abs(estimate / se)), oddsRatio: Math.exp(estimate), oddsInterval: { level, lower: Math.exp(estimate - reach * se), upper: Math.exp(estimate + reach * se) } }
  })
  const share = y.reduce((sum, value) => sum + value, 0) / n
  const statistic = Math.max(0, 2 * (found.value - empty))
  return {
    ...head,
    intercept: found.coefficients[0]!,
    slopes,
    logLikelihood: found.value,
    r2: 1 - found.value / empty,
    test: { statistic, df: k, p: chiSquareUpper(statistic, k) },
    share,
    reason: null,
    warnings: fewWarning(n * Math.min(share, 1 - share), k),
  }
}

const mostPredictors = 10

/**
 * Shapley importance for an outcome of 0 and 1: a predictor's gain in McFadden's R², averaged over all orders of entry. Every subset is fitted, so up to ten
 * predictors. Reasons as for `logisticRegression`.
 *
 * Source: Azen & Traxel (2009) J. of Educational and Behavioral Statistics 34, with R²_M.
 */
export function shapleyLogistic(outcome: Vector, predictors: readonly Predictor[], options: DriverOptions = {}): Drivers {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  requireParameter(predictors.length <= mostPredictors, `Shapley importance of yes and no is exact up to ${mostPredictors} predictors`)
  const { y, x, n } = completeOf(outcome, predictors)
  const { resamples = 0, seed = 0 } = options.bootstrap ?? {}
  const head = { method: 'lmg-mcfadden', n, missing: outcome.length - n, deletion: 'listwise' as const, conventions: { level, resamples, seed }, warnings: [] }
  const lack = shortcoming(y, x)
  const parts = lack ? null : partsOf(y, x)
  if (!parts) return { ...head, r2: null, drivers: null, failed: 0, reason: lack ?? (isDependent(x) ? 'singular' : 'not-converged') }
  const drawn = Array.from({ length: resamples }, (_, b) => resampledParts(y, x, seed, b)).filter((found) => found !== null)
  const r2 = parts.reduce((sum, part) => sum + part, 0)
  const drivers = predictors.map(({ id }, j) => ({
    id,
    value: parts[j]!,
    share: r2 > 0 ? parts[j]! / r2 : 0,
    correlation: pearsonTest(x[j]!, y).estimate ?? 0,
    ...(drawn.length > 0 ? { interval: percentileInterval(drawn.map((set) => set[j]!), level) } : {}),
  }))
  return { ...head, r2, drivers, failed: resamples - drawn.length, reason: null }
}

function completeOf(outcome: Vector, predictors: readonly Predictor[]): { y: Float64Array; x: Float64Array[]; n: number } {
  if (predictors.length === 0) throw new MethodError('no-items', 'There must be at least one predictor')
  const rows = completeRows([outcome, ...predictors.map(({ values }) => values)])
  return { y: pick(outcome, rows), x: predictors.map(({ values }) => pick(values, rows)), n: rows.length }
}

function shortcoming(y: Float64Array, x: readonly Float64Array[]): Reason | null {
  if (y.length === 0) return 'no-answers'
  if (y.some((value) => value !== 0 && value !== 1)) return 'not-applicable'
  if (y.length <= x.length + 1) return 'too-few'
  return [y, ...x].some((values) => !(moments(values).squares > 0)) ? 'no-variance' : null
}

function fewWarning(rarer: number, k: number): Warning[] {
  return rarer < 10 * k ? [{ code: 'small-sample', detail: { n: rarer, wanted: 10 * k } }] : []
}

function isDependent(x: readonly Float64Array[]): boolean {
  const k = x.length
  const columns = x.map((values) => {
    const { mean, squares } = moments(values)
    return values.map((value) => (value - mean) / Math.sqrt(squares))
  })
  return cholesky(matrix(k, k, columns.flatMap((a) => columns.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0))))) === null
}

interface Fit {
  coefficients: Float64Array
  value: number
  information: Matrix
}

function emptyLikelihood(y: Float64Array): number {
  const yes = y.reduce((sum, value) => sum + value, 0)
  return yes * Math.log(yes / y.length) + (y.length - yes) * Math.log(1 - yes / y.length)
}

/** Newton's method with halved steps; null where the slopes grow without end or follow from each other. */
function fitted(y: Float64Array, x: readonly Float64Array[]): Fit | null {
  const q = x.length + 1
  let coefficients = new Float64Array(q)
  let at = likelihoodAt(y, x, coefficients)
  for (let round = 0; round < 60; round++) {
    const factor = cholesky(at.information)
    if (!factor) return null
    const step = choleskySolve(factor, at.gradient)
    const gain = step.reduce((sum, s, i) => sum + s * at.gradient[i]!, 0)
    if (gain < 1e-24 * y.length) return { coefficients, value: at.value, information: at.information }
    let [length, next, found] = [1, coefficients, at]
    do {
      next = coefficients.map((b, i) => b + length * step[i]!)
      found = likelihoodAt(y, x, next)
      length /= 2
    } while (found.value < at.value - 1e-14 * Math.abs(at.value) && length > 1e-6)
    if (found.value > -1e-9 * y.length) return null
    coefficients = next
    at = found
  }
  return null
}

function likelihoodAt(y: Float64Array, x: readonly Float64Array[], b: Float64Array): { value: number; gradient: Float64Array; information: Matrix } {
  const q = b.length
  const gradient = new Float64Array(q)
  const information = matrix(q, q)
  const row = new Float64Array(q).fill(1)
  let value = 0
  for (let i = 0; i < y.length; i++) {
    let eta = b[0]!
    for (let j = 1; j < q; j++) eta += b[j]! * (row[j] = x[j - 1]![i]!)
    const p = eta > 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta))
    value += y[i]! * eta - (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta)))
    const [left, weight] = [y[i]! - p, p * (1 - p)]
    for (let j = 0; j < q; j++) {
      gradient[j]! += left * row[j]!
      for (let m = 0; m <= j; m++) information.values[j * q + m]! += weight * row[j]! * row[m]!
    }
  }
  for (let j = 0; j < q; j++) for (let m = 0; m < j; m++) information.values[m * q + j] = information.values[j * q + m]!
  return { value, gradient, information }
}

/** R² of every subset by bit mask, then the gains averaged over orders. */
function partsOf(y: Float64Array, x: readonly Float64Array[]): Float64Array | null {
  const k = x.length
  const empty = emptyLikelihood(y)
  const r2 = new Float64Array(1 << k)
  for (let set = 1; set < r2.length; set++) {
    const found = fitted(y, x.filter((_, j) => (set & (1 << j)) !== 0))
    if (!found) return null
    r2[set] = 1 - found.value / empty
  }
  const parts = new Float64Array(k)
  for (let set = 0; set < r2.length; set++) {
    const size = x.filter((_, j) => (set & (1 << j)) !== 0).length
    const weight = 1 / (k * combinations(k - 1, size))
    for (let j = 0; j < k; j++) if (!(set & (1 << j))) parts[j]! += weight * (r2[set | (1 << j)]! - r2[set]!)
  }
  return parts
}

function resampledParts(y: Float64Array, x: readonly Float64Array[], seed: number, b: number): Float64Array | null {
  const random = randomStream(seed, b)
  const rows = Int32Array.from({ length: y.length }, () => random.whole(y.length))
  const [drawn, columns] = [pick(y, rows), x.map((values) => pick(values, rows))]
  return shortcoming(drawn, columns) ? null : partsOf(drawn, columns)
}
