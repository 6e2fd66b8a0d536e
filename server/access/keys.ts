import { timingSafeEqual } from 'node:crypto'
import type { ApiKey, ApiKeyDraft, NewApiKey } from '@gap5/contract/access/keys.ts'
import { inOrganisation, type Db, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { together } from '../together.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.ts'
import { organisationFrom, organisationColumns } from './organisations.ts'
import { hashOf, newSecret, readOrganisationSecret, writeOrganisationSecret } from './tokens.ts'

const mark = 'gap5_'
const openingLength = 8
const usedEvery = 60_000

/** For so long a busy program's key is not looked up again; in other processes a revoked key may live as long. */
const keptMilliseconds = 1000
const kept = new Map<string, { actor: Actor; until: number }>()
let forgotten = 0

/**
 * Who a key acts as. Those who come with the same key at the same time ask together; the answer is kept for a second.
 * A key that is revoked through this process stops at once, through another one within that second.
 */
export function keyLookup({ db, clock }: Pick<Dependencies, 'db' | 'clock'>): (key: string) => Promise<Actor | null> {
  const look = together<string, Actor | null>(
    (key) => key,
    async (asked) => {
      const [began, before] = [performance.now(), forgotten]
      const actor = await actorOfKey(db, asked[0]!, clock.now())
      if (actor !== null && before === forgotten) keep(asked[0]!, actor, began)
      return asked.map(() => actor)
    },
  )
  return async (key) => {
    const known = kept.get(key)
    return known !== undefined && performance.now() < known.until ? known.actor : look(key)
  }
}

function keep(key: string, actor: Actor, began: number): void {
  for (const [other, { until }] of kept) if (until < began) kept.delete(other)
  kept.set(key, { actor, until: began + keptMilliseconds })
}

/** What is known of an organisation's keys is looked up anew: a key was revoked, or what they act for has changed. */
export function forgetKeys(orgId: string): void {
  forgotten++
  for (const [key, { actor }] of kept) if (actor.orgId === orgId) kept.delete(key)
}

/** Who a key (`gap5_<organisation>_<secret>`) acts as; `null` when it is malformed, unknown or revoked. */
async function actorOfKey(db: Db, key: string, now: Date): Promise<Actor | null> {
  const parts = key.startsWith(mark) ? readOrganisationSecret(key.slice(mark.length)) : null
  if (parts === null) return null
  return inOrganisation(db, parts.orgId, async (trx) => {
    const found = await trx
      .selectFrom('api_key')
      .innerJoin('organisation', 'organisation.org_id', 'api_key.org_id')
      .select(['api_key.id', 'api_key.role', 'api_key.secret_hash', 'api_key.used_at', ...organisationColumns])
      .where('api_key.org_id', '=', parts.orgId)
      .where('api_key.opening', '=', parts.secret.slice(0, openingLength))
      .where('api_key.revoked_at', 'is', null)
      .executeTakeFirst()
    if (found === undefined || !timingSafeEqual(found.secret_hash, hashOf(parts.secret))) return null
    await noteUse(trx, parts.orgId, found, now)
    return { kind: 'apiKey', id: found.id, orgId: parts.orgId, role: found.role, organisation: organisationFrom(found) }
  })
}

/** Once a minute at most, so that a busy program does not write at every request. */
async function noteUse(trx: Trx, orgId: string, key: { id: string; used_at: Date | null }, now: Date): Promise<void> {
  if (key.used_at !== null && now.getTime() - key.used_at.getTime() < usedEvery) return
  await trx.updateTable('api_key').set({ used_at: now }).where('org_id', '=', orgId).where('id', '=', key.id).execute()
}

export async function createKey(trx: Trx, actor: Actor, draft: ApiKeyDraft, now: Date): Promise<NewApiKey> {
  const secret = newSecret()
  const row = await trx
    .insertInto('api_key')
    .values({
      org_id: actor.orgId,
      title: draft.title,
      role: draft.role,
      opening: secret.slice(0, openingLength),
      secret_hash: hashOf(secret),
      created_at: now,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
  await audit(trx, actor, 'key.created', { kind: 'key', id: row.id }, { after: { title: draft.title, role: draft.role } })
  return { ...keyFrom(row), key: mark + writeOrganisationSecret({ orgId: actor.orgId, secret }) }
}

/** Newest first, the revoked ones included: they explain entries of the audit trail. */
export async function listKeys(trx: Trx, orgId: string): Promise<ApiKey[]> {
  const rows = await trx.selectFrom('api_key').select(columns).where('org_id', '=', orgId).orderBy('id', 'desc').execute()
  return rows.map(keyFrom)
}

/** Revoking twice is as good as once. */
export async function revokeKey(trx: Trx, actor: Actor, id: string, now: Date): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return audit(trx, actor, 'key.revoked', { kind: 'key', id })
  const known = await trx.selectFrom('api_key').select('id').where('org_id', '=', actor.orgId).where('id', '=', id).executeTakeFirst()
  if (known === undefined) throw new Problem('resource.unknown')
}

const columns = ['id', 'title', 'role', 'opening', 'created_at', 'used_at', 'revoked_at'] as const

type KeyRow = {
  id: string
  title: string
  role: ApiKey['role']
  opening: string
  created_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

function keyFrom(row: KeyRow): ApiKey {
  return {
    id: row.id,
    title: row.title,
    role: row.role,
    opening: row.opening,
    createdAt: row.created_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }
}
