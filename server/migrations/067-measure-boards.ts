import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

export const up: Migration = async (db) => {
  await sql`
    create table board (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      title jsonb not null,
      period text not null,
      cards jsonb not null,
      revision integer not null default 1,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      primary key (org_id, id)
    )
  `.execute(db)
  await orgTable(db, 'board')
}
