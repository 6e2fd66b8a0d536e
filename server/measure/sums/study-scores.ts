/**
 * All that a result is made of, one column a quantity and one position a respondent: scores of the zone, the gaps and performance,
 * weights, answers, complete cases. A result needs no more than what these columns come to, and what they come to adds up
 * over respondents; so the same shape holds columns (`Columns`) and figures (`Figures`).
 */
import type { Role, Variable } from '@gap5/contract/listen/instrument.ts'
import type { Contrast, ReliabilityRow } from '@gap5/contract/measure/results.ts'
import { rescaled, differences, gapScores, kanoPairs, kanoPairsOf, performanceScores, scaleScores, weightsFromImportance, weightsFromPoints, zoneScores } from '@gap5/methods'
import type { GapScores, PerformanceScores, Weights, WeightScores, ZoneScores } from '@gap5/methods'
import { commonScale, itemsWith, type Questions, type RatedDimension, type RatedItem } from '../rated-items.ts'
import type { SelectedAnswers } from '../selected-answers.ts'
import { attributeScores, type AttributeScores } from './attribute-scores.ts'
import { blockScores, type BlockScores } from './block-scores.ts'
import { expectationScores, usualMargins, type ExpectationScores } from './expectation-scores.ts'
import { CodeColumn, ItemColumns, ScaleColumn, type Columns, type Kinds } from './leaves.ts'

/** The same method over the items of dimensions and over the others. */
export type Both<T> = { placed: T | null; loose: T | null }

/** A dimension score needs at least this share of its items. */
export type Scoring = { minimumAnswered: number }

export type StudyScores<K extends Kinds> = ResultScores<K> & ReadingScores<K>

/** What only single readings are made of. */
export type ReadingScores<K extends Kinds> = AttributeScores<K> & ExpectationScores<K> & BlockScores<K>

export type ResultScores<K extends Kinds> = {
  zone: Both<ZoneScores<K['sample']>>
  /** perception − expectation */
  gap: Both<GapScores<K['sample']>>
  /** perception − adequate and perception − desired where only one of the two was asked */
  adequacy: Both<GapScores<K['sample']>>
  superiority: Both<GapScores<K['sample']>>
  performance: Both<PerformanceScores<K['sample']>>
  /** Performance as a whole, every item by the ends of its own scale; null where they share one. */
  index: K['sample'] | null
  weights: WeightScores<K['sample']> | null
  /** A respondent's mean importance of a dimension. */
  importance: { id: string; score: K['sample'] }[]
  /** Every rating as it was answered (negative wordings turned round). */
  answers: { variable: string; values: K['sample']; spread: K['spread'] }[]
  /** Pairs of answers to Kano's questions, numbered as by `kanoPairsOf`. */
  kano: { item: string; pairs: K['codes'] }[]
  reliability: { dimension: string; of: ReliabilityRow['of']; items: string[]; columns: K['items'] }[]
  contrasts: { of: Contrast['of']; a: string; b: string; difference: K['sample'] }[]
  /** 1 where a respondent lacks at least one rating. */
  incomplete: K['sample']
}

export type Section = keyof StudyScores<Kinds>

/** Which of all that is wanted; the rest is left empty. */
export type Wanted = {
  sections: readonly Section[] | 'all'
  /** By which the four outcomes are told. */
  margins: readonly number[]
  /** Without the products that are too many to be kept (see `mostHeld`). */
  isBounded: boolean
}

/** What cells hold. */
export const held: Wanted = { sections: 'all', margins: usualMargins, isBounded: true }

const resultSections = ['zone', 'gap', 'adequacy', 'superiority', 'performance', 'index', 'weights', 'importance', 'answers', 'kano', 'reliability', 'contrasts', 'incomplete'] as const satisfies readonly Section[]

/** What results and comparisons need. */
export const ofResult: Wanted = { ...held, sections: resultSections }

/** Items of no dimension are put there while they are computed; no definition can use this key. */
const nowhere = '·'

export function studyScores(questions: Questions, answers: SelectedAnswers, scoring: Scoring, wanted: Wanted = held): StudyScores<Columns> {
  const { items, dimensions, points } = questions
  const has = (section: Section) => wanted.sections === 'all' || wanted.sections.includes(section)
  const weighs = has('weights') || has('zone') || has('gap') || has('performance')
  const weights = weighs ? weightsOf(questions, answers, scoring) : undefined
  const zoned = itemsWith(items, 'adequate', 'desired', 'perception')
  const half = (role: Role) => itemsWith(items, role, 'perception').filter((item) => !zoned.includes(item))
  const gaps = (section: Section, asked: readonly RatedItem[], role: Role) =>
    has(section) ? both(asked, (group, placed) => gapScores(group.map((item) => pairOf(item, role, answers)), placed ? weights : undefined, scoring)) : neither
  const levels = {
    zone: has('zone') ? both(zoned, (group, placed) => zoneScores(group.map((item) => tripleOf(item, answers)), placed ? weights : undefined, scoring)) : neither,
    gap: gaps('gap', itemsWith(items, 'expectation', 'perception'), 'expectation'),
    adequacy: gaps('adequacy', half('adequate'), 'adequate'),
    superiority: gaps('superiority', half('desired'), 'desired'),
    performance: has('performance')
      ? both(itemsWith(items, 'perception'), (group, placed) => performanceScores(group.map((item) => perceptionOf(item, answers)), placed ? weights : undefined, scoring))
      : neither,
  }
  const result: ResultScores<Columns> = {
    ...levels,
    index: has('index') ? indexScores(items, answers, scoring) : null,
    weights: weights?.scores ?? null,
    importance: has('importance') ? dimensions.flatMap((dimension) => importanceOf(dimension, answers, scoring)) : [],
    answers: has('answers') ? items.flatMap((item) => Object.values(item.levels).map((variable) => answersTo(variable, answers))) : [],
    kano: has('kano') ? items.flatMap((item) => (item.levels.functional && item.levels.dysfunctional ? [kanoAnswers(item, answers)] : [])) : [],
    reliability: has('reliability') ? dimensions.flatMap((dimension) => completeCases(dimension, answers)) : [],
    contrasts: has('contrasts') ? contrastScores(levels) : [],
    incomplete: lacking(has('incomplete') ? [...items.flatMap((item) => Object.values(item.levels)), ...points] : [], answers),
  }
  const attributes = attributeScores(questions, answers, has, wanted.isBounded)
  return {
    ...result,
    ...attributes,
    ...expectationScores(questions, answers, scoring, has, wanted.margins),
    ...blockScores(questions, { ...result, overall: attributes.overall }, has, wanted.isBounded),
  }
}

const neither = { placed: null, loose: null }

function both<T>(items: readonly RatedItem[], compute: (group: readonly RatedItem[], placed: boolean) => T): Both<T> {
  const placed = items.filter((item) => item.dimension !== null)
  const loose = items.filter((item) => item.dimension === null)
  return { placed: placed.length > 0 ? compute(placed, true) : null, loose: loose.length > 0 ? compute(loose, false) : null }
}

function pairOf(item: RatedItem, role: Role, answers: SelectedAnswers) {
  return { ...place(item), expectation: level(item, role, answers), perception: level(item, 'perception', answers) }
}

function tripleOf(item: RatedItem, answers: SelectedAnswers) {
  return {
    ...place(item),
    adequate: level(item, 'adequate', answers),
    desired: level(item, 'desired', answers),
    perceived: level(item, 'perception', answers),
  }
}

function perceptionOf(item: RatedItem, answers: SelectedAnswers) {
  return { ...place(item), perception: level(item, 'perception', answers) }
}

function place(item: RatedItem) {
  return { id: item.key, dimension: item.dimension ?? nowhere }
}

export function level(item: RatedItem, role: Role, answers: SelectedAnswers): Float64Array {
  const variable = item.levels[role]
  return variable ? answers.values(variable) : new Float64Array(answers.respondents).fill(Number.NaN)
}

/** Points where they were asked for every dimension; else each respondent's rated importance; else none. */
function weightsOf({ points, dimensions }: Questions, answers: SelectedAnswers, scoring: Scoring): Weights | undefined {
  const scored = dimensions.filter(({ items }) => items.some(({ levels }) => levels.perception))
  const keys = scored.map(({ key }) => key)
  if (keys.length < 2) return undefined
  const asked = keys.map((key) => points.find((variable) => variable.dimension === key))
  if (asked.every((variable) => variable !== undefined)) {
    return weightsFromPoints(Object.fromEntries(asked.map((variable, at) => [keys[at] ?? '', answers.values(variable)])))
  }
  const rated = scored.map(({ items }) => items.filter(({ levels }) => levels.importance))
  if (rated.some((items) => items.length === 0)) return undefined
  const importance = Object.fromEntries(rated.map((items, at) => [keys[at] ?? '', items.map((item) => level(item, 'importance', answers))]))
  return weightsFromImportance(importance, scoring)
}

function indexScores(all: readonly RatedItem[], answers: SelectedAnswers, scoring: Scoring): Float64Array | null {
  const items = itemsWith(all, 'perception').filter((item) => item.dimension !== null)
  if (items.length === 0 || commonScale(items.flatMap((item) => item.levels.perception ?? []))) return null
  const onHundred = items.map((item) => {
    const asked = perceptionOf(item, answers)
    const scale = item.levels.perception
    return scale ? { ...asked, perception: rescaled(asked.perception, scale) } : asked
  })
  return performanceScores(onHundred, undefined, scoring).unweighted
}

/** A respondent's mean importance of a dimension. */
function importanceOf({ key, items }: RatedDimension, answers: SelectedAnswers, scoring: Scoring): ResultScores<Columns>['importance'] {
  const rated = items.filter((item) => item.levels.importance)
  return rated.length > 0 ? [{ id: key, score: scaleScores(rated.map((item) => level(item, 'importance', answers)), scoring) }] : []
}

function answersTo(variable: Variable, answers: SelectedAnswers) {
  const values = answers.values(variable)
  return { variable: variable.key, values, spread: new ScaleColumn(values, variable, answers.kinds(variable)) }
}

function kanoAnswers(item: RatedItem, answers: SelectedAnswers) {
  const pairs = kanoPairsOf(level(item, 'functional', answers), level(item, 'dysfunctional', answers))
  return { item: item.key, pairs: new CodeColumn(pairs, kanoPairs) }
}

const reliabilityLevels = ['perception', 'expectation', 'adequate', 'desired', 'importance'] as const
const reliabilityDifferences = [
  { of: 'gap', against: 'expectation' },
  { of: 'adequacy', against: 'adequate' },
  { of: 'superiority', against: 'desired' },
] as const

/** The items of a level; of a difference its first parts, then its second ones. */
function completeCases({ key, items }: RatedDimension, answers: SelectedAnswers): StudyScores<Columns>['reliability'] {
  const rows = (of: ReliabilityRow['of'], asked: readonly RatedItem[], roles: readonly Role[]) =>
    asked.length === 0
      ? []
      : [{ dimension: key, of, items: asked.map((item) => item.key), columns: new ItemColumns(roles.flatMap((role) => asked.map((item) => level(item, role, answers)))) }]
  return [
    ...reliabilityLevels.flatMap((of) => rows(of, items.filter((item) => item.levels[of]), [of])),
    ...reliabilityDifferences.flatMap(({ of, against }) =>
      rows(of, items.filter((item) => item.levels.perception && item.levels[against]), ['perception', against]),
    ),
  ]
}

/** Pairs grow with the square of the dimensions; beyond this many nobody reads them. */
const mostDimensions = 12

/** Every pair of dimensions, on the respondents who have a score in both. */
function contrastScores(levels: Pick<StudyScores<Columns>, 'zone' | 'gap' | 'performance'>): StudyScores<Columns>['contrasts'] {
  const ranked = rankedScores(levels)
  if (!ranked || ranked.columns.length > mostDimensions) return []
  const { of, columns } = ranked
  return columns.flatMap((a, i) => columns.slice(i + 1).map((b) => ({ of, a: a.id, b: b.id, difference: differences(a.values, b.values) })))
}

type Ranked = { of: Contrast['of']; columns: { id: string; values: Float64Array }[] }

/** The figure by which the dimensions of this instrument are ranked. */
function rankedScores({ zone, gap, performance }: Pick<StudyScores<Columns>, 'zone' | 'gap' | 'performance'>): Ranked | null {
  if (zone.placed) return { of: 'adequacy', columns: zone.placed.dimensions.map((d) => ({ id: d.id, values: d.adequacy })) }
  if (gap.placed) return { of: 'gap', columns: gap.placed.dimensions.map((d) => ({ id: d.id, values: d.gap })) }
  if (!performance.placed) return null
  return { of: 'perception', columns: performance.placed.dimensions.map((d) => ({ id: d.id, values: d.perception })) }
}

/** 1 where one of the answers is missing. */
export function lacking(variables: readonly Variable[], answers: SelectedAnswers): Float64Array {
  const lacks = new Float64Array(answers.respondents)
  for (const variable of variables) {
    const values = answers.values(variable)
    for (let i = 0; i < lacks.length; i++) if (Number.isNaN(values[i])) lacks[i] = 1
  }
  return lacks
}
