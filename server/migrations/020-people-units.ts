import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

export const up: Migration = async (db) => {
  await sql`
    create table unit (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      code text not null,
      kind text not null check (kind in ('branch', 'department')),
      title jsonb not null,
      parent_id uuid,
      created_at timestamptz not null,
      primary key (org_id, id),
      constraint unit_code unique (org_id, code),
      constraint unit_parent foreign key (org_id, parent_id) references unit (org_id, id),
      check (parent_id is distinct from id)
    );
    create index unit_by_parent on unit (org_id, parent_id);
  `.execute(db)
  await orgTable(db, 'unit')
}
