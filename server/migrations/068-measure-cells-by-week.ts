import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** Sums by week beside days, months and years. Cells of before have none; they are found by their fingerprint and built anew. */
export const up: Migration = async (db) => {
  await sql`
    alter table cell drop constraint cell_grain_check;
    alter table cell add constraint cell_grain_check check (grain in ('day', 'week', 'month', 'year'));
  `.execute(db)
}
