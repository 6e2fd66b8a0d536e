import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

/**
 * Sums over responses, so that a result need not read the responses themselves. None of it is a fact: everything can be
 * computed again from the responses. Studies that hold answers already are built by a job; a study without a row here has
 * nothing folded yet, and everything that comes in will be.
 */
export const up: Migration = async (db) => {
  await sql`
    create table cell_build (
      org_id uuid not null,
      study_id uuid not null,
      layout text not null,
      time_zone text not null,
      wide text[] not null default '{}',
      generation integer not null default 0,
      built_at timestamptz,
      primary key (org_id, study_id),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade
    );

    create table cell (
      org_id uuid not null,
      study_id uuid not null,
      cuboid text not null,
      grain text not null check (grain in ('day', 'month', 'year')),
      start date not null,
      value text not null,
      class smallint not null,
      n integer not null,
      marks integer[] not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      sums bytea not null,
      primary key (org_id, study_id, cuboid, grain, start, value, class),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade
    );
    -- Packed already: to press it once more costs more than it saves.
    alter table cell alter column sums set storage external;

    create table cell_value (
      org_id uuid not null,
      study_id uuid not null,
      attribute text not null,
      value text not null,
      n integer not null,
      primary key (org_id, study_id, attribute, value),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade
    );
    create index cell_value_largest on cell_value (org_id, study_id, attribute, n desc);

    create table cell_check (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      study_id uuid not null,
      reason text not null check (reason in ('build', 'check')),
      started_at timestamptz not null,
      ended_at timestamptz not null,
      responses integer not null,
      differences integer not null,
      found jsonb not null,
      primary key (org_id, id),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade
    );
    create index cell_check_by_study on cell_check (org_id, study_id, id);

    insert into cell_build (org_id, study_id, layout, time_zone)
    select distinct response.org_id, response.study_id, '', organisation.time_zone
    from response join organisation using (org_id);
  `.execute(db)
  for (const table of ['cell_build', 'cell', 'cell_value', 'cell_check']) await orgTable(db, table)
}
