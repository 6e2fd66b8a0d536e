import type { Reason, Result, Warning } from '../../result.ts'
import { studyMoments, type ItemMoments } from './covariances.ts'
import { failureWarnings } from './failure.ts'
import { parameterFinder } from './parameters.ts'
import { headOf, type PlsStudy } from './study.ts'

/** Composite scores per respondent, with mean 0 and variance 1, by construct. */
export interface PlsScores extends Result {
  /** As long as the columns given; NaN for a respondent left out. */
  scores: Record<string, Float64Array> | null
  reason: Reason | null
  warnings: readonly Warning[]
}

export function plsScores(study: PlsStudy): PlsScores {
  const head = headOf('pls-scores', study)
  const moments = studyMoments(study)
  const found = parameterFinder(study)(moments)
  if ('reason' in found) return { ...head, scores: null, reason: found.reason, warnings: failureWarnings(study, found) }
  const scores: Record<string, Float64Array> = {}
  for (const [q, composite] of composites(study, moments, found.weights).entries()) scores[study.model.constructs[q]!.id] = spread(study, composite)
  return { ...head, scores, reason: null, warnings: [] }
}

/**
 * The composites of all constructs for the respondents of the study, from weights that fit the given moments: variance 1 and mean 0 among the
 * respondents of those moments.
 */
export function composites(study: PlsStudy, of: ItemMoments, weights: Float64Array): Float64Array[] {
  const { plan, deviations, n, settings } = study
  return Array.from({ length: plan.constructs }, (_, q) => {
    const composite = new Float64Array(n)
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) {
      const weight = settings.scaled ? weights[i]! / of.sds[i]! : weights[i]!
      for (let r = 0; r < n; r++) composite[r]! += weight * (deviations[r * plan.items + i]! - of.means[i]!)
    }
    return composite
  })
}

function spread({ rows, n, dropped }: PlsStudy, composite: Float64Array): Float64Array {
  const all = new Float64Array(n + dropped).fill(Number.NaN)
  for (const [r, row] of rows.entries()) all[row] = composite[r]!
  return all
}
