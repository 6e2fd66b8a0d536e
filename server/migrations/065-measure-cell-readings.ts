import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * What only readings are made of stands beside what results are made of, so that a result, a comparison or a trend reads no more than
 * it needs. Cells of before are of another layout; they are found by their fingerprint and built anew.
 */
export const up: Migration = async (db) => {
  await sql`
    alter table cell add column readings bytea not null default '';
    alter table cell alter column readings set storage external;
  `.execute(db)
}
