import { commonLength, mapped, type Vector } from '../columns.ts'
import { sum } from './moments.ts'

/** Covariances and means of complete columns: k × k row after row, divisor n - 1 (NaN for n < 2). No value may be missing. */
export function covarianceMatrix(columns: readonly Vector[]): { matrix: Float64Array; means: Float64Array; n: number } {
  const k = columns.length
  const n = commonLength(columns)
  const means = Float64Array.from(columns, (column) => sum(column) / n)
  const centred = columns.map((column, j) => mapped(column, (x) => x - means[j]!))
  const matrix = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      const value = dot(centred[i]!, centred[j]!) / (n - 1)
      matrix[i * k + j] = value
      matrix[j * k + i] = value
    }
  }
  return { matrix, means, n }
}

export function dot(a: Vector, b: Vector): number {
  let total = 0
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!
  return total
}

/** Correlations from a k × k covariance matrix; null where some variance is nil. */
export function correlationMatrix(covariances: Float64Array, k: number): Float64Array | null {
  const sds = Float64Array.from({ length: k }, (_, i) => Math.sqrt(covariances[i * k + i]!))
  if (sds.some((sd) => !(sd > 0))) return null
  return covariances.map((value, at) => {
    const i = Math.floor(at / k)
    const j = at % k
    return i === j ? 1 : value / (sds[i]! * sds[j]!)
  })
}
