import type { Reason, Result, Warning } from '../../result.ts'
import { studyMoments } from './covariances.ts'
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
  const found = parameterFinder(study)(studyMoments(study))
  if ('reason' in found) return { ...head, scores: null, reason: found.reason, warnings: failureWarnings(study, found) }
  const scores: Record<string, Float64Array> = {}
  for (const [q, { id }] of study.model.constructs.entries()) scores[id] = spread(study, compositeOf(study, found.weights, q))
  return { ...head, scores, reason: null, warnings: [] }
}

/** The composite of construct q for the respondents used. */
export function compositeOf({ plan, deviations, n }: PlsStudy, weights: Float64Array, q: number): Float64Array {
  const composite = new Float64Array(n)
  for (let r = 0; r < n; r++) {
    let sum = 0
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) sum += weights[i]! * deviations[r * plan.items + i]!
    composite[r] = sum
  }
  return composite
}

function spread({ rows, n, dropped }: PlsStudy, composite: Float64Array): Float64Array {
  const all = new Float64Array(n + dropped).fill(Number.NaN)
  for (const [r, row] of rows.entries()) all[row] = composite[r]!
  return all
}
