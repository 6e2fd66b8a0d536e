import type { AuditEntry, AuditPage, AuditQuery } from '@gap5/contract/access/audit.ts'
import type { Trx } from '../database.ts'

/** A page of the trail, newest first. It pages by the key it orders by, so that entries written meanwhile shift nothing. */
export async function readAudit(trx: Trx, orgId: string, { action, actorId, after, limit }: AuditQuery): Promise<AuditPage> {
  let wanted = trx
    .selectFrom('audit_entry as e')
    .leftJoin('api_key as k', (join) => join.onRef('k.org_id', '=', 'e.org_id').onRef('k.id', '=', 'e.actor_id'))
    .leftJoin('identity_user as u', 'u.id', 'e.actor_id')
    .select(['e.id', 'e.at', 'e.actor_kind', 'e.actor_id', 'e.action', 'e.subject_kind', 'e.subject_id', 'e.details'])
    .select((found) => found.fn.coalesce('k.title', 'u.name').as('actor_name'))
    .where('e.org_id', '=', orgId)
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
  if (after !== undefined) wanted = wanted.where('e.id', '<', after)
  if (actorId !== undefined) wanted = wanted.where('e.actor_id', '=', actorId)
  if (action?.includes('.')) wanted = wanted.where('e.action', '=', action)
  else if (action !== undefined) wanted = wanted.where('e.action', 'like', `${action}.%`)
  const rows = await wanted.execute()
  const entries = rows.slice(0, limit).map(entryFrom)
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null }
}

type Row = {
  id: string
  at: Date
  actor_kind: AuditEntry['actor']['kind']
  actor_id: string | null
  actor_name: string | null
  action: string
  subject_kind: string
  subject_id: string
  details: Record<string, unknown>
}

function entryFrom(row: Row): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id },
    details: row.details,
  }
}
