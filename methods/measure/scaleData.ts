import { completeRows, pick, type Vector } from '../columns.ts'
import { correlationMatrix, covarianceMatrix } from '../numbers/covariance.ts'
import { matrix, type Matrix } from '../numbers/matrix.ts'
import { MethodError, type Reason } from '../result.ts'

/** One item of a scale or of a battery. */
export interface ScaleItem {
  id: string
  answers: Vector
}

/** What the methods on covariances start from: complete cases. */
export interface ScaleData {
  ids: string[]
  n: number
  missing: number
  columns: Float64Array[]
  covariances: Matrix
  /** null where an item does not vary. */
  correlations: Matrix | null
  /** Why there are no correlations. */
  reason: Reason | null
}

/** Complete cases of the items with their covariances and correlations. */
export function scaleData(items: readonly ScaleItem[]): ScaleData {
  if (items.length === 0) throw new MethodError('no-items', 'There must be at least one item')
  const given = items.map(({ answers }) => answers)
  const rows = completeRows(given)
  const columns = given.map((answers) => pick(answers, rows))
  const k = items.length
  const n = rows.length
  const covariances = matrix(k, k, n < 2 ? new Float64Array(k * k) : covarianceMatrix(columns).matrix)
  const correlations = n < 2 ? null : correlationMatrix(covariances.values, k)
  return {
    ids: items.map(({ id }) => id),
    n,
    missing: given[0]!.length - n,
    columns,
    covariances,
    correlations: correlations && matrix(k, k, correlations),
    reason: n === 0 ? 'no-answers' : n < 2 ? 'too-few' : correlations ? null : 'no-variance',
  }
}
