import { completeRows, type Columns } from '../../columns.ts'
import { symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, product, submatrix, transposed, type Matrix } from '../../numbers/matrix.ts'
import type { FactorScores } from './efaScores.ts'
import type { Implied } from './implied.ts'
import type { SemEstimate } from './semEstimate.ts'
import type { SemPlan } from './semPlan.ts'
import { semHead, type SemStudy } from './semStudy.ts'

/**
 * Scores of a model's factors: `regression` (default; the mean of a factor given the answers) or `bartlett` (unbiased given the factors; needs positive residual
 * variances, `improper` otherwise). NaN for respondents with gaps and without a group. Scores are deviations from the factor's mean where the model has no means.
 *
 * Sources: Thurstone (1935); Bartlett (1937) British J. of Psychology 28.
 */
export function semScores(columns: Columns, study: SemStudy, { solution, reason }: SemEstimate, options: { kind?: 'regression' | 'bartlett'; groups?: readonly (string | null)[] } = {}): FactorScores {
  const { kind = 'regression', groups } = options
  const { conventions, ...head } = semHead('sem-scores', study)
  const nothing = { ...head, conventions: { ...conventions, kind }, warnings: [], scores: null }
  if (!solution || !study.groups) return { ...nothing, reason: reason ?? study.reason }
  const { plan } = study
  const given = plan.names.slice(0, plan.observed).map((id) => columns[id]!)
  const rows = completeRows(given)
  const scores = plan.names.slice(plan.observed).map(() => new Float64Array(given[0]!.length).fill(Number.NaN))
  for (const [g, { id, saturated }] of study.groups.entries()) {
    const implied = solution.implied[g]!
    const weights = kind === 'regression' ? regressionWeights(plan, implied) : bartlettWeights(plan, implied)
    if (!weights) return { ...nothing, reason: 'improper' }
    const centre = plan.means ? implied.means : saturated.means
    for (const row of rows) {
      if (groups && groups[row] !== id) continue
      for (const [q, score] of scores.entries()) {
        score[row] = plan.means ? implied.means[plan.observed + q]! : 0
        for (let i = 0; i < plan.observed; i++) score[row]! += weights.values[q * plan.observed + i]! * (given[i]![row]! - centre[i]!)
      }
    }
  }
  return { ...nothing, scores: Object.fromEntries(plan.names.slice(plan.observed).map((id, q) => [id, scores[q]!])), reason: null }
}

/** cov(factors, columns) Sigma^-1. */
function regressionWeights({ observed: p, names }: SemPlan, { all, covariances }: Implied): Matrix | null {
  const inverse = symmetricInverse(covariances)
  const m = names.length - p
  const cross = matrix(m, p, Float64Array.from({ length: m * p }, (_, at) => all.values[(p + Math.floor(at / p)) * names.length + (at % p)]!))
  return inverse && product(cross, inverse)
}

/** (Lambda' Theta^-1 Lambda)^-1 Lambda' Theta^-1. */
function bartlettWeights({ observed: p, names }: SemPlan, { paths, residual }: Implied): Matrix | null {
  const v = names.length
  const m = v - p
  const theta = symmetricInverse(submatrix(residual, Array.from({ length: p }, (_, i) => i)))
  if (!theta) return null
  const lambda = matrix(p, m, Float64Array.from({ length: p * m }, (_, at) => paths.values[Math.floor(at / m) * v + p + (at % m)]!))
  const weighted = product(transposed(lambda), theta)
  const inverse = symmetricInverse(product(weighted, lambda))
  return inverse && product(inverse, weighted)
}
