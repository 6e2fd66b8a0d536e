import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Views that were frozen for others hold words of people; erasing a person takes them out. */
export const up: Migration = async (db) => {
  await sql`grant update (answer) on shared_answer to gap5_app`.execute(db)
}
