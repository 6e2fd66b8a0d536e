/** The scores of single persons in a measure, computed from their own answers as the result computes them. */
import { sql } from 'kysely'
import type { Variable } from '@gap5/contract/listen/instrument.ts'
import { measureKey, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { AnswerTable } from './answer-table.ts'
import { measureColumn } from './measure-cell.ts'
import { SelectedAnswers } from './selected-answers.ts'
import type { StudyFrame } from './study-result.ts'
import { layoutOf } from './sums/layout.ts'
import { ofResult, studyScores } from './sums/study-scores.ts'

/** Of the given rows of a table, in their order; NaN for those who have none. Throws `measure.measure-unknown`. */
export function scoresIn(study: StudyFrame, table: AnswerTable, rows: Int32Array, measure: Measure): Float64Array {
  const { questions, scoring } = layoutOf(study.definition)
  const found = measureColumn(measure, questions, studyScores(questions, new SelectedAnswers(table, rows), scoring, ofResult))
  if (found === null) throw new Problem('measure.measure-unknown', { measure: measureKey(measure) })
  return found
}

/** Scores of a few responses, read for them alone: it costs the same however large the study is. */
export async function scoresOf(
  trx: Trx,
  orgId: string,
  { frame, variables }: { frame: StudyFrame; variables: readonly Variable[] },
  responseIds: readonly string[],
  measure: Measure,
): Promise<Map<string, number>> {
  const needed = variablesOf(frame, measure, variables)
  const numbers = sql.join(needed.map(({ place }) => sql`latest.numbers[${sql.lit(place + 1)}]`))
  const { rows } = await sql<{ id: string; numbers: (number | null)[] }>`
    select response.id, array_to_json(array[${numbers}]) as numbers from response
    join response_revision as latest on latest.org_id = response.org_id and latest.response_id = response.id and latest.revision = response.revision
    where response.org_id = ${orgId} and response.id = any(${[...new Set(responseIds)]}::uuid[])`.execute(trx)
  const table = new AnswerTable(needed.map(({ key }) => key))
  for (const { id, numbers } of rows) table.put({ key: id, submittedAt: new Date(0), marks: [], attributes: {}, answers: numbers })
  const scores = scoresIn(frame, table, Int32Array.from(rows, (_, at) => at), measure)
  return new Map(rows.flatMap(({ id }, at) => (Number.isNaN(scores[at]) ? [] : [[id, scores[at]!]])))
}

/** What a measure is computed from: its own item or the items of its dimension; of weights and of the whole, everything. */
function variablesOf({ definition }: StudyFrame, { level, key, figure }: Measure, variables: readonly Variable[]): { key: string; place: number }[] {
  const { questions } = layoutOf(definition)
  const own = (item: string) => level === 'item' ? item === key : questions.items.some((each) => each.key === item && each.dimension === key)
  const needed = level === 'overall' || figure === 'weight' ? variables : variables.filter(({ item }) => own(item))
  return (needed.length > 0 ? needed : variables).map((variable) => ({ key: variable.key, place: variables.indexOf(variable) }))
}
