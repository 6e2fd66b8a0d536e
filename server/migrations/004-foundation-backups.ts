import { sql } from 'kysely'
import { grant, type Migration } from './migration.ts'

/** When backups were made and how that went. It is about this installation and holds nothing of anybody. */
export const up: Migration = async (db) => {
  await sql`
    create table backup_run (
      id uuid primary key default uuidv7(),
      file text not null,
      is_scheduled boolean not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      rows bigint,
      bytes bigint,
      failure text
    );
    create index backup_run_by_start on backup_run (started_at);
    alter table backup_run enable row level security;
    create policy installation on backup_run for select using (true);
    create policy writing on backup_run to current_user using (true) with check (true);
  `.execute(db)
  await grant(db, 'backup_run', ['select'])
}
