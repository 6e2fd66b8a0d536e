import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Who a person is, whatever organisations they belong to. Only the role `gap5_identity` reads these tables, taken on
 * for a transaction by `asIdentity`; what the rooms may see of a person is granted in the next step.
 */
export const up: Migration = async (db) => {
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'gap5_identity') then
        create role gap5_identity nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$;

    do $$ begin
      if not pg_has_role(current_user, 'gap5_identity', 'set') then
        grant gap5_identity to current_user;
      end if;
    end $$;

    grant usage on schema public to gap5_identity;
  `.execute(db)

  await sql`
    create table identity_user (
      id uuid primary key default uuidv7(),
      name text not null,
      email text not null check (email = lower(email)),
      language text not null check (language in ('en', 'zh')),
      created_at timestamptz not null,
      constraint identity_user_email unique (email)
    );

    create table identity_password (
      user_id uuid primary key references identity_user (id) on delete cascade,
      hash text not null,
      changed_at timestamptz not null
    );

    create table identity_session (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity_user (id) on delete cascade,
      token_hash bytea not null unique,
      device text not null,
      is_lasting boolean not null,
      is_by_link boolean not null,
      created_at timestamptz not null,
      seen_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index identity_session_by_user on identity_session (user_id);
    create index identity_session_by_end on identity_session (expires_at);

    create table identity_entry_link (
      token_hash bytea primary key,
      user_id uuid not null references identity_user (id) on delete cascade,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index identity_entry_link_by_user on identity_entry_link (user_id);

    create table identity_attempt (
      subject_hash bytea primary key,
      count integer not null,
      ends_at timestamptz not null
    );
    create index identity_attempt_by_end on identity_attempt (ends_at);

    grant select, insert, update, delete
      on identity_user, identity_password, identity_session, identity_entry_link, identity_attempt to gap5_identity;
  `.execute(db)
}
