import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { asIdentity } from './identity.ts'

/** How often `subject` may try `what` within a window that starts with its first try. */
export type Limit = { what: string; subject: string; most: number; minutes: number }

type Limited = Pick<Dependencies, 'db' | 'clock' | 'config' | 'secret'>

/** Counts a try against each limit; throws when one is passed. It is counted for good, whatever comes of the try. */
export async function countAttempt(deps: Limited, limits: readonly Limit[]): Promise<void> {
  if (!deps.config.rateLimits) return
  const now = deps.clock.now()
  const waits = await asIdentity(deps.db, async (trx) => {
    const waits: number[] = []
    for (const limit of limits) waits.push(await count(trx, hashOf(deps.secret, limit), limit, now))
    await forgetEnded(trx, now)
    return waits
  })
  const longest = Math.max(...waits)
  if (longest > 0) throw tooMany(longest)
}

/** After a success the tries before it are forgiven. */
export async function forgiveAttempts({ db, secret }: Pick<Limited, 'db' | 'secret'>, limits: readonly Limit[]): Promise<void> {
  const hashes = limits.map((limit) => hashOf(secret, limit))
  await asIdentity(db, (trx) => trx.deleteFrom('identity_attempt').where('subject_hash', 'in', hashes).execute())
}

/** Milliseconds to wait; 0 where the try is within the limit. */
async function count(trx: Trx, subjectHash: Buffer, { most, minutes }: Limit, now: Date): Promise<number> {
  const endsAt = new Date(now.getTime() + minutes * 60_000)
  const row = await trx
    .insertInto('identity_attempt')
    .values({ subject_hash: subjectHash, count: 1, ends_at: endsAt })
    .onConflict((conflict) =>
      conflict.column('subject_hash').doUpdateSet({
        count: sql`case when identity_attempt.ends_at <= ${now} then 1 else identity_attempt.count + 1 end`,
        ends_at: sql`case when identity_attempt.ends_at <= ${now} then ${endsAt} else identity_attempt.ends_at end`,
      }),
    )
    .returning(['count', 'ends_at'])
    .executeTakeFirstOrThrow()
  return row.count > most ? row.ends_at.getTime() - now.getTime() : 0
}

/** Skips what others hold, or two of these would wait for each other. */
async function forgetEnded(trx: Trx, now: Date): Promise<void> {
  const ended = trx.selectFrom('identity_attempt').select('subject_hash').where('ends_at', '<=', now).limit(100).forUpdate().skipLocked()
  await trx.deleteFrom('identity_attempt').where('subject_hash', 'in', ended).execute()
}

/** Keyed, because the addresses of machines and people could be found from a plain hash by trying them all. */
function hashOf(secret: string, { what, subject }: Limit): Buffer {
  return createHmac('sha256', secret).update(`${what}\n${subject}`).digest()
}

function tooMany(milliseconds: number): Problem {
  const retryAfterSeconds = Math.ceil(milliseconds / 1000)
  return new Problem('request.too-many', { retryAfterSeconds }, { headers: { 'Retry-After': String(retryAfterSeconds) } })
}
