/**
 * The satisfaction index of any part of a study's answers: the whole, a branch, a month, a competitor's customers. Whoever compares
 * indices asks here.
 */
import type { IndexFigures } from '@gap5/contract/measure/readings/satisfaction.ts'
import { mean, proportion, ratioIndexOfCovariances, weightedIndexOfCovariances, type Proportion, type WeightedIndex } from '@gap5/methods'
import { estimateOf } from '../estimates.ts'
import { boxWidth } from '../indicators.ts'
import type { PartFigures } from '../parts.ts'
import type { Questions } from '../rated-items.ts'
import { overallQuestion, weighable, type OverallQuestion } from '../sums/attribute-scores.ts'
import type { RatioBase } from '../sums/expectation-scores.ts'
import type { CompleteCases } from '../sums/leaves.ts'
import { answersTo, momentsAt, onHundred } from './answers.ts'

type Asked = { questions: Questions; against: RatioBase | null; minimumN: number }

export function indexFigures(part: PartFigures, { questions, against, minimumN }: Asked): IndexFigures {
  const ratio = part.figures.ratios.find(({ base }) => base === against)
  const weighted = weightedOf(questions, part)
  const question = overallQuestion(questions)
  return {
    ratio: ratio ? estimateOf(ratioIndexOfCovariances(ratio.whole), minimumN) : null,
    difference: ratio ? estimateOf(mean(differenceOf(ratio.whole)), minimumN) : null,
    weighted: weighted && estimateOf(weighted, minimumN),
    overall: question && estimateOf(mean(onHundred(part.figures.overall!, question.scale)), minimumN),
    topBox: question && estimateOf(bestAnswers(question, part), minimumN),
  }
}

/** Perceived − expected of the same respondents. */
export function differenceOf(pair: CompleteCases) {
  const [perceived, expected] = [momentsAt(pair, 0), momentsAt(pair, 1)]
  const shared = pair.n < 2 ? 0 : 2 * pair.covariances[1]! * (pair.n - 1)
  return { n: pair.n, missing: pair.missing, mean: perceived.mean - expected.mean, squares: Math.max(0, perceived.squares + expected.squares - shared) }
}

export function weightedOf(questions: Questions, part: PartFigures): WeightedIndex | null {
  const { weighed } = part.figures
  if (!weighed) return null
  const items = weighable(questions.items).map(({ key, levels }) => {
    const satisfaction = (levels.perception ?? levels.satisfaction)!
    return { id: key, highest: satisfaction.max, importance: answersTo(levels.importance!.key, part), satisfaction: answersTo(satisfaction.key, part) }
  })
  return weightedIndexOfCovariances(items, weighed)
}

/** Share of the best answers to the first question on overall satisfaction: two points on scales of five and more, else one. */
function bestAnswers({ items }: OverallQuestion, part: PartFigures): Proportion {
  const variable = items[0]!.levels.satisfaction!
  const { n, missing, spread } = answersTo(variable.key, part)
  const width = boxWidth(variable)
  return proportion(variable.lowIsGood ? spread.atMost(variable.min + width - 1) : spread.atLeast(variable.max - width + 1), n, { missing })
}
