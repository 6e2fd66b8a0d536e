/** Read-only links as their makers see them: made, listed, extended, revoked. */
import { defaultDays, mostDays, type LinkChange, type LinkDraft, type NewLink, type SharedLink } from '@gap5/contract/measure/sharing.ts'
import type { Actor } from '../../access/actor.ts'
import { audit } from '../../access/audit.ts'
import { hashPassword } from '../../access/password.ts'
import { hashOf, newSecret, writeOrganisationSecret } from '../../access/tokens.ts'
import { jsonb, type Trx } from '../../database.ts'
import { Problem } from '../../problem.ts'

export const openingLength = 8
const dayMilliseconds = 86_400_000

/** The link and its secret, which is told this once. `password` was hashed before: that takes its time. */
export async function createLink(
  trx: Trx,
  actor: Actor,
  draft: LinkDraft,
  { passwordHash, now }: { passwordHash: string | null; now: Date },
): Promise<Omit<NewLink, 'url'> & { token: string }> {
  const secret = newSecret()
  const { id } = await trx
    .insertInto('shared_link')
    .values({
      org_id: actor.orgId,
      title: draft.title,
      opening: secret.slice(0, openingLength),
      secret_hash: hashOf(secret),
      page: draft.view.page,
      subject: draft.view.subject,
      query: jsonb(draft.view.query),
      may_narrow: draft.mayNarrow && draft.mode === 'live',
      shows_verbatims: draft.showsVerbatims,
      password_hash: passwordHash,
      frozen_at: draft.mode === 'frozen' ? now : null,
      made_by: actor.kind === 'user' ? actor.id : null,
      created_at: now,
      expires_at: endOf(draft.expiresAt, now),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { page, subject } = draft.view
  await audit(trx, actor, 'link.created', { kind: 'link', id }, { title: draft.title, page, subject, mode: draft.mode, verbatims: draft.showsVerbatims })
  return { ...(await readLink(trx, actor.orgId, id)), token: writeOrganisationSecret({ orgId: actor.orgId, secret }) }
}

/** When a link ends: within two years, and not in the past. */
function endOf(wanted: string | undefined, now: Date): Date {
  const end = wanted === undefined ? now.getTime() + defaultDays * dayMilliseconds : Date.parse(wanted)
  if (end > now.getTime() && end <= now.getTime() + mostDays * dayMilliseconds) return new Date(end)
  const expected = { en: `a time from now on, within ${mostDays} days`, zh: `从现在起${mostDays}天以内的时间` }
  throw new Problem('request.invalid', undefined, { errors: [{ field: 'expiresAt', expected, received: wanted ?? '' }] })
}

export async function hashOfPassword(password: string | null | undefined): Promise<string | null> {
  return password == null ? null : hashPassword(password)
}

/** The newest first, those that have ended included: they explain who could see what. */
export async function listLinks(trx: Trx, orgId: string): Promise<SharedLink[]> {
  return (await links(trx, orgId).orderBy('shared_link.id', 'desc').limit(500).execute()).map(linkFrom)
}

export async function readLink(trx: Trx, orgId: string, id: string): Promise<SharedLink> {
  const row = await links(trx, orgId).where('shared_link.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('measure.link-unknown')
  return linkFrom(row)
}

/** `passwordHash` is undefined where the password stays as it is. */
export async function changeLink(
  trx: Trx,
  actor: Actor,
  id: string,
  { title, expiresAt }: LinkChange,
  { passwordHash, now }: { passwordHash: string | null | undefined; now: Date },
): Promise<SharedLink> {
  const before = await readLink(trx, actor.orgId, id)
  const change = {
    ...(title !== undefined && { title }),
    ...(expiresAt !== undefined && { expires_at: endOf(expiresAt, now) }),
    ...(passwordHash !== undefined && { password_hash: passwordHash }),
  }
  if (Object.keys(change).length === 0) return before
  await trx.updateTable('shared_link').set(change).where('org_id', '=', actor.orgId).where('id', '=', id).execute()
  const after = await readLink(trx, actor.orgId, id)
  const told = ({ title, expiresAt, hasPassword }: SharedLink) => ({ title, expiresAt, hasPassword })
  await audit(trx, actor, 'link.changed', { kind: 'link', id }, { before: told(before), after: told(after) })
  return after
}

/** Closes a link at once (a time), or takes that back (null). */
export async function setLinkRevoked(trx: Trx, actor: Actor, id: string, revokedAt: Date | null): Promise<SharedLink> {
  const before = await readLink(trx, actor.orgId, id)
  if ((before.revokedAt === null) === (revokedAt === null)) return before
  await trx.updateTable('shared_link').set({ revoked_at: revokedAt }).where('org_id', '=', actor.orgId).where('id', '=', id).execute()
  await audit(trx, actor, revokedAt === null ? 'link.restored' : 'link.revoked', { kind: 'link', id })
  return readLink(trx, actor.orgId, id)
}

function links(trx: Trx, orgId: string) {
  return trx
    .selectFrom('shared_link')
    .leftJoin('identity_user', 'identity_user.id', 'shared_link.made_by')
    .selectAll('shared_link')
    .select('identity_user.name as maker')
    .where('shared_link.org_id', '=', orgId)
}

type Row = Awaited<ReturnType<ReturnType<typeof links>['executeTakeFirstOrThrow']>>

function linkFrom(row: Row): SharedLink {
  return {
    id: row.id,
    title: row.title,
    view: { page: row.page, subject: row.subject, query: row.query },
    mode: row.frozen_at === null ? 'live' : 'frozen',
    mayNarrow: row.may_narrow,
    showsVerbatims: row.shows_verbatims,
    hasPassword: row.password_hash !== null,
    opening: row.opening,
    madeBy: row.maker,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    openedAt: row.opened_at?.toISOString() ?? null,
    opened: row.opened,
  }
}
