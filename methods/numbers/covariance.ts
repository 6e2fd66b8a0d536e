import { commonLength, type Vector } from '../columns.ts'

/**
 * Covariances and means of the columns at the given rows (all by default): k × k row after row, divisor n - 1 (NaN for n < 2).
 * No value may be missing there.
 */
export function covarianceMatrix(
  columns: readonly Vector[],
  rows: Int32Array = everyRow(commonLength(columns)),
): { matrix: Float64Array; means: Float64Array; n: number } {
  const n = rows.length
  const means = Float64Array.from(columns, (column) => sumAt(column, rows) / n)
  const products = crossProducts(columns, means, rows)
  return { matrix: products.map((product) => product / (n - 1)), means, n }
}

/**
 * The same from sums over n complete rows: of each column, and of the products of columns i and j <= i, row after row. What is left of
 * a variance by rounding alone counts as none.
 */
export function covariancesOfSums(n: number, totals: Vector, products: Vector): { matrix: Float64Array; means: Float64Array; n: number } {
  const k = totals.length
  const matrix = new Float64Array(k * k)
  for (let i = 0, at = 0; i < k; i++) {
    for (let j = 0; j <= i; j++, at++) {
      const product = products[at]! - (totals[i]! * totals[j]!) / n
      const isRounding = i === j && product <= 2e-13 * products[at]!
      matrix[i * k + j] = matrix[j * k + i] = (isRounding ? 0 : product) / (n - 1)
    }
  }
  return { matrix, means: Float64Array.from(totals, (total) => total / n), n }
}

function everyRow(length: number): Int32Array {
  const rows = new Int32Array(length)
  for (let i = 0; i < length; i++) rows[i] = i
  return rows
}

/** Sum by Neumaier's compensated algorithm, as in `sum`, over some rows. */
function sumAt(values: Vector, rows: Int32Array): number {
  let total = 0
  let lost = 0
  for (let r = 0; r < rows.length; r++) {
    const x = values[rows[r]!]!
    const next = total + x
    lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total
    total = next
  }
  return total + lost
}

/** k × k sums of the products of deviations from the means, in one pass over the rows. */
function crossProducts(columns: readonly Vector[], means: Float64Array, rows: Int32Array): Float64Array {
  const k = columns.length
  const totals = new Float64Array(k * k)
  const deviations = new Float64Array(k)
  for (let r = 0; r < rows.length; r++) {
    for (let j = 0; j < k; j++) deviations[j] = columns[j]![rows[r]!]! - means[j]!
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) totals[i * k + j]! += deviations[i]! * deviations[j]!
    }
  }
  for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) totals[j * k + i] = totals[i * k + j]!
  return totals
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
