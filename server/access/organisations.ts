import type { Membership } from '@gap5/contract/access/accounts.ts'
import type { Organisation, OrganisationChange, OrganisationDraft } from '@gap5/contract/access/organisations.ts'
import { allows, permissions, type OrganisationRole } from '@gap5/contract/access/roles.ts'
import type { Language, Text } from '@gap5/contract/language.ts'
import { inOrganisation, jsonb, type Db, type Trx } from '../database.ts'
import { record } from '../events.ts'
import { Problem } from '../problem.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.ts'
import { timeZoneChanged } from './events.ts'
import { handleFrom } from './handles.ts'
import { asIdentity, continueInOrganisation } from './identity.ts'
import { newSecret } from './tokens.ts'

/**
 * Makes an organisation with its first owner, and leaves the transaction within it. A handle that was only made from
 * the name gives way to one that is free; one that was chosen does not.
 */
export async function createOrganisation(
  trx: Trx,
  { draft, ownerId, now, id, isSimulated = false }: { draft: OrganisationDraft; ownerId: string; now: Date; id: string; isSimulated?: boolean },
): Promise<Organisation> {
  await continueInOrganisation(trx, id)
  const wanted = draft.handle ?? handleFrom(draft.name)
  const created =
    (await insertOrganisation(trx, { draft, handle: wanted, now, id, isSimulated })) ??
    (draft.handle === undefined
      ? await insertOrganisation(trx, { draft, handle: `${wanted}-${newSecret().slice(0, 6)}`, now, id, isSimulated })
      : null)
  if (created === null) throw new Problem('access.handle-taken')
  await trx.insertInto('member').values({ org_id: id, user_id: ownerId, role: 'owner', joined_at: now }).execute()
  await audit(trx, { kind: 'user', id: ownerId, orgId: id }, 'organisation.created', { kind: 'organisation', id })
  return created
}

async function insertOrganisation(
  trx: Trx,
  { draft, handle, now, id, isSimulated }: { draft: OrganisationDraft; handle: string; now: Date; id: string; isSimulated: boolean },
): Promise<Organisation | null> {
  const row = await trx
    .insertInto('organisation')
    .values({
      org_id: id,
      handle,
      name: jsonb(draft.name),
      time_zone: draft.timeZone,
      language: draft.language,
      minimum_n: draft.minimumN,
      is_simulated: isSimulated,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('handle').doNothing())
    .returning(organisationColumns)
    .executeTakeFirst()
  return row === undefined ? null : organisationFrom(row)
}

export async function changeOrganisation(trx: Trx, actor: Actor, change: OrganisationChange, now: Date): Promise<Organisation> {
  const { org_id: _, ...values } = rowFrom(actor, change)
  const row = await trx
    .updateTable('organisation')
    .set({ ...values, name: jsonb(values.name) })
    .where('org_id', '=', actor.orgId)
    .returning(organisationColumns)
    .executeTakeFirstOrThrow()
  const after = organisationFrom(row)
  const { timeZone: from } = actor.organisation
  if (after.timeZone !== from) await record(trx, timeZoneChanged, { orgId: actor.orgId, at: now, payload: { from, to: after.timeZone } })
  await audit(trx, actor, 'organisation.changed', { kind: 'organisation', id: actor.orgId }, { before: actor.organisation, after })
  return after
}

function rowFrom({ organisation }: Actor, change: OrganisationChange): OrganisationRow {
  return {
    org_id: organisation.id,
    handle: change.handle ?? organisation.handle,
    name: change.name ?? organisation.name,
    time_zone: change.timeZone ?? organisation.timeZone,
    language: change.language ?? organisation.language,
    minimum_n: change.minimumN ?? organisation.minimumN,
    is_simulated: organisation.isSimulated,
  }
}

/** Of whatever organisation has this handle; for the command line, where nobody is signed in. */
export async function findOrganisation(db: Db, handle: string): Promise<string | null> {
  const row = await asIdentity(db, (trx) => trx.selectFrom('organisation').select('org_id').where('handle', '=', handle).executeTakeFirst())
  return row?.org_id ?? null
}

/** The organisation a command is about: the one that is named, else the only one there is; null where that does not say. */
export async function organisationForCommand(db: Db, handle: string | undefined): Promise<Organisation | null> {
  const rows = await asIdentity(db, (trx) => {
    const all = trx.selectFrom('organisation').select('org_id').limit(2)
    return (handle === undefined ? all : all.where('handle', '=', handle)).execute()
  })
  const [only] = rows
  if (rows.length !== 1 || only === undefined) return null
  return inOrganisation(db, only.org_id, async (trx) => organisationFrom(await trx.selectFrom('organisation').select(organisationColumns).where('org_id', '=', only.org_id).executeTakeFirstOrThrow()))
}

/** Whether there is an organisation besides the demonstration; for the command line. */
export async function hasOwnOrganisation(db: Db): Promise<boolean> {
  const rows = await asIdentity(db, (trx) => trx.selectFrom('organisation').select('org_id').limit(2).execute())
  if (rows.length !== 1) return rows.length > 1
  return (await organisationForCommand(db, undefined))?.isSimulated === false
}

/** The organisations of the person whose transaction this is (`asUser`), by name. */
export async function listMemberships(trx: Trx, userId: string): Promise<Membership[]> {
  const rows = await trx
    .selectFrom('member')
    .innerJoin('organisation', 'organisation.org_id', 'member.org_id')
    .select(['member.role', ...organisationColumns])
    .where('member.user_id', '=', userId)
    .orderBy('organisation.handle')
    .execute()
  return rows.map((row) => membership(organisationFrom(row), row.role))
}

export async function findMembership(trx: Trx, userId: string, handle: string): Promise<{ organisation: Organisation; role: OrganisationRole } | null> {
  const row = await trx
    .selectFrom('organisation')
    .innerJoin('member', 'member.org_id', 'organisation.org_id')
    .select(['member.role', ...organisationColumns])
    .where('organisation.handle', '=', handle)
    .where('member.user_id', '=', userId)
    .executeTakeFirst()
  return row === undefined ? null : { organisation: organisationFrom(row), role: row.role }
}

function membership(organisation: Organisation, role: OrganisationRole): Membership {
  return { organisation, role, permissions: permissions.filter((permission) => allows(role, permission)) }
}

export const organisationColumns = [
  'organisation.org_id',
  'organisation.handle',
  'organisation.name',
  'organisation.time_zone',
  'organisation.language',
  'organisation.minimum_n',
  'organisation.is_simulated',
] as const

type OrganisationRow = {
  org_id: string
  handle: string
  name: Text
  time_zone: string
  language: Language
  minimum_n: number
  is_simulated: boolean
}

export function organisationFrom(row: OrganisationRow): Organisation {
  return {
    id: row.org_id,
    handle: row.handle,
    name: row.name,
    timeZone: row.time_zone,
    language: row.language,
    minimumN: row.minimum_n,
    isSimulated: row.is_simulated,
  }
}
