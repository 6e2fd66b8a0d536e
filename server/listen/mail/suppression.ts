/** Addresses that an organisation does not write to any more, in no study: because they asked, or because mail comes back. */
import { sql } from 'kysely'
import type { Suppression, SuppressionReason } from '@gap5/contract/listen/mail.ts'
import type { Trx } from '../../database.ts'

/** The first reason stays: somebody who unsubscribed has, whatever happens later. */
export async function suppress(trx: Trx, orgId: string, address: string, reason: SuppressionReason, now: Date): Promise<void> {
  await trx
    .insertInto('mail_suppression')
    .values({ org_id: orgId, address: address.toLowerCase(), reason, at: now })
    .onConflict((conflict) => conflict.columns(['org_id', 'address']).doNothing())
    .execute()
}

export async function releaseAddress(trx: Trx, orgId: string, address: string, only?: SuppressionReason): Promise<boolean> {
  let gone = trx.deleteFrom('mail_suppression').where('org_id', '=', orgId).where('address', '=', address.toLowerCase())
  if (only !== undefined) gone = gone.where('reason', '=', only)
  return (await gone.executeTakeFirst()).numDeletedRows > 0n
}

export async function findSuppression(trx: Trx, orgId: string, address: string): Promise<SuppressionReason | null> {
  const row = await trx.selectFrom('mail_suppression').select('reason').where('org_id', '=', orgId).where('address', '=', address.toLowerCase()).executeTakeFirst()
  return row?.reason ?? null
}

const pageSize = 100

/** By address; `after` is the last one of the page before. */
export async function listSuppressions(trx: Trx, orgId: string, { after, search }: { after?: string | undefined; search?: string | undefined }): Promise<{ suppressions: Suppression[]; next: string | null }> {
  let wanted = trx.selectFrom('mail_suppression').select(['address', 'reason', 'at']).where('org_id', '=', orgId).orderBy('address').limit(pageSize + 1)
  if (after !== undefined) wanted = wanted.where('address', '>', after)
  if (search) wanted = wanted.where(sql<boolean>`address like ${`%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`)
  const rows = await wanted.execute()
  const page = rows.slice(0, pageSize)
  return { suppressions: page.map((row) => ({ ...row, at: row.at.toISOString() })), next: rows.length > pageSize ? page.at(-1)!.address : null }
}
