import { z } from 'zod'
import { addJob } from './jobs.ts'
import { jsonb, type Trx } from './database.ts'

/** A kind of event and the shape of its payload. The room where it happens declares it: `eventKind('listen.response.accepted', …)`. */
export type EventKind<Payload> = { name: string; payload: z.ZodType<Payload> }

/** The job that takes one event to its handlers. */
export const deliveryTask = 'event'

export type Event<Payload> = { orgId: string; id: string; kind: string; payload: Payload; at: Date }

/** Picks events up. `handle` gets one event, or with `batch` up to that many of one organisation, in one transaction. */
export type EventHandler = {
  name: string
  kind: EventKind<unknown>
  batch: number
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

/** Does `handle` for many events of one organisation at once: each of them is in exactly one committed batch. */
export function onBatch<Payload>(
  kind: EventKind<Payload>,
  name: string,
  handle: (trx: Trx, events: Event<Payload>[]) => Promise<void>,
  { atMost = 500 }: { atMost?: number } = {},
): EventHandler {
  return { name, kind, batch: atMost, handle: (trx, events) => handle(trx, events as Event<Payload>[]) }
}

/**
 * Writes an event in the transaction of what happened. Handlers run after commit, at least once each, and leave a mark
 * in the transaction of their effect, so that the effect happens once.
 */
export async function record<Payload>(
  trx: Trx,
  kind: EventKind<Payload>,
  { orgId, payload, at }: { orgId: string; payload: Payload; at: Date },
): Promise<string> {
  const { id } = await trx
    .insertInto('event')
    .values({ org_id: orgId, kind: kind.name, payload: jsonb(payload) as never, at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx.insertInto('event_open').values({ org_id: orgId, event_id: id, kind: kind.name }).execute()
  await addJob(trx, deliveryTask, { orgId, eventId: id, kind: kind.name })
  return id
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
