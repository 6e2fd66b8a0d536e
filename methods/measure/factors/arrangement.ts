import { matrix, product, type Matrix } from '../../numbers/matrix.ts'

interface Rotated {
  /** Pattern: items × factors. */
  loadings: Matrix
  /** Correlations of the factors. */
  correlations: Matrix
}

/** Factors in descending order of the variance they explain, each turned so that its loadings sum to no less than 0. */
export function arranged({ loadings, correlations }: Rotated): Rotated {
  const { rows: k, columns: m } = loadings
  const structure = product(loadings, correlations)
  const total = (q: number, of: (at: number) => number) => Array.from({ length: k }, (_, i) => of(i * m + q)).reduce((sum, x) => sum + x, 0)
  const strength = Array.from({ length: m }, (_, q) => total(q, (at) => loadings.values[at]! * structure.values[at]!))
  const sign = Array.from({ length: m }, (_, q) => (total(q, (at) => loadings.values[at]!) < 0 ? -1 : 1))
  const order = strength.map((_, q) => q).sort((p, q) => strength[q]! - strength[p]!)
  return {
    loadings: matrix(k, m, loadings.values.map((_, at) => sign[order[at % m]!]! * loadings.values[at - (at % m) + order[at % m]!]!)),
    correlations: matrix(m, m, correlations.values.map((_, at) => {
      const [p, q] = [order[Math.floor(at / m)]!, order[at % m]!]
      return sign[p]! * sign[q]! * correlations.values[p * m + q]!
    })),
  }
}
