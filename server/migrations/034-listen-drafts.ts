import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * A draft version keeps what its editor holds, finished or not, beside the definition made of it. `saved_by` tells two
 * people who edit it from one with two tabs. Published versions have no working state.
 */
export const up: Migration = async (db) => {
  await sql`
    alter table instrument_version
      add column working jsonb,
      add column dismissed jsonb not null default '[]',
      add column saved_by uuid,
      add constraint instrument_version_working check (published_at is null or working is null);
  `.execute(db)
}
