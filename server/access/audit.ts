import { jsonb, type Trx } from '../database.ts'
import type { AuditActor } from './actor.ts'

/** What something was done to: its table or noun, and its id. */
export type AuditSubject = { kind: string; id: string }

/**
 * Writes into the audit trail, in the transaction of what was done. `action` is `<noun>.<past participle>`, as in
 * `study.published`. `details` tell what changed, best as `{ before, after }`; never personal data or secrets. The time
 * is the database's own, so that no process with a wrong clock can backdate an entry.
 */
export async function audit(
  trx: Trx,
  actor: AuditActor,
  action: string,
  subject: AuditSubject,
  details: Record<string, unknown> = {},
): Promise<void> {
  await trx
    .insertInto('audit_entry')
    .values({
      org_id: actor.orgId,
      actor_kind: actor.kind,
      actor_id: actor.id,
      action,
      subject_kind: subject.kind,
      subject_id: subject.id,
      details: jsonb(details),
    })
    .execute()
}
