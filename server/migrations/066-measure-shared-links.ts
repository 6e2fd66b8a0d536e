import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

export const up: Migration = async (db) => {
  await sql`
    create table shared_link (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      title text not null,
      opening text not null,
      secret_hash bytea not null,
      page text not null,
      subject text not null,
      query jsonb not null,
      may_narrow boolean not null,
      shows_verbatims boolean not null,
      password_hash text,
      frozen_at timestamptz,
      made_by uuid,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      opened_at timestamptz,
      opened integer not null default 0,
      primary key (org_id, id),
      check (frozen_at is null or not may_narrow)
    );
    create index shared_link_by_opening on shared_link (org_id, opening);
    create index shared_link_by_view on shared_link (org_id, page, subject);

    create table shared_answer (
      org_id uuid not null,
      link_id uuid not null,
      ask text not null,
      answer jsonb not null,
      primary key (org_id, link_id, ask),
      foreign key (org_id, link_id) references shared_link (org_id, id) on delete cascade
    );
  `.execute(db)
  await orgTable(db, 'shared_link')
  await orgTable(db, 'shared_answer', ['select', 'insert'])
}
