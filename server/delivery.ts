import { sql } from 'kysely'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import { inOrganisation, type Db, type Trx } from './database.ts'
import type { Event, EventHandler } from './events.ts'

const letter = z.object({ orgId: z.uuid(), eventId: z.uuid(), kind: z.string() })
type Letter = z.infer<typeof letter>

/**
 * Takes one event to every handler of its kind. A handler's effect and its mark commit together, so however often a
 * letter comes, and whoever crashes, the effect happens once. One handler's failure does not keep it from the others.
 */
export async function deliver(db: Db, clock: Clock, handlers: readonly EventHandler[], payload: unknown): Promise<void> {
  const addressed = letter.parse(payload)
  const concerned = handlers.filter((handler) => handler.kind.name === addressed.kind)
  if (concerned.length === 0) return inOrganisation(db, addressed.orgId, (trx) => settle(trx, addressed.orgId, [addressed.eventId], []))
  const failures: unknown[] = []
  for (const handler of concerned) {
    try {
      await hand(db, handler, concerned, addressed)
    } catch (error) {
      failures.push(error)
      await noteFailure(db, clock, handler, addressed, error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${addressed.kind}: ${failures.map(String).join('; ')}`)
}

/** A batch that fails is tried again with this event alone, so that one bad event does not hold up the others. */
async function hand(db: Db, handler: EventHandler, concerned: EventHandler[], addressed: Letter): Promise<void> {
  try {
    await handBatch(db, handler, concerned, addressed, handler.batch)
  } catch (error) {
    if (handler.batch === 1) throw error
    await handBatch(db, handler, concerned, addressed, 1)
  }
}

function handBatch(db: Db, handler: EventHandler, concerned: EventHandler[], { orgId, eventId, kind }: Letter, atMost: number): Promise<void> {
  return inOrganisation(db, orgId, async (trx) => {
    const isMine = await claim(trx, orgId, eventId, handler.name)
    if (!isMine) return
    const others = atMost === 1 ? [] : await claimOthers(trx, { orgId, eventId, kind }, handler.name, atMost - 1)
    const ids = [eventId, ...others]
    await handler.handle(trx, await read(trx, handler, orgId, ids))
    await mark(trx, orgId, ids, handler.name)
    await settle(trx, orgId, ids, concerned)
  })
}

/** Waits for whoever has the event now; then it is ours unless this handler is done with it. */
async function claim(trx: Trx, orgId: string, eventId: string, handler: string): Promise<boolean> {
  const open = await trx
    .selectFrom('event_open')
    .select('event_id')
    .where('org_id', '=', orgId)
    .where('event_id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  if (open === undefined) return false
  // A statement of its own: it must see what was committed while the lock was waited for.
  const marked = await trx
    .selectFrom('event_mark')
    .select('handler')
    .where('org_id', '=', orgId)
    .where('event_id', '=', eventId)
    .where('handler', '=', handler)
    .executeTakeFirst()
  return marked === undefined
}

/** Takes along what waits for the same handler and nobody holds. Each has a letter of its own, so none can be forgotten. */
async function claimOthers(trx: Trx, { orgId, eventId, kind }: Letter, handler: string, atMost: number): Promise<string[]> {
  const locked = await trx
    .selectFrom('event_open as o')
    .select('o.event_id')
    .where('o.org_id', '=', orgId)
    .where('o.kind', '=', kind)
    .where('o.event_id', '!=', eventId)
    .orderBy('o.event_id')
    .limit(atMost)
    .forUpdate()
    .skipLocked()
    .execute()
  const ids = locked.map((row) => row.event_id)
  if (ids.length === 0) return []
  const marked = await trx
    .selectFrom('event_mark')
    .select('event_id')
    .where('org_id', '=', orgId)
    .where('event_id', 'in', ids)
    .where('handler', '=', handler)
    .execute()
  const done = new Set(marked.map((row) => row.event_id))
  return ids.filter((id) => !done.has(id))
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

function noteFailure(db: Db, clock: Clock, handler: EventHandler, { orgId, eventId }: Letter, error: unknown): Promise<unknown> {
  const message = String(error).slice(0, 500)
  return inOrganisation(db, orgId, (trx) =>
    sql`insert into event_failure as f (org_id, event_id, handler, failures, message, at)
      select org_id, event_id, ${handler.name}, 1, ${message}, ${clock.now()} from event_open
      where org_id = ${orgId} and event_id = ${eventId}
      on conflict (org_id, event_id, handler)
      do update set failures = f.failures + 1, message = excluded.message, at = excluded.at`.execute(trx),
  )
}
