/**
 * What is computed once for all dimensions: zones, gaps and performance, each over the items whose levels were asked.
 * Items of no dimension are computed alone; their tests join the family of all items.
 */
import type { Definition, Role } from '@gap5/contract/listen/instrument.ts'
import {
  scaleScores,
  servperf,
  servqual,
  weightsFromImportance,
  weightsFromPoints,
  zoneOfTolerance,
  type GapItem,
  type Servperf,
  type Servqual,
  type Weights,
  type ZoneOfTolerance,
} from '@gap5/methods'
import { itemsWith, type Questions, type RatedItem } from './rated-items.ts'
import type { SelectedAnswers } from './selected-answers.ts'

/** Where items of no dimension are put while they are computed; no definition can use this key. */
const nowhere = '·'

/** The same method over the items of dimensions and over the others. */
export type Both<T> = { placed: T | null; loose: T | null }

export type LevelScores = {
  zone: Both<ZoneOfTolerance>
  /** perception − expectation */
  gap: Both<Servqual>
  /** perception − adequate and perception − desired where only one of the two was asked */
  adequacy: Both<Servqual>
  superiority: Both<Servqual>
  performance: Both<Servperf>
  weights: Weights | null
  weightsFrom: 'points' | 'importance' | 'none'
}

/** A dimension score needs at least this share of its items. */
export type Scoring = { minimumAnswered: number }

export function scoreLevels(questions: Questions, answers: SelectedAnswers, scoring: Scoring): LevelScores {
  const { weights, weightsFrom } = weightsOf(questions, answers, scoring)
  const zoned = itemsWith(questions.items, 'adequate', 'desired', 'perception')
  const half = (role: Role) => itemsWith(questions.items, role, 'perception').filter((item) => !zoned.includes(item))
  const gaps = (items: readonly RatedItem[], role: Role) =>
    both(items, (group, placed) =>
      servqual({ items: group.map((item) => pairOf(item, role, answers)), ...(placed && weights ? { weights } : {}) }, scoring),
    )
  return {
    zone: both(zoned, (group, placed) =>
      zoneOfTolerance({ items: group.map((item) => tripleOf(item, answers)), ...(placed && weights ? { weights } : {}) }, scoring),
    ),
    gap: gaps(itemsWith(questions.items, 'expectation', 'perception'), 'expectation'),
    adequacy: gaps(half('adequate'), 'adequate'),
    superiority: gaps(half('desired'), 'desired'),
    performance: both(itemsWith(questions.items, 'perception'), (group, placed) =>
      servperf({ items: group.map((item) => perceptionOf(item, answers)), ...(placed && weights ? { weights } : {}) }, scoring),
    ),
    weights,
    weightsFrom,
  }
}

function both<T>(items: readonly RatedItem[], compute: (group: readonly RatedItem[], placed: boolean) => T): Both<T> {
  const placed = items.filter((item) => item.dimension !== null)
  const loose = items.filter((item) => item.dimension === null)
  return { placed: placed.length > 0 ? compute(placed, true) : null, loose: loose.length > 0 ? compute(loose, false) : null }
}

export function pairOf(item: RatedItem, role: Role, answers: SelectedAnswers): GapItem {
  return { ...place(item), expectation: level(item, role, answers), perception: level(item, 'perception', answers) }
}

export function tripleOf(item: RatedItem, answers: SelectedAnswers) {
  return {
    ...place(item),
    adequate: level(item, 'adequate', answers),
    desired: level(item, 'desired', answers),
    perceived: level(item, 'perception', answers),
  }
}

export function perceptionOf(item: RatedItem, answers: SelectedAnswers) {
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
export function weightsOf({ points, dimensions }: Questions, answers: SelectedAnswers, scoring: Scoring): Pick<LevelScores, 'weights' | 'weightsFrom'> {
  const scored = dimensions.filter(({ items }) => items.some(({ levels }) => levels.perception))
  const keys = scored.map(({ key }) => key)
  const asked = keys.map((key) => points.find((variable) => variable.dimension === key))
  if (keys.length > 1 && asked.every((variable) => variable !== undefined)) {
    const columns = Object.fromEntries(asked.map((variable, at) => [keys[at] ?? '', answers.values(variable)]))
    return { weights: weightsFromPoints(columns), weightsFrom: 'points' }
  }
  const rated = scored.map(({ items }) => items.filter(({ levels }) => levels.importance))
  if (keys.length > 1 && rated.every((items) => items.length > 0)) {
    const importance = Object.fromEntries(rated.map((items, at) => [keys[at] ?? '', items.map((item) => level(item, 'importance', answers))]))
    return { weights: weightsFromImportance(importance, scoring), weightsFrom: 'importance' }
  }
  return { weights: null, weightsFrom: 'none' }
}

/** A respondent's mean importance of a dimension. */
export function importanceScores(items: readonly RatedItem[], answers: SelectedAnswers, scoring: Scoring): Float64Array {
  return scaleScores(items.map((item) => level(item, 'importance', answers)), scoring)
}

export function scoringOf(definition: Definition): Scoring {
  return { minimumAnswered: definition.scoring.minimumAnswered }
}
