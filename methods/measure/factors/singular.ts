import { cholesky } from '../../numbers/cholesky.ts'
import type { Matrix } from '../../numbers/matrix.ts'

/** Whether a covariance or correlation matrix is not positive definite: some item follows from the others. */
export function isSingular(r: Matrix): boolean {
  return cholesky(r) === null
}
