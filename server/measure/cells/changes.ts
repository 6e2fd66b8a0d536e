/** What happened to responses and is not in the cells yet: the events that the handlers of `fold.ts` have not marked. */
import { sql, type RawBuilder } from 'kysely'
import type { Trx } from '../../database.ts'
import { responseErased, responseRevised, responsesAccepted, responsesWithdrawn } from '../../listen/events.ts'
import type { StudyKey } from '../answer-cache.ts'
import type { Change } from './facts.ts'

export const handlerNames = {
  accepted: 'measure.cells.accepted',
  revised: 'measure.cells.revised',
  withdrawn: 'measure.cells.withdrawn',
  erased: 'measure.cells.erased',
} as const

/** An accepted response counts in its first revision; corrections are changes of their own. */
export function changesOfAccepted({ responseIds }: { responseIds: readonly string[] }): Change[] {
  return responseIds.map((responseId) => ({ responseId, revision: 1, sign: 1 }))
}

export function changesOfRevised({ responseId, from, to }: { responseId: string; from: number; to: number }): Change[] {
  return [
    { responseId, revision: from, sign: -1 },
    { responseId, revision: to, sign: 1 },
  ]
}

/** Changes of one study that wait, as rows of response_id, revision and sign: the same as above, in SQL. */
export function pendingRows(key: StudyKey): RawBuilder<unknown> {
  const [accepted, revised, withdrawn] = [waiting(key, 'accepted'), waiting(key, 'revised'), waiting(key, 'withdrawn')]
  return sql`
    select id::uuid as response_id, 1 as revision, 1 as sign
    from (${accepted}) as event, jsonb_array_elements_text(payload -> 'responseIds') as id
    union all
    select (one ->> 'responseId')::uuid, (one ->> side)::integer, sign
    from (
      select payload as one from (${revised}) as event
      union all
      select one from (${withdrawn}) as event, jsonb_array_elements(payload -> 'responses') as one
    ) as revision, (values ('from', -1), ('to', 1)) as sides (side, sign)`
}

export async function pendingChanges(trx: Trx, key: StudyKey): Promise<Change[]> {
  const { rows } = await sql<Change>`select response_id as "responseId", revision, sign from (${pendingRows(key)}) as pending`.execute(trx)
  return rows
}

/** A person was erased, and values of free text with them, but these are not counted anew yet. */
export async function isErasurePending(trx: Trx, key: StudyKey): Promise<boolean> {
  const { rows } = await sql`select from (${waiting(key, 'erased')}) as event limit 1`.execute(trx)
  return rows.length > 0
}

/** Payloads of events of one study that a handler has not marked, as the transaction sees them; looked up as one array, see `pendingEvents` of the tally. */
function waiting({ orgId, studyId }: StudyKey, handler: keyof typeof handlerNames): RawBuilder<unknown> {
  return sql`
    select event.payload from event
    where event.org_id = ${orgId} and event.payload ->> 'studyId' = ${studyId} and event.id = any(array(
      select event_id from event_open as open
      where open.org_id = ${orgId} and open.kind = ${kinds[handler]} and not exists (
        select from event_mark as mark
        where mark.org_id = open.org_id and mark.event_id = open.event_id and mark.handler = ${handlerNames[handler]})))`
}

const kinds: Record<keyof typeof handlerNames, string> = {
  accepted: responsesAccepted.name,
  revised: responseRevised.name,
  withdrawn: responsesWithdrawn.name,
  erased: responseErased.name,
}
