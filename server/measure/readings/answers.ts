/** What every reading starts from: the selected answers of a study, its questions, and what its page tells first. */
import type { Text } from '@gap5/contract/language.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import type { ReadingHead } from '@gap5/contract/measure/readings/readings.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { scaleScores } from '@gap5/methods'
import { Problem } from '../../problem.ts'
import type { AnswerTable } from '../answer-table.ts'
import { classify, classifyByTime, timeKey, type Classification } from '../attribute-classes.ts'
import { level, scoringOf, type Scoring } from '../level-scores.ts'
import { commonScale, forProvider, questionsOf, type Questions, type RatedItem } from '../rated-items.ts'
import { attributeOf } from '../attributes-of.ts'
import { SelectedAnswers } from '../selected-answers.ts'
import { selectRows, type SelectedRows } from '../selected-rows.ts'
import { extent, incompleteOf, type StudyFrame } from '../study-result.ts'

export type ReadingInput = {
  study: StudyFrame
  table: AnswerTable
  selected: SelectedRows
  answers: SelectedAnswers
  questions: Questions
  scoring: Scoring
}

export function readingInput(study: StudyFrame, table: AnswerTable, selection: Selection): ReadingInput {
  const selected = selectRows(table, selection, study)
  return {
    study,
    table,
    selected,
    answers: new SelectedAnswers(table, selected.rows),
    questions: questionsOf(study.definition, study.provider),
    scoring: scoringOf(study.definition),
  }
}

type Said = { conclusions: Conclusion[]; warnings?: ReadingHead['warnings'] }

/** Below the minimum n there is one conclusion: that there is none yet. */
export function headOf({ study, table, selected, answers, questions }: ReadingInput, { conclusions, warnings = [] }: Said): ReadingHead {
  const responses = answers.respondents
  return {
    studyTitle: study.studyTitle,
    instrumentTitle: forProvider(study.definition.title, study.provider),
    simulated: study.simulated,
    responses,
    incomplete: incompleteOf(questions, answers),
    leftOut: selected.leftOut,
    marked: selected.marked,
    ...extent(table, selected.rows),
    minimumN: study.minimumN,
    conclusions: responses < study.minimumN ? [tooFew(responses, study.minimumN)] : conclusions,
    warnings: [...warnings, ...(responses >= study.minimumN && responses < 30 ? [smallSample(responses)] : [])],
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

/** How the answers fall into groups by an attribute, or by the time of answer. */
export function classificationOf({ study, table }: ReadingInput, key: string): Classification {
  if (key === timeKey) return classifyByTime(table, study.timeZone)
  return classify(attributeOf(key, study.attributes), table)
}

export type GroupOfAnswers = { value: string; title: Text; answers: SelectedAnswers }

/** The selected answers, one part a group; groups nobody selected is in are left out. Beyond `most` the smallest are. */
export function groupsOf({ table, selected }: ReadingInput, { groups, groupOf, type }: Classification, most = 12): GroupOfAnswers[] {
  const rows: number[][] = groups.map(() => [])
  for (const row of selected.rows) rows[groupOf(row)]?.push(row)
  const kept = new Set([...rows.keys()].sort((a, b) => rows[b]!.length - rows[a]!.length).slice(0, type === 'time' ? rows.length : most))
  return groups.flatMap(({ value, title }, at) =>
    rows[at]!.length === 0 || !kept.has(at) ? [] : [{ value, title, answers: new SelectedAnswers(table, Int32Array.from(rows[at]!)) }],
  )
}

export function isOrdered({ type }: Classification): boolean {
  return type === 'time' || type === 'date'
}

/** What overall satisfaction is taken from: the mean of the satisfaction questions, each on 0–100 where their scales differ. */
export function overallOutcome({ items }: Questions, answers: SelectedAnswers): { title: Text; items: RatedItem[]; values: Float64Array } | null {
  const asked = items.filter(({ levels }) => levels.satisfaction && !levels.importance)
  const [first] = asked
  if (!first) return null
  const variables = asked.map(({ levels }) => levels.satisfaction!)
  const upwards = asked.map((item) => {
    const { min, max, lowIsGood } = item.levels.satisfaction!
    const values = level(item, 'satisfaction', answers)
    return lowIsGood ? values.map((x) => min + max - x) : values
  })
  const onOneScale = commonScale(variables) ? upwards : upwards.map((values, at) => values.map((x) => (100 * (x - variables[at]!.min)) / (variables[at]!.max - variables[at]!.min)))
  const title = asked.length === 1 ? first.title : { en: `Mean of ${asked.length} satisfaction questions`, zh: `${asked.length}道满意度题的均值` }
  return { title, items: asked, values: scaleScores(onOneScale, { minimumAnswered: 1 }) }
}

/** Throws unless the instrument asks what a reading needs. */
export function requireAsked(asked: boolean, needs: Text): asserts asked {
  if (!asked) throw new Problem('measure.reading-not-asked', { needs })
}

export function requireChoice(unfit: Text | null | undefined, choice: string): void {
  if (unfit) throw new Problem('measure.choice-unfit', { choice, why: unfit })
}
