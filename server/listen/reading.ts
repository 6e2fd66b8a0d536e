import { sql } from 'kysely'
import type { Mark } from '@gap5/contract/listen/answers.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import type { ScoredAnswers } from './responses.tables.ts'

export type ReadResponse = {
  id: string
  seq: number
  submitted_at: Date
  attributes: AttributeValues
  /** In the order of `variables(definition)`; null where missing. */
  numbers: (number | null)[]
  answers: ScoredAnswers
  marks: Mark[]
  revision: number
}

/**
 * What was written or corrected in a study since `mark` (null: ever), and the mark to go on from.
 *
 * Transactions commit in another order than they take numbers, so "seq greater than the last" loses rows. `settled`
 * are rows no open transaction can still precede: each comes once (again when corrected: take the higher `revision`).
 * `tail` are committed rows beyond the new mark: they count now, and come again later as settled.
 */
export async function readNewResponses(
  trx: Trx,
  orgId: string,
  studyId: string,
  mark: string | null,
): Promise<{ settled: ReadResponse[]; tail: ReadResponse[]; mark: string }> {
  const { rows: present } = await sql<{ mark: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as mark`.execute(trx)
  const next = present[0]!.mark
  const { rows } = await sql<ReadResponse & { is_settled: boolean }>`
    select response.id, response.seq, response.submitted_at, response.attributes, response.revision,
      revision.numbers, revision.answers, revision.marks, response.written_in < ${next}::xid8 as is_settled
    from response join response_revision as revision on revision.org_id = response.org_id
      and revision.response_id = response.id and revision.revision = response.revision
    where response.org_id = ${orgId} and response.study_id = ${studyId} and response.written_in >= ${mark ?? '0'}::xid8
    order by response.seq`.execute(trx)
  return { settled: rows.filter((row) => row.is_settled), tail: rows.filter((row) => !row.is_settled), mark: next }
}
