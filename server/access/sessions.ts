import type { Session, User } from '@gap5/contract/access/accounts.ts'
import type { Trx } from '../database.ts'
import { hashOf, newSecret } from './tokens.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** A remembered session lives on as long as it is used this often; another ends with the browser, or after half a day. */
const lasting = 30 * day
const passing = 0.5 * day
/** How late "last seen" may be: a write per request would cost more than the figure is worth. */
const seenEvery = 5 * minute
/** Who came in by a one-time link may for so long set a password without the old one: that is how a lost one is replaced. */
const freshByLink = 15 * minute

export type NewSession = { token: string; id: string; expiresAt: Date; isLasting: boolean }
export type FoundSession = { id: string; user: User; isLasting: boolean; isFreshByLink: boolean; expiresAt: Date; wasExtended: boolean }

/** Every sign-in makes a new token, so a token planted beforehand never becomes anybody's session. */
export async function startSession(
  trx: Trx,
  { userId, device, isLasting, isByLink = false, now }: { userId: string; device: string; isLasting: boolean; isByLink?: boolean; now: Date },
): Promise<NewSession> {
  const token = newSecret()
  const expiresAt = endOf(isLasting, now)
  await trx.deleteFrom('identity_session').where('expires_at', '<', now).execute()
  const { id } = await trx
    .insertInto('identity_session')
    .values({
      user_id: userId,
      token_hash: hashOf(token),
      device: device.slice(0, 200),
      is_lasting: isLasting,
      is_by_link: isByLink,
      created_at: now,
      seen_at: now,
      expires_at: expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { token, id, expiresAt, isLasting }
}

/** Whose session a token is; `null` when it is unknown, ended or expired. A session in use is extended. */
export async function findSession(trx: Trx, token: string, now: Date): Promise<FoundSession | null> {
  const row = await trx
    .selectFrom('identity_session as s')
    .innerJoin('identity_user as u', 'u.id', 's.user_id')
    .select(['s.id', 's.is_lasting', 's.is_by_link', 's.created_at', 's.seen_at', 's.expires_at'])
    .select(['u.id as userId', 'u.name', 'u.email', 'u.language'])
    .where('s.token_hash', '=', hashOf(token))
    .where('s.expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return null
  const user = { id: row.userId, name: row.name, email: row.email, language: row.language }
  const isFreshByLink = row.is_by_link && now.getTime() - row.created_at.getTime() < freshByLink
  const found = { id: row.id, user, isLasting: row.is_lasting, isFreshByLink, expiresAt: row.expires_at, wasExtended: false }
  if (now.getTime() - row.seen_at.getTime() < seenEvery) return found
  return { ...found, ...(await extend(trx, row, now)) }
}

async function extend(trx: Trx, session: { id: string; is_lasting: boolean; expires_at: Date }, now: Date) {
  const expiresAt = session.is_lasting ? endOf(true, now) : session.expires_at
  await trx
    .updateTable('identity_session')
    .set({ seen_at: now, expires_at: expiresAt })
    .where('id', '=', session.id)
    .execute()
  return { expiresAt, wasExtended: session.is_lasting }
}

function endOf(isLasting: boolean, now: Date): Date {
  return new Date(now.getTime() + (isLasting ? lasting : passing))
}

export async function listSessions(trx: Trx, userId: string, current: string, now: Date): Promise<Session[]> {
  const rows = await trx
    .selectFrom('identity_session')
    .select(['id', 'device', 'created_at', 'seen_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    signedInAt: row.created_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    isCurrent: row.id === current,
  }))
}

/** Ends one session of a user, whether it was there or not. */
export async function endSession(trx: Trx, userId: string, sessionId: string): Promise<void> {
  await trx.deleteFrom('identity_session').where('user_id', '=', userId).where('id', '=', sessionId).execute()
}

export async function endSessionOf(trx: Trx, token: string): Promise<void> {
  await trx.deleteFrom('identity_session').where('token_hash', '=', hashOf(token)).execute()
}

export async function endOtherSessions(trx: Trx, userId: string, kept: string): Promise<void> {
  await trx.deleteFrom('identity_session').where('user_id', '=', userId).where('id', '!=', kept).execute()
}
