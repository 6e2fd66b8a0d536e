import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

export const up: Migration = async (db) => {
  await sql`
    create table instrument (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      library_key text,
      created_at timestamptz not null,
      primary key (org_id, id)
    );

    create table instrument_version (
      org_id uuid not null,
      instrument_id uuid not null,
      version integer not null check (version >= 1),
      definition jsonb not null,
      revision integer not null default 1,
      updated_at timestamptz not null,
      published_at timestamptz,
      primary key (org_id, instrument_id, version),
      foreign key (org_id, instrument_id) references instrument (org_id, id) on delete cascade
    );
    create unique index instrument_version_one_draft on instrument_version (org_id, instrument_id)
      where published_at is null;
  `.execute(db)

  // Old answers keep the version they were given under. A whole organisation may go: its deletion cascades as the
  // owner of the tables, not as the application.
  await sql`
    create function instrument_version_is_frozen() returns trigger language plpgsql as $$
    begin
      if old.published_at is null then return coalesce(new, old); end if;
      if tg_op = 'DELETE' and current_user <> 'gap5_app' then return old; end if;
      raise exception 'version % of instrument % is published', old.version, old.instrument_id
        using errcode = 'check_violation', constraint = 'instrument_version_frozen';
    end $$;
    create trigger instrument_version_frozen before update or delete on instrument_version
      for each row execute function instrument_version_is_frozen();
  `.execute(db)

  await orgTable(db, 'instrument')
  await orgTable(db, 'instrument_version')
}
