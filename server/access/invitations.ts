import type { Invitation, InvitationDraft, InvitationPreview, NewInvitation } from '@gap5/contract/access/members.ts'
import type { User } from '@gap5/contract/access/accounts.ts'
import type { OrganisationRole } from '@gap5/contract/access/roles.ts'
import { inOrganisation, type Db, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.ts'
import { onlyOwnersTouchOwners } from './members.ts'
import { hashOf, newSecret, readOrganisationSecret, writeOrganisationSecret } from './tokens.ts'

const day = 24 * 3600_000

/** The path is told once and handed on by whoever invites: the system sends no mail yet. A new one replaces an open one. */
export async function invite(trx: Trx, actor: Actor, { email, role, days }: InvitationDraft, now: Date): Promise<NewInvitation> {
  onlyOwnersTouchOwners(actor, [role])
  await refuseMember(trx, actor.orgId, email)
  await trx.deleteFrom('invitation').where('org_id', '=', actor.orgId).where('email', '=', email).where('accepted_at', 'is', null).execute()
  const secret = newSecret()
  const row = await trx
    .insertInto('invitation')
    .values({
      org_id: actor.orgId,
      token_hash: hashOf(secret),
      email,
      role,
      created_at: now,
      expires_at: new Date(now.getTime() + days * day),
      accepted_at: null,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
  await audit(trx, actor, 'invitation.created', { kind: 'invitation', id: row.id }, { after: { role, days } })
  return { ...invitationFrom(row, now), path: `/invitation#${writeOrganisationSecret({ orgId: actor.orgId, secret })}` }
}

async function refuseMember(trx: Trx, orgId: string, email: string): Promise<void> {
  const member = await trx
    .selectFrom('member')
    .innerJoin('identity_user', 'identity_user.id', 'member.user_id')
    .select('member.user_id')
    .where('member.org_id', '=', orgId)
    .where('identity_user.email', '=', email)
    .executeTakeFirst()
  if (member !== undefined) throw new Problem('access.member-already')
}

/** Newest first. */
export async function listInvitations(trx: Trx, orgId: string, now: Date): Promise<Invitation[]> {
  const rows = await trx.selectFrom('invitation').select(columns).where('org_id', '=', orgId).orderBy('id', 'desc').execute()
  return rows.map((row) => invitationFrom(row, now))
}

/** Withdraws an invitation; one that was accepted stays as a record. */
export async function withdraw(trx: Trx, actor: Actor, id: string): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom('invitation')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new Problem('resource.unknown')
  await audit(trx, actor, 'invitation.withdrawn', { kind: 'invitation', id })
}

export async function previewInvitation(db: Db, token: string, now: Date): Promise<InvitationPreview> {
  return withInvitation(db, token, now, async (trx, found) => {
    const organisation = await trx
      .selectFrom('organisation')
      .select(['name', 'handle'])
      .where('org_id', '=', found.org_id)
      .executeTakeFirstOrThrow()
    return { organisation, role: found.role, email: found.email, expiresAt: found.expires_at.toISOString() }
  })
}

/** Makes the signed-in person a member. Only for the address that was invited: a link passed on opens nothing. */
export async function acceptInvitation(db: Db, user: User, token: string, now: Date): Promise<{ handle: string }> {
  return withInvitation(db, token, now, async (trx, found) => {
    if (found.email !== user.email) throw new Problem('access.invitation-other-address')
    const [orgId, role] = [found.org_id, found.role]
    await trx.insertInto('member').values({ org_id: orgId, user_id: user.id, role, joined_at: now }).execute()
    await trx.updateTable('invitation').set({ accepted_at: now }).where('org_id', '=', orgId).where('id', '=', found.id).execute()
    const actor = { kind: 'user' as const, id: user.id, orgId }
    await audit(trx, actor, 'member.joined', { kind: 'member', id: user.id }, { after: { role }, invitationId: found.id })
    return trx.selectFrom('organisation').select('handle').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  })
}

type OpenInvitation = { org_id: string; id: string; email: string; role: OrganisationRole; expires_at: Date }

/** Locked, so that of two tabs only one accepts. Whoever holds the link may know what has become of it. */
async function withInvitation<T>(
  db: Db,
  token: string,
  now: Date,
  work: (trx: Trx, found: OpenInvitation) => Promise<T>,
): Promise<T> {
  const parts = readOrganisationSecret(token)
  if (parts === null) throw new Problem('access.invitation-unknown')
  return inOrganisation(db, parts.orgId, async (trx) => {
    const found = await trx
      .selectFrom('invitation')
      .select(['org_id', 'id', 'email', 'role', 'expires_at', 'accepted_at'])
      .where('org_id', '=', parts.orgId)
      .where('token_hash', '=', hashOf(parts.secret))
      .forUpdate()
      .executeTakeFirst()
    if (found === undefined) throw new Problem('access.invitation-unknown')
    if (found.accepted_at !== null) throw new Problem('access.invitation-used')
    if (found.expires_at <= now) throw new Problem('access.invitation-expired')
    return work(trx, found)
  })
}

const columns = ['id', 'email', 'role', 'created_at', 'expires_at', 'accepted_at'] as const

type InvitationRow = { id: string; email: string; role: OrganisationRole; created_at: Date; expires_at: Date; accepted_at: Date | null }

function invitationFrom(row: InvitationRow, now: Date): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: stateOf(row, now),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }
}

function stateOf(row: InvitationRow, now: Date): Invitation['state'] {
  if (row.accepted_at !== null) return 'accepted'
  return row.expires_at <= now ? 'expired' : 'open'
}
