import type { Role } from '@gap5/contract/listen/instrument.ts'
import type { ReliabilityRow } from '@gap5/contract/measure/results.ts'
import { alpha, differenceReliability, type Alpha } from '@gap5/methods'
import { reasonOf } from './estimates.ts'
import { level } from './level-scores.ts'
import type { RatedDimension } from './rated-items.ts'
import type { SelectedAnswers } from './selected-answers.ts'

const levels = ['perception', 'expectation', 'adequate', 'desired', 'importance'] as const
const differences = [
  { of: 'gap', against: 'expectation' },
  { of: 'adequacy', against: 'adequate' },
  { of: 'superiority', against: 'desired' },
] as const

/** Cronbach's alpha of every level of every dimension, and how reliable the differences between levels are. */
export function reliabilityRows(dimensions: readonly RatedDimension[], answers: SelectedAnswers, minimumN: number): ReliabilityRow[] {
  return dimensions.flatMap((dimension) => [
    ...levels.flatMap((of) => levelRow(dimension, of, answers, minimumN)),
    ...differences.flatMap(({ of, against }) => differenceRow(dimension, of, against, answers, minimumN)),
  ])
}

function levelRow(dimension: RatedDimension, of: (typeof levels)[number], answers: SelectedAnswers, minimumN: number): ReliabilityRow[] {
  const items = dimension.items.filter((item) => item.levels[of])
  if (items.length === 0) return []
  const found = alpha(items.map((item) => ({ id: item.key, answers: level(item, of, answers) })))
  return [rowOf(dimension, of, found, null, minimumN)]
}

function differenceRow(
  dimension: RatedDimension,
  of: (typeof differences)[number]['of'],
  against: Role,
  answers: SelectedAnswers,
  minimumN: number,
): ReliabilityRow[] {
  const items = dimension.items.filter((item) => item.levels.perception && item.levels[against])
  if (items.length === 0) return []
  const found = differenceReliability(
    items.map((item) => ({ id: item.key, first: level(item, 'perception', answers), second: level(item, against, answers) })),
  )
  return [rowOf(dimension, of, { ...found.difference, missing: found.missing }, found.value, minimumN)]
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
