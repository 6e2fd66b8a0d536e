import { sql } from 'kysely'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import type { Trx } from '../database.ts'
import { record } from '../events.ts'
import { Problem } from '../problem.ts'
import { responseErased } from './events.ts'

/**
 * Erases the person behind a response: words, contact, the raw entry, the name on a personal link, the address it was
 * sent to and attributes of free text go; the scores stay and count as before. Erasing twice changes nothing.
 */
export async function erasePerson(
  trx: Trx,
  actor: AuditActor,
  { studyId, responseId, reason }: { studyId: string; responseId: string; reason: string },
  now: Date,
): Promise<void> {
  const { orgId } = actor
  await emptyResponse(trx, orgId, studyId, responseId, now)
  await trx
    .updateTable('statement')
    .set({ text: null, contact: null, erased_at: now })
    .where('org_id', '=', orgId)
    .where('response_id', '=', responseId)
    .where('erased_at', 'is', null)
    .execute()
  await deleteDrafts(trx, orgId, responseId)
  await trx.updateTable('intake_journal').set({ body: null }).where('org_id', '=', orgId).where('response_id', '=', responseId).execute()
  await trx
    .updateTable('personal_link')
    .set({ label: null, attributes: sql`'{}'::jsonb` })
    .where('org_id', '=', orgId)
    .where('response_id', '=', responseId)
    .execute()
  await record(trx, responseErased, { orgId, at: now, payload: { studyId, responseId } })
  await sql`
    update mail_recipient set address = null, name = null where org_id = ${orgId} and personal_link_id in (
      select id from personal_link where org_id = ${orgId} and response_id = ${responseId})`.execute(trx)
  await audit(trx, actor, 'response.erased', { kind: 'response', id: responseId }, { studyId, reason })
}

async function emptyResponse(trx: Trx, orgId: string, studyId: string, responseId: string, now: Date): Promise<void> {
  const { rows } = await sql`
    update response set erased_at = coalesce(erased_at, ${now}::timestamptz), written_in = pg_current_xact_id(),
      attributes = attributes - array(
        select attribute ->> 'key' from study, jsonb_array_elements(study.attributes) as attribute
        where study.org_id = ${orgId} and study.id = ${studyId} and attribute ->> 'type' = 'text')
    where org_id = ${orgId} and study_id = ${studyId} and id = ${responseId}
    returning id`.execute(trx)
  if (rows.length === 0) throw new Problem('listen.response-unknown')
}

async function deleteDrafts(trx: Trx, orgId: string, responseId: string): Promise<void> {
  await sql`
    delete from response_draft where org_id = ${orgId} and (
      id::text in (select external_id from intake_journal where org_id = ${orgId} and response_id = ${responseId})
      or personal_link_id in (select id from personal_link where org_id = ${orgId} and response_id = ${responseId}))`.execute(trx)
}
