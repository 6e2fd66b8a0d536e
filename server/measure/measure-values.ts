/** The figure of a measure for every respondent, as it enters a comparison between groups. */
import type { Text } from '@gap5/contract/language.ts'
import type { Figure, Measure } from '@gap5/contract/measure/measures.ts'
import { gapScores, performanceScores, zoneScores } from '@gap5/methods'
import { bestBox, isNps } from './indicators.ts'
import { overallTitle } from './gap-rows.ts'
import { importanceScores, level, pairOf, perceptionOf, tripleOf, weightsOf, type Scoring } from './level-scores.ts'
import { measureTitle } from './measure-list.ts'
import { itemsWith, type Questions, type RatedItem } from './rated-items.ts'
import type { SelectedAnswers } from './selected-answers.ts'

export type MeasureValues = {
  title: Text
  /** One number a respondent, NaN where there is none; 0 and 1 for shares; −100, 0 and 100 for a net promoter score. */
  values: Float64Array
}

/** Null where the study does not ask what the measure needs. */
export function measureValues(measure: Measure, questions: Questions, answers: SelectedAnswers, scoring: Scoring): MeasureValues | null {
  const subject = subjectOf(measure, questions)
  if (!subject || subject.items.length === 0) return null
  const values = isIndicator(measure.figure)
    ? indicatorValues(measure.figure, subject.items, answers)
    : rowValues(measure, subject.items, questions, answers, scoring)
  return values && { title: measureTitle(subject.title, measure.figure), values }
}

function subjectOf(measure: Measure, { items, dimensions }: Questions): { title: Text; items: readonly RatedItem[] } | null {
  if (measure.level === 'overall') return { title: overallTitle, items: dimensions.flatMap((dimension) => dimension.items) }
  if (measure.level === 'dimension') return dimensions.find(({ key }) => key === measure.key) ?? null
  const item = items.find(({ key }) => key === measure.key)
  // An item alone is a dimension of one item.
  return item ? { title: item.title, items: [{ ...item, dimension: item.key }] } : null
}

type IndicatorFigure = 'mean' | 'top-box' | 'nps'

function isIndicator(figure: Figure): figure is IndicatorFigure {
  return figure === 'mean' || figure === 'top-box' || figure === 'nps'
}

function indicatorValues(figure: IndicatorFigure, [item]: readonly RatedItem[], answers: SelectedAnswers): Float64Array | null {
  const levels = item?.levels ?? {}
  const variable = levels.satisfaction ?? levels.recommendation ?? levels.effort ?? levels.intention
  if (!variable) return null
  const values = answers.values(variable)
  if (figure === 'mean') return values
  if (figure === 'top-box') return values.map((x) => (Number.isNaN(x) ? x : bestBox(variable, Float64Array.of(x)).count))
  return isNps(variable) ? values.map((x) => (Number.isNaN(x) ? x : x >= 9 ? 100 : x >= 7 ? 0 : -100)) : null
}

function rowValues(
  measure: Measure,
  items: readonly RatedItem[],
  questions: Questions,
  answers: SelectedAnswers,
  scoring: Scoring,
): Float64Array | null {
  const isWhole = measure.level === 'overall'
  const zoned = itemsWith(items, 'adequate', 'desired', 'perception')
  switch (measure.figure) {
    case 'gap':
      return pairValues(itemsWith(items, 'expectation', 'perception'), 'expectation', 'gap', isWhole, answers, scoring)
    case 'expectation':
      return isWhole ? null : pairValues(itemsWith(items, 'expectation', 'perception'), 'expectation', 'expectation', isWhole, answers, scoring)
    case 'adequacy':
    case 'superiority':
    case 'adequate':
    case 'desired':
    case 'inside':
      return zoned.length > 0 ? zoneValues(measure.figure, zoned, isWhole, answers, scoring) : halfZoneValues(measure.figure, items, isWhole, answers, scoring)
    case 'importance':
      return isWhole ? null : importanceValues(items, answers, scoring)
    case 'weight':
      return measure.level === 'dimension' ? weightValues(measure.key, questions, answers, scoring) : null
    default:
      return perceptionValues(items, zoned, isWhole, answers, scoring)
  }
}

type ZoneFigure = 'adequacy' | 'superiority' | 'adequate' | 'desired' | 'inside'

function zoneValues(figure: ZoneFigure, items: readonly RatedItem[], isWhole: boolean, answers: SelectedAnswers, scoring: Scoring): Float64Array | null {
  const scores = zoneScores(items.map((item) => tripleOf(item, answers)), undefined, scoring)
  if (isWhole) return figure === 'adequacy' || figure === 'superiority' ? scores.overall[figure] : null
  const own = scores.dimensions[0]
  if (!own) return null
  if (figure !== 'inside') return own[figure]
  return own.perceived.map((p, i) => (Number.isNaN(p) ? p : Number(own.adequate[i]! <= p && p <= own.desired[i]!)))
}

/** Where only one limit of the zone was asked. */
function halfZoneValues(figure: ZoneFigure, items: readonly RatedItem[], isWhole: boolean, answers: SelectedAnswers, scoring: Scoring): Float64Array | null {
  if (figure === 'inside') return null
  const role = figure === 'adequacy' || figure === 'adequate' ? 'adequate' : 'desired'
  const part = figure === role ? 'expectation' : 'gap'
  if (isWhole && part === 'expectation') return null
  return pairValues(itemsWith(items, role, 'perception'), role, part, isWhole, answers, scoring)
}

function pairValues(
  items: readonly RatedItem[],
  role: 'expectation' | 'adequate' | 'desired',
  part: 'gap' | 'expectation',
  isWhole: boolean,
  answers: SelectedAnswers,
  scoring: Scoring,
): Float64Array | null {
  if (items.length === 0) return null
  const scores = gapScores(items.map((item) => pairOf(item, role, answers)), undefined, scoring)
  return isWhole ? scores.unweighted : (scores.dimensions[0]?.[part] ?? null)
}

/** Over the respondents of the table: valid triples or pairs where something is compared with perception. */
function perceptionValues(
  items: readonly RatedItem[],
  zoned: readonly RatedItem[],
  isWhole: boolean,
  answers: SelectedAnswers,
  scoring: Scoring,
): Float64Array | null {
  const asked = itemsWith(items, 'perception')
  if (asked.length === 0) return null
  if (!isWhole && zoned.length > 0) {
    return zoneScores(zoned.map((item) => tripleOf(item, answers)), undefined, scoring).dimensions[0]?.perceived ?? null
  }
  const paired = itemsWith(items, 'expectation', 'perception')
  if (!isWhole && paired.length > 0) {
    return gapScores(paired.map((item) => pairOf(item, 'expectation', answers)), undefined, scoring).dimensions[0]?.perception ?? null
  }
  const scores = performanceScores(asked.map((item) => perceptionOf(item, answers)), undefined, scoring)
  return isWhole ? scores.unweighted : (scores.dimensions[0]?.perception ?? null)
}

function importanceValues(items: readonly RatedItem[], answers: SelectedAnswers, scoring: Scoring): Float64Array | null {
  const rated = items.filter((item) => item.levels.importance)
  if (rated.length === 0) return null
  const [only] = rated
  return rated.length === 1 && only ? level(only, 'importance', answers) : importanceScores(rated, answers, scoring)
}

function weightValues(dimension: string, questions: Questions, answers: SelectedAnswers, scoring: Scoring): Float64Array | null {
  const shares = weightsOf(questions, answers, scoring).weights?.shares[dimension]
  return shares ? shares.map((share) => 100 * share) : null
}
