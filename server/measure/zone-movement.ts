/**
 * How the zone of tolerance moves: between dimensions of different importance, between persons to whom a dimension matters more or
 * less, between segments, with experience. The width is a person's own, desired − adequate, so that it can be tested.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { byImportance, type MovedZone, type ZoneMovement } from '@gap5/contract/measure/zone-movement.ts'
import { mean, moments, statusOf, withinSlope } from '@gap5/methods'
import { Problem } from '../problem.ts'
import type { AnswerTable } from './answer-table.ts'
import { groupTests, classificationOf } from './comparison.ts'
import { zoneMovementConclusion } from './conclusions/movement-rules.ts'
import { estimateOf } from './estimates.ts'
import { overallTitle } from './gap-rows.ts'
import { importanceThirds } from './importance-thirds.ts'
import { measureScale } from './measure-scale.ts'
import { SelectedAnswers } from './selected-answers.ts'
import { selectRows } from './selected-rows.ts'
import type { StudyFrame } from './study-result.ts'
import { layoutOf } from './sums/layout.ts'
import { studyScores, type StudyScores } from './sums/study-scores.ts'
import type { Columns } from './sums/leaves.ts'

export type MovementQuestion = { dimension: string | null; by: string | null }

/** The columns of one zone, one position a person. */
type ZoneColumns = Record<'adequate' | 'desired' | 'perceived' | 'adequacy' | 'superiority' | 'width', Float64Array>
type Dimension = { key: string; title: Text; zone: ZoneColumns; importance: Float64Array | null }

export function zoneMovement(study: StudyFrame, table: AnswerTable, selection: Selection, { dimension, by }: MovementQuestion): ZoneMovement {
  const { rows } = selectRows(table, selection, study)
  const layout = layoutOf(study.definition)
  const scores = studyScores(layout.questions, new SelectedAnswers(table, rows), layout.scoring)
  const from = importanceFrom(scores)
  const dimensions = dimensionsOf(layout.questions.dimensions, scores, from)
  const chosen = dimension === null ? null : (dimensions.find(({ key }) => key === dimension) ?? null)
  if (dimensions.length === 0 || (dimension !== null && chosen === null)) throw new Problem('measure.reading-not-asked', { needs: threeColumns })
  if (by === byImportance && (chosen === null || from === null)) throw new Problem('measure.choice-unfit', { choice: 'by', why: noImportance })
  const { minimumN } = study
  const head = {
    dimension: chosen && { key: chosen.key, title: chosen.title },
    dimensions: dimensions.map(({ key, title }) => ({ key, title })),
    importanceFrom: from,
    scale: measureScale(study, chosen ? { level: 'dimension', key: chosen.key, figure: 'perception' } : { level: 'overall', key: null, figure: 'perception' }),
    withinPersons: from === null || dimensions.length < 3 ? null : within(dimensions, minimumN),
    minimumN,
  }
  const result = { ...head, ...(by === null ? beside(chosen ? [chosen] : dimensions, minimumN) : between(study, table, rows, chosen ?? wholeOf(dimensions), by, minimumN)) }
  return { ...result, conclusion: zoneMovementConclusion(result) }
}

const threeColumns = { en: 'Adequate, desired and perceived level of its items', zh: '题项的适当、理想与感知水平' }
const noImportance = { en: 'importance of one dimension, as points or rating, has to be asked', zh: '需要以百分权重或评分询问某一维度的重要性' }

function importanceFrom({ weights, importance }: StudyScores<Columns>): ZoneMovement['importanceFrom'] {
  if (weights?.from === 'points') return 'points'
  return importance.length > 0 ? 'importance' : null
}

function dimensionsOf(titles: readonly { key: string; title: Text }[], scores: StudyScores<Columns>, from: ZoneMovement['importanceFrom']): Dimension[] {
  const importanceOf = (key: string) =>
    from === 'points' ? scores.weights?.points.find(({ id }) => id === key)?.weight : scores.importance.find(({ id }) => id === key)?.score
  return (scores.zone.placed?.dimensions ?? []).map((zone) => ({
    key: zone.id,
    title: titles.find(({ key }) => key === zone.id)?.title ?? { en: zone.id, zh: zone.id },
    zone: { ...zone, width: zone.desired.map((desired, i) => desired - zone.adequate[i]!) },
    importance: (from === null ? null : importanceOf(zone.id)) ?? null,
  }))
}

/** Each person's mean over all dimensions, of those who have them all. */
function wholeOf(dimensions: readonly Dimension[]): Dimension {
  const meanOf = (part: keyof ZoneColumns) => {
    const first = dimensions[0]!.zone[part]
    return first.map((_, i) => dimensions.reduce((sum, { zone }) => sum + zone[part][i]!, 0) / dimensions.length)
  }
  const parts = ['adequate', 'desired', 'perceived', 'adequacy', 'superiority', 'width'] as const
  const zone = Object.fromEntries(parts.map((part) => [part, meanOf(part)])) as ZoneColumns
  return { key: 'overall', title: overallTitle, zone, importance: null }
}

type Moved = Pick<ZoneMovement, 'by' | 'byTitle' | 'ordered' | 'zones' | 'overall' | 'pairs' | 'withoutValue' | 'reason'>

/** Dimensions of the same persons, the most important first. */
function beside(dimensions: readonly Dimension[], minimumN: number): Moved {
  const zones = dimensions.map((dimension) => movedZone(dimension.key, dimension.title, dimension, null, minimumN))
  const ordered = zones.every(({ importance }) => importance?.value != null)
  if (ordered) zones.sort((a, b) => (b.importance?.value ?? 0) - (a.importance?.value ?? 0))
  return { by: null, byTitle: null, ordered, zones, overall: null, pairs: [], withoutValue: 0, reason: null }
}

/** The same dimension of different persons. */
function between(study: StudyFrame, table: AnswerTable, rows: Int32Array, dimension: Dimension, by: string, minimumN: number): Moved {
  const grouping = by === byImportance ? importanceThirds(dimension.importance!, dimension.zone.width) : classified(study, table, rows, by)
  const members = grouping.groups.map((): number[] => [])
  let withoutValue = 0
  for (let i = 0; i < rows.length; i++) {
    const group = members[grouping.groupOf(i)]
    if (group) group.push(i)
    else withoutValue++
  }
  const all = grouping.groups.map(({ value, title }, at) => ({ value, title, members: members[at]! })).filter((group) => group.members.length > 0)
  const zones = all.map(({ value, title, members }) => movedZone(value, title, dimension, members, minimumN))
  const tested = all.flatMap(({ value, title, members }, at) => {
    const cell = { ...moments(valuesAt(dimension.zone.width, members)), missing: zones[at]!.width.missing }
    return zones[at]!.width.value === null ? [] : [{ value, title, cell, estimate: zones[at]!.width }]
  })
  return { by, byTitle: grouping.title, ordered: grouping.ordered, zones, ...groupTests(tested, 'level', false), withoutValue }
}

type Grouping = { title: Text; ordered: boolean; groups: readonly { value: string; title: Text }[]; groupOf: (position: number) => number }

function classified(study: StudyFrame, table: AnswerTable, rows: Int32Array, by: string): Grouping {
  const found = classificationOf(study, table, by)
  if (found === null) throw new Problem('measure.attribute-unknown', { attribute: by, known: study.attributes.map(({ key }) => key) })
  return { title: found.title, ordered: found.type === 'number' || found.type === 'date' || found.type === 'time', groups: found.groups, groupOf: (i) => found.groupOf(rows[i]!) }
}

/** The zone over all persons, or over those at the given positions. */
function movedZone(key: string, title: Text, { zone, importance }: Dimension, members: readonly number[] | null, minimumN: number): MovedZone {
  const sample = (column: Float64Array) => mean(members === null ? column : valuesAt(column, members))
  const estimate = (column: Float64Array): Estimate => estimateOf(sample(column), minimumN)
  const width = estimate(zone.width)
  return {
    key,
    title,
    adequate: estimate(zone.adequate),
    desired: estimate(zone.desired),
    perceived: estimate(zone.perceived),
    width,
    importance: importance && estimate(importance),
    status: width.value === null ? null : statusOf(sample(zone.adequacy), sample(zone.superiority)).status,
  }
}

function valuesAt(column: Float64Array, positions: readonly number[]): Float64Array {
  return Float64Array.from(positions, (at) => column[at]!)
}

function within(dimensions: readonly Dimension[], minimumN: number): ZoneMovement['withinPersons'] {
  const asked = dimensions.flatMap(({ importance, zone }) => (importance ? [{ importance, width: zone.width }] : []))
  const test = withinSlope(asked.map(({ importance }) => importance), asked.map(({ width }) => width))
  const slope = estimateOf({ ...test, value: test.estimate }, minimumN)
  return { slope, p: slope.value === null ? null : test.p }
}
