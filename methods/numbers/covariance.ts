import { commonLength, pick, type Vector } from '../columns.ts'
import { sum } from './moments.ts'

/**
 * Covariances and means of the columns at the given rows (all by default): k × k row after row, divisor n - 1 (NaN for n < 2).
 * No value may be missing there.
 */
export function covarianceMatrix(
  columns: readonly Vector[],
  rows: Int32Array = everyRow(commonLength(columns)),
): { matrix: Float64Array; means: Float64Array; n: number } {
  const k = columns.length
  const n = rows.length
  const means = Float64Array.from(columns, (column) => sum(pick(column, rows)) / n)
  const matrix = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      const value = crossProduct(columns[i]!, columns[j]!, means[i]!, means[j]!, rows) / (n - 1)
      matrix[i * k + j] = value
      matrix[j * k + i] = value
    }
  }
  return { matrix, means, n }
}

function everyRow(length: number): Int32Array {
  const rows = new Int32Array(length)
  for (let i = 0; i < length; i++) rows[i] = i
  return rows
}

/** Sum of the products of deviations from the means. */
function crossProduct(a: Vector, b: Vector, meanA: number, meanB: number, rows: Int32Array): number {
  let total = 0
  for (let r = 0; r < rows.length; r++) {
    const i = rows[r]!
    total += (a[i]! - meanA) * (b[i]! - meanB)
  }
  return total
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
