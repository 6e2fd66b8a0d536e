import type { Member } from '@gap5/contract/access/members.ts'
import type { OrganisationRole } from '@gap5/contract/access/roles.ts'
import { inOrganisation, type Db, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { systemActor, type Actor } from './actor.ts'
import { audit } from './audit.ts'

/** In the order in which they joined. */
export async function listMembers(trx: Trx, orgId: string): Promise<Member[]> {
  const rows = await trx
    .selectFrom('member')
    .innerJoin('identity_user', 'identity_user.id', 'member.user_id')
    .select(['member.user_id', 'member.role', 'member.joined_at', 'identity_user.name', 'identity_user.email'])
    .where('member.org_id', '=', orgId)
    .orderBy('member.joined_at')
    .orderBy('member.user_id')
    .execute()
  return rows.map((row) => ({
    userId: row.user_id,
    name: row.name,
    email: row.email,
    role: row.role,
    joinedAt: row.joined_at.toISOString(),
  }))
}

/** Makes a user a member without invitation; one who is a member keeps the role. For the command line. */
export async function addMember(db: Db, { orgId, userId, role, now }: { orgId: string; userId: string; role: OrganisationRole; now: Date }): Promise<void> {
  await inOrganisation(db, orgId, async (trx) => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('member')
      .values({ org_id: orgId, user_id: userId, role, joined_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) return
    await audit(trx, systemActor(orgId), 'member.joined', { kind: 'member', id: userId }, { after: { role } })
  })
}

export async function changeRole(trx: Trx, actor: Actor, userId: string, role: OrganisationRole): Promise<void> {
  const before = await lockRole(trx, actor.orgId, userId)
  onlyOwnersTouchOwners(actor, [before, role])
  if (before === role) return
  if (before === 'owner') await keepAnOwner(trx, actor.orgId, userId)
  await trx.updateTable('member').set({ role }).where('org_id', '=', actor.orgId).where('user_id', '=', userId).execute()
  await audit(trx, actor, 'member.role-changed', { kind: 'member', id: userId }, { before: { role: before }, after: { role } })
}

export async function removeMember(trx: Trx, actor: Actor, userId: string): Promise<void> {
  const role = await lockRole(trx, actor.orgId, userId)
  onlyOwnersTouchOwners(actor, [role])
  await takeOut(trx, actor, userId, role, 'member.removed')
}

/** Everybody may go, whatever the role; only the last owner stays. */
export async function leave(trx: Trx, actor: Actor): Promise<void> {
  const role = await lockRole(trx, actor.orgId, actor.id)
  await takeOut(trx, actor, actor.id, role, 'member.left')
}

async function takeOut(trx: Trx, actor: Actor, userId: string, role: OrganisationRole, action: string): Promise<void> {
  if (role === 'owner') await keepAnOwner(trx, actor.orgId, userId)
  await trx.deleteFrom('member').where('org_id', '=', actor.orgId).where('user_id', '=', userId).execute()
  await audit(trx, actor, action, { kind: 'member', id: userId }, { before: { role } })
}

export function onlyOwnersTouchOwners(actor: Actor, roles: readonly OrganisationRole[]): void {
  if (actor.role !== 'owner' && roles.includes('owner')) throw new Problem('access.owners-only')
}

/**
 * Locks all owners in one order before anything is decided. Of two owners who demote each other at the same moment, the
 * second therefore sees what the first has done.
 */
async function lockRole(trx: Trx, orgId: string, userId: string): Promise<OrganisationRole> {
  const rows = await trx
    .selectFrom('member')
    .select(['user_id', 'role'])
    .where('org_id', '=', orgId)
    .where((member) => member.or([member('role', '=', 'owner'), member('user_id', '=', userId)]))
    .orderBy('user_id')
    .forUpdate()
    .execute()
  const member = rows.find((row) => row.user_id === userId)
  if (member === undefined) throw new Problem('resource.unknown')
  return member.role
}

async function keepAnOwner(trx: Trx, orgId: string, leaving: string): Promise<void> {
  const other = await trx
    .selectFrom('member')
    .select('user_id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'owner')
    .where('user_id', '!=', leaving)
    .executeTakeFirst()
  if (other === undefined) throw new Problem('access.last-owner')
}
