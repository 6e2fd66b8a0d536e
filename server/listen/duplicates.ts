/**
 * The quality mark `duplicate`: the same answers to everything (ratings, choices, words, language, attributes) in the same study
 * within ten minutes of each other, where they are telling (`isTelling`). The one that came in later is marked and kept. Files
 * are looked at row by row when they are read (`import/apply.ts`), not here.
 *
 * Runs in the worker after the answers are accepted, once for each event; a member may take the mark away, and it stays away.
 */
import { sql } from 'kysely'
import type { Variable } from '@gap5/contract/listen/instrument.ts'
import type { Clock } from '../clock.ts'
import type { Trx } from '../database.ts'
import { onBatch, record, type EventHandler } from '../events.ts'
import { responseRevised, responsesAccepted } from './events.ts'
import { publishedDefinition } from './published-definition.ts'
import { isTelling } from './telling.ts'

const minutesApart = 10

export function markDuplicates(clock: Clock): EventHandler {
  return onBatch(
    responsesAccepted,
    'listen.duplicates',
    async (trx, events) => {
      const orgId = events[0]!.orgId
      const arrived = await printed(trx, orgId, events.flatMap((event) => event.payload.responseIds))
      const found = await cameBefore(trx, orgId, arrived)
      await mark(trx, orgId, found, clock.now())
    },
    { atMost: 500, weighing: { most: 2_000, of: ({ responseIds }) => responseIds.length } },
  )
}

type Arrived = { id: string; study_id: string; print: string; submitted_at: Date }

/** Telling answers among those that came in, in the order they did, each with its fingerprint, which is kept. */
async function printed(trx: Trx, orgId: string, ids: readonly string[]): Promise<Arrived[]> {
  const { rows } = await sql<Arrived & { numbers: (number | null)[] }>`
    select response.id, response.study_id, response.submitted_at, revision.numbers,
      md5(concat_ws(E'\x1f', revision.answers, response.attributes, response.language, (
        select string_agg(concat_ws(E'\x1e', item, text), E'\x1f' order by item, text) from statement
        where statement.org_id = ${orgId} and statement.response_id = response.id and kind = 'verbatim')))::uuid as print
    from response
    join collector on collector.org_id = response.org_id and collector.id = response.collector_id and collector.kind <> 'import'
    join response_revision as revision on revision.org_id = response.org_id and revision.response_id = response.id and revision.revision = 1
    where response.org_id = ${orgId} and response.id = any(${ids}::uuid[])
    order by response.seq`.execute(trx)
  const telling: Arrived[] = []
  for (const row of rows) {
    const { variables } = await publishedDefinition(trx, orgId, row.study_id)
    if (isTelling(ratingsIn(row.numbers, variables))) telling.push(row)
  }
  if (telling.length > 0) {
    await sql`
      insert into answer_print (org_id, study_id, print, response_id, submitted_at)
      select ${orgId}, * from unnest(${telling.map((row) => row.study_id)}::uuid[], ${telling.map((row) => row.print)}::uuid[],
        ${telling.map((row) => row.id)}::uuid[], ${telling.map((row) => row.submitted_at.toISOString())}::timestamptz[])
      on conflict do nothing`.execute(trx)
  }
  return telling
}

/** Shares of points add up to a hundred for everybody, and are no ratings. */
function ratingsIn(numbers: readonly (number | null)[], variables: readonly Variable[]): (number | null)[] {
  return numbers.filter((_, at) => variables[at]?.role !== 'weight')
}

/** Those whose like was there before; of several that came in together, all but the first. */
async function cameBefore(trx: Trx, orgId: string, arrived: readonly Arrived[]): Promise<string[]> {
  if (arrived.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with arrived as materialized (
      select * from unnest(${arrived.map((row) => row.id)}::uuid[], ${arrived.map((row) => row.study_id)}::uuid[],
        ${arrived.map((row) => row.print)}::uuid[], ${arrived.map((row) => row.submitted_at.toISOString())}::timestamptz[])
        with ordinality as row (id, study_id, print, submitted_at, place)
    )
    select id from arrived where exists (
      select from answer_print as like_it
      left join arrived as beside on beside.id = like_it.response_id
      join response on response.org_id = like_it.org_id and response.id = like_it.response_id
      join response_revision as latest on latest.org_id = response.org_id and latest.response_id = response.id and latest.revision = response.revision
      where like_it.org_id = ${orgId} and like_it.study_id = arrived.study_id and like_it.print = arrived.print and like_it.response_id <> arrived.id
        and like_it.submitted_at between arrived.submitted_at - make_interval(mins => ${minutesApart}) and arrived.submitted_at + make_interval(mins => ${minutesApart})
        and coalesce(beside.place < arrived.place, true) and not 'withdrawn' = any(latest.marks))
    order by id`.execute(trx)
  return rows.map(({ id }) => id)
}

type Marked = { id: string; study_id: string; from: number; to: number }

async function mark(trx: Trx, orgId: string, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<Marked>`
    with same as materialized (
      select response.org_id, response.id, response.revision, latest.answers, latest.numbers, latest.marks
      from response join response_revision as latest
        on latest.org_id = response.org_id and latest.response_id = response.id and latest.revision = response.revision
      where response.org_id = ${orgId} and response.id = any(${ids}::uuid[]) and not latest.marks && array['duplicate', 'withdrawn']
      order by response.id for no key update of response
    ), revised as (
      insert into response_revision (org_id, response_id, revision, answers, numbers, marks, at)
      select org_id, id, revision + 1, answers, numbers, marks || 'duplicate'::text, ${now} from same
    )
    update response set revision = same.revision + 1, written_in = pg_current_xact_id()
    from same where response.org_id = same.org_id and response.id = same.id
    returning response.id, response.study_id, same.revision as "from", response.revision as "to"`.execute(trx)
  for (const { id, study_id: studyId, from, to } of rows) await record(trx, responseRevised, { orgId, at: now, payload: { studyId, responseId: id, from, to } })
}
