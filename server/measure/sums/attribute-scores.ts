/** What importance–performance and the weighted index are made of: attributes that were rated, and satisfaction with the whole. */
import type { Text } from '@gap5/contract/language.ts'
import type { Variable } from '@gap5/contract/listen/instrument.ts'
import { differences, mapped, penaltyRewardColumns, rescaled, scaleScores, weightedIndexColumns } from '@gap5/methods'
import { commonScale, type Questions, type RatedItem } from '../rated-items.ts'
import type { SelectedAnswers } from '../selected-answers.ts'
import { ItemColumns, type Columns, type Kinds } from './leaves.ts'

export type AttributeScores<K extends Kinds> = {
  /** Satisfaction with the whole, as `overallQuestion` puts it; null where it was not asked. */
  overall: K['sample'] | null
  /** It, then the performance of every rated attribute: those who answered all of them. */
  drivers: K['items'] | null
  /** The same with logarithms of performance. */
  loggedDrivers: K['items'] | null
  /** It, then whether performance is low and whether it is high, attribute by attribute (see `penaltyRewardColumns`). */
  penalties: K['items'] | null
  /** performance − importance, where both have one scale. */
  importanceGaps: { item: string; gap: K['sample'] }[]
  /** See `weightedIndexColumns`; of all weighable items. */
  weighed: K['items'] | null
}

/** Products grow with the square of the attributes: beyond these, cells hold none, and they are worked out from rows. */
const mostHeld = { drivers: 60, logged: 12, penalties: 24, weighed: 12 }

export function attributeScores(questions: Questions, answers: SelectedAnswers, has: (section: keyof AttributeScores<Kinds>) => boolean, isBounded: boolean): AttributeScores<Columns> {
  const rated = ratedAttributes(questions)
  const overall = overallScores(questions, answers)
  const performance = rated.map((each) => answers.values(each.performance))
  const isHeld = (most: number) => overall !== null && rated.length > 0 && (!isBounded || rated.length <= most)
  const hasLogarithm = rated.every((each) => each.performance.min > 0)
  const weighed = weighable(questions.items)
  return {
    overall: has('overall') ? overall : null,
    drivers: has('drivers') && isHeld(mostHeld.drivers) ? new ItemColumns([overall!, ...performance]) : null,
    loggedDrivers: has('loggedDrivers') && hasLogarithm && isHeld(mostHeld.logged) ? new ItemColumns([overall!, ...performance.map((values) => mapped(values, Math.log))]) : null,
    penalties: has('penalties') && isHeld(mostHeld.penalties) ? new ItemColumns(penaltyRewardColumns(overall!, rated.map((each, j) => ({ id: each.item.key, performance: performance[j]!, scale: each.performance }))).columns) : null,
    importanceGaps: has('importanceGaps') && sharesOneScale(rated) ? rated.map(({ item, importance }, j) => ({ item: item.key, gap: differences(performance[j]!, answers.values(importance!)) })) : [],
    weighed: has('weighed') && weighed.length > 0 && (!isBounded || weighed.length <= mostHeld.weighed) ? new ItemColumns(weightedIndexColumns(weighed.map((each) => weighedColumns(each, answers)))) : null,
  }
}

export type RatedAttribute = { item: RatedItem; performance: Variable; importance: Variable | null }

/** Items with a performance: as perceived, or the satisfaction with each beside its importance. */
export function ratedAttributes({ items }: Questions): RatedAttribute[] {
  const withImportance = items.some(({ levels }) => levels.importance && (levels.perception ?? levels.satisfaction))
  return items.flatMap((item) => {
    const performance = item.levels.perception ?? (item.levels.importance ? item.levels.satisfaction : undefined)
    if (!performance || (withImportance && !item.levels.importance)) return []
    return [{ item, performance, importance: item.levels.importance ?? null }]
  })
}

/** Importance and performance of all attributes on one scale. */
export function sharesOneScale(rated: readonly RatedAttribute[]): boolean {
  const asked = rated.flatMap(({ performance, importance }) => (importance ? [performance, importance] : []))
  return asked.length === 2 * rated.length && commonScale(asked) !== null
}

export type OverallQuestion = { title: Text; items: RatedItem[]; /** The scale of its scores. */ scale: { min: number; max: number } }

/** What satisfaction with the whole is taken from: the mean of the satisfaction questions, each on 0–100 where their scales differ. */
export function overallQuestion({ items }: Questions): OverallQuestion | null {
  const asked = items.filter(({ levels }) => levels.satisfaction && !levels.importance)
  const [first] = asked
  if (!first) return null
  const title = asked.length === 1 ? first.title : { en: `Mean of ${asked.length} satisfaction questions`, zh: `${asked.length}道满意度题的均值` }
  return { title, items: asked, scale: commonScale(asked.map(({ levels }) => levels.satisfaction!)) ?? { min: 0, max: 100 } }
}

function overallScores(questions: Questions, answers: SelectedAnswers): Float64Array | null {
  const question = overallQuestion(questions)
  if (!question) return null
  const variables = question.items.map(({ levels }) => levels.satisfaction!)
  const upwards = variables.map((variable) => {
    const values = answers.values(variable)
    return variable.lowIsGood ? mapped(values, (x) => variable.min + variable.max - x) : values
  })
  const onOneScale = commonScale(variables) ? upwards : upwards.map((values, at) => rescaled(values, variables[at]!))
  return scaleScores(onOneScale, { minimumAnswered: 1 })
}

/** Items rated for importance and for performance or satisfaction. */
export function weighable(items: readonly RatedItem[]): RatedItem[] {
  return items.filter(({ levels }) => levels.importance && (levels.perception ?? levels.satisfaction))
}

function weighedColumns({ levels }: RatedItem, answers: SelectedAnswers) {
  return { importance: answers.values(levels.importance!), satisfaction: answers.values((levels.perception ?? levels.satisfaction)!) }
}
