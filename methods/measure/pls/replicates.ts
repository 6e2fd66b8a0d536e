import { momentsFinder, momentsWithoutOne } from '../../numbers/drawnMoments.ts'
import { randomStream } from '../../numbers/random.ts'
import { requireParameter } from '../../result.ts'
import { respondentsOf, studyMoments, type ItemMoments } from './covariances.ts'
import { parameterFinder, type PlsParameters } from './parameters.ts'
import type { PlsPlan } from './plan.ts'
import type { RangeOfDraws } from './ranges.ts'
import { alignConstructs, alignFigures, type SignHandling } from './signs.ts'
import { statisticsOf } from './statistics.ts'
import type { PlsStudy } from './study.ts'

/**
 * Figures of a range of resamples: what a worker hands back. Rows of `values` are the resamples that could be estimated, in order; columns
 * are the study's statistics, NaN where a resample does not give one.
 */
export interface PlsReplicates extends RangeOfDraws {
  kind: 'bootstrap' | 'jackknife'
  signs: SignHandling
}

export interface ReplicateRange {
  from: number
  count: number
  /** A whole number up to 2^53. */
  seed: number
  signs?: SignHandling
}

/**
 * Resamples `from` to `from + count - 1` of a bootstrap. Each draws from a random stream of its own, so that any division into ranges gives the
 * same figures: hand ranges to workers and put their answers into `plsIntervals`.
 */
export function plsReplicates(study: PlsStudy, { from, count, seed, signs = 'construct' }: ReplicateRange): PlsReplicates {
  const counts = new Float64Array(study.n)
  const moments = momentsFinder(respondentsOf(study))
  const draw = (b: number) => {
    const random = randomStream(seed, b)
    counts.fill(0)
    for (let r = 0; r < study.n; r++) counts[random.whole(study.n)]!++
    return moments(counts)
  }
  return { kind: 'bootstrap', seed, ...collect(study, { from, count, signs }, draw) }
}

/** Estimates without respondent `from`, `from + 1` and so on: what the BCa interval needs beside the bootstrap. All of them by default. */
export function plsJackknife(study: PlsStudy, range: { from?: number; count?: number; signs?: SignHandling } = {}): PlsReplicates {
  const { from = 0, count = study.n - from, signs = 'construct' } = range
  requireParameter(from + count <= study.n, 'There is one jackknife replicate per respondent')
  return { kind: 'jackknife', seed: 0, ...collect(study, { from, count, signs }, momentsWithoutOne(respondentsOf(study))) }
}

function collect(
  study: PlsStudy,
  { from, count, signs }: Required<Omit<ReplicateRange, 'seed'>>,
  moments: (b: number) => ItemMoments,
): Omit<PlsReplicates, 'kind' | 'seed'> {
  requireParameter([from, count].every((x) => Number.isInteger(x) && x >= 0), 'A range of resamples is given by whole numbers')
  const { list, write } = statisticsOf(study)
  const original = originalOf(study)
  const width = list.length
  const failures: PlsReplicates['failures'] = {}
  const values = new Float64Array(count * width)
  let kept = 0
  const estimate = parameterFinder(study)
  for (let b = from; b < from + count; b++) {
    const of = moments(b)
    const found = original ? estimate(of) : ({ reason: 'not-applicable', construct: -1 } as const)
    if (!original || 'reason' in found) {
      if ('reason' in found) failures[found.reason] = (failures[found.reason] ?? 0) + 1
      continue
    }
    if (signs === 'construct') alignConstructs(study.plan, original.own, found)
    write(of, found, values, kept * width)
    if (signs === 'individual') alignFigures(list, original.figures, values, kept * width)
    kept++
  }
  return { signs, from, count, values: values.slice(0, kept * width), kept, failures }
}

/** The figures of the whole study, and each item's covariance with its composite; null where it cannot be estimated. */
export function originalOf(study: PlsStudy): { figures: Float64Array; own: Float64Array } | null {
  const of = studyMoments(study)
  const found = parameterFinder(study)(of)
  if ('reason' in found) return null
  const { list, write } = statisticsOf(study)
  const figures = new Float64Array(list.length)
  write(of, found, figures, 0)
  return { figures, own: ownCovariances(study.plan, of, found) }
}

/** Covariance of each item with its own composite. */
export function ownCovariances(plan: PlsPlan, { matrix }: ItemMoments, { crossLoadings }: PlsParameters): Float64Array {
  return Float64Array.from(plan.constructOf, (q, i) => crossLoadings[i * plan.constructs + q]! * Math.sqrt(matrix[i * plan.items + i]!))
}
