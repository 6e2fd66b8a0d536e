import { sql } from 'kysely'
import { appRole, type Db, type Trx } from '../database.ts'

/**
 * Runs `work` in one transaction as `gap5_identity`, the only role that reads accounts, passwords and sessions. The
 * rooms' own role cannot, so a mistake in any other query never reaches them.
 */
export function asIdentity<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`set local role gap5_identity`.execute(trx)
    return work(trx)
  })
}

/** Goes on in the same transaction as the rooms do, within one organisation. */
export async function continueInOrganisation(trx: Trx, orgId: string): Promise<void> {
  await goOn(trx, 'gap5.org_id', orgId)
}

/** Goes on in the same transaction as the rooms do, seeing what a person may read across organisations. */
export async function continueAsUser(trx: Trx, userId: string): Promise<void> {
  await goOn(trx, 'gap5.user_id', userId)
}

/** Role and setting in one statement: it is on the way of every request. */
async function goOn(trx: Trx, setting: string, value: string): Promise<void> {
  await sql`select set_config('role', ${appRole}, true), set_config(${setting}, ${value}, true)`.execute(trx)
}
