/**
 * The satisfaction index of any part of a study's answers: the whole, a branch, a month, a competitor's customers. Whoever compares
 * indices asks here.
 */
import type { IndexFigures, SatisfactionReading } from '@gap5/contract/measure/readings/satisfaction.ts'
import { bottomBox, differences, mean, meanOfAll, ratioIndex, rescaled, scaleScores, topBox, weightedIndex, type Proportion, type WeightedIndex } from '@gap5/methods'
import { estimateOf } from '../estimates.ts'
import { boxWidth } from '../indicators.ts'
import { level, type Scoring } from '../level-scores.ts'
import { itemsWith, type Questions, type RatedItem } from '../rated-items.ts'
import type { SelectedAnswers } from '../selected-answers.ts'

export type RatioBase = NonNullable<SatisfactionReading['against']>

type Asked = { questions: Questions; scoring: Scoring; against: RatioBase | null; minimumN: number }

export function indexFigures(answers: SelectedAnswers, { questions, scoring, against, minimumN }: Asked): IndexFigures {
  const scores = against === null ? null : wholeRatioScores(questions, against, answers, scoring)
  const weighted = weightedOf(questions, answers)
  const overall = questions.items.filter(({ levels }) => levels.satisfaction && !levels.importance)
  return {
    ratio: scores && estimateOf(ratioIndex(scores.perceived, scores.expected), minimumN),
    difference: scores && estimateOf(mean(differences(scores.perceived, scores.expected)), minimumN),
    weighted: weighted && estimateOf(weighted, minimumN),
    overall: overall.length === 0 ? null : estimateOf(mean(scaleScores(overall.map((item) => overallOnHundred(item, answers)), { minimumAnswered: 1 })), minimumN),
    topBox: overall[0] ? estimateOf(bestAnswers(overall[0], answers), minimumN) : null,
  }
}

/** Each respondent's perceived and expected level on 0–100, over the pairs with both answers: half of them at least. */
export function ratioScores(pairs: readonly RatedItem[], against: RatioBase, answers: SelectedAnswers, scoring: Scoring): { perceived: Float64Array; expected: Float64Array } {
  const both = pairs.map((item) => {
    const [perceived, expected] = [level(item, 'perception', answers), level(item, against, answers)]
    const whole = (values: Float64Array, other: Float64Array) => rescaled(values.map((x, i) => (Number.isNaN(other[i]!) ? Number.NaN : x)), item.levels.perception!)
    return { perceived: whole(perceived, expected), expected: whole(expected, perceived) }
  })
  return { perceived: scaleScores(both.map((one) => one.perceived), scoring), expected: scaleScores(both.map((one) => one.expected), scoring) }
}

/**
 * The same of the whole, null where nothing is asked in pairs: the mean over the dimensions, each counting alike, for respondents who have
 * all of them, as the overall gap is; over the pairs where they lie in no two dimensions.
 */
export function wholeRatioScores({ items, dimensions }: Questions, against: RatioBase, answers: SelectedAnswers, scoring: Scoring): ReturnType<typeof ratioScores> | null {
  const pairs = itemsWith(items, against, 'perception')
  if (pairs.length === 0) return null
  const placed = dimensions.map((dimension) => itemsWith(dimension.items, against, 'perception')).filter((own) => own.length > 0)
  if (placed.length < 2) return ratioScores(pairs, against, answers, scoring)
  const scores = placed.map((own) => ratioScores(own, against, answers, scoring))
  return { perceived: meanOfAll(scores.map(({ perceived }) => perceived)), expected: meanOfAll(scores.map(({ expected }) => expected)) }
}

/** Items rated for importance and for performance or satisfaction. */
export function weighable(items: readonly RatedItem[]): RatedItem[] {
  return items.filter(({ levels }) => levels.importance && (levels.perception ?? levels.satisfaction))
}

export function satisfactionOf(item: RatedItem, answers: SelectedAnswers): Float64Array {
  return level(item, item.levels.perception ? 'perception' : 'satisfaction', answers)
}

export function weightedOf({ items }: Questions, answers: SelectedAnswers): WeightedIndex | null {
  const rated = weighable(items)
  if (rated.length === 0) return null
  return weightedIndex(
    rated.map((item) => ({
      id: item.key,
      importance: level(item, 'importance', answers),
      satisfaction: satisfactionOf(item, answers),
      highest: (item.levels.perception ?? item.levels.satisfaction)!.max,
    })),
  )
}

/** Share of the best answers to the first question on overall satisfaction: two points on scales of five and more, else one. */
function bestAnswers(item: RatedItem, answers: SelectedAnswers): Proportion {
  const variable = item.levels.satisfaction!
  const values = level(item, 'satisfaction', answers)
  const width = boxWidth(variable)
  return variable.lowIsGood ? bottomBox(values, variable.min + width - 1) : topBox(values, variable.max - width + 1)
}

function overallOnHundred(item: RatedItem, answers: SelectedAnswers): Float64Array {
  const variable = item.levels.satisfaction!
  const values = rescaled(level(item, 'satisfaction', answers), variable)
  return variable.lowIsGood ? values.map((x) => 100 - x) : values
}
