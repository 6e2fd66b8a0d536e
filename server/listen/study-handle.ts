import { sql } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import type { Trx } from '../database.ts'

/** An address for a study, made from its title and free within the organisation: "after-service", "after-service-2". */
export async function freeHandle(trx: Trx, orgId: string, title: Text): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`study handle ${orgId}`}, 0))`.execute(trx)
  const wanted = handleFrom(title)
  const rows = await trx
    .selectFrom('study')
    .select('handle')
    .where('org_id', '=', orgId)
    .where((eb) => eb.or([eb('handle', '=', wanted), eb('handle', 'like', `${wanted}-%`)]))
    .execute()
  const taken = new Set(rows.map((row) => row.handle))
  let handle = wanted
  for (let number = 2; taken.has(handle); number++) handle = `${wanted}-${number}`
  return handle
}

function handleFrom(title: Text): string {
  const [latin = ''] = [title.en, title.zh].map(latinOf).filter((made) => made.length >= 2)
  if (latin === '') return 'study'
  return /^[a-z]/.test(latin) ? latin : `study-${latin}`
}

function latinOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
}
