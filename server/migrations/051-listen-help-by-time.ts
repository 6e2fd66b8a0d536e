import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Help is asked for after the answers are in; a search within a period finds what was asked for after it. */
export const up: Migration = async (db) => {
  await sql`create index statement_help_by_time on statement (org_id, study_id, at, id) where kind = 'help'`.execute(db)
}
