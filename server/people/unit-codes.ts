import type { Trx } from '../database.ts'

/** Codes of the organisation's units; empty without a look where no attribute points at units. */
export async function unitCodes(trx: Trx, orgId: string, attributes: readonly { type: string }[]): Promise<Set<string>> {
  if (!attributes.some(({ type }) => type === 'unit')) return new Set()
  const rows = await trx.selectFrom('unit').select('code').where('org_id', '=', orgId).execute()
  return new Set(rows.map((row) => row.code))
}
