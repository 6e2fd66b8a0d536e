import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

export const up: Migration = async (db) => {
  await sql`
    create table event (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      kind text not null,
      payload jsonb not null,
      at timestamptz not null,
      primary key (org_id, id)
    );

    create table event_open (
      org_id uuid not null,
      event_id uuid not null,
      kind text not null,
      primary key (org_id, event_id),
      foreign key (org_id, event_id) references event (org_id, id) on delete cascade
    );
    create index event_open_by_kind on event_open (org_id, kind, event_id);

    create table event_mark (
      org_id uuid not null,
      event_id uuid not null,
      handler text not null,
      primary key (org_id, event_id, handler),
      foreign key (org_id, event_id) references event_open (org_id, event_id) on delete cascade
    );

    create table event_failure (
      org_id uuid not null,
      event_id uuid not null,
      handler text not null,
      failures integer not null,
      message text not null,
      at timestamptz not null,
      primary key (org_id, event_id, handler),
      foreign key (org_id, event_id) references event_open (org_id, event_id) on delete cascade
    );
  `.execute(db)
  await orgTable(db, 'event', ['select', 'insert'])
  await orgTable(db, 'event_open', ['select', 'insert', 'update', 'delete'])
  await orgTable(db, 'event_mark', ['select', 'insert', 'delete'])
  await orgTable(db, 'event_failure')
}
