import { matrix, type Matrix } from './matrix.ts'

export interface LeastSquares {
  coefficients: Float64Array
  residuals: Float64Array
  /** (X'X)^-1 = R^-1 R^-T. */
  inverse: Matrix
  /** Diagonal of the hat matrix. */
  leverage: Float64Array
}

/**
 * Least squares by Householder's QR; null where the columns are linearly dependent (a diagonal of R below 1e-11 of its
 * column). Source: Golub & Van Loan (2013) Matrix Computations, algorithm 5.2.1.
 */
export function leastSquares(x: Matrix, y: ArrayLike<number>): LeastSquares | null {
  const { rows: n, columns: k } = x
  if (n < k) return null
  const qr = Float64Array.from(x.values)
  const rhs = Float64Array.from(y)
  const diagonal = new Float64Array(k)
  for (let j = 0; j < k; j++) {
    const norm = reflect(qr, n, k, j, diagonal)
    if (!(Math.abs(diagonal[j]!) > 1e-11 * norm)) return null
    apply(qr, n, k, j, rhs, 1, 0)
  }
  const coefficients = backSubstitute(qr, diagonal, k, rhs)
  const inverseR = inverseUpper(qr, diagonal, k)
  return { coefficients, residuals: residualsOf(x, y, coefficients), inverse: crossed(inverseR, k), leverage: leverageOf(x, inverseR) }
}

/** Turns column j into a reflector kept below the diagonal, applies it to the columns on the right; returns the column's first norm. */
function reflect(qr: Float64Array, n: number, k: number, j: number, diagonal: Float64Array): number {
  let below = 0
  let whole = 0
  for (let i = 0; i < n; i++) {
    const square = qr[i * k + j]! ** 2
    whole += square
    if (i >= j) below += square
  }
  const norm = Math.sqrt(below)
  const sign = qr[j * k + j]! > 0 ? 1 : -1
  diagonal[j] = -sign * norm
  qr[j * k + j]! += sign * norm
  for (let c = j + 1; c < k; c++) apply(qr, n, k, j, qr, k, c)
  return Math.sqrt(whole)
}

/** Applies reflector j to column c of `target`. */
function apply(qr: Float64Array, n: number, k: number, j: number, target: Float64Array, width: number, c: number): void {
  let length = 0
  let along = 0
  for (let i = j; i < n; i++) {
    length += qr[i * k + j]! ** 2
    along += qr[i * k + j]! * target[i * width + c]!
  }
  if (length === 0) return
  const factor = (2 * along) / length
  for (let i = j; i < n; i++) target[i * width + c]! -= factor * qr[i * k + j]!
}

function backSubstitute(qr: Float64Array, diagonal: Float64Array, k: number, rhs: ArrayLike<number>): Float64Array {
  const x = new Float64Array(k)
  for (let i = k - 1; i >= 0; i--) {
    let sum = rhs[i]!
    for (let c = i + 1; c < k; c++) sum -= qr[i * k + c]! * x[c]!
    x[i] = sum / diagonal[i]!
  }
  return x
}

function inverseUpper(qr: Float64Array, diagonal: Float64Array, k: number): Matrix {
  const inverse = matrix(k, k)
  for (let j = 0; j < k; j++) {
    const unit = new Float64Array(k)
    unit[j] = 1
    const column = backSubstitute(qr, diagonal, k, unit)
    for (let i = 0; i < k; i++) inverse.values[i * k + j] = column[i]!
  }
  return inverse
}

function crossed({ values }: Matrix, k: number): Matrix {
  const result = matrix(k, k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let sum = 0
      for (let m = Math.max(i, j); m < k; m++) sum += values[i * k + m]! * values[j * k + m]!
      result.values[i * k + j] = sum
    }
  }
  return result
}

function leverageOf(x: Matrix, inverseR: Matrix): Float64Array {
  const k = x.columns
  return Float64Array.from({ length: x.rows }, (_, i) => {
    let sum = 0
    for (let j = 0; j < k; j++) {
      let q = 0
      for (let m = 0; m <= j; m++) q += x.values[i * k + m]! * inverseR.values[m * k + j]!
      sum += q * q
    }
    return sum
  })
}

function residualsOf(x: Matrix, y: ArrayLike<number>, coefficients: Float64Array): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, i) => {
    let fitted = 0
    for (let j = 0; j < x.columns; j++) fitted += x.values[i * x.columns + j]! * coefficients[j]!
    return y[i]! - fitted
  })
}
