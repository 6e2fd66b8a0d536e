import { sql, type RawBuilder } from 'kysely'
import type { Response, ResponseDetail, ResponsesPage, ResponsesQuery, Revision } from '@gap5/contract/listen/responses.ts'
import type { Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { exactTime, filledPage, inOrder, pageOf, readCursor, type Cursor, type Marked } from './cursor.ts'
import { nothingNarrowed, statementsOfResponse, type Narrowing, type StatementAccess } from './statements.ts'

/** A page of a study's responses, the last submitted first, each as it counts now. */
export async function listResponses(
  trx: Trx,
  orgId: string,
  studyId: string,
  query: ResponsesQuery,
  { conditions }: Pick<Narrowing, 'conditions'> = nothingNarrowed,
): Promise<ResponsesPage> {
  let wanted = responses(trx, orgId, studyId).orderBy('response.submitted_at', 'desc').orderBy('response.id', 'desc')
  if (query.collector !== undefined) wanted = wanted.where('response.collector_id', '=', query.collector)
  if (query.mark === 'any') wanted = wanted.where(sql<boolean>`cardinality(revision.marks) > 0`)
  else if (query.mark === 'none') wanted = wanted.where(sql<boolean>`cardinality(revision.marks) = 0`)
  else if (query.mark !== undefined) wanted = wanted.where(sql<boolean>`${query.mark} = any(revision.marks)`)
  for (const condition of conditions) wanted = wanted.where(condition)
  if (query.after !== undefined) wanted = wanted.where(comesAfter(readCursor(query.after)))
  const { rows, next } = pageOf(await wanted.limit(query.limit + 1).execute(), query.limit)
  return { responses: rows.map(responseFrom), next }
}

/** A check that SQL cannot make, of what it reads of the revision `latest`; conditions may be about its marks. */
export type Sieve<Read> = { read: RawBuilder<Read>; keeps: (rows: readonly { id: string; read: Read }[]) => ReadonlySet<string> }

/** Those of the responses that pass; of what is passed over no more is read than is checked. */
export async function listSievedResponses<Read>(
  trx: Trx,
  orgId: string,
  studyId: string,
  page: Pick<ResponsesQuery, 'after' | 'limit'>,
  conditions: Narrowing['conditions'],
  { read, keeps }: Sieve<Read>,
): Promise<ResponsesPage> {
  const marked = async (after: Cursor | null, limit: number) => {
    const all = [...conditions, ...(after === null ? [] : [comesAfter(after)])].map((condition) => sql`and ${condition}`)
    const { rows } = await sql<Marked & { read: Read }>`
      select response.id, ${exactTime(sql.ref('response.submitted_at'))} as exact_at, latest.read
      from response, lateral (
        select ${read} as read, marks from response_revision as latest
        where latest.org_id = ${orgId} and latest.response_id = response.id and latest.revision = response.revision offset 0
      ) as latest
      where response.org_id = ${orgId} and response.study_id = ${studyId} ${sql.join(all, sql` `)}
      order by response.submitted_at desc, response.id desc limit ${limit}`.execute(trx)
    return rows
  }
  const { rows, next } = await filledPage(marked, (found) => {
    const kept = keeps(found)
    return Promise.resolve(found.filter(({ id }) => kept.has(id)))
  }, page)
  const ids = rows.map(({ id }) => id)
  const full = ids.length === 0 ? [] : await responses(trx, orgId, studyId).where('response.id', 'in', ids).execute()
  return { responses: inOrder(full, ids).map(responseFrom), next }
}

function comesAfter({ at, id }: Cursor) {
  return sql<boolean>`(response.submitted_at, response.id) < (${at}::timestamptz, ${id}::uuid)`
}

const submitted = exactTime(sql.ref('response.submitted_at')).as('exact_at')

/** One response with all its revisions and, where the reader may see them, its statements. */
export async function readResponse(
  trx: Trx,
  orgId: string,
  studyId: string,
  id: string,
  may: StatementAccess & { verbatims: boolean },
): Promise<ResponseDetail> {
  const row = await responses(trx, orgId, studyId).where('response.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('listen.response-unknown')
  return {
    ...responseFrom(row),
    revisions: await revisionsOf(trx, orgId, id),
    statements: may.verbatims ? await statementsOfResponse(trx, orgId, id, may) : null,
  }
}

function responses(trx: Trx, orgId: string, studyId: string) {
  return trx
    .selectFrom('response')
    .innerJoin('response_revision as revision', (join) =>
      join
        .onRef('revision.org_id', '=', 'response.org_id')
        .onRef('revision.response_id', '=', 'response.id')
        .onRef('revision.revision', '=', 'response.revision'),
    )
    .innerJoin('collector', (join) =>
      join.onRef('collector.org_id', '=', 'response.org_id').onRef('collector.id', '=', 'response.collector_id'),
    )
    .select([
      'response.id',
      'response.submitted_at',
      'response.started_at',
      'response.language',
      'response.instrument_version',
      'response.attributes',
      'response.revision',
      'response.erased_at',
      'revision.answers',
      'revision.marks',
      'collector.id as collector_id',
      'collector.kind as collector_kind',
      'collector.title as collector_title',
      submitted,
    ])
    .where('response.org_id', '=', orgId)
    .where('response.study_id', '=', studyId)
}

type Row = Awaited<ReturnType<ReturnType<typeof responses>['executeTakeFirstOrThrow']>>

function responseFrom(row: Row): Response {
  return {
    id: row.id,
    collector: { id: row.collector_id, kind: row.collector_kind, title: row.collector_title },
    submittedAt: row.submitted_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    language: row.language,
    instrumentVersion: row.instrument_version,
    attributes: row.attributes,
    answers: row.answers,
    marks: row.marks,
    revision: row.revision,
    erasedAt: row.erased_at?.toISOString() ?? null,
  }
}

async function revisionsOf(trx: Trx, orgId: string, responseId: string): Promise<Revision[]> {
  const rows = await trx
    .selectFrom('response_revision as revision')
    .leftJoin('identity_user as user', (join) => join.on(sql<boolean>`"user".id::text = revision.actor`))
    .leftJoin('api_key as key', (join) =>
      join.onRef('key.org_id', '=', 'revision.org_id').on(sql<boolean>`key.id::text = revision.actor`),
    )
    .select(['revision.revision', 'revision.at', 'revision.answers', 'revision.marks', 'revision.reason'])
    .select((eb) => eb.fn.coalesce('user.name', 'key.title').as('actor'))
    .where('revision.org_id', '=', orgId)
    .where('revision.response_id', '=', responseId)
    .orderBy('revision.revision')
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
