/** What readings start from: a study's answers summed up, or the answers themselves where sums do not tell; and what every page tells first. */
import type { Text } from '@gap5/contract/language.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import type { ReadingHead } from '@gap5/contract/measure/readings/readings.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { mean, onesIn, type MeanEstimate, type StoredSample } from '@gap5/methods'
import { Problem } from '../../problem.ts'
import type { AnswerTable } from '../answer-table.ts'
import { scoringOf, type Scoring } from '../level-scores.ts'
import type { Parts, PartFigures, Split } from '../parts.ts'
import { partsOfTable } from '../parts.ts'
import { forProvider, questionsOf, type Questions } from '../rated-items.ts'
import { SelectedAnswers } from '../selected-answers.ts'
import { selectRows, type SelectedRows } from '../selected-rows.ts'
import { saidExtent, type StudyFrame } from '../study-result.ts'
import type { Figures } from '../sums/leaves.ts'
import { held, type Section, type Wanted } from '../sums/study-scores.ts'

/** What a reading asks of the sums, and what the answers are split by. */
export type Needs = { wanted: Wanted; by: string | null }

/** All of some sections, however many products they are. */
export function needs(sections: readonly Section[], { by = null, margins = held.margins }: { by?: string | null | undefined; margins?: readonly number[] } = {}): Needs {
  return { wanted: { sections: ['incomplete', ...sections], margins, isBounded: false }, by }
}

/** The answers person by person: for readings that are no function of sums. */
export type PersonsInput = {
  study: StudyFrame
  table: AnswerTable
  selection: Selection
  selected: SelectedRows
  answers: SelectedAnswers
  questions: Questions
  scoring: Scoring
}

export function personsInput(study: StudyFrame, table: AnswerTable, selection: Selection): PersonsInput {
  const selected = selectRows(table, selection, study)
  return {
    study,
    table,
    selection,
    selected,
    answers: new SelectedAnswers(table, selected.rows),
    questions: questionsOf(study.definition, study.provider),
    scoring: scoringOf(study.definition),
  }
}

type Said = { conclusions: Conclusion[]; warnings?: ReadingHead['warnings'] }

export function headOfPersons({ study, table, selection }: PersonsInput, said: Said): ReadingHead {
  const { wanted, by } = needs([])
  return headOf(partsOfTable(study, table, selection, wanted, by), said)
}

/** Below the minimum n there is one conclusion: that there is none yet. */
export function headOf({ study, whole, figures, respondents }: Parts, { conclusions, warnings = [] }: Said): ReadingHead {
  return {
    studyTitle: study.studyTitle,
    instrumentTitle: forProvider(study.definition.title, study.provider),
    simulated: study.simulated,
    responses: respondents,
    incomplete: onesIn(figures.incomplete),
    leftOut: whole.leftOut,
    marked: whole.marked,
    ...saidExtent(whole),
    minimumN: study.minimumN,
    conclusions: respondents < study.minimumN ? [tooFew(respondents, study.minimumN)] : conclusions,
    warnings: [...warnings, ...(respondents >= study.minimumN && respondents < 30 ? [smallSample(respondents)] : [])],
  }
}

function tooFew(n: number, minimum: number): Conclusion {
  if (n === 0) return { kind: 'no-answers', tone: 'neutral', text: { en: 'No answers yet', zh: '尚无答卷' }, evidence: null }
  const text = { en: `Too few answers to conclude from: ${n} of at least ${minimum}`, zh: `答卷太少，尚不能下结论：${n}份，至少需要${minimum}份` }
  return { kind: 'too-few', tone: 'neutral', text, evidence: null }
}

function smallSample(n: number): ReadingHead['warnings'][number] {
  return {
    code: 'small-sample',
    text: { en: `With ${n} responses the intervals are wide; single answers still move the figures.`, zh: `目前只有${n}份答卷，置信区间较宽，个别回答即可明显影响结果。` },
  }
}

/** Groups a reading shows: beyond these the smallest are left out, unless they are periods. */
const mostGroups = 12

export function shownGroups({ type }: Split): number {
  return type === 'time' ? Infinity : mostGroups
}

export function isOrdered({ type }: Pick<Split, 'type'>): boolean {
  return type === 'time' || type === 'date'
}

/** What was answered to a variable: its moments and how it spreads. */
export function answersTo(variable: string, { figures }: PartFigures): Figures['sample'] & { spread: Figures['spread'] } {
  const { values, spread } = figures.answers.find((each) => each.variable === variable)!
  return { ...values, spread }
}

export function meanOf(variable: string, part: PartFigures): MeanEstimate {
  return mean(answersTo(variable, part))
}

/** One of the columns that complete cases were summed up of. */
export function momentsAt({ n, missing, means, covariances }: Figures['items'], at: number): Figures['sample'] {
  return { n, missing, mean: means[at]!, squares: n < 2 ? 0 : covariances[at * (means.length + 1)]! * (n - 1) }
}

/** A sample on 0–100 by the ends of its scale. */
export function onHundred({ n, missing = 0, mean, squares }: StoredSample, { min, max }: { min: number; max: number }): Figures['sample'] {
  const factor = 100 / (max - min)
  return { n, missing, mean: factor * (mean - min), squares: factor * factor * squares }
}

/** Throws unless the instrument asks what a reading needs. */
export function requireAsked(asked: boolean, needs: Text): asserts asked {
  if (!asked) throw new Problem('measure.reading-not-asked', { needs })
}

export function requireChoice(unfit: Text | null | undefined, choice: string): void {
  if (unfit) throw new Problem('measure.choice-unfit', { choice, why: unfit })
}
