import { sql } from 'kysely'
import { grant, orgTable, type Migration } from './migration.ts'

export const up: Migration = async (db) => {
  await sql`
    create table study (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      handle text not null,
      title jsonb not null,
      subject jsonb not null,
      instrument_id uuid not null,
      instrument_version integer,
      attributes jsonb not null,
      settings jsonb not null,
      opens_at timestamptz,
      closes_at timestamptz,
      published_at timestamptz,
      closed_at timestamptz,
      simulated boolean not null default false,
      revision integer not null default 1,
      created_at timestamptz not null,
      primary key (org_id, id),
      constraint study_handle unique (org_id, handle),
      constraint study_instrument foreign key (org_id, instrument_id) references instrument (org_id, id),
      foreign key (org_id, instrument_id, instrument_version)
        references instrument_version (org_id, instrument_id, version),
      check (published_at is null or instrument_version is not null),
      constraint study_period check (closes_at > opens_at)
    );
    create index study_by_instrument on study (org_id, instrument_id, instrument_version);
    create index study_by_age on study (org_id, created_at, id);

    create table collector (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      study_id uuid not null,
      kind text not null check (kind in ('open', 'personal', 'qr', 'import', 'api')),
      title text not null,
      slug text,
      attributes jsonb not null,
      expires_at timestamptz,
      closed_at timestamptz,
      created_at timestamptz not null,
      primary key (org_id, id),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade,
      unique (org_id, study_id, id),
      check ((slug is null) = (kind in ('import', 'api')))
    );

    create table survey_address (
      slug text primary key,
      org_id uuid not null,
      collector_id uuid not null,
      foreign key (org_id, collector_id) references collector (org_id, id) on delete cascade
    );
    create index survey_address_by_collector on survey_address (org_id, collector_id);
  `.execute(db)
  await frozenOncePublished(db)
  await orgTable(db, 'study')
  await orgTable(db, 'collector', ['select', 'insert', 'update'])

  // The directory of public pages is read before the organisation is known, and holds nothing personal.
  await sql`
    alter table survey_address enable row level security;
    create policy directory on survey_address for select using (true);
    create policy organisation on survey_address for insert with check (org_id = current_org_id());
  `.execute(db)
  await grant(db, 'survey_address', ['select', 'insert'])
}

/** What answers were given under stays: instrument version, kind of subject, keys, types and values of attributes. */
async function frozenOncePublished(db: Parameters<Migration>[0]): Promise<void> {
  await sql`
    create function study_attributes_kept(old jsonb, new jsonb) returns boolean immutable parallel safe language sql
    return not exists (
      select from jsonb_array_elements(old) as had
      where not exists (
        select from jsonb_array_elements(new) as has
        where has ->> 'key' = had ->> 'key' and has ->> 'type' = had ->> 'type'
          and jsonb_path_query_array(has, '$.values[*].value') @> jsonb_path_query_array(had, '$.values[*].value')
      )
    );

    create function study_is_frozen() returns trigger language plpgsql as $$
    begin
      if old.published_at is null then return coalesce(new, old); end if;
      if tg_op = 'DELETE' then
        if current_user <> 'gap5_app' then return old; end if;
        raise exception 'study % is published', old.id using errcode = 'check_violation', constraint = 'study_frozen';
      end if;
      if new.published_at is distinct from old.published_at
        or new.instrument_id <> old.instrument_id
        or new.instrument_version is distinct from old.instrument_version
        or new.handle <> old.handle
        or new.simulated <> old.simulated
        or new.subject -> 'kind' <> old.subject -> 'kind'
        or not study_attributes_kept(old.attributes, new.attributes)
      then
        raise exception 'study % is published', old.id using errcode = 'check_violation', constraint = 'study_frozen';
      end if;
      return new;
    end $$;
    create trigger study_frozen before update or delete on study for each row execute function study_is_frozen();
  `.execute(db)
}
