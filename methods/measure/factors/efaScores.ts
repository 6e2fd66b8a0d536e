import { MethodError, type Result } from '../../result.ts'
import { completeRows } from '../../columns.ts'
import { symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, matrixOfRows, product, transposed, type Matrix } from '../../numbers/matrix.ts'
import { moments, standardDeviation } from '../../numbers/moments.ts'
import { isSingular } from './singular.ts'
import { scaleData, type ScaleItem } from '../scaleData.ts'
import type { EfaSolution } from './efa.ts'

/** Estimates of the factors for every respondent. */
export interface FactorScores extends Result {
  /** Factor by factor, one value per respondent; NaN for one who left an item out. */
  scores: Readonly<Record<string, Float64Array>> | null
}

/**
 * Scores of the factors: `regression` (Thurstone; closest to the factors, default) or `bartlett` (unbiased, weights items by what they do not keep to themselves).
 * Complete cases, items standardised with divisor n - 1. Bartlett's need positive uniquenesses (`improper` otherwise).
 *
 * Sources: Thurstone (1935) The Vectors of Mind; Bartlett (1937) British J. of Psychology 28.
 */
export function efaScores(items: readonly ScaleItem[], solution: EfaSolution, kind: 'regression' | 'bartlett' = 'regression'): FactorScores {
  for (const [i, { id }] of items.entries()) {
    if (solution.items[i]?.id !== id) throw new MethodError('invalid-parameter', `The factors were not found in the item "${id}"`, { item: id })
  }
  const data = scaleData(items)
  const head = { method: 'factor-scores', n: data.n, missing: data.missing, deletion: 'listwise' as const, conventions: { kind, divisor: 'n-1' }, warnings: [] }
  if (!data.correlations) return { ...head, scores: null, reason: data.reason ?? 'no-variance' }
  const weights = kind === 'regression' ? regressionWeights(data.correlations, solution) : bartlettWeights(solution)
  if (!weights) return { ...head, scores: null, reason: kind === 'regression' && isSingular(data.correlations) ? 'singular' : 'improper' }
  return { ...head, scores: scoresOf(items, solution, weights), reason: null }
}

/** R^-1 times the structure. */
function regressionWeights(r: Matrix, solution: EfaSolution): Matrix | null {
  const inverse = symmetricInverse(r)
  return inverse && product(inverse, matrixOfRows(solution.items.map(({ structure }) => structure)))
}

/** Psi^-1 L (L' Psi^-1 L)^-1. */
function bartlettWeights({ items }: EfaSolution): Matrix | null {
  if (items.some(({ uniqueness }) => uniqueness <= 0)) return null
  const loadings = matrixOfRows(items.map((item) => item.loadings))
  const weighted = matrixOfRows(items.map((item) => item.loadings.map((l) => l / item.uniqueness)))
  const inverse = symmetricInverse(product(transposed(loadings), weighted))
  return inverse && product(weighted, inverse)
}

function scoresOf(items: readonly ScaleItem[], { factors }: EfaSolution, weights: Matrix): Record<string, Float64Array> {
  const rows = completeRows(items.map(({ answers }) => answers))
  const scores = factors.map(() => new Float64Array(items[0]!.answers.length).fill(Number.NaN))
  const units = items.map(({ answers }) => {
    const found = moments(Float64Array.from(rows, (row) => answers[row]!))
    return { mean: found.mean, sd: standardDeviation(found) }
  })
  for (const row of rows) {
    const z = matrix(1, items.length, items.map(({ answers }, i) => (answers[row]! - units[i]!.mean) / units[i]!.sd))
    for (const [q, score] of product(z, weights).values.entries()) scores[q]![row] = score
  }
  return Object.fromEntries(factors.map(({ id }, q) => [id, scores[q]!]))
}
