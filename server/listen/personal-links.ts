import { sql } from 'kysely'
import { attributeFaults } from '@gap5/contract/listen/attribute-check.ts'
import { isPersonal, type PersonalLinks, type PersonalLinksDraft, type PersonalLinkStates, type Study } from '@gap5/contract/listen/studies.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { hashOf, newSecret } from '../access/tokens.ts'
import { jsonb, type Trx } from '../database.ts'
import { unitCodes } from '../people/unit-codes.ts'
import { Problem } from '../problem.ts'
import { readCollector } from './collectors.ts'

type Wanted = { study: Pick<Study, 'id' | 'attributes'>; collectorId: string; draft: PersonalLinksDraft; publicUrl: string }

/** A link of its own for each recipient, in the order given. The links are told here and never again. */
export async function createPersonalLinks(
  trx: Trx,
  actor: AuditActor,
  { study, collectorId, draft, publicUrl }: Wanted,
  now: Date,
): Promise<PersonalLinks> {
  const collector = await readCollector(trx, actor.orgId, study.id, collectorId)
  if (!isPersonal(collector)) throw new Problem('listen.not-personal')
  if (collector.closedAt !== null) throw new Problem('listen.collector-closed')
  await rejectMisfits(trx, actor.orgId, study, draft)
  const made = draft.recipients.map((recipient) => ({ ...recipient, token: newSecret() }))
  const rows = made.map(({ label, attributes, token }) => ({ label, attributes, hash: hashOf(token).toString('hex') }))
  await sql`
    insert into personal_link (org_id, collector_id, token_hash, label, attributes, expires_at, created_at)
    select ${actor.orgId}, ${collectorId}, decode(hash, 'hex'), label, attributes, ${draft.expiresAt}::timestamptz, ${now}
    from jsonb_to_recordset(${jsonb(rows)}) as made (hash text, label text, attributes jsonb)`.execute(trx)
  await audit(trx, actor, 'personal-links.created', { kind: 'collector', id: collectorId }, { count: made.length })
  return { links: made.map(({ label, token }) => ({ label, url: `${publicUrl}/s/${collector.slug}/${token}` })) }
}

async function rejectMisfits(trx: Trx, orgId: string, { attributes }: Pick<Study, 'attributes'>, { recipients }: PersonalLinksDraft): Promise<void> {
  const codes = await unitCodes(trx, orgId, attributes)
  const errors = recipients.flatMap((recipient, index) =>
    attributeFaults(attributes, recipient.attributes, codes).map(({ field, expected }) => ({
      field: `recipients.${index}.attributes.${field}`,
      expected,
      received: recipient.attributes[field] ?? '',
    })),
  )
  if (errors.length > 0) throw new Problem('request.invalid', undefined, { errors: errors.slice(0, 100) })
}

export async function countPersonalLinks(trx: Trx, orgId: string, collectorId: string, now: Date): Promise<PersonalLinkStates> {
  const { rows } = await sql<PersonalLinkStates>`
    select count(*)::integer as made, count(response_id)::integer as answered,
      count(*) filter (where response_id is null and expires_at <= ${now})::integer as expired
    from personal_link where org_id = ${orgId} and collector_id = ${collectorId}`.execute(trx)
  return rows[0]!
}
