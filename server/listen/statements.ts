import { sql } from 'kysely'
import type { Statement, StatementsPage, StatementsQuery } from '@gap5/contract/listen/responses.ts'
import type { Trx } from '../database.ts'
import { exactTime, pageOf, readCursor } from './cursor.ts'

/** Names, phones and addresses are for those who look after people. */
export type StatementAccess = { contacts: boolean }

/** A page of what people said in words, the newest first. `search` is found anywhere in the text, in any language. */
export async function listStatements(
  trx: Trx,
  orgId: string,
  studyId: string,
  query: StatementsQuery,
  may: StatementAccess,
): Promise<StatementsPage> {
  let wanted = statements(trx, orgId)
    .where('statement.study_id', '=', studyId)
    .where('response.collector_id', 'not in', withdrawnCollectors(trx, orgId))
    .orderBy('statement.at', 'desc')
    .orderBy('statement.id', 'desc')
    .limit(query.limit + 1)
  if (query.after !== undefined) {
    const { at, id } = readCursor(query.after)
    wanted = wanted.where(sql<boolean>`(statement.at, statement.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  if (query.kind !== undefined) wanted = wanted.where('statement.kind', '=', query.kind)
  if (query.item !== undefined) wanted = wanted.where('statement.item', '=', query.item)
  if (query.search) wanted = wanted.where('statement.text', 'ilike', `%${query.search.replace(/[\\%_]/g, '\\$&')}%`)
  const { rows, next } = pageOf(await wanted.execute(), query.limit)
  return { statements: rows.map((row) => statementFrom(row, may)), next }
}

/** Collectors whose import was taken back. */
function withdrawnCollectors(trx: Trx, orgId: string) {
  return trx.selectFrom('collector').select('id').where('org_id', '=', orgId).where('withdrawn_at', 'is not', null)
}

export async function statementsOfResponse(trx: Trx, orgId: string, responseId: string, may: StatementAccess): Promise<Statement[]> {
  const rows = await statements(trx, orgId).where('statement.response_id', '=', responseId).orderBy('statement.id').execute()
  return rows.map((row) => statementFrom(row, may))
}

function statements(trx: Trx, orgId: string) {
  return trx
    .selectFrom('statement')
    .innerJoin('response', (join) =>
      join.onRef('response.org_id', '=', 'statement.org_id').onRef('response.id', '=', 'statement.response_id'),
    )
    .selectAll('statement')
    .select(['response.attributes', exactTime(sql.ref('statement.at')).as('exact_at')])
    .where('statement.org_id', '=', orgId)
}

type Row = Awaited<ReturnType<ReturnType<typeof statements>['executeTakeFirstOrThrow']>>

function statementFrom(row: Row, may: StatementAccess): Statement {
  return {
    id: row.id,
    responseId: row.response_id,
    kind: row.kind,
    item: row.item,
    text: row.text,
    contact: may.contacts ? row.contact : null,
    hasContact: row.contact !== null,
    language: row.language,
    at: row.at.toISOString(),
    attributes: row.attributes,
    erasedAt: row.erased_at?.toISOString() ?? null,
  }
}
