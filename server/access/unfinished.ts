/** Events that a handler could not do its part of, in all rooms of an organisation. */
import { sql } from 'kysely'
import type { UnfinishedList } from '@gap5/contract/access/unfinished.ts'
import type { Trx } from '../database.ts'
import { mostFailures, waitAfter } from '../delivery.ts'
import { redeliver } from '../events.ts'
import { Problem } from '../problem.ts'
import type { AuditActor } from './actor.ts'
import { audit } from './audit.ts'

const mostShown = 100

type Row = { event: string; kind: string; at: Date; handler: string; failures: number; message: string; last_at: Date; next_at: Date | null; payload: unknown; total: number }

export async function listUnfinished(trx: Trx, orgId: string): Promise<UnfinishedList> {
  const { rows } = await sql<Row>`
    select failure.event_id as event, event.kind, event.at, failure.handler, failure.failures, failure.message, failure.at as last_at, event.payload,
      case when failure.failures >= ${mostFailures} then null else failure.at + ${waitAfter(sql`failure.failures`)} end as next_at,
      (count(*) over ())::integer as total
    from event_failure as failure join event on event.org_id = failure.org_id and event.id = failure.event_id
    where failure.org_id = ${orgId} and not exists (
      select from event_mark as mark where mark.org_id = failure.org_id and mark.event_id = failure.event_id and mark.handler = failure.handler)
    order by failure.event_id, failure.handler limit ${mostShown}`.execute(trx)
  return {
    total: rows[0]?.total ?? 0,
    unfinished: rows.map(({ at, last_at: lastAt, next_at: nextAt, total: _, ...row }) => ({ ...row, at: at.toISOString(), lastAt: lastAt.toISOString(), nextAt: nextAt?.toISOString() ?? null })),
  }
}

/** Asks for one event to be tried again now, or for all that are unfinished. */
export async function tryAgain(trx: Trx, actor: AuditActor, eventId: string | null): Promise<number> {
  const { orgId } = actor
  const { rows } = await sql<{ event_id: string }>`
    select distinct event_id from event_failure where org_id = ${orgId} ${eventId === null ? sql`` : sql`and event_id = ${eventId}`}
    order by event_id limit 1000`.execute(trx)
  if (rows.length === 0 && eventId !== null) throw new Problem('access.event-finished')
  for (const { event_id: id } of rows) await redeliver(trx, { orgId, eventId: id })
  if (rows.length > 0) await audit(trx, actor, 'event.tried-again', { kind: 'event', id: eventId ?? rows[0]!.event_id }, { count: rows.length })
  return rows.length
}
