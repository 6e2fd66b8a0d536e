import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

/** Survey files on their way in: the file itself for a while, how it was read, how far it got, what was refused. */
export const up: Migration = async (db) => {
  await sql`
    create table survey_import (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      file_name text not null,
      bytes integer not null,
      file_hash text not null,
      file_kept_until timestamptz,
      created_at timestamptz not null,
      actor_kind text not null check (actor_kind in ('user', 'apiKey', 'system')),
      actor_id text,
      choice jsonb not null,
      sniffed jsonb not null,
      recipe jsonb not null,
      recipe_from text not null check (recipe_from in ('guess', 'kept', 'person')),
      remarks jsonb not null,
      target jsonb,
      repeats text not null default 'skip' check (repeats in ('skip', 'keep')),
      study_id uuid,
      collector_id uuid,
      rows_total integer not null,
      rows_read integer not null default 0,
      rows_accepted integer not null default 0,
      rows_repeated integer not null default 0,
      rows_refused integer not null default 0,
      notices jsonb not null default '{}',
      attempts integer not null default 0,
      queued_at timestamptz,
      started_at timestamptz,
      cancel_asked_at timestamptz,
      cancelled_at timestamptz,
      failed_at timestamptz,
      failure jsonb,
      finished_at timestamptz,
      withdrawn_at timestamptz,
      primary key (org_id, id),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade,
      foreign key (org_id, study_id, collector_id) references collector (org_id, study_id, id) on delete cascade,
      check (finished_at is null or study_id is not null)
    );
    create index survey_import_by_study on survey_import (org_id, study_id, collector_id);

    create table survey_import_part (
      org_id uuid not null,
      import_id uuid not null,
      n integer not null,
      bytes bytea not null,
      primary key (org_id, import_id, n),
      foreign key (org_id, import_id) references survey_import (org_id, id) on delete cascade
    );
    alter table survey_import_part alter column bytes set storage external;

    create table survey_import_refused (
      org_id uuid not null,
      import_id uuid not null,
      "row" integer not null,
      cells jsonb not null,
      problems jsonb not null,
      primary key (org_id, import_id, "row"),
      foreign key (org_id, import_id) references survey_import (org_id, id) on delete cascade
    );

    create table import_recipe (
      org_id uuid not null references organisation (org_id) on delete cascade,
      headings_hash text not null,
      recipe jsonb not null,
      used_at timestamptz not null,
      primary key (org_id, headings_hash)
    );
  `.execute(db)
  await orgTable(db, 'survey_import')
  await orgTable(db, 'survey_import_part')
  await orgTable(db, 'survey_import_refused')
  await orgTable(db, 'import_recipe')
  await withdrawnCollectors(db)
}

/** An import that was taken back: its responses stay, marked and empty, and are not counted any more. */
async function withdrawnCollectors(db: Parameters<Migration>[0]): Promise<void> {
  await sql`alter table collector add column withdrawn_at timestamptz`.execute(db)
}
