/**
 * How the zone of tolerance moves: between dimensions of different importance, between persons to whom a dimension matters more or
 * less, between segments, with experience. The width is a person's own, desired − adequate, so that it can be tested.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { byImportance, type MovedZone, type ZoneMovement } from '@gap5/contract/measure/zone-movement.ts'
import { mean, statusOf, withinSlopeOf } from '@gap5/methods'
import { Problem } from '../problem.ts'
import type { AnswerTable } from './answer-table.ts'
import { groupTests } from './comparison.ts'
import { zoneMovementConclusion } from './conclusions/movement-rules.ts'
import { estimateOf } from './estimates.ts'
import { overallTitle } from './gap-rows.ts'
import { importanceThirds } from './importance-thirds.ts'
import { measureScale } from './measure-scale.ts'
import { groupsIn, partsOfSums, type PartFigures, type Parts } from './parts.ts'
import { needs, type Needs } from './readings/answers.ts'
import { questionsBehind } from './measure-cell.ts'
import type { Questions } from './rated-items.ts'
import { SelectedAnswers } from './selected-answers.ts'
import { selectRows } from './selected-rows.ts'
import type { StudyFrame } from './study-result.ts'
import { portions } from './summed.ts'
import { addSample } from './sums/add-rows.ts'
import { leavesOf, type Layout } from './sums/layout.ts'
import type { Columns, Figures, Kinds } from './sums/leaves.ts'
import { studyScores, type StudyScores, type Wanted } from './sums/study-scores.ts'

export type MovementQuestion = { dimension: string | null; by: string | null }

const sections = ['zone', 'weights', 'importance', 'widths'] as const

export function movementNeeds({ by }: MovementQuestion): Needs {
  return needs(sections, { by })
}

/** The samples of one zone over some persons. */
type Zone = Record<'adequate' | 'desired' | 'perceived' | 'adequacy' | 'superiority' | 'width', Figures['sample']>
type Dimension = { key: string; title: Text; zone: Zone; importance: Figures['sample'] | null }

export function zoneMovement(parts: Parts, { dimension, by }: MovementQuestion): ZoneMovement {
  const { study, figures, split } = parts
  const { minimumN } = study
  const from = importanceFrom(figures)
  const dimensions = dimensionsOf(parts, parts)
  const chosen = dimension === null ? null : (dimensions.find(({ key }) => key === dimension) ?? null)
  requireZone(dimensions.length > 0 && (dimension === null || chosen !== null))
  const head = {
    dimension: chosen && { key: chosen.key, title: chosen.title },
    dimensions: dimensions.map(({ key, title }) => ({ key, title })),
    importanceFrom: from,
    scale: measureScale(study, chosen ? { level: 'dimension', key: chosen.key, figure: 'perception' } : { level: 'overall', key: null, figure: 'perception' }),
    withinPersons: figures.widths?.slopes ? within(figures.widths.slopes, minimumN) : null,
    minimumN,
  }
  const moved = split === null ? beside(chosen ? [chosen] : dimensions, minimumN) : between(parts, by!, (part) => (dimension === null ? wholeOf(part) : dimensionsOf(parts, part).find(({ key }) => key === dimension)!))
  const result = { ...head, ...moved }
  return { ...result, conclusion: zoneMovementConclusion(result) }
}

/**
 * Persons in thirds by how important the dimension is to each: who is in which depends on the order of all of them, so it takes the
 * answers. Of the thirds no more is worked out than is shown of them; `whole` comes from sums.
 */
export function partsByImportance(study: StudyFrame, table: AnswerTable, selection: Selection, dimension: string | null, { whole }: Pick<Parts, 'whole'>): Parts {
  const { layout } = whole
  const { skeleton } = layout
  const zones = skeleton.zone.placed?.dimensions ?? []
  requireZone(zones.length > 0 && (dimension === null || zones.some(({ id }) => id === dimension)))
  const from = importanceFrom(skeleton)
  if (from === null || dimension === null || importanceIn<Columns>(skeleton, dimension) === undefined) throw new Problem('measure.choice-unfit', { choice: 'by', why: noImportance })
  const { rows } = selectRows(table, selection, study)
  const columns = samplesOf(skeleton, dimension).map((leaf) => ({ leaf, values: new Float64Array(rows.length) }))
  let done = 0
  for (const part of portions(rows)) {
    for (const [at, values] of samplesOf(ownScores(layout, table, part, dimension, from), dimension).entries()) columns[at]!.values.set(values, done)
    done += part.length
  }
  const [importance, width] = [columns.at(-1)!.values, columns.at(-2)!.values]
  const thirds = importanceThirds(importance, width)
  const members = Array.from({ length: thirds.groups.length + 1 }, (): number[] => [])
  for (let i = 0; i < rows.length; i++) members.at(thirds.groupOf(i))!.push(i)
  const leaves = leavesOf(skeleton)
  const summed = (own: readonly number[]) => {
    const positions = Int32Array.from(own)
    const sums = new Float64Array(layout.length)
    sums[0] = positions.length
    for (const { leaf, values } of columns) addSample(values, positions, sums, layout.parts[leaves.indexOf(leaf)]!.at)
    return sums
  }
  const groups = thirds.groups.map(({ value, title }, at) => ({ value, title, sums: summed(members[at]!) })).filter((_, at) => members[at]!.length > 0)
  return partsOfSums(study, whole, { key: byImportance, title: thirds.title, type: 'number', groups, withoutValue: members.at(-1)!.length, carries: () => false })
}

type OwnZone = Pick<StudyScores<Columns>, 'zone' | 'widths' | 'weights' | 'importance'>

/** What is shown of a dimension: last its width and its importance. */
function samplesOf(scores: OwnZone, dimension: string): Float64Array[] {
  const { adequate, desired, perceived, adequacy, superiority } = scores.zone.placed!.dimensions.find(({ id }) => id === dimension)!
  return [adequate, desired, perceived, adequacy, superiority, scores.widths!.dimensions.find(({ id }) => id === dimension)!.width, importanceIn<Columns>(scores, dimension)!]
}

/** The zone from the dimension's own items; points take those of all dimensions. */
function ownScores({ questions, scoring, wanted }: Layout, table: AnswerTable, rows: Int32Array, dimension: string, from: ZoneMovement['importanceFrom']): OwnZone {
  const answers = new SelectedAnswers(table, rows)
  const scores = (of: Questions, sections: Wanted['sections']) => studyScores(of, answers, scoring, { ...wanted, sections })
  const own = scores(questionsBehind({ level: 'dimension', key: dimension, figure: 'perception' }, questions), ['zone', 'widths', 'importance'])
  return from === 'points' ? { ...own, weights: scores(questions, ['weights']).weights } : own
}

function requireZone(isAsked: boolean): void {
  if (!isAsked) throw new Problem('measure.reading-not-asked', { needs: threeColumns })
}

const threeColumns = { en: 'Adequate, desired and perceived level of its items', zh: '题项的适当、理想与感知水平' }
const noImportance = { en: 'importance of one dimension, as points or rating, has to be asked', zh: '需要以百分权重或评分询问某一维度的重要性' }

function importanceFrom<K extends Kinds>({ weights, importance }: Pick<StudyScores<K>, 'weights' | 'importance'>): ZoneMovement['importanceFrom'] {
  if (weights?.from === 'points') return 'points'
  return importance.length > 0 ? 'importance' : null
}

function importanceIn<K extends Kinds>({ weights, importance }: Pick<StudyScores<K>, 'weights' | 'importance'>, key: string): K['sample'] | undefined {
  if (weights?.from === 'points') return weights.points.find(({ id }) => id === key)?.weight
  return importance.find(({ id }) => id === key)?.score
}

function dimensionsOf({ questions }: Parts, { figures }: PartFigures): Dimension[] {
  return (figures.zone.placed?.dimensions ?? []).map((zone) => ({
    key: zone.id,
    title: questions.dimensions.find(({ key }) => key === zone.id)?.title ?? { en: zone.id, zh: zone.id },
    zone: { ...zone, width: figures.widths!.dimensions.find(({ id }) => id === zone.id)!.width },
    importance: importanceIn<Figures>(figures, zone.id) ?? null,
  }))
}

/** Each person's mean over all dimensions, of those who have them all. */
function wholeOf({ figures }: PartFigures): Dimension {
  const { adequacy, superiority } = figures.zone.placed!.overall
  return { key: 'overall', title: overallTitle, zone: { ...figures.widths!.whole, adequacy, superiority }, importance: null }
}

type Moved = Pick<ZoneMovement, 'by' | 'byTitle' | 'ordered' | 'zones' | 'overall' | 'pairs' | 'withoutValue' | 'reason'>

/** Dimensions of the same persons, the most important first. */
function beside(dimensions: readonly Dimension[], minimumN: number): Moved {
  const zones = dimensions.map((dimension) => movedZone(dimension.key, dimension.title, dimension, minimumN))
  const ordered = zones.every(({ importance }) => importance?.value != null)
  if (ordered) zones.sort((a, b) => (b.importance?.value ?? 0) - (a.importance?.value ?? 0))
  return { by: null, byTitle: null, ordered, zones, overall: null, pairs: [], withoutValue: 0, reason: null }
}

/** The same dimension of different persons. */
function between(parts: Parts, by: string, dimensionIn: (part: PartFigures) => Dimension): Moved {
  const { title, type, withoutValue } = parts.split!
  const { minimumN } = parts.study
  const groups = groupsIn(parts).map((group) => ({ ...group, dimension: dimensionIn(group) }))
  const zones = groups.map(({ value, title, dimension }) => movedZone(value, title, dimension, minimumN))
  const tested = groups.flatMap(({ value, title, dimension }, at) => {
    const { width } = zones[at]!
    return width.value === null ? [] : [{ value, title, cell: dimension.zone.width, estimate: width }]
  })
  return { by, byTitle: title, ordered: type === 'number' || type === 'date' || type === 'time', zones, ...groupTests(tested, 'level', false), withoutValue }
}

function movedZone(key: string, title: Text, { zone, importance }: Dimension, minimumN: number): MovedZone {
  const estimate = (sample: Figures['sample']): Estimate => estimateOf(mean(sample), minimumN)
  const width = estimate(zone.width)
  return {
    key,
    title,
    adequate: estimate(zone.adequate),
    desired: estimate(zone.desired),
    perceived: estimate(zone.perceived),
    width,
    importance: importance && estimate(importance),
    status: width.value === null ? null : statusOf(mean(zone.adequacy), mean(zone.superiority)).status,
  }
}

function within(slopes: Figures['sample'], minimumN: number): ZoneMovement['withinPersons'] {
  const test = withinSlopeOf(slopes)
  const slope = estimateOf({ ...test, value: test.estimate }, minimumN)
  return { slope, p: slope.value === null ? null : test.p }
}
