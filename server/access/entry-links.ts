import { systemClock, type Clock } from '../clock.ts'
import type { Db, Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { asIdentity } from './identity.ts'
import { startSession, type NewSession } from './sessions.ts'
import type { Arrival } from './accounts.ts'
import { hashOf, newSecret } from './tokens.ts'

const minutes = 15

/** Where the link leads after signing in; the start unless told. */
export type Destination = '/' | '/account'

/**
 * A path under which a user comes in once, within 15 minutes. Its token stands after `#`: no server log, proxy or link
 * preview ever gets to see it, and nothing is spent until the page itself asks.
 */
export async function createOneTimeLink(db: Db, userId: string, clock: Clock = systemClock, next: Destination = '/'): Promise<string> {
  const token = newSecret()
  const now = clock.now()
  await asIdentity(db, async (trx) => {
    await trx.deleteFrom('identity_entry_link').where('expires_at', '<', now).execute()
    const expires_at = new Date(now.getTime() + minutes * 60_000)
    await trx.insertInto('identity_entry_link').values({ token_hash: hashOf(token), user_id: userId, expires_at, used_at: null }).execute()
  })
  return `/enter${next === '/' ? '' : `?next=${next}`}#${token}`
}

/** Opens a session for whom the link was made. A second use, even at the same moment, is refused. */
export async function enter(db: Db, token: string, { device, now }: Arrival): Promise<NewSession> {
  return asIdentity(db, async (trx) => {
    const userId = await spend(trx, token, now)
    if (userId === null) throw new Problem('access.link-spent')
    return startSession(trx, { userId, device, isLasting: true, isByLink: true, now })
  })
}

async function spend(trx: Trx, token: string, now: Date): Promise<string | null> {
  const row = await trx
    .updateTable('identity_entry_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst()
  return row?.user_id ?? null
}
