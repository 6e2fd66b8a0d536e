/**
 * Solves a x = b for a symmetric positive definite `a` (size × size, row after row in the front of the buffer) without allocating: `a`
 * becomes its Cholesky factor, `b` becomes x. False, with both spoilt, where a pivot falls below 1e-11 of its diagonal. For small systems
 * in inner loops.
 */
export function solveInPlace(a: Float64Array, b: Float64Array, size: number): boolean {
  if (!factorInPlace(a, size)) return false
  backSolve(a, b, size)
  return true
}

/** The lower triangle of `a` becomes L with L L' = a; false where `a` is not positive definite. */
export function factorInPlace(a: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const given = a[i * size + j]!
      let sum = given
      for (let m = 0; m < j; m++) sum -= a[i * size + m]! * a[j * size + m]!
      if (i > j) a[i * size + j] = sum / a[j * size + j]!
      else if (sum > 1e-11 * given) a[i * size + i] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** b becomes x with L L' x = b. */
export function backSolve(l: Float64Array, b: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    let sum = b[i]!
    for (let m = 0; m < i; m++) sum -= l[i * size + m]! * b[m]!
    b[i] = sum / l[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let m = i + 1; m < size; m++) sum -= l[m * size + i]! * b[m]!
    b[i] = sum / l[i * size + i]!
  }
}
