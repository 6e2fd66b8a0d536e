import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import { inOrganisation, type Db, type Trx } from './database.ts'
import type { Event, EventHandler } from './events.ts'

/** Without an event's id: all that waits. */
const letter = z.object({ orgId: z.uuid(), kind: z.string(), eventId: z.uuid().optional() })
type Letter = z.infer<typeof letter>

/** So often something is tried by itself. */
export const mostFailures = 25

/** How long what failed so often waits before it is tried again. */
export function waitAfter(failures: RawBuilder<number>): RawBuilder<unknown> {
  return sql`exp(least(${failures}, 10)) * interval '1 second'`
}

/**
 * Takes what waits of an organisation and kind to every handler. A handler's effect and its mark commit together, so
 * however often a letter comes, and whoever crashes, the effect happens once. One handler's failure does not keep an event
 * from the others, and one bad event does not hold up the rest: it is tried again later, after e, e², e³ … seconds.
 */
export async function deliver(db: Db, clock: Clock, handlers: readonly EventHandler[], payload: unknown): Promise<void> {
  const addressed = letter.parse(payload)
  const concerned = handlers.filter((handler) => handler.kind.name === addressed.kind)
  if (concerned.length === 0) return inOrganisation(db, addressed.orgId, (trx) => forget(trx, addressed))
  const failures: unknown[] = []
  // In turns: a quick handler that never gets to the end of what comes in must not keep the others from it.
  for (let isAnyLeft = true; isAnyLeft; ) {
    isAnyLeft = false
    for (const handler of concerned) {
      const round = await hand(db, clock, handler, concerned, addressed)
      failures.push(...round.failures)
      isAnyLeft ||= round.isMoreLikely
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${addressed.kind}: ${failures.slice(0, 5).map(String).join('; ')}`)
}

/** One batch, or the one event that is addressed. What failed is noted, and waits no longer for now. */
async function hand(db: Db, clock: Clock, handler: EventHandler, concerned: EventHandler[], addressed: Letter): Promise<Round> {
  const { orgId, eventId } = addressed
  if (eventId !== undefined) return { failures: await handEach(db, clock, handler, concerned, orgId, [eventId]), isMoreLikely: false }
  const ids = await findWaiting(db, clock, handler, addressed)
  if (ids.length === 0) return { failures: [], isMoreLikely: false }
  const taken = ids.length === 1 ? null : await handBatch(db, handler, concerned, orgId, ids).catch(() => null)
  const failures = taken === null ? await handEach(db, clock, handler, concerned, orgId, ids) : []
  // What comes in from here on is announced by itself, and comes in one batch with what follows it.
  return { failures, isMoreLikely: ids.length === handler.batch || (taken ?? ids.length) < ids.length }
}

type Round = { failures: unknown[]; isMoreLikely: boolean }

/** A batch that fails is tried one by one. */
async function handEach(db: Db, clock: Clock, handler: EventHandler, concerned: EventHandler[], orgId: string, ids: string[]): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const id of ids) {
    try {
      await handBatch(db, handler, concerned, orgId, [id])
    } catch (error) {
      failures.push(error)
      await noteFailure(db, clock, handler, orgId, id, error)
    }
  }
  return failures
}

/** The oldest events that wait for a handler, but those that failed lately or too often. */
function findWaiting(db: Db, clock: Clock, { name, batch }: EventHandler, { orgId, kind }: Letter): Promise<string[]> {
  return inOrganisation(db, orgId, async (trx) => {
    const { rows } = await sql<{ event_id: string }>`
      select event_id from event_open o where org_id = ${orgId} and kind = ${kind}
        and not exists (select from event_mark m where m.org_id = o.org_id and m.event_id = o.event_id and m.handler = ${name})
        and not exists (
          select from event_failure f where f.org_id = o.org_id and f.event_id = o.event_id and f.handler = ${name}
            and (f.failures >= ${mostFailures} or f.at + ${waitAfter(sql`f.failures`)} > ${clock.now()}))
      order by event_id limit ${batch}`.execute(trx)
    return rows.map((row) => row.event_id)
  })
}

/** How many of them are done with. */
function handBatch(db: Db, handler: EventHandler, concerned: EventHandler[], orgId: string, wanted: string[]): Promise<number> {
  return inOrganisation(db, orgId, async (trx) => {
    const claimed = await claim(trx, orgId, wanted, handler.name)
    if (claimed.length === 0) return wanted.length
    const events = await read(trx, handler, orgId, claimed)
    const taken = handler.taken?.(events) ?? events
    const ids = taken.map(({ id }) => id)
    await handler.handle(trx, taken)
    await mark(trx, orgId, ids, handler.name)
    await settle(trx, orgId, ids, concerned)
    return wanted.length - claimed.length + ids.length
  })
}

/** Waits for whoever has the events now; then those are ours with which this handler is not done. */
async function claim(trx: Trx, orgId: string, wanted: string[], handler: string): Promise<string[]> {
  const open = await trx
    .selectFrom('event_open')
    .select('event_id')
    .where('org_id', '=', orgId)
    .where('event_id', '=', sql<string>`any(${wanted})`)
    .orderBy('event_id')
    .forUpdate()
    .execute()
  // A statement of its own: it must see what was committed while the lock was waited for.
  const marked = await trx
    .selectFrom('event_mark')
    .select('event_id')
    .where('org_id', '=', orgId)
    .where('event_id', '=', sql<string>`any(${open.map((row) => row.event_id)})`)
    .where('handler', '=', handler)
    .execute()
  const done = new Set(marked.map((row) => row.event_id))
  return open.map((row) => row.event_id).filter((id) => !done.has(id))
}

async function read(trx: Trx, handler: EventHandler, orgId: string, ids: string[]): Promise<Event<unknown>[]> {
  const rows = await trx
    .selectFrom('event')
    .select(['id', 'kind', 'payload', 'at'])
    .where('org_id', '=', orgId)
    .where('id', '=', sql<string>`any(${ids})`)
    .orderBy('id')
    .execute()
  return rows.map(({ id, kind, payload, at }) => ({ orgId, id, kind, at, payload: handler.kind.payload.parse(payload) }))
}

async function mark(trx: Trx, orgId: string, ids: string[], handler: string): Promise<void> {
  await trx
    .insertInto('event_mark')
    .values(ids.map((id) => ({ org_id: orgId, event_id: id, handler })))
    .execute()
}

/** Events with which every handler is done are open no more. */
async function settle(trx: Trx, orgId: string, ids: string[], concerned: EventHandler[]): Promise<void> {
  const names = concerned.map((handler) => handler.name)
  await sql`delete from event_open o where o.org_id = ${orgId} and o.event_id = any(${ids}) and ${names.length} = (
    select count(*) from event_mark m
    where m.org_id = o.org_id and m.event_id = o.event_id and m.handler = any(${names}))`.execute(trx)
}

/** Events that nobody handles are open no more. */
async function forget(trx: Trx, { orgId, kind }: Letter): Promise<void> {
  await trx.deleteFrom('event_open').where('org_id', '=', orgId).where('kind', '=', kind).execute()
}

function noteFailure(db: Db, clock: Clock, handler: EventHandler, orgId: string, eventId: string, error: unknown): Promise<unknown> {
  const message = String(error).slice(0, 500)
  return inOrganisation(db, orgId, (trx) =>
    sql`insert into event_failure as f (org_id, event_id, handler, failures, message, at)
      select org_id, event_id, ${handler.name}, 1, ${message}, ${clock.now()} from event_open
      where org_id = ${orgId} and event_id = ${eventId}
      on conflict (org_id, event_id, handler)
      do update set failures = f.failures + 1, message = excluded.message, at = excluded.at`.execute(trx),
  )
}
