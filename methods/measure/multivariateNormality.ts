import { cholesky } from '../numbers/cholesky.ts'
import { chiSquareUpper } from '../numbers/chiSquare.ts'
import { covarianceMatrix } from '../numbers/covariance.ts'
import { matrix } from '../numbers/matrix.ts'
import { normalUpper } from '../numbers/normal.ts'
import type { Reason, Result } from '../result.ts'
import { scaleData, type ScaleItem } from './scaleData.ts'

/** Whether answers to several items could come from a normal distribution. */
export interface MultivariateNormality extends Result {
  /** Mardia's skewness: 0 for normal answers. */
  skewness: MardiaTest | null
  /** Mardia's kurtosis, `k (k + 2)` for normal answers. */
  kurtosis: MardiaTest | null
  /** Skewness and excess kurtosis of every item, 0 for normal answers. */
  items: { id: string; skewness: number; kurtosis: number }[] | null
}

export interface MardiaTest {
  value: number
  /** Chi-square for skewness, z for kurtosis. */
  statistic: number
  /** Degrees of freedom of chi-square; 0 for z. */
  df: number
  p: number
}

/**
 * Mardia's tests of multivariate normality on complete cases, moments with divisor n. Skewness is the sum of squared third moments of the items made
 * uncorrelated, which takes n k³ / 6 steps.
 *
 * Reasons: those of every battery; `too-few` where respondents are not more than items; `singular` where an item follows from others. Source: Mardia (1970) Biometrika 57.
 */
export function multivariateNormality(items: readonly ScaleItem[]): MultivariateNormality {
  const data = scaleData(items)
  const head = { method: 'mardia', n: data.n, missing: data.missing, deletion: 'listwise' as const, conventions: { divisor: 'n' }, warnings: [] }
  const nothing = (reason: Reason) => ({ ...head, skewness: null, kurtosis: null, items: null, reason })
  if (!data.correlations) return nothing(data.reason ?? 'no-variance')
  if (data.n <= items.length) return nothing('too-few')
  const sphere = sphered(data.columns, data.n)
  if (!sphere) return nothing('singular')
  const [n, k] = [data.n, items.length]
  const skew = squaredThirdMoments(sphere, n)
  const kurtosis = meanFourth(sphere, n)
  const df = (k * (k + 1) * (k + 2)) / 6
  const z = (kurtosis - k * (k + 2)) / Math.sqrt((8 * k * (k + 2)) / n)
  return {
    ...head,
    skewness: { value: skew, statistic: (n * skew) / 6, df, p: chiSquareUpper((n * skew) / 6, df) },
    kurtosis: { value: kurtosis, statistic: z, df: 0, p: 2 * normalUpper(Math.abs(z)) },
    items: data.ids.map((id, i) => ({ id, ...shapeOf(data.columns[i]!) })),
    reason: null,
  }
}

/** The items as as many uncorrelated ones of mean 0 and variance 1. */
function sphered(columns: readonly Float64Array[], n: number): Float64Array[] | null {
  const k = columns.length
  const { matrix: s, means } = covarianceMatrix(columns)
  const factor = cholesky(matrix(k, k, s.map((x) => (x * (n - 1)) / n)))
  if (!factor) return null
  const l = factor.values
  const result = columns.map(() => new Float64Array(n))
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < k; i++) {
      let left = columns[i]![row]! - means[i]!
      for (let j = 0; j < i; j++) left -= l[i * k + j]! * result[j]![row]!
      result[i]![row] = left / l[i * k + i]!
    }
  }
  return result
}

function squaredThirdMoments(z: readonly Float64Array[], n: number): number {
  const k = z.length
  let total = 0
  const product = new Float64Array(n)
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      for (let row = 0; row < n; row++) product[row] = z[a]![row]! * z[b]![row]!
      for (let c = 0; c <= b; c++) {
        let sum = 0
        for (let row = 0; row < n; row++) sum += product[row]! * z[c]![row]!
        const orders = a === b && b === c ? 1 : a === b || b === c ? 3 : 6
        total += orders * (sum / n) ** 2
      }
    }
  }
  return total
}

function meanFourth(z: readonly Float64Array[], n: number): number {
  let sum = 0
  for (let row = 0; row < n; row++) sum += z.reduce((squares, own) => squares + own[row]! ** 2, 0) ** 2
  return sum / n
}

function shapeOf(values: Float64Array): { skewness: number; kurtosis: number } {
  const n = values.length
  const mean = values.reduce((sum, x) => sum + x, 0) / n
  const unit = values.reduce((most, x) => Math.max(most, Math.abs(x - mean)), 0)
  const power = (exponent: number) => values.reduce((sum, x) => sum + ((x - mean) / unit) ** exponent, 0) / n
  const variance = power(2)
  return { skewness: power(3) / variance ** 1.5, kurtosis: power(4) / variance ** 2 - 3 }
}
