import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

/** Intervals of a satisfaction index by blocks, worked out in the background; kept for as long as the estimates stay what they were. */
export const up: Migration = async (db) => {
  await sql`
    create table index_bootstrap (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      study_id uuid not null,
      question text not null,
      selection jsonb not null,
      options jsonb not null,
      seed integer not null,
      total integer not null,
      done integer not null default 0,
      asked_at timestamptz not null,
      started_at timestamptz,
      cancelled_at timestamptz,
      finished_at timestamptz,
      failed_at timestamptz,
      figures jsonb,
      primary key (org_id, id),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade
    );
    create index index_bootstrap_by_study on index_bootstrap (org_id, study_id, question);
  `.execute(db)
  await orgTable(db, 'index_bootstrap')
}
