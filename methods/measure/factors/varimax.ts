import { matrix, type Matrix } from '../../numbers/matrix.ts'
import { rowSquares } from './extraction.ts'

/**
 * Varimax by planar rotations of every pair of factors until none turns by more than 1e-12 radians. Kaiser's normalisation (rows of unit length
 * while rotating) by default.
 *
 * Source: Kaiser (1958) Psychometrika 23, 187–200; Kaiser (1959) Educational and Psychological Measurement 19.
 */
export function varimax(loadings: Matrix, kaiser = true): Matrix {
  const { rows: k, columns: m } = loadings
  const scale = kaiser ? lengths(loadings) : new Float64Array(k).fill(1)
  const l = loadings.values.map((value, at) => value / scale[Math.floor(at / m)]!)
  for (let sweep = 0; sweep < 1000; sweep++) {
    let most = 0
    for (let p = 0; p < m - 1; p++) {
      for (let q = p + 1; q < m; q++) most = Math.max(most, Math.abs(turn(l, k, m, p, q)))
    }
    if (most < 1e-12) break
  }
  return matrix(k, m, l.map((value, at) => value * scale[Math.floor(at / m)]!))
}

/** Lengths of the rows; 1 for a row of zeros, which no rotation changes. */
export function lengths(loadings: Matrix): Float64Array {
  return rowSquares(loadings).map((h) => (h > 0 ? Math.sqrt(h) : 1))
}

/** Turns columns p and q by the angle at which their criterion is largest, and returns the angle. */
function turn(l: Float64Array, k: number, m: number, p: number, q: number): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let i = 0; i < k; i++) {
    const [x, y] = [l[i * m + p]!, l[i * m + q]!]
    const u = x * x - y * y
    const v = 2 * x * y
    a += u
    b += v
    c += u * u - v * v
    d += 2 * u * v
  }
  const angle = Math.atan2(d - (2 * a * b) / k, c - (a * a - b * b) / k) / 4
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  for (let i = 0; i < k; i++) {
    const [x, y] = [l[i * m + p]!, l[i * m + q]!]
    l[i * m + p] = cos * x + sin * y
    l[i * m + q] = cos * y - sin * x
  }
  return angle
}
