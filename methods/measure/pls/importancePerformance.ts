import { MethodError, type Reason, type Result } from '../../result.ts'
import { studyMoments } from './covariances.ts'
import { failureWarnings } from './failure.ts'
import { latentIndex } from './latentIndex.ts'
import { parameterFinder } from './parameters.ts'
import { effectPairs } from './structural.ts'
import { headOf, type PlsStudy } from './study.ts'

/** Where to act: what moves the target (importance) against how good it is already (performance). */
export interface ImportancePerformanceMap extends Result {
  target: string
  /** The target's own index, 0–100. */
  performance: number | null
  points: MapPoint[] | null
}

export interface MapPoint {
  construct: string
  /** Points that the target's index gains for one more point of this construct: the unstandardised total effect. */
  importance: number
  /** Total effect between scores of variance 1. */
  standardised: number
  /** The construct's index, 0–100. */
  performance: number
  /** The same for each item: importance is the construct's times the item's share, performance the item's mean from 0 to 100. */
  items: { item: string; importance: number; performance: number }[]
}

/**
 * Importance–performance map of the constructs that act on a target. Needs a scale for every item involved and positive weights throughout
 * (`not-applicable`, `out-of-range`, as in `latentIndex`).
 * Source: Ringle & Sarstedt (2016) Industrial Management & Data Systems 116.
 */
export function importancePerformanceMap(study: PlsStudy, target: string): ImportancePerformanceMap {
  const { plan, model } = study
  const at = model.constructs.findIndex(({ id }) => id === target)
  if (at < 0) throw new MethodError('invalid-parameter', `The model has no construct "${target}"`, { target })
  const head = { ...headOf('importance-performance-map', study), target }
  const nothing = (reason: Reason, warnings: ImportancePerformanceMap['warnings']) => ({ ...head, performance: null, points: null, reason, warnings })
  const moments = studyMoments(study)
  const found = parameterFinder(study)(moments)
  if ('reason' in found) return nothing(found.reason, failureWarnings(study, found))
  const { indices, warnings } = latentIndex(study)
  const causes = effectPairs(plan).filter(({ to }) => to === at).map(({ from }) => from)
  const refused = [at, ...causes].map((q) => indices![q]!.reason).find((reason) => reason !== null)
  if (refused) return nothing(refused, warnings)
  const points = causes.map((q): MapPoint => {
    const standardised = found.total[q * plan.constructs + at]!
    const { value, sd, weights } = indices![q]!
    const importance = (standardised * indices![at]!.sd!) / sd!
    const items = weights.map(({ item, share }) => ({ item, importance: importance * share, performance: performanceOf(study, item) }))
    return { construct: model.constructs[q]!.id, importance, standardised, performance: value!, items }
  })
  return { ...head, performance: indices![at]!.value, points, reason: null, warnings: [] }
}

/** The item's mean from 0 to 100. */
function performanceOf({ itemIds, means, scales }: PlsStudy, item: string): number {
  const i = itemIds.indexOf(item)
  const { min, max } = scales[i]!
  return (100 * (means[i]! - min)) / (max - min)
}
