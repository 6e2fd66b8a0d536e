import { matrix, type Matrix } from './matrix.ts'

/** Lower triangular L with L L' = a; null where a is not positive definite (a pivot below 1e-13 of its diagonal). */
export function cholesky(a: Matrix): Matrix | null {
  const k = a.rows
  const lower = matrix(k, k)
  const l = lower.values
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a.values[i * k + j]!
      for (let m = 0; m < j; m++) sum -= l[i * k + m]! * l[j * k + m]!
      if (i > j) l[i * k + j] = sum / l[j * k + j]!
      else if (sum > 1e-13 * Math.abs(a.values[i * k + i]!)) l[i * k + i] = Math.sqrt(sum)
      else return null
    }
  }
  return lower
}

/** x with L L' x = b. */
export function choleskySolve({ rows: k, values: l }: Matrix, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b)
  for (let i = 0; i < k; i++) {
    for (let m = 0; m < i; m++) x[i]! -= l[i * k + m]! * x[m]!
    x[i]! /= l[i * k + i]!
  }
  for (let i = k - 1; i >= 0; i--) {
    for (let m = i + 1; m < k; m++) x[i]! -= l[m * k + i]! * x[m]!
    x[i]! /= l[i * k + i]!
  }
  return x
}

/** The inverse of a symmetric positive definite matrix; null where it is not one. */
export function symmetricInverse(a: Matrix): Matrix | null {
  const lower = cholesky(a)
  if (!lower) return null
  const result = matrix(a.rows, a.rows)
  for (let j = 0; j < a.rows; j++) {
    const unit = new Float64Array(a.rows)
    unit[j] = 1
    result.values.set(choleskySolve(lower, unit), j * a.rows)
  }
  return result
}

/** ln |a| of a positive definite matrix; null where it is not one. */
export function logDeterminant(a: Matrix): number | null {
  const lower = cholesky(a)
  if (!lower) return null
  let sum = 0
  for (let i = 0; i < a.rows; i++) sum += 2 * Math.log(lower.values[i * a.rows + i]!)
  return sum
}
