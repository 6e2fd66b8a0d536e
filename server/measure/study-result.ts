/**
 * The result of a study, from its answers to its conclusions: no I/O, the same for the page, the API and the command line.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Breakdown, Estimate, StudyResult } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { rescaled, servperf, type MeanEstimate } from '@gap5/methods'
import type { AnswerTable } from './answer-table.ts'
import { classify, classifyByTime, type Classification, type TitledAttribute } from './attribute-classes.ts'
import { conclude } from './conclusions/conclusions.ts'
import { contrasts } from './contrasts.ts'
import { distributions } from './distributions.ts'
import { estimateOf, onHundred, withheld } from './estimates.ts'
import { gapRows } from './gap-rows.ts'
import { indicators } from './indicators.ts'
import { kanoRows } from './kano-rows.ts'
import { perceptionOf, scoreLevels, scoringOf, type LevelScores, type Scoring } from './level-scores.ts'
import { measureList } from './measure-list.ts'
import { commonScale, forProvider, itemsWith, questionsOf, type Questions } from './rated-items.ts'
import { reliabilityRows } from './reliability-rows.ts'
import { resultWarnings } from './result-warnings.ts'
import { SelectedAnswers } from './selected-answers.ts'
import { selectRows } from './selected-rows.ts'

/** What a study is, as far as its result needs to know. */
export type StudyFrame = {
  definition: Definition
  attributes: readonly TitledAttribute[]
  studyTitle: Text
  /** The name that stands for `{provider}` in the items. */
  provider: Text
  simulated: boolean
  minimumN: number
  /** IANA name: days and months of the selection are days and months there. */
  timeZone: string
}

export function studyResult(study: StudyFrame, table: AnswerTable, selection: Selection): StudyResult {
  const { definition, minimumN } = study
  const selected = selectRows(table, selection, study)
  const answers = new SelectedAnswers(table, selected.rows)
  const questions = questionsOf(definition, study.provider)
  const scoring = scoringOf(definition)
  const scores = scoreLevels(questions, answers, scoring)
  const gaps = gapRows({ questions, answers, scores, scoring, minimumN })
  const figures = {
    gaps,
    ...wholes(scores, questions, answers, scoring, minimumN),
    indicators: indicators(questions.items, answers, minimumN),
    kano: kanoRows(questions.items, answers, minimumN),
    reliability: reliabilityRows(questions.dimensions, answers, minimumN),
    distributions: distributions(questions.items, answers, minimumN),
    contrasts: contrasts(scores, minimumN),
  }
  const facts = {
    studyTitle: study.studyTitle,
    instrumentTitle: forProvider(definition.title, study.provider),
    simulated: study.simulated,
    responses: answers.respondents,
    incomplete: incompleteOf(questions, answers),
    leftOut: selected.leftOut,
    marked: selected.marked,
    ...extent(table, selected.rows),
    minimumN,
    scale: commonScale(questions.items.flatMap((item) => item.levels.perception ?? [])),
    ...figures,
    breakdowns: breakdowns(study, table),
    measures: measureList(gaps, figures.indicators),
    warnings: resultWarnings(questions, scores, { ...figures, responses: answers.respondents }),
    conventions: { minimumAnswered: scoring.minimumAnswered, intervalLevel: 0.95 },
  }
  return { ...facts, conclusions: conclude(facts) }
}

/** The scores of the whole, each unweighted and weighted. */
function wholes(
  scores: LevelScores,
  questions: Questions,
  answers: SelectedAnswers,
  scoring: Scoring,
  minimumN: number,
): Pick<StudyResult, 'servqual' | 'zone' | 'servperf' | 'weights'> {
  const { gap, zone, performance, weights, weightsFrom } = scores
  const estimate = (found: MeanEstimate | null | undefined): Estimate =>
    found ? estimateOf(found, minimumN) : withheld('not-asked', 0, answers.respondents)
  const weighed = (unweighted: MeanEstimate, weighted: MeanEstimate | null) => ({
    unweighted: estimate(unweighted),
    weighted: estimate(weighted),
  })
  return {
    servqual: gap.placed && {
      ...weighed(gap.placed.unweighted, gap.placed.weighted),
      weightedFromMeanWeights: estimate(gap.placed.weighted).value === null ? null : gap.placed.weightedFromMeans,
    },
    zone: zone.placed && {
      adequacy: weighed(zone.placed.overall.adequacy, zone.placed.overall.weightedAdequacy),
      superiority: weighed(zone.placed.overall.superiority, zone.placed.overall.weightedSuperiority),
    },
    servperf: performance.placed && {
      ...weighed(performance.placed.unweighted, performance.placed.weighted),
      index100: indexOn100(performance.placed.unweighted, questions, answers, scoring, minimumN),
    },
    weights: {
      from: weightsFrom,
      used: weights?.n ?? 0,
      rescaled: weights?.rescaled ?? 0,
      rejected: weights?.rejected ?? 0,
      missing: weights ? weights.missing - weights.rejected : answers.respondents,
    },
  }
}

/** Perception as a whole on 0–100; where scales differ, every item by the ends of its own, then scored as ever. */
function indexOn100(unweighted: MeanEstimate, questions: Questions, answers: SelectedAnswers, scoring: Scoring, minimumN: number): Estimate {
  const items = itemsWith(questions.items, 'perception').filter((item) => item.dimension !== null)
  const scale = commonScale(items.flatMap((item) => item.levels.perception ?? []))
  if (scale) return onHundred(estimateOf(unweighted, minimumN), scale)
  const rescaledItems = items.map((item) => {
    const asked = perceptionOf(item, answers)
    const scale = item.levels.perception
    return scale ? { ...asked, perception: rescaled(asked.perception, scale) } : asked
  })
  return estimateOf(servperf({ items: rescaledItems }, scoring).unweighted, minimumN)
}

/** Respondents who lack at least one rating. */
function incompleteOf({ items, points }: Questions, answers: SelectedAnswers): number {
  const columns = [...items.flatMap((item) => Object.values(item.levels)), ...points].map((variable) => answers.values(variable))
  let incomplete = 0
  for (let i = 0; i < answers.respondents; i++) {
    if (columns.some((values) => Number.isNaN(values[i]))) incomplete++
  }
  return incomplete
}

function extent(table: AnswerTable, rows: Int32Array): Pick<StudyResult, 'firstAt' | 'lastAt'> {
  if (rows.length === 0) return { firstAt: null, lastAt: null }
  let first = Infinity
  let last = -Infinity
  for (const row of rows) {
    first = Math.min(first, table.submittedAt(row))
    last = Math.max(last, table.submittedAt(row))
  }
  return { firstAt: new Date(first).toISOString(), lastAt: new Date(last).toISOString() }
}

/** More values than this cannot be chosen from; the largest are offered. */
const mostValues = 60

function breakdowns(study: StudyFrame, table: AnswerTable): Breakdown[] {
  const classifications = [...study.attributes.map((attribute) => classify(attribute, table)), classifyByTime(table, study.timeZone)]
  return classifications.filter(({ groups }) => groups.length > 0).map((classification) => breakdown(classification, table))
}

function breakdown({ key, title, type, groups, groupOf }: Classification, table: AnswerTable): Breakdown {
  const counts = new Int32Array(groups.length)
  for (let row = 0; row < table.length; row++) {
    const group = table.isWithdrawn(row) ? -1 : groupOf(row)
    if (group >= 0) counts[group]!++
  }
  const values = groups.map((group, at) => ({ ...group, n: counts[at] ?? 0 }))
  const kept = new Set(values.toSorted((a, b) => b.n - a.n).slice(0, mostValues))
  return { key, title, type, values: values.filter((value) => kept.has(value)) }
}
