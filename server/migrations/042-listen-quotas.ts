import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

/**
 * What quotas count: responses by collector and by the values of the attributes that quotas of the study name. And how
 * people came and went without answering, counted without knowing anybody: by collector, day and step.
 */
export const up: Migration = async (db) => {
  await sql`
    create table quota_tally (
      org_id uuid not null,
      study_id uuid not null,
      collector_id uuid not null,
      cell jsonb not null,
      responses integer not null,
      primary key (org_id, study_id, collector_id, cell),
      foreign key (org_id, study_id, collector_id) references collector (org_id, study_id, id) on delete cascade
    );

    create table visit_tally (
      org_id uuid not null,
      collector_id uuid not null,
      day date not null,
      step text not null,
      detail text not null default '',
      visits integer not null,
      primary key (org_id, collector_id, day, step, detail),
      foreign key (org_id, collector_id) references collector (org_id, id) on delete cascade
    );
  `.execute(db)
  await orgTable(db, 'quota_tally')
  await orgTable(db, 'visit_tally')
}
