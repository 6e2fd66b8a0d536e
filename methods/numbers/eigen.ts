import { columnOf, identity, matrix, product, transposed, type Matrix } from './matrix.ts'

export interface Eigen {
  /** In descending order. */
  values: Float64Array
  /** Unit vectors in columns, each with its largest element positive. */
  vectors: Matrix
}

/**
 * Eigenvalues and vectors of a symmetric matrix by cyclic Jacobi rotations, which find small eigenvalues to high relative
 * accuracy; meant for the tens of variables of a questionnaire.
 *
 * Source: Golub & Van Loan (2013) Matrix Computations, section 8.5.
 */
export function symmetricEigen(a: Matrix): Eigen {
  const k = a.rows
  const s = Float64Array.from(a.values)
  const v = identity(k).values
  for (let sweep = 0; sweep < 100 && !isDiagonal(s, k); sweep++) {
    for (let p = 0; p < k - 1; p++) {
      for (let q = p + 1; q < k; q++) rotate(s, v, k, p, q)
    }
  }
  return sorted(s, v, k)
}

function isDiagonal(s: Float64Array, k: number): boolean {
  let off = 0
  let all = 0
  for (let i = 0; i < k * k; i++) {
    const square = s[i]! * s[i]!
    all += square
    if (i % (k + 1) !== 0) off += square
  }
  return off <= 1e-34 * all
}

function rotate(s: Float64Array, v: Float64Array, k: number, p: number, q: number): void {
  const apq = s[p * k + q]!
  if (apq === 0) return
  const theta = (s[q * k + q]! - s[p * k + p]!) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cos = 1 / Math.hypot(t, 1)
  const sin = t * cos
  for (let i = 0; i < k; i++) turn(s, i * k + p, i * k + q, cos, sin)
  for (let i = 0; i < k; i++) turn(s, p * k + i, q * k + i, cos, sin)
  for (let i = 0; i < k; i++) turn(v, i * k + p, i * k + q, cos, sin)
}

function turn(values: Float64Array, a: number, b: number, cos: number, sin: number): void {
  const x = values[a]!
  const y = values[b]!
  values[a] = cos * x - sin * y
  values[b] = sin * x + cos * y
}

function sorted(s: Float64Array, v: Float64Array, k: number): Eigen {
  const order = Array.from({ length: k }, (_, i) => i).sort((i, j) => s[j * k + j]! - s[i * k + i]!)
  const vectors = matrix(k, k)
  for (const [at, from] of order.entries()) {
    const column = Array.from({ length: k }, (_, i) => v[i * k + from]!)
    const largest = column.reduce((best, x) => (Math.abs(x) > Math.abs(best) + 1e-12 ? x : best), 0)
    for (let i = 0; i < k; i++) vectors.values[i * k + at] = largest < 0 ? -column[i]! : column[i]!
  }
  return { values: Float64Array.from(order, (i) => s[i * k + i]!), vectors }
}

export interface SingularValues {
  u: Matrix
  /** In descending order. */
  values: Float64Array
  v: Matrix
}

/**
 * The thin singular value decomposition a = u diag(values) v' of a matrix with at least as many rows as columns, by one-sided
 * Jacobi rotations. Columns of u that belong to zero singular values are zero.
 *
 * Source: Golub & Van Loan (2013), section 8.6.3; Demmel & Veselić (1992).
 */
export function singularValues(a: Matrix): SingularValues {
  if (a.rows < a.columns) {
    const { u, values, v } = singularValues(transposed(a))
    return { u: v, values, v: u }
  }
  const { columns: k } = a
  const w = Array.from({ length: k }, (_, j) => columnOf(a, j))
  const v = Array.from({ length: k }, (_, j) => columnOf(identity(k), j))
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false
    for (let p = 0; p < k - 1; p++) {
      for (let q = p + 1; q < k; q++) turned = orthogonalise(w, v, p, q) || turned
    }
    if (!turned) break
  }
  const norms = w.map((column) => Math.sqrt(column.reduce((sum, x) => sum + x * x, 0)))
  const order = norms.map((_, i) => i).sort((i, j) => norms[j]! - norms[i]!)
  const u = matrix(a.rows, k)
  const right = matrix(k, k)
  for (const [at, from] of order.entries()) {
    for (let i = 0; i < a.rows; i++) u.values[i * k + at] = norms[from] === 0 ? 0 : w[from]![i]! / norms[from]!
    for (let i = 0; i < k; i++) right.values[i * k + at] = v[from]![i]!
  }
  return { u, values: Float64Array.from(order, (i) => norms[i]!), v: right }
}

/** Rotates two columns until they are at right angles; false where they were. */
function orthogonalise(w: Float64Array[], v: Float64Array[], p: number, q: number): boolean {
  const [a, b] = [w[p]!, w[q]!]
  let alpha = 0
  let beta = 0
  let gamma = 0
  for (let i = 0; i < a.length; i++) {
    alpha += a[i]! * a[i]!
    beta += b[i]! * b[i]!
    gamma += a[i]! * b[i]!
  }
  if (Math.abs(gamma) <= 1e-16 * Math.sqrt(alpha * beta)) return false
  const zeta = (beta - alpha) / (2 * gamma)
  const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(zeta, 1))
  const cos = 1 / Math.hypot(t, 1)
  for (const [x, y] of [[a, b], [v[p]!, v[q]!]] as const) {
    for (let i = 0; i < x.length; i++) {
      const xi = x[i]!
      x[i] = cos * xi - cos * t * y[i]!
      y[i] = cos * t * xi + cos * y[i]!
    }
  }
  return true
}

/** u diag(values) v': what a decomposition stands for. */
export function recomposed({ u, values, v }: SingularValues): Matrix {
  const scaled = matrix(u.rows, u.columns, u.values.map((x, at) => x * values[at % u.columns]!))
  return product(scaled, transposed(v))
}
