import { cholesky, choleskySolve, symmetricInverse } from '../../numbers/cholesky.ts'
import { symmetricEigen, type Eigen } from '../../numbers/eigen.ts'
import { matrix, type Matrix } from '../../numbers/matrix.ts'
import { positions, rowSquares, type Extraction } from './extraction.ts'

/**
 * Principal axes: communalities start from the squared multiple correlations and are replaced by those of the leading eigenvectors until none
 * moves by more than 1e-11. The last digits are found by Newton's method, as the point where this ends is where the residual correlations have the
 * least squares. Null where R is singular or 20,000 rounds do not settle it. A communality above 1 is let stand, and named.
 *
 * Sources: Harman (1976) Modern Factor Analysis, chapter 8; Harman & Jones (1966) Psychometrika 31 for the equivalence.
 */
export function principalAxes(r: Matrix, factors: number): Extraction | null {
  const inverse = symmetricInverse(r)
  if (!inverse) return null
  const k = r.rows
  let communalities: Float64Array = Float64Array.from({ length: k }, (_, i) => 1 - 1 / inverse.values[i * (k + 1)]!)
  let polished = false
  for (let iterations = 1; iterations <= 20000; iterations++) {
    const loadings = leading(reducedEigen(r, communalities), factors)
    const next = rowSquares(loadings)
    const change = furthest(next.map((h, i) => h - communalities[i]!))
    communalities = next
    if (change <= 1e-11) return extraction(loadings, communalities, iterations)
    if (polished || change > 1e-3) continue
    communalities = polish(r, factors, communalities) ?? communalities
    polished = true
  }
  return null
}

function extraction(loadings: Matrix, communalities: Float64Array, iterations: number): Extraction {
  const uniquenesses = communalities.map((h) => 1 - h)
  return { loadings, uniquenesses, iterations, heywood: positions(uniquenesses, (u) => u <= 0) }
}

function reducedEigen(r: Matrix, communalities: Float64Array): Eigen {
  const reduced = matrix(r.rows, r.rows, r.values)
  for (const [i, h] of communalities.entries()) reduced.values[i * (r.rows + 1)] = h
  return symmetricEigen(reduced)
}

function leading({ values, vectors }: Eigen, factors: number): Matrix {
  const k = vectors.rows
  const loadings = matrix(k, factors)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < factors; j++) loadings.values[i * factors + j] = vectors.values[i * k + j]! * Math.sqrt(Math.max(0, values[j]!))
  }
  return loadings
}

/** Newton's method for the communalities with the least squared residuals; null where it leads elsewhere. */
function polish(r: Matrix, factors: number, start: Float64Array): Float64Array | null {
  let at = start
  let eigen = reducedEigen(r, at)
  let size = furthest(residualDiagonal(eigen, factors))
  for (let step = 0; step < 20 && size > 1e-13; step++) {
    const factor = cholesky(curvature(eigen, factors))
    if (!factor) return null
    const move = choleskySolve(factor, residualDiagonal(eigen, factors))
    if (furthest(move) > 0.05) return null
    at = at.map((h, i) => h - move[i]!)
    eigen = reducedEigen(r, at)
    const next = furthest(residualDiagonal(eigen, factors))
    if (next >= size) return next < 1e-11 ? at : null
    size = next
  }
  return at
}

/** Diagonal of what the factors leave of the reduced matrix: the slope of half the squared residuals by the communalities. */
function residualDiagonal({ values, vectors }: Eigen, factors: number): Float64Array {
  const k = vectors.rows
  const diagonal = new Float64Array(k)
  for (let i = 0; i < k; i++) for (let j = factors; j < k; j++) diagonal[i]! += values[j]! * vectors.values[i * k + j]! ** 2
  return diagonal
}

function curvature({ values, vectors }: Eigen, factors: number): Matrix {
  const k = vectors.rows
  const w = vectors.values
  const result = matrix(k, k)
  for (let i = 0; i < k; i++) {
    for (let h = 0; h <= i; h++) {
      let [common, mixed] = [0, 0]
      for (let j = factors; j < k; j++) {
        const pair = w[i * k + j]! * w[h * k + j]!
        common += pair
        for (let l = 0; l < factors; l++) mixed += ((2 * values[j]!) / (values[j]! - values[l]!)) * pair * w[i * k + l]! * w[h * k + l]!
      }
      result.values[i * k + h] = common * common + mixed
      result.values[h * k + i] = result.values[i * k + h]!
    }
  }
  return result
}

function furthest(values: Float64Array): number {
  return values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
}
