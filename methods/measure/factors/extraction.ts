import { matrix, type Matrix } from '../../numbers/matrix.ts'
import { likeliestUniquenesses } from './likeliestUniquenesses.ts'

/** Common factors of a correlation matrix before rotation. */
export interface Extraction {
  /** items × factors. */
  loadings: Matrix
  /** What of each item's variance the factors leave; not positive only for a Heywood case of principal axes. */
  uniquenesses: Float64Array
  iterations: number
  /** Positions of Heywood cases: items of which the factors explain all the variance, or more than all. */
  heywood: number[]
  /** Minimum of the discrepancy function, for maximum likelihood only. */
  discrepancy?: number
}

/** The share of its variance that a likely item must keep to itself. */
const leastUniqueness = 0.005

/**
 * Maximum likelihood with uniquenesses kept between .005 and 1; one at the lower bound is a Heywood case, and named. Null where R is
 * singular or no minimum is reached.
 *
 * Sources: Jöreskog (1967) Psychometrika 32, 443–482; bounds as in `factanal` of R.
 */
export function likeliestFactors(r: Matrix, factors: number): Extraction | null {
  const found = likeliestUniquenesses(r, factors, leastUniqueness)
  if (!found) return null
  const { uniquenesses, eigen, discrepancy, iterations } = found
  const k = r.rows
  const loadings = matrix(k, factors)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < factors; j++) {
      const strength = Math.sqrt(Math.max(0, eigen.values[j]! - 1) * uniquenesses[i]!)
      loadings.values[i * factors + j] = strength * eigen.vectors.values[i * k + j]!
    }
  }
  return { loadings, uniquenesses, iterations, heywood: positions(uniquenesses, (u) => u < leastUniqueness * (1 + 1e-9)), discrepancy }
}

/** Sums of squares of the rows: the communalities of orthogonal loadings. */
export function rowSquares({ rows, columns, values }: Matrix): Float64Array {
  const sums = new Float64Array(rows)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[i]! += values[i * columns + j]! ** 2
  return sums
}

export function positions(values: Float64Array, holds: (value: number) => boolean): number[] {
  return [...values.keys()].filter((i) => holds(values[i]!))
}
