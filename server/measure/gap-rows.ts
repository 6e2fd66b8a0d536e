/** The table of results: items, dimensions and the whole, each with the levels that were asked. */
import type { Text } from '@gap5/contract/language.ts'
import type { Estimate, GapRow } from '@gap5/contract/measure/results.ts'
import { asFamily, mean, type Gap, type MeanEstimate, type Sample, type Zone } from '@gap5/methods'
import { estimateOf, onHundred, testOf } from './estimates.ts'
import type { LevelScores } from './level-scores.ts'
import { commonScale, type Questions, type RatedDimension, type RatedItem } from './rated-items.ts'
import type { Figures } from './sums/leaves.ts'
import type { Both, StudyScores } from './sums/study-scores.ts'

export const overallTitle: Text = { en: 'Overall', zh: '总体' }

export type RowContext = { questions: Questions; figures: StudyScores<Figures>; scores: LevelScores; minimumN: number }

export function gapRows(context: RowContext): GapRow[] {
  const items = context.questions.items.filter((item) => item.levels.perception || item.levels.importance)
  const dimensions = context.questions.dimensions.filter((d) => d.items.some((item) => items.includes(item)))
  const ofItems = partsOf(itemResults(context.scores))
  const ofDimensions = partsOf(dimensionResults(context.scores))
  return [
    ...items.map((item) => itemRow(item, ofItems, context)),
    ...dimensions.map((dimension) => dimensionRow(dimension, ofDimensions, context)),
    ...(dimensions.length > 1 ? [overallRow(context)] : []),
  ]
}

type Identified = { id: string }
type ZoneResult = Zone & Identified & { violations: number }
type PerformanceResult = Identified & { perception: MeanEstimate }
type Results = { zone: ZoneResult[]; gap: Gap[]; adequacy: Gap[]; superiority: Gap[]; performance: PerformanceResult[] }

function itemResults(scores: LevelScores): Results {
  return {
    zone: there(scores.zone).flatMap((zone) => zone.items),
    gap: there(scores.gap).flatMap((gap) => gap.items),
    adequacy: there(scores.adequacy).flatMap((gap) => gap.items),
    superiority: there(scores.superiority).flatMap((gap) => gap.items),
    performance: there(scores.performance).flatMap((performance) => performance.items),
  }
}

function dimensionResults(scores: LevelScores): Results {
  return {
    zone: scores.zone.placed?.dimensions ?? [],
    gap: scores.gap.placed?.dimensions ?? [],
    adequacy: scores.adequacy.placed?.dimensions ?? [],
    superiority: scores.superiority.placed?.dimensions ?? [],
    performance: scores.performance.placed?.dimensions ?? [],
  }
}

function there<T>({ placed, loose }: Both<T>): T[] {
  return [placed, loose].filter((part) => part !== null)
}

/** Results by key; the tests of one difference over all rows are one family (Holm). */
type Parts = {
  zone: Map<string, ZoneResult>
  gap: Map<string, Gap>
  adequacy: Map<string, Gap>
  superiority: Map<string, Gap>
  performance: Map<string, PerformanceResult>
}

function partsOf({ zone, gap, adequacy, superiority, performance }: Results): Parts {
  const adequacyTests = asFamily(zone.map((row) => row.adequacyTest))
  const superiorityTests = asFamily(zone.map((row) => row.superiorityTest))
  const zones = zone.map((row, at) => ({
    ...row,
    adequacyTest: adequacyTests[at] ?? row.adequacyTest,
    superiorityTest: superiorityTests[at] ?? row.superiorityTest,
  }))
  return {
    zone: byKey(zones),
    gap: byKey(inFamily(gap)),
    adequacy: byKey(inFamily(adequacy)),
    superiority: byKey(inFamily(superiority)),
    performance: byKey(performance),
  }
}

function inFamily(gaps: readonly Gap[]): Gap[] {
  const tests = asFamily(gaps.map((gap) => gap.test))
  return gaps.map((gap, at) => ({ ...gap, test: tests[at] ?? gap.test }))
}

function byKey<T extends Identified>(results: readonly T[]): Map<string, T> {
  return new Map(results.map((result) => [result.id, result]))
}

function itemRow(item: RatedItem, parts: Parts, context: RowContext): GapRow {
  const rated = context.figures.answers.find(({ variable }) => variable === item.levels.importance?.key)
  const importance = rated ? meanOf(rated.values, context.minimumN) : null
  const head = { key: item.key, level: 'item' as const, title: item.title, dimension: item.dimension, weight: null, importance }
  return levelRow(head, parts, [item], context.minimumN)
}

function dimensionRow({ key, title, items }: RatedDimension, parts: Parts, context: RowContext): GapRow {
  const { figures, scores, minimumN } = context
  const weighed = scores.weights?.mean[key]
  const rated = figures.importance.find(({ id }) => id === key)
  const importance = rated ? meanOf(rated.score, minimumN) : null
  const weight = weighed ? estimateOf(weighed, minimumN) : null
  return levelRow({ key, level: 'dimension', title, dimension: key, weight, importance }, parts, items, minimumN)
}

function meanOf(sample: Sample, minimumN: number): Estimate {
  return estimateOf(mean(sample), minimumN)
}

type Head = Pick<GapRow, 'key' | 'level' | 'title' | 'dimension' | 'weight' | 'importance'>

/** Perception and what it is compared with are over the same respondents, so that differences of means are means of differences. */
function levelRow(head: Head, parts: Parts, items: readonly RatedItem[], minimumN: number): GapRow {
  const row: GapRow = { ...emptyRow, ...head }
  const estimate = (found: MeanEstimate) => estimateOf(found, minimumN)
  const performance = parts.performance.get(head.key)
  if (performance) row.perception = estimate(performance.perception)
  for (const [name, level] of [['adequacy', 'adequate'], ['superiority', 'desired'], ['gap', 'expectation']] as const) {
    const found = parts[name].get(head.key)
    if (!found) continue
    row[level] = estimate(found.expectation)
    row.perception = estimate(found.perception)
    row[name] = estimate(found.gap)
    row[`${name}Test`] = row[name].value === null ? null : testOf(found.test)
  }
  const zone = parts.zone.get(head.key)
  const full = zone ? { ...row, ...zoneFigures(zone, minimumN) } : row
  const scale = commonScale(items.flatMap((item) => item.levels.perception ?? []))
  return { ...full, perception100: full.perception && scale ? onHundred(full.perception, scale) : null }
}

function zoneFigures(zone: ZoneResult, minimumN: number): Partial<GapRow> {
  const estimate = (found: MeanEstimate) => estimateOf({ ...found, missing: zone.missing }, minimumN)
  const adequacy = estimate(zone.adequacy)
  const isShown = adequacy.value !== null
  return {
    adequate: estimate(zone.adequate),
    desired: estimate(zone.desired),
    perception: estimate(zone.perceived),
    adequacy,
    adequacyTest: isShown ? testOf(zone.adequacyTest) : null,
    superiority: estimate(zone.superiority),
    superiorityTest: isShown ? testOf(zone.superiorityTest) : null,
    zoneWidth: isShown ? zone.width : null,
    zonePosition: isShown ? zone.position : null,
    zoneStatus: isShown ? zone.status : null,
    shareInside: estimateOf({ ...zone.shareInside, missing: zone.missing }, minimumN),
    violations: zone.violations,
  }
}

function overallRow({ scores, questions, minimumN }: RowContext): GapRow {
  const row: GapRow = { ...emptyRow, key: 'overall', level: 'overall', title: overallTitle }
  const { zone, gap, adequacy, superiority, performance } = scores
  const estimate = (found: MeanEstimate | undefined): Estimate | null => (found ? estimateOf(found, minimumN) : null)
  const scale = commonScale(questions.dimensions.flatMap((d) => d.items.flatMap((item) => item.levels.perception ?? [])))
  const perception = scale ? estimate(performance.placed?.unweighted) : null
  return {
    ...row,
    perception,
    perception100: perception && scale ? onHundred(perception, scale) : null,
    gap: estimate(gap.placed?.unweighted),
    adequacy: estimate(zone.placed?.overall.adequacy ?? adequacy.placed?.unweighted),
    superiority: estimate(zone.placed?.overall.superiority ?? superiority.placed?.unweighted),
    violations: zone.placed?.violations ?? 0,
  }
}

const emptyRow: GapRow = {
  key: '',
  level: 'item',
  title: overallTitle,
  dimension: null,
  weight: null,
  importance: null,
  expectation: null,
  adequate: null,
  desired: null,
  perception: null,
  gap: null,
  gapTest: null,
  adequacy: null,
  adequacyTest: null,
  superiority: null,
  superiorityTest: null,
  zoneWidth: null,
  zonePosition: null,
  zoneStatus: null,
  shareInside: null,
  violations: 0,
  perception100: null,
}
