import { completeRows, pick, type Vector } from '../columns.ts'
import { fUpper } from '../numbers/fisherF.ts'
import { moments } from '../numbers/moments.ts'
import { symmetricInverse } from '../numbers/cholesky.ts'
import { correlationMatrix } from '../numbers/covariance.ts'
import { matrix, matrixOfColumns, submatrix } from '../numbers/matrix.ts'
import { leastSquares, type LeastSquares } from '../numbers/qr.ts'
import { tTwoSided } from '../numbers/studentT.ts'
import { checkLevel, defaultLevel, MethodError, type Interval, type Reason, type Result, type Warning } from '../result.ts'
import { symmetric } from './mean.ts'

export interface Predictor {
  id: string
  values: Vector
}

export interface Coefficient {
  id: string
  estimate: number
  se: number
  /** Standard error that holds under unequal variances (HC3). */
  robustSe: number
  t: number
  p: number
  interval: Interval
}

/** What can be told without the cases themselves. */
export type PlainCoefficient = Omit<Coefficient, 'robustSe'>

export interface Slope extends Coefficient {
  /** In standard deviations of outcome per standard deviation of predictor. */
  standardised: number
  /** Variance inflation, 1 / (1 - R²) of this predictor on the others; above 5 look twice, above 10 do not interpret. */
  vif: number
  /** Loss of R² when this predictor is left out. */
  semipartialSquared: number
  partialCorrelation: number
}

export interface Regression extends Result {
  intercept: Coefficient | null
  slopes: readonly Slope[] | null
  r2: number | null
  adjustedR2: number | null
  /** Residual standard deviation. */
  sigma: number | null
  /** Test that all slopes are nil. */
  f: { statistic: number; df: readonly [number, number]; p: number } | null
}

/**
 * Ordinary least squares of an outcome on predictors, with intercept, on complete cases, by QR.
 *
 * Null with a reason: no more cases than coefficients (`too-few`), an outcome or predictor that does not vary
 * (`no-variance`), predictors that determine each other (`singular`), a perfect fit (`improper`). Warnings: `collinear`
 * for VIF above 5, `small-sample` below ten cases a predictor.
 *
 * Sources: MacKinnon & White (1985) J. Econometrics 29 for HC3, `e² / (1 - h)²`.
 */
export function regression(outcome: Vector, predictors: readonly Predictor[], options: { level?: number } = {}): Regression {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  if (predictors.length === 0) throw new MethodError('no-items', 'A regression needs at least one predictor')
  const rows = completeRows([outcome, ...predictors.map(({ values }) => values)])
  const y = pick(outcome, rows)
  const x = predictors.map(({ values }) => pick(values, rows))
  const n = rows.length
  const head = {
    method: 'ols',
    n,
    missing: outcome.length - n,
    deletion: 'listwise' as const,
    conventions: { intercept: true, level, robust: 'HC3' },
  }
  const nothing = (reason: Reason): Regression => ({
    ...head,
    intercept: null,
    slopes: null,
    r2: null,
    adjustedR2: null,
    sigma: null,
    f: null,
    reason,
    warnings: [],
  })
  const k = predictors.length
  if (n === 0) return nothing('no-answers')
  if (n <= k + 1) return nothing('too-few')
  const spread = moments(y).squares
  if (!(spread > 0) || x.some((column) => !(moments(column).squares > 0))) return nothing('no-variance')
  const ones = new Float64Array(n).fill(1)
  const fit = leastSquares(matrixOfColumns([ones, ...x]), y)
  if (!fit) return nothing('singular')
  const rest = fit.residuals.reduce((sum, e) => sum + e * e, 0)
  if (!(rest > 1e-24 * spread)) return nothing('improper')
  const df = n - k - 1
  const sigma = Math.sqrt(rest / df)
  const r2 = 1 - rest / spread
  const robust = hc3([ones, ...x], fit)
  const coefficient = (id: string, j: number) => coefficientOf(id, j, fit, sigma, robust[j]!, df, level)
  const slopes = predictors.map(({ id }, j): Slope => {
    const found = coefficient(id, j + 1)
    const squares = moments(x[j]!).squares
    return {
      ...found,
      standardised: found.estimate * Math.sqrt(squares / spread),
      vif: fit.inverse.values[(j + 1) * (k + 2)]! * squares,
      semipartialSquared: (found.t * found.t * (1 - r2)) / df,
      partialCorrelation: found.t / Math.sqrt(found.t * found.t + df),
    }
  })
  const statistic = r2 / k / ((1 - r2) / df)
  return {
    ...head,
    intercept: coefficient('(intercept)', 0),
    slopes,
    r2,
    adjustedR2: 1 - ((1 - r2) * (n - 1)) / df,
    sigma,
    f: { statistic, df: [k, df], p: fUpper(statistic, k, df) },
    reason: null,
    warnings: warningsOf(slopes, n),
  }
}

/** Complete cases summed up: k × k covariances row after row, divisor n - 1, the outcome first. */
export interface CaseCovariances {
  n: number
  missing: number
  covariances: Float64Array
}

export interface PlainRegression extends Result {
  slopes: readonly (PlainCoefficient & Pick<Slope, 'standardised'>)[] | null
  r2: number | null
}

/**
 * The same slopes from covariances (from stored cells): `b = S_xx⁻¹ s_xy` on the scale of correlations. Reasons as in `regression`;
 * `singular` and `improper` are told as far as covariances can tell them (a pivot, or a share left unexplained, below 1e-13).
 */
export function regressionOfCovariances({ n, missing, covariances }: CaseCovariances, ids: readonly string[], options: { level?: number } = {}): PlainRegression {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const k = ids.length
  if (k === 0) throw new MethodError('no-items', 'A regression needs at least one predictor')
  const head = { method: 'ols', n, missing, deletion: 'listwise' as const, conventions: { intercept: true, level } }
  const nothing = (reason: Reason): PlainRegression => ({ ...head, slopes: null, r2: null, reason, warnings: [] })
  if (n === 0) return nothing('no-answers')
  if (n <= k + 1) return nothing('too-few')
  const r = correlationMatrix(covariances, k + 1)
  if (!r) return nothing('no-variance')
  const inverse = symmetricInverse(submatrix(matrix(k + 1, k + 1, r), ids.map((_, j) => j + 1)))
  if (!inverse) return nothing('singular')
  const standardised = ids.map((_, i) => ids.reduce((sum, __, j) => sum + inverse.values[i * k + j]! * r[j + 1]!, 0))
  const r2 = standardised.reduce((sum, beta, j) => sum + beta * r[j + 1]!, 0)
  if (!(1 - r2 > 1e-13)) return nothing('improper')
  const df = n - k - 1
  const slopes = ids.map((id, j) => {
    const unit = Math.sqrt(covariances[0]! / covariances[(j + 1) * (k + 2)]!)
    const estimate = standardised[j]! * unit
    const se = unit * Math.sqrt((inverse.values[j * (k + 1)]! * (1 - r2)) / df)
    const t = estimate / se
    return { id, estimate, se, t, p: tTwoSided(t, df), interval: symmetric(estimate, se, df, level), standardised: standardised[j]! }
  })
  return { ...head, slopes, r2, reason: null, warnings: [] }
}

function coefficientOf(id: string, j: number, fit: LeastSquares, sigma: number, robustSe: number, df: number, level: number): Coefficient {
  const estimate = fit.coefficients[j]!
  const se = sigma * Math.sqrt(fit.inverse.values[j * (fit.inverse.columns + 1)]!)
  const t = estimate / se
  return { id, estimate, se, robustSe, t, p: tTwoSided(t, df), interval: symmetric(estimate, se, df, level) }
}

function hc3(columns: readonly Float64Array[], fit: LeastSquares): number[] {
  const weights = fit.residuals.map((e, i) => (e / Math.max(1e-12, 1 - fit.leverage[i]!)) ** 2)
  const k = columns.length
  const { values } = fit.inverse
  return columns.map((_, j) => {
    let variance = 0
    for (const [i, weight] of weights.entries()) {
      let influence = 0
      for (let m = 0; m < k; m++) influence += values[j * k + m]! * columns[m]![i]!
      variance += influence * influence * weight
    }
    return Math.sqrt(variance)
  })
}

function warningsOf(slopes: readonly Slope[], n: number): Warning[] {
  const warnings: Warning[] = slopes.flatMap(({ id, vif }) => (vif > 5 ? [{ code: 'collinear' as const, detail: { predictor: id, vif } }] : []))
  if (n < 10 * slopes.length) warnings.push({ code: 'small-sample', detail: { n, wanted: 10 * slopes.length } })
  return warnings
}
