/** The scores of single persons in a measure, computed from their own answers as the result computes them. */
import { sql, type RawBuilder } from 'kysely'
import type { Variable } from '@gap5/contract/listen/instrument.ts'
import { measureKey, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { AnswerTable } from './answer-table.ts'
import { columnOf, questionsBehind, sectionsOf, sourceOf } from './measure-cell.ts'
import type { RatedItem } from './rated-items.ts'
import { SelectedAnswers } from './selected-answers.ts'
import type { StudyFrame } from './study-result.ts'
import { layoutOf } from './sums/layout.ts'
import type { Columns } from './sums/leaves.ts'
import { ofResult, studyScores } from './sums/study-scores.ts'

/** Of the given rows of a table, in their order; NaN for those who have none. Throws `measure.measure-unknown`. */
export function scoresIn(study: StudyFrame, table: AnswerTable, rows: Int32Array, measure: Measure): Float64Array {
  const { questions, scoring } = layoutOf(study.definition)
  const own = questionsBehind(measure, questions)
  const source = sourceOf<Columns>(measure, own, studyScores(own, new SelectedAnswers(table, rows), scoring, { ...ofResult, sections: sectionsOf(measure) }))
  if (source === null) throw new Problem('measure.measure-unknown', { measure: measureKey(measure) })
  return columnOf(source)
}

type Asked = { frame: StudyFrame; variables: readonly Variable[] }

/** What a score is made of: an array to read of a revision called `latest`, and the scores of those read. */
export type OwnScores = { read: RawBuilder<(number | null)[]>; scores: (rows: readonly { id: string; read: (number | null)[] }[]) => Map<string, number> }

export function ownScores({ frame, variables }: Asked, measure: Measure): OwnScores {
  const needed = variablesOf(frame, measure, variables)
  const keys = needed.map(({ key }) => key)
  return {
    read: sql<(number | null)[]>`array_to_json(array[${sql.join(needed.map(({ place }) => sql`latest.numbers[${sql.lit(place + 1)}]`))}]::float8[])`,
    scores: (rows) => {
      const table = new AnswerTable(keys)
      for (const { id, read } of rows) table.put({ key: id, submittedAt: noTime, marks: [], attributes: {}, answers: read })
      const scores = scoresIn(frame, table, Int32Array.from(rows, (_, at) => at), measure)
      return new Map(rows.flatMap(({ id }, at) => (Number.isNaN(scores[at]) ? [] : [[id, scores[at]!]])))
    },
  }
}

const noTime = new Date(0)

/** Scores of a few responses, read for them alone: it costs the same however large the study is. */
export async function scoresOf(trx: Trx, orgId: string, asked: Asked, responseIds: readonly string[], measure: Measure): Promise<Map<string, number>> {
  const { read, scores } = ownScores(asked, measure)
  const { rows } = await sql<{ id: string; read: (number | null)[] }>`
    select response.id, ${read} as read from response
    join response_revision as latest on latest.org_id = response.org_id and latest.response_id = response.id and latest.revision = response.revision
    where response.org_id = ${orgId} and response.id = any(${[...new Set(responseIds)]}::uuid[])`.execute(trx)
  return scores(rows)
}

/** What a measure is computed from. */
function variablesOf({ definition }: StudyFrame, measure: Measure, variables: readonly Variable[]): { key: string; place: number }[] {
  const { items, points } = questionsBehind(measure, layoutOf(definition).questions)
  const needed = new Set([...items.flatMap(({ levels }: RatedItem) => Object.values(levels)), ...points].map(({ key }) => key))
  return variables.flatMap(({ key }, place) => (needed.has(key) ? [{ key, place }] : []))
}
