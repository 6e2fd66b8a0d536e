import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import type { Statement, StatementsPage, StatementsQuery } from '@gap5/contract/listen/responses.ts'
import type { Database, Trx } from '../database.ts'
import { exactTime, filledPage, inOrder, pageOf, readCursor, type Cursor } from './cursor.ts'
import { searchFor, walkThrough, type Search, type Within } from './statement-search.ts'

/** Names, phones and addresses are for those who look after people. */
export type StatementAccess = { contacts: boolean }

/** What a later room narrows a list to: conditions on `response`, and a check of responses that SQL cannot make. */
export type Narrowing = {
  conditions: readonly RawBuilder<boolean>[]
  /** Those of the responses that are wanted; null where all are. */
  keeps: ((responseIds: readonly string[]) => Promise<ReadonlySet<string>>) | null
  /** What the conditions say of the time of the responses: where a search begins and ends. */
  within: Within
  /** Whether the conditions ask for what responses carry: how many do, the planner cannot know. */
  byAttributes: boolean
}

const always: Within = { since: null, until: null }
export const nothingNarrowed: Narrowing = { conditions: [], keeps: null, within: always, byAttributes: false }

/** A page of what people said in words, the newest first. `search` is found anywhere in the text, in any language. */
export async function listStatements(
  trx: Trx,
  orgId: string,
  studyId: string,
  query: StatementsQuery,
  may: StatementAccess,
  { conditions, keeps, within, byAttributes }: Narrowing = nothingNarrowed,
): Promise<StatementsPage> {
  const search = (await searchFor(trx, orgId, studyId, query.search, within)) ?? (byAttributes ? walkThrough(trx, orgId, studyId, within) : null)
  const wanted = narrowed(trx, orgId, studyId, query, [...(search?.holds ?? []), ...conditions]).orderBy('statement.at', 'desc').orderBy('statement.id', 'desc')
  if (keeps === null) {
    const { rows, next } = pageOf(await found(wanted, search, query.after === undefined ? null : readCursor(query.after), query.limit + 1), query.limit)
    return { statements: rows.map((row) => statementFrom(row, may)), next }
  }
  const marked = wanted.clearSelect().select(['statement.id', 'statement.response_id', said])
  const { rows, next } = await filledPage((after, limit) => found(marked, search, after, limit), async (met) => {
    const kept = await keeps(met.map((row) => row.response_id))
    return met.filter((row) => kept.has(row.response_id))
  }, query)
  const ids = rows.map(({ id }) => id)
  const full = ids.length === 0 ? [] : await statements(trx, orgId).where('statement.id', 'in', ids).execute()
  return { statements: inOrder(full, ids).map((row) => statementFrom(row, may)), next }
}

type Wanted<Row> = SelectQueryBuilder<Database, 'statement' | 'response', Row>

/** Rows after a mark: by walking where nothing is searched for or the words are met often enough, else by the index of words. */
async function found<Row>(wanted: Wanted<Row>, search: Search | null, after: Cursor | null, limit: number): Promise<Row[]> {
  const rest = after === null ? wanted : wanted.where(sql<boolean>`(statement.at, statement.id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  if (!search?.indexed) return rest.limit(limit).execute()
  const near = await walk(wanted, search, after, limit, search.patience)
  if (near) return near
  const indexed = await search.indexed()
  return indexed ? rest.where(indexed).limit(limit).execute() : ((await walk(wanted, search, after, limit, Infinity)) ?? [])
}

async function walk<Row>(wanted: Wanted<Row>, search: Search, after: Cursor | null, limit: number, most: number): Promise<Row[] | null> {
  const rows: Row[] = []
  let walked = 0
  for (let from = after; ; ) {
    const stretch = await search.near(from)
    rows.push(...(await wanted.where(stretch.among).limit(limit - rows.length).execute()))
    if (rows.length >= limit || stretch.next === null) return rows
    walked += stretch.walked
    if ((walked * limit) / rows.length > most) return null
    from = stretch.next
  }
}

const said = exactTime(sql.ref('statement.at')).as('exact_at')

/** What the given persons said in words, in the order the persons are given in. */
export async function statementsOfPersons(
  trx: Trx,
  orgId: string,
  studyId: string,
  responseIds: readonly string[],
  query: StatementsQuery,
  may: StatementAccess,
): Promise<Statement[]> {
  const search = await searchFor(trx, orgId, studyId, query.search, always)
  const theirs = sql<boolean>`statement.response_id = any(${responseIds}::uuid[])`
  const rows = await narrowed(trx, orgId, studyId, query, [...(search?.holds ?? []), theirs])
    .orderBy(sql`array_position(${responseIds}::uuid[], statement.response_id)`)
    .orderBy('statement.id')
    .execute()
  return rows.map((row) => statementFrom(row, may))
}

/** Who said something that is asked for, in no order, with what `read` reads of the revision `latest` of each. */
export async function speakers<Read>(trx: Trx, orgId: string, studyId: string, query: StatementsQuery, { conditions, within }: Narrowing, read: RawBuilder<Read>): Promise<{ id: string; read: Read }[]> {
  const search = await searchFor(trx, orgId, studyId, query.search, within)
  const indexed = await search?.indexed?.()
  const rows = await narrowed(trx, orgId, studyId, query, [...(search?.holds ?? []), ...(indexed ? [indexed] : []), ...conditions])
    .innerJoin('response_revision as latest', (join) =>
      join.onRef('latest.org_id', '=', 'response.org_id').onRef('latest.response_id', '=', 'response.id').onRef('latest.revision', '=', 'response.revision'),
    )
    .clearSelect()
    .select(['statement.response_id as id', read.as('read')])
    .$castTo<{ id: string; read: Read }>()
    .execute()
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

/**
 * Another text after every change of what a study's people said, and of their answers; null while somebody older than the last
 * change still writes, for then the next look may see more under the same text.
 */
export async function wordsVersion(trx: Trx, orgId: string, studyId: string): Promise<string | null> {
  const { rows } = await sql<{ version: string; settled: boolean }>`
    with last as (
      select coalesce((select written_in from response where org_id = ${orgId} and study_id = ${studyId} order by written_in desc limit 1), '0'::xid8) as written_in
    )
    select concat_ws(' ', last.written_in, helped.n, taken_back.times) as version, last.written_in < pg_snapshot_xmin(pg_current_snapshot()) as settled
    from last, (select count(*) as n from statement where org_id = ${orgId} and study_id = ${studyId} and kind = 'help') as helped,
      (select array_agg(withdrawn_at order by id) as times from collector where org_id = ${orgId} and study_id = ${studyId} and withdrawn_at is not null) as taken_back`.execute(trx)
  const { version, settled } = rows[0]!
  return settled ? version : null
}

function narrowed(trx: Trx, orgId: string, studyId: string, query: StatementsQuery, conditions: readonly RawBuilder<boolean>[]) {
  let wanted = statements(trx, orgId)
    .where('statement.study_id', '=', studyId)
    .where('response.collector_id', 'not in', withdrawnCollectors(trx, orgId))
  if (query.kind !== undefined) wanted = wanted.where('statement.kind', '=', query.kind)
  if (query.item !== undefined) wanted = wanted.where('statement.item', '=', query.item)
  if (query.language !== undefined) wanted = wanted.where('statement.language', '=', query.language)
  for (const condition of conditions) wanted = wanted.where(condition)
  return wanted
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
    .select(['response.attributes', said])
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
