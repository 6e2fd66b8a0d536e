import { sql } from 'kysely'
import { noticeKinds, type ImportProgress, type RowFault } from '@gap5/contract/listen/imports.ts'
import type { Trx } from '../../database.ts'
import type { ImportRow } from './imports.ts'
import { noticeSentence } from './row-problems.ts'
import { stateOf } from './state.ts'

export async function progressOf(trx: Trx, row: ImportRow): Promise<ImportProgress> {
  return {
    state: stateOf(row),
    read: row.rows_read,
    total: row.rows_total,
    accepted: row.rows_accepted,
    repeated: row.rows_repeated,
    refused: row.rows_refused,
    notices: noticeKinds.flatMap((notice) => {
      const rows = row.notices[notice] ?? 0
      return rows === 0 ? [] : [{ notice, rows, sentence: noticeSentence(notice, rows) }]
    }),
    faults: row.rows_refused === 0 ? [] : await countFaults(trx, row.org_id, row.id),
    failure: row.failure,
  }
}

async function countFaults(trx: Trx, orgId: string, id: string): Promise<ImportProgress['faults']> {
  const { rows } = await sql<{ fault: RowFault; column: string | null; count: number }>`
    select problem ->> 'fault' as fault, problem ->> 'column' as column, count(*)::integer as count
    from survey_import_refused, jsonb_array_elements(problems) as problem
    where org_id = ${orgId} and import_id = ${id}
    group by 1, 2 order by 3 desc, 1, 2 limit 200`.execute(trx)
  return rows
}
