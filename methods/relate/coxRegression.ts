import { commonLength, completeRows, pick, type Vector } from '../columns.ts'
import { chiSquareUpper } from '../numbers/chiSquare.ts'
import { cholesky, choleskySolve, symmetricInverse } from '../numbers/cholesky.ts'
import { matrix, type Matrix } from '../numbers/matrix.ts'
import { moments, standardDeviation } from '../numbers/moments.ts'
import { normalQuantile, normalUpper } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, MethodError, type Interval, type Reason, type Result, type Warning } from '../result.ts'
import { partialLikelihood, riskOrder, type CoxTies, type Likelihood, type RiskOrder } from './partialLikelihood.ts'

export interface Hazard {
  id: string
  /** Change of the log hazard for one unit more. */
  estimate: number
  se: number
  z: number
  p: number
  /** exp(estimate): 1.2 means a hazard one fifth higher for one unit more. */
  ratio: number
  /** Of the ratio. */
  interval: Interval
}

export interface CoxTest {
  statistic: number
  df: number
  p: number
}

export interface CoxRegression extends Result {
  events: number
  hazards: readonly Hazard[] | null
  logLikelihood: number | null
  /** Of the model without predictors. */
  nullLogLikelihood: number | null
  /** That no predictor matters. */
  tests: { likelihoodRatio: CoxTest; wald: CoxTest; score: CoxTest } | null
}

/**
 * Proportional-hazards regression: how what is known of customers changes the rate at which they leave. `durations` with `ended`
 * above 0 where the customer left and 0 where the relation still goes on; predictors are numbers (code groups 0/1). Complete cases.
 *
 * Null with a reason: no events (`no-variance`), no more events than predictors (`too-few`), a predictor that does not vary
 * (`no-variance`), predictors that determine each other (`singular`), a predictor that separates leavers from stayers so that its
 * coefficient runs away (`not-converged`). Warning `small-sample` below ten events a predictor.
 *
 * Sources: Cox (1972) JRSS B 34; ties by Efron (1977) JASA 72 (default) or Breslow (1974) Biometrics 30; Therneau & Grambsch (2000) chapter 3.
 */
export function coxRegression(
  durations: Vector,
  ended: Vector,
  predictors: readonly { id: string; values: Vector }[],
  options: { ties?: CoxTies; level?: number } = {},
): CoxRegression {
  const { ties = 'efron', level = defaultLevel } = options
  checkLevel(level)
  if (predictors.length === 0) throw new MethodError('no-items', 'A regression needs at least one predictor')
  const total = commonLength([durations, ended, ...predictors.map(({ values }) => values)])
  const rows = completeRows([durations, ended, ...predictors.map(({ values }) => values)])
  const columns = predictors.map(({ values }) => pick(values, rows))
  const order = riskOrder(pick(durations, rows), pick(ended, rows), columns)
  const k = predictors.length
  const head = {
    method: 'cox-proportional-hazards',
    n: rows.length,
    missing: total - rows.length,
    deletion: 'listwise' as const,
    conventions: { ties, level },
    events: order.events,
  }
  const nothing = (reason: Reason): CoxRegression => ({ ...head, hazards: null, logLikelihood: null, nullLogLikelihood: null, tests: null, reason, warnings: [] })
  if (rows.length === 0) return nothing('no-answers')
  if (order.events === 0 || columns.some((column) => !(moments(column).squares > 0))) return nothing('no-variance')
  if (order.events <= k) return nothing('too-few')
  const start = partialLikelihood(order, new Float64Array(k), ties)
  if (!cholesky(start.information)) return nothing('singular')
  const found = climbed(order, start, ties)
  if (!found) return nothing('not-converged')
  const covariance = symmetricInverse(found.information)
  if (!covariance) return nothing('singular')
  const warnings: Warning[] = order.events < 10 * k ? [{ code: 'small-sample', detail: { events: order.events, wanted: 10 * k } }] : []
  return {
    ...head,
    hazards: predictors.map(({ id }, j) => hazardOf(id, found.at[j]! / order.scales[j]!, Math.sqrt(covariance.values[j * (k + 1)]!) / order.scales[j]!, level)),
    logLikelihood: found.value,
    nullLogLikelihood: start.value,
    tests: {
      likelihoodRatio: testOf(2 * (found.value - start.value), k),
      wald: testOf(quadratic(found.information, found.at), k),
      score: testOf(inverseQuadratic(start.information, start.gradient), k),
    },
    reason: null,
    warnings,
  }
}

/** Newton's method with halved steps; null where a coefficient runs away (its standard deviation changes the log hazard by 20). */
function climbed(order: RiskOrder, start: Likelihood, ties: CoxTies): (Likelihood & { at: Float64Array }) | null {
  let at = new Float64Array(order.columns.length)
  let here = start
  for (let round = 0; round < 60; round++) {
    const factor = cholesky(here.information)
    if (!factor) return null
    const step = choleskySolve(factor, here.gradient)
    const gain = step.reduce((sum, x, j) => sum + x * here.gradient[j]!, 0)
    let next = at.map((x, j) => x + step[j]!)
    let there = partialLikelihood(order, next, ties)
    for (let length = 0.5; length > 1e-10 && !(there.value >= here.value - 1e-12 * Math.abs(here.value)); length /= 2) {
      next = at.map((x, j) => x + length * step[j]!)
      there = partialLikelihood(order, next, ties)
    }
    at = next
    here = there
    if (at.some((x) => Math.abs(x) > 20)) return null
    if (gain < 1e-20 * Math.max(1, Math.abs(here.value))) return { ...here, at }
  }
  return null
}

function hazardOf(id: string, estimate: number, se: number, level: number): Hazard {
  const z = estimate / se
  const reach = -normalQuantile((1 - level) / 2) * se
  const interval = { level, lower: Math.exp(estimate - reach), upper: Math.exp(estimate + reach) }
  return { id, estimate, se, z, p: 2 * normalUpper(Math.abs(z)), ratio: Math.exp(estimate), interval }
}

function testOf(statistic: number, df: number): CoxTest {
  return { statistic, df, p: chiSquareUpper(statistic, df) }
}

function quadratic(a: Matrix, x: Float64Array): number {
  return x.reduce((sum, xi, i) => sum + xi * x.reduce((inner, xj, j) => inner + a.values[i * a.columns + j]! * xj, 0), 0)
}

function inverseQuadratic(a: Matrix, x: Float64Array): number {
  const factor = cholesky(a) ?? matrix(0, 0)
  return choleskySolve(factor, x).reduce((sum, value, i) => sum + value * x[i]!, 0)
}

export interface ProportionalityTest extends CoxTest {
  id: string
  /** Correlation of the scaled residuals with the rank of time: above 0, the predictor matters more later. */
  correlation: number
}

/**
 * Whether the hazards stay proportional: the scaled residuals of Schoenfeld against the rank of the time of each end. A small p says
 * that a predictor's effect changes over time, and the one ratio hides that. Empty where the regression gives nothing.
 *
 * Source: Grambsch & Therneau (1994) Biometrika 81, the test of one covariate (their equation 5 with a diagonal approximation).
 */
export function proportionality(
  durations: Vector,
  ended: Vector,
  predictors: readonly { id: string; values: Vector }[],
  options: { ties?: CoxTies } = {},
): ProportionalityTest[] {
  const { ties = 'efron' } = options
  const fit = coxRegression(durations, ended, predictors, options)
  if (!fit.hazards) return []
  const rows = completeRows([durations, ended, ...predictors.map(({ values }) => values)])
  const order = riskOrder(pick(durations, rows), pick(ended, rows), predictors.map(({ values }) => pick(values, rows)))
  const at = Float64Array.from(fit.hazards, ({ estimate }, j) => estimate * order.scales[j]!)
  const { information, residuals, ranks } = partialLikelihood(order, at, ties)
  const covariance = symmetricInverse(information)
  if (!covariance) return []
  const spread = moments(ranks)
  const k = at.length
  return fit.hazards.map(({ id }, j) => {
    const scaled = Float64Array.from(ranks, (_, i) => {
      let sum = 0
      for (let m = 0; m < k; m++) sum += covariance.values[j * k + m]! * residuals[i * k + m]!
      return order.events * sum
    })
    const along = scaled.reduce((sum, x, i) => sum + x * (ranks[i]! - spread.mean), 0)
    const statistic = spread.squares > 0 ? along ** 2 / (order.events * covariance.values[j * (k + 1)]! * spread.squares) : 0
    const sd = standardDeviation(moments(scaled)) * standardDeviation(spread)
    return { id, correlation: sd > 0 ? along / (order.events - 1) / sd : 0, ...testOf(statistic, 1) }
  })
}
