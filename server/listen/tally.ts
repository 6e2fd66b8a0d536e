/**
 * How many answers each study and collector has, kept live: the folded tally plus what is not folded yet, read in one
 * statement and therefore exact. The tally can be rebuilt from the responses and is checked against them.
 */
import { sql, type RawBuilder } from 'kysely'
import { timeZoneChanged } from '../access/events.ts'
import type { Trx } from '../database.ts'
import { on, onBatch } from '../events.ts'
import { responsesAccepted } from './events.ts'

const handler = 'listen.tally'

export const tallyResponses = onBatch(responsesAccepted, handler, async (trx, events) => {
  const responseIds = events.flatMap((event) => event.payload.responseIds)
  await fold(trx, events[0]!.orgId, sql`= any(${responseIds}::uuid[])`)
})

/** Days are other days then. */
export const moveTally = on(timeZoneChanged, 'listen.tally.time-zone', (trx, { orgId }) => rebuildTally(trx, orgId))

/** Days are days in the organisation's time zone. */
async function fold(trx: Trx, orgId: string, among: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into response_tally as tally (org_id, study_id, collector_id, day, responses, last_at)
    select response.org_id, study_id, collector_id, (submitted_at at time zone time_zone)::date, count(*), max(submitted_at)
    from response join organisation using (org_id)
    where org_id = ${orgId} and id ${among}
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (org_id, study_id, collector_id, day) do update
      set responses = tally.responses + excluded.responses, last_at = greatest(tally.last_at, excluded.last_at)
  `.execute(trx)
}

/** Counts everything anew; for a changed time zone, and to prove the tally. Waits for a folding under way. */
export async function rebuildTally(trx: Trx, orgId: string): Promise<void> {
  await sql`lock table response_tally in share row exclusive mode`.execute(trx)
  await trx.deleteFrom('response_tally').where('org_id', '=', orgId).execute()
  await fold(trx, orgId, sql`not in (${pendingIds(orgId)})`)
}

export type TallyDifference = { start: string; value: string; stored: number; counted: number }

/** Compares the tally of a study with its responses; where they differ, it is counted anew. Returns the days that differed, by collector. */
export async function checkTally(trx: Trx, { orgId, studyId }: { orgId: string; studyId: string }): Promise<TallyDifference[]> {
  const { rows } = await sql<TallyDifference>`
    select day::text as start, collector_id::text as value, coalesce(stored, 0) as stored, coalesce(counted, 0) as counted
    from (
      select collector_id, day, responses as stored from response_tally where org_id = ${orgId} and study_id = ${studyId}
    ) as tally full join (
      select collector_id, (submitted_at at time zone time_zone)::date as day, count(*)::integer as counted
      from response join organisation using (org_id)
      where org_id = ${orgId} and study_id = ${studyId} and id not in (${pendingIds(orgId)})
      group by 1, 2
    ) as facts using (collector_id, day)
    where stored is distinct from counted
    order by 1, 2`.execute(trx)
  if (rows.length > 0) await rebuildTally(trx, orgId)
  return rows
}

/** Responses that were accepted and that the handler has not seen yet. */
function pendingIds(orgId: string, by = handler, ofStudies = sql``) {
  return sql<string>`select jsonb_array_elements_text(payload -> 'responseIds')::uuid from (${pendingEvents(orgId, by)} ${ofStudies}) as pending`
}

/** The same of some studies, as rows of `response`. */
export function pendingResponses(orgId: string, studyIds: readonly string[], by = handler): RawBuilder<unknown> {
  const ids = pendingIds(orgId, by, sql`and event.payload ->> 'studyId' = any(${studyIds}::text[])`)
  return sql`select * from response where org_id = ${orgId} and id = any(array(${ids})) offset 0`
}

/**
 * Ids are looked up as one array, which is gone through with the index in one run. Of rows out of JSON, and of tables that fill in
 * bursts, the planner knows nothing: it would compare each of them with each response, or look up event by event.
 */
function pendingEvents(orgId: string, by: string) {
  return sql`
    select payload from event where event.org_id = ${orgId} and event.id = any(array(
      select event_id from event_open as open
      where open.org_id = ${orgId} and open.kind = ${responsesAccepted.name} and not exists (
        select from event_mark as mark
        where mark.org_id = open.org_id and mark.event_id = open.event_id and mark.handler = ${by})))`
}

export type Count = { responses: number; lastAt: Date | null }

/** Answers of each collector of the studies, exact to the last commit. Collectors without answers are not listed. */
export async function countByCollector(trx: Trx, orgId: string, studyIds: readonly string[]): Promise<Map<string, Count>> {
  const { rows } = await sql<{ collector_id: string; responses: number; last_at: Date }>`
    select collector_id, sum(responses)::integer as responses, max(last_at) as last_at
    from (${countedInAll(orgId, studyIds)}) as counted group by 1`.execute(trx)
  return new Map(rows.map((row) => [row.collector_id, { responses: row.responses, lastAt: row.last_at }]))
}

/** Answers of each study, exact to the last commit. Studies without answers are not listed. */
export async function countByStudy(trx: Trx, orgId: string, studyIds: readonly string[]): Promise<Map<string, Count>> {
  const { rows } = await sql<{ study_id: string; responses: number; last_at: Date }>`
    select study_id, sum(responses)::integer as responses, max(last_at) as last_at
    from (${countedInAll(orgId, studyIds)}) as counted group by 1`.execute(trx)
  return new Map(rows.map((row) => [row.study_id, { responses: row.responses, lastAt: row.last_at }]))
}

/** Answers a day, oldest first; days without answers are not listed. */
export async function countByDay(trx: Trx, orgId: string, studyId: string): Promise<{ day: string; responses: number }[]> {
  const { rows } = await sql<{ day: string; responses: number }>`
    select day, sum(responses)::integer as responses
    from (${countedByDay(orgId, studyId)}) as counted group by 1 order by 1`.execute(trx)
  return rows
}

/** Without days: what waits is counted by its events, however many answers they are of. */
function countedInAll(orgId: string, studyIds: readonly string[]) {
  return sql`
    select study_id, collector_id, responses, last_at from response_tally
    where org_id = ${orgId} and study_id = any(${studyIds}::uuid[]) and collector_id not in (${withdrawn(orgId)})
    union all
    select (payload ->> 'studyId')::uuid, (payload ->> 'collectorId')::uuid, jsonb_array_length(payload -> 'responseIds'),
      coalesce((payload ->> 'lastAt')::timestamptz, (
        select max(submitted_at) from response
        where org_id = ${orgId} and id = any(array(select jsonb_array_elements_text(payload -> 'responseIds')::uuid))))
    from (${pendingEvents(orgId, handler)}) as pending
    where payload ->> 'studyId' = any(${studyIds}::text[]) and (payload ->> 'collectorId')::uuid not in (${withdrawn(orgId)})`
}

/** By day, which is a day of the organisation's time zone as it is now. */
function countedByDay(orgId: string, studyId: string) {
  return sql`
    select day, responses from response_tally
    where org_id = ${orgId} and study_id = ${studyId} and collector_id not in (${withdrawn(orgId)})
    union all
    select (submitted_at at time zone time_zone)::date, 1
    from (${pendingResponses(orgId, [studyId])}) as response join organisation using (org_id)
    where collector_id not in (${withdrawn(orgId)})`
}

/** Collectors whose import was taken back: their responses hold no answers any more. */
export function withdrawn(orgId: string) {
  return sql`select id from collector where org_id = ${orgId} and withdrawn_at is not null`
}
