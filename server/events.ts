import { sql } from 'kysely'
import { z } from 'zod'
import { afterCommit, afterwards } from './after-commit.ts'
import { jsonb, type Db, type Trx } from './database.ts'
import { addJob, type JobOptions } from './jobs.ts'

/** A kind of event and the shape of its payload. The room where it happens declares it: `eventKind('listen.response.accepted', …)`. */
export type EventKind<Payload> = { name: string; payload: z.ZodType<Payload> }

/** The job that takes what waits of one organisation and kind to its handlers. */
export const deliveryTask = 'event'

/** The job that asks for the delivery of what waits and nobody asked for; every minute. */
export const wakeTask = 'event.wake'

export type Event<Payload> = { orgId: string; id: string; kind: string; payload: Payload; at: Date }

/** Picks events up. `handle` gets one event, or with `batch` up to that many of one organisation, in one transaction. */
export type EventHandler = {
  name: string
  kind: EventKind<unknown>
  batch: number
  /** Of a batch, the events that are taken on now: at least the first. The others wait for letters of their own. */
  taken?: (events: Event<unknown>[]) => Event<unknown>[]
  handle: (trx: Trx, events: Event<unknown>[]) => Promise<void>
}

export function eventKind<Schema extends z.ZodType>(name: string, payload: Schema): EventKind<z.output<Schema>> {
  return { name, payload: payload as z.ZodType<z.output<Schema>> }
}

/** Does `handle` once for every event of the kind, in a transaction of the event's organisation. */
export function on<Payload>(
  kind: EventKind<Payload>,
  name: string,
  handle: (trx: Trx, event: Event<Payload>) => Promise<void>,
): EventHandler {
  return { name, kind, batch: 1, handle: (trx, [event]) => handle(trx, event as Event<Payload>) }
}

/** How much work events are, and how much of it a batch may be; one event may be more. */
type Weighing<Payload> = { most: number; of: (payload: Payload) => number }

/** Does `handle` for many events of one organisation at once: each of them is in exactly one committed batch. */
export function onBatch<Payload>(
  kind: EventKind<Payload>,
  name: string,
  handle: (trx: Trx, events: Event<Payload>[]) => Promise<void>,
  { atMost = 500, weighing }: { atMost?: number; weighing?: Weighing<Payload> } = {},
): EventHandler {
  const handler: EventHandler = { name, kind, batch: atMost, handle: (trx, events) => handle(trx, events as Event<Payload>[]) }
  return weighing === undefined ? handler : { ...handler, taken: (events) => lightEnough(events as Event<Payload>[], weighing) }
}

function lightEnough<Payload>(events: Event<Payload>[], { most, of }: Weighing<Payload>): Event<Payload>[] {
  let weight = 0
  const end = events.findIndex((event, at) => (weight += of(event.payload)) > most && at > 0)
  return end === -1 ? events : events.slice(0, end)
}

/**
 * Writes an event in the transaction of what happened. Handlers run after commit, at least once each, and leave a mark
 * in the transaction of their effect, so that the effect happens once.
 *
 * The open event is what counts; the job that delivers it is asked for after the commit, one for all that waits of an
 * organisation and kind, so that a busy intake does not write a job an answer. Should the process end in between,
 * `wakeTask` asks in its place.
 */
export async function record<Payload>(
  trx: Trx,
  kind: EventKind<Payload>,
  { orgId, payload, at }: { orgId: string; payload: Payload; at: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with happened as (
      insert into event (org_id, kind, payload, at) values (${orgId}, ${kind.name}, ${jsonb(payload)}, ${at}) returning org_id, id, kind
    ), open as (
      insert into event_open (org_id, event_id, kind) select org_id, id, kind from happened
    ) select id from happened`.execute(trx)
  const isFollowed = afterCommit(trx, keyOf(orgId, kind.name), (db) => wake(db, orgId, kind.name))
  if (!isFollowed) await addJob(trx, deliveryTask, { orgId, kind: kind.name }, oneFor(orgId, kind.name))
  return rows[0]!.id
}

/** Asks for the delivery of events that a function of the database wrote and committed by itself. */
export function follow(db: Db, { name }: { name: string }, orgId: string): void {
  afterwards(db, keyOf(orgId, name), () => wake(db, orgId, name))
}

/** Asks for delivery. Lost with the process or the machine, it is made good by `wakeTask`: so nobody waits for the disk. */
function wake(db: Db, orgId: string, kind: string): Promise<void> {
  return db.transaction().execute(async (trx) => {
    await sql`set local synchronous_commit = off`.execute(trx)
    await addJob(trx, deliveryTask, { orgId, kind }, oneFor(orgId, kind))
  })
}

/** At most one delivery of an organisation and kind runs and one waits. */
function oneFor(orgId: string, kind: string): JobOptions {
  const key = keyOf(orgId, kind)
  return { key, queue: key }
}

function keyOf(orgId: string, kind: string): string {
  return `${deliveryTask} ${orgId} ${kind}`
}

/** Asks for the delivery of everything that waits, in all organisations. */
export async function wakeAll(db: Db): Promise<void> {
  await sql`select wake_open_events(${deliveryTask})`.execute(db)
}

/** Tries an event again whose handlers have failed too often; a dead letter is put back into the post. */
export async function redeliver(trx: Trx, { orgId, eventId }: { orgId: string; eventId: string }): Promise<void> {
  const open = await trx
    .selectFrom('event_open')
    .select('kind')
    .where('org_id', '=', orgId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  if (open !== undefined) await addJob(trx, deliveryTask, { orgId, eventId, kind: open.kind })
}
