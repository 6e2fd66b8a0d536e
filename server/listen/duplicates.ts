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
import { inOrganisation, type Trx } from '../database.ts'
import { onBatch, record, type EventHandler } from '../events.ts'
import type { Dependencies } from '../room.ts'
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
      const brought = await imports(trx, orgId, [...new Set(events.map((event) => event.payload.collectorId))])
      const arrived = await printed(trx, orgId, events.filter((event) => !brought.has(event.payload.collectorId)).flatMap((event) => event.payload.responseIds))
      const found = await cameBefore(trx, orgId, arrived)
      await mark(trx, orgId, await telling(trx, orgId, found), clock.now())
    },
    { atMost: 500, weighing: { most: 2_000, of: ({ responseIds }) => responseIds.length } },
  )
}

/** Of these collectors, those that a file was brought in by. */
async function imports(trx: Trx, orgId: string, collectorIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from collector where org_id = ${orgId} and id = any(${[...collectorIds]}::uuid[]) and kind = 'import'`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

type Arrived = { id: string; study_id: string; print: string; submitted_at: string }

/**
 * Keeps a fingerprint of each answer that came in. Answers are looked up one by one, so that the cost does not grow with the study, and
 * what they hold does not leave the database: hardly any of them has its like.
 */
async function printed(trx: Trx, orgId: string, ids: readonly string[]): Promise<Arrived[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Arrived>`
    with said as materialized (
      select response_id, string_agg(concat_ws(E'\x1e', item, text), E'\x1f' order by item, text) as words from statement
      where org_id = ${orgId} and response_id = any(${[...ids]}::uuid[]) and kind = 'verbatim' group by response_id
    )
    insert into answer_print as kept (org_id, study_id, print, response_id, submitted_at)
    select ${orgId}, answer.study_id, md5(concat_ws(E'\x1f', revision.answers, answer.attributes, answer.language, said.words))::uuid, answer.id, answer.submitted_at
    from unnest(${[...ids]}::uuid[]) as wanted (id)
    cross join lateral (
      select id, study_id, submitted_at, attributes, language from response where org_id = ${orgId} and response.id = wanted.id offset 0
    ) as answer
    cross join lateral (
      select answers from response_revision where org_id = ${orgId} and response_id = wanted.id and revision = 1 offset 0
    ) as revision
    left join said on said.response_id = wanted.id
    on conflict do nothing
    returning kept.response_id as id, kept.study_id, kept.print, kept.submitted_at::text`.execute(trx)
  return rows
}

/** Of these, those with so many and so varied ratings that nobody gives the same by chance. */
async function telling(trx: Trx, orgId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; study_id: string; numbers: (number | null)[] }>`
    select answer.id, answer.study_id, revision.numbers from unnest(${[...ids]}::uuid[]) as wanted (id)
    cross join lateral (select id, study_id from response where org_id = ${orgId} and response.id = wanted.id offset 0) as answer
    cross join lateral (
      select numbers from response_revision where org_id = ${orgId} and response_id = wanted.id and revision = 1 offset 0
    ) as revision`.execute(trx)
  const found: string[] = []
  for (const { id, study_id: studyId, numbers } of rows) {
    const { variables } = await publishedDefinition(trx, orgId, studyId)
    if (isTelling(ratingsIn(numbers, variables))) found.push(id)
  }
  return found
}

/** Shares of points add up to a hundred for everybody, and are no ratings. */
function ratingsIn(numbers: readonly (number | null)[], variables: readonly Variable[]): (number | null)[] {
  return numbers.filter((_, at) => variables[at]?.role !== 'weight')
}

/** Of so many like it at most: where a program repeats itself there are thousands. */
const mostAlike = 20

/** Those whose like was there before; of several that came in together, all but the first. What was withdrawn is no answer any more. */
async function cameBefore(trx: Trx, orgId: string, arrived: readonly Arrived[]): Promise<string[]> {
  if (arrived.length === 0) return []
  const ids = arrived.map(({ id }) => id)
  const within = sql`org_id = ${orgId} and study_id = arrived.study_id and print = arrived.print
    and submitted_at between arrived.submitted_at - make_interval(mins => ${minutesApart}) and arrived.submitted_at + make_interval(mins => ${minutesApart})`
  // Ids are made in the order of arrival. One that is later came before all the same where its event was handled first.
  const { rows } = await sql<{ id: string; alike: string[] }>`
    with arrived as materialized (
      select * from unnest(${ids}::uuid[], ${arrived.map((row) => row.study_id)}::uuid[], ${arrived.map((row) => row.print)}::uuid[],
        ${arrived.map((row) => row.submitted_at)}::timestamptz[]) as row (id, study_id, print, submitted_at)
    )
    select arrived.id, array_to_json(array_agg(like_it.response_id)) as alike
    from arrived cross join lateral (
      (select response_id from answer_print where ${within} and response_id < arrived.id order by response_id desc limit ${mostAlike})
      union all
      (select response_id from answer_print where ${within} and response_id > arrived.id and response_id <> all(${ids}::uuid[]) order by response_id limit ${mostAlike})
    ) as like_it
    group by arrived.id`.execute(trx)
  if (rows.length === 0) return []
  const there = await notWithdrawn(trx, orgId, [...new Set(rows.flatMap(({ alike }) => alike))])
  return rows.filter(({ alike }) => alike.some((id) => there.has(id))).map(({ id }) => id)
}

async function notWithdrawn(trx: Trx, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select answer.id from unnest(${[...ids]}::uuid[]) as wanted (id)
    cross join lateral (select id, revision from response where org_id = ${orgId} and response.id = wanted.id offset 0) as answer
    cross join lateral (
      select marks from response_revision where org_id = ${orgId} and response_id = wanted.id and response_revision.revision = answer.revision offset 0
    ) as latest
    where not 'withdrawn' = any(latest.marks)`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

export const forgetPrintsTask = 'listen.forget-prints'
/** A program that repeats itself does so within hours; one that was off for some weeks still finds what it sent before. */
const printsKeptDays = 30

/** Lets fingerprints go of answers that came in more than a month ago. Their ids tell when that was. */
export async function forgetPrints({ db, clock }: Pick<Dependencies, 'db' | 'clock'>): Promise<void> {
  const before = idFrom(clock.now().getTime() - printsKeptDays * 24 * 60 * 60_000)
  const organisations = await db.selectFrom('survey_address').select('org_id').distinct().execute()
  for (const { org_id: orgId } of organisations) {
    await inOrganisation(db, orgId, (trx) => trx.deleteFrom('answer_print').where('org_id', '=', orgId).where('response_id', '<', before).execute())
  }
}

/** The first id of a moment (RFC 9562, version 7). */
function idFrom(milliseconds: number): string {
  const hex = milliseconds.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
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
