/**
 * The result of a study, from what its answers come to, to its conclusions: no I/O, the same for the page, the API and the command line.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Breakdown, Estimate, StudyResult } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { mean, onesIn, type MeanEstimate } from '@gap5/methods'
import type { AnswerTable } from './answer-table.ts'
import type { TitledAttribute } from './attribute-classes.ts'
import { breakdownsOf, studyCounts } from './breakdowns.ts'
import { conclude } from './conclusions/conclusions.ts'
import { contrasts } from './contrasts.ts'
import { distributions } from './distributions.ts'
import { estimateOf, onHundred, withheld } from './estimates.ts'
import { gapRows } from './gap-rows.ts'
import { indicators } from './indicators.ts'
import { kanoRows } from './kano-rows.ts'
import { scoreLevels, type LevelScores } from './level-scores.ts'
import { measureList } from './measure-list.ts'
import { commonScale, forProvider, itemsWith, questionsOf, type Questions } from './rated-items.ts'
import { reliabilityRows } from './reliability-rows.ts'
import { resultWarnings } from './result-warnings.ts'
import { sumTable, type SelectedSums, type Summed } from './summed.ts'
import { figuresOf } from './sums/layout.ts'
import type { Figures } from './sums/leaves.ts'
import type { StudyScores } from './sums/study-scores.ts'

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

export function studyResult(study: StudyFrame, { layout, sums, leftOut, marked, firstAt, lastAt, counts }: Summed): StudyResult {
  const { definition, minimumN } = study
  const responses = sums[0] ?? 0
  const scores = figuresOf(layout, sums)
  const questions = questionsOf(definition, study.provider)
  const levels = scoreLevels(scores, layout.scoring)
  const gaps = gapRows({ questions, figures: scores, scores: levels, minimumN })
  const figures = {
    gaps,
    ...wholes(scores, levels, questions, responses, minimumN),
    indicators: indicators(questions.items, scores.answers, minimumN),
    kano: kanoRows(questions.items, scores.kano, minimumN),
    reliability: reliabilityRows(questions.dimensions, scores.reliability, minimumN),
    distributions: distributions(questions.items, scores, minimumN),
    contrasts: contrasts(scores.contrasts, minimumN),
  }
  const facts = {
    studyTitle: study.studyTitle,
    instrumentTitle: forProvider(definition.title, study.provider),
    simulated: study.simulated,
    responses,
    incomplete: onesIn(scores.incomplete),
    leftOut,
    marked,
    ...saidExtent({ firstAt, lastAt }),
    minimumN,
    scale: commonScale(questions.items.flatMap((item) => item.levels.perception ?? [])),
    ...figures,
    breakdowns: breakdownsOf(study.attributes, counts),
    measures: measureList(gaps, figures.indicators),
    warnings: resultWarnings(questions, levels, { ...figures, responses }),
    conventions: { minimumAnswered: layout.scoring.minimumAnswered, intervalLevel: 0.95 },
  }
  return { ...facts, conclusions: conclude(facts) }
}

/** The same from a table of answers that is at hand. */
export function tableResult(study: StudyFrame, table: AnswerTable, selection: Selection): StudyResult {
  return studyResult(study, sumTable(study, table, selection))
}

/** When the first and the last of some responses came, as it is told. */
export function saidExtent({ firstAt, lastAt }: Pick<SelectedSums, 'firstAt' | 'lastAt'>): Pick<StudyResult, 'firstAt' | 'lastAt'> {
  const said = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
  return { firstAt: said(firstAt), lastAt: said(lastAt) }
}

export function breakdowns(study: StudyFrame, table: AnswerTable): Breakdown[] {
  return breakdownsOf(study.attributes, studyCounts(study.attributes, table, study.timeZone))
}

/** The scores of the whole, each unweighted and weighted. */
function wholes(
  scores: StudyScores<Figures>,
  { gap, zone, performance, weights, weightsFrom }: LevelScores,
  questions: Questions,
  responses: number,
  minimumN: number,
): Pick<StudyResult, 'servqual' | 'zone' | 'servperf' | 'weights'> {
  const estimate = (found: MeanEstimate | null | undefined): Estimate => (found ? estimateOf(found, minimumN) : withheld('not-asked', 0, responses))
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
      index100: indexOn100(performance.placed.unweighted, scores.index, questions, minimumN),
    },
    weights: {
      from: weightsFrom,
      used: weights?.n ?? 0,
      rescaled: weights?.rescaled ?? 0,
      rejected: weights?.rejected ?? 0,
      missing: weights ? weights.missing - weights.rejected : responses,
    },
  }
}

/** Perception as a whole on 0–100; where scales differ, every item by the ends of its own, then scored as ever. */
function indexOn100(unweighted: MeanEstimate, index: StudyScores<Figures>['index'], questions: Questions, minimumN: number): Estimate {
  if (index) return estimateOf(mean(index), minimumN)
  const items = itemsWith(questions.items, 'perception').filter((item) => item.dimension !== null)
  const scale = commonScale(items.flatMap((item) => item.levels.perception ?? []))
  return scale ? onHundred(estimateOf(unweighted, minimumN), scale) : withheld('not-asked')
}
