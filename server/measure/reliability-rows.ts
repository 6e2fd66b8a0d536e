import type { ReliabilityRow } from '@gap5/contract/measure/results.ts'
import { alphaOfCovariances, differenceReliabilityOfCovariances, type Alpha } from '@gap5/methods'
import { reasonOf } from './estimates.ts'
import type { RatedDimension } from './rated-items.ts'
import type { CompleteCases, Figures } from './sums/leaves.ts'
import type { StudyScores } from './sums/study-scores.ts'

/** Cronbach's alpha of every level of every dimension, and how reliable the differences between levels are. */
export function reliabilityRows(dimensions: readonly RatedDimension[], asked: StudyScores<Figures>['reliability'], minimumN: number): ReliabilityRow[] {
  return dimensions.flatMap((dimension) =>
    asked.flatMap(({ dimension: key, of, items, columns }) => (key === dimension.key ? [row(dimension, of, items, columns, minimumN)] : [])),
  )
}

/** A difference comes with the covariances of both its parts. */
function row(dimension: RatedDimension, of: ReliabilityRow['of'], ids: readonly string[], complete: CompleteCases, minimumN: number): ReliabilityRow {
  const { missing } = complete
  const isDifference = complete.means.length === 2 * ids.length
  if (!isDifference) return rowOf(dimension, of, { ...alphaOfCovariances({ ids, ...complete }), missing }, null, minimumN)
  const found = differenceReliabilityOfCovariances({ ids, ...complete })
  return rowOf(dimension, of, { ...found.difference, missing }, found.value, minimumN)
}

function rowOf(
  { key, title }: RatedDimension,
  of: ReliabilityRow['of'],
  found: Alpha,
  differenceScore: number | null,
  minimumN: number,
): ReliabilityRow {
  const { n, missing, items } = found
  const head = { dimension: key, title, of, items, n, missing }
  if (n < minimumN) {
    const reason = n === 0 ? ('no-answers' as const) : ('below-minimum-n' as const)
    return { ...head, alpha: null, differenceScore: null, lower: null, upper: null, reason, ifDeleted: [] }
  }
  return {
    ...head,
    alpha: found.value,
    differenceScore,
    lower: found.interval?.lower ?? null,
    upper: found.interval?.upper ?? null,
    reason: found.value === null ? (reasonOf(found.reason) ?? 'not-computable') : null,
    ifDeleted: found.perItem.map((item) => ({ item: item.id, alpha: item.alphaIfDeleted, itemTotal: item.correctedItemTotal })),
  }
}
