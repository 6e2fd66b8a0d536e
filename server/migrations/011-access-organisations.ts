import { sql } from 'kysely'
import { grant, orgTable, type Migration } from './migration.ts'

export const up: Migration = async (db) => {
  await sql`
    create table organisation (
      org_id uuid primary key,
      handle text not null check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
      name jsonb not null,
      time_zone text not null,
      language text not null check (language in ('en', 'zh')),
      minimum_n integer not null check (minimum_n >= 5),
      is_simulated boolean not null default false,
      created_at timestamptz not null,
      constraint organisation_handle unique (handle)
    );

    create table member (
      org_id uuid not null references organisation (org_id) on delete cascade,
      user_id uuid not null references identity_user (id) on delete cascade,
      role text not null check (role in ('owner', 'manager', 'researcher', 'agent', 'viewer')),
      joined_at timestamptz not null,
      constraint member_pkey primary key (org_id, user_id)
    );
    create index member_by_user on member (user_id);

    create table invitation (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      token_hash bytea not null,
      email text not null check (email = lower(email)),
      role text not null check (role in ('owner', 'manager', 'researcher', 'agent', 'viewer')),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      primary key (org_id, id),
      unique (org_id, token_hash)
    );

    create table api_key (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      title text not null,
      role text not null check (role in ('manager', 'researcher', 'agent', 'viewer')),
      opening text not null,
      secret_hash bytea not null,
      created_at timestamptz not null,
      used_at timestamptz,
      revoked_at timestamptz,
      primary key (org_id, id),
      unique (org_id, opening)
    );

    create table audit_entry (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      at timestamptz not null default now(),
      actor_kind text not null check (actor_kind in ('user', 'apiKey', 'system')),
      actor_id uuid,
      action text not null,
      subject_kind text not null,
      subject_id text not null,
      details jsonb not null,
      primary key (org_id, id)
    );
    create index audit_entry_by_action on audit_entry (org_id, action, id);
    create index audit_entry_by_actor on audit_entry (org_id, actor_id, id);
  `.execute(db)

  await orgTable(db, 'organisation', ['select', 'insert', 'update'])
  await orgTable(db, 'member')
  await orgTable(db, 'invitation')
  await orgTable(db, 'api_key', ['select', 'insert', 'update'])
  await orgTable(db, 'audit_entry', ['select', 'insert'])
  await ownMemberships(db)
  await peopleSeenByRooms(db)
}

/** A person reads, but never writes, the own memberships and their organisations across organisations (`asUser`). */
async function ownMemberships(db: Parameters<Migration>[0]): Promise<void> {
  await sql`
    create policy own on member for select to gap5_app using (user_id = current_user_id()::uuid);
    create policy own on organisation for select to gap5_app using (
      current_user_id() is not null
      and exists (select from member where member.org_id = organisation.org_id and member.user_id = current_user_id()::uuid));
  `.execute(db)
}

/** Whoever runs the server finds an organisation by its handle. Rooms see name and address of the fellow members of the present organisation, and of oneself. Nothing else. */
async function peopleSeenByRooms(db: Parameters<Migration>[0]): Promise<void> {
  await sql`
    alter table identity_user enable row level security;
    alter table identity_user force row level security;
    create policy identity on identity_user to gap5_identity using (true) with check (true);
    create policy fellow on identity_user for select to gap5_app using (
      id = current_user_id()::uuid
      or exists (select from member where member.org_id = current_org_id() and member.user_id = identity_user.id));
    grant select (org_id, handle) on organisation to gap5_identity;
    create policy identity on organisation for select to gap5_identity using (true);
  `.execute(db)
  await grant(db, 'identity_user', ['select'])
}
