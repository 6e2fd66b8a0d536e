/** What a selection of a study's responses comes to: all that its result is computed from. */
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { AnswerTable } from './answer-table.ts'
import { studyCounts, type StudyCounts } from './breakdowns.ts'
import { SelectedAnswers } from './selected-answers.ts'
import { selectRows, type MarkCount } from './selected-rows.ts'
import type { StudyFrame } from './study-result.ts'
import { rowAdder } from './sums/add-rows.ts'
import { layoutOf, type Layout, type Places } from './sums/layout.ts'
import { ofResult, studyScores } from './sums/study-scores.ts'

export type Summed = SelectedSums & {
  /** Of the whole study, whatever is selected. */
  counts: StudyCounts
}

export type SelectedSums = {
  layout: Layout
  sums: Float64Array
  /** What the rule on quality marks left out or let pass. */
  leftOut: MarkCount[]
  marked: MarkCount[]
  /** Milliseconds since 1970; null where nobody answered. */
  firstAt: number | null
  lastAt: number | null
}

export function sumTable(study: StudyFrame, table: AnswerTable, selection: Selection): Summed {
  const work = summing(study, table, selection)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** The same, letting other requests have their turn between portions. */
export async function sumInTurns(study: StudyFrame, table: AnswerTable, selection: Selection): Promise<Summed> {
  const work = summing(study, table, selection)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function* summing(study: StudyFrame, table: AnswerTable, selection: Selection): Generator<void, Summed> {
  const { rows, leftOut, marked } = selectRows(table, selection, study)
  const layout = layoutOf(study.definition, ofResult)
  const sums = new Float64Array(layout.length)
  for (const part of portions(rows)) {
    addPortion(layout, table, part, [{ positions: everyPosition(part.length), sums }])
    yield
  }
  return { layout, sums, leftOut, marked, ...extentOf(table, rows), counts: studyCounts(study.attributes, table, study.timeZone) }
}

/** Respondents scored at a time: their columns stay in the processor's cache. */
const portion = 2_000

export function* portions(rows: Int32Array): Generator<Int32Array> {
  for (let start = 0; start < rows.length; start += portion) yield rows.subarray(start, start + portion)
}

/** Scores some rows of a table once and adds those at the given positions to each of several sums: all of the layout, or what is picked. */
export function addPortion(layout: Layout, table: AnswerTable, rows: Int32Array, targets: readonly { positions: Int32Array; sums: Float64Array }[], places: Places = layout): void {
  const add = rowAdder(places, studyScores(layout.questions, new SelectedAnswers(table, rows), layout.scoring, layout.wanted))
  for (const { positions, sums } of targets) add(positions, sums)
}

export function everyPosition(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i)
}

export function extentOf(table: AnswerTable, rows: Int32Array): Pick<Summed, 'firstAt' | 'lastAt'> {
  if (rows.length === 0) return { firstAt: null, lastAt: null }
  let firstAt = Infinity
  let lastAt = -Infinity
  for (const row of rows) {
    firstAt = Math.min(firstAt, table.submittedAt(row))
    lastAt = Math.max(lastAt, table.submittedAt(row))
  }
  return { firstAt, lastAt }
}
