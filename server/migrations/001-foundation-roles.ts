import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const up: Migration = async (db) => {
  // Another database of the same server may have made the role, even at this very moment.
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'gap5_app') then
        create role gap5_app nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$;

    do $$ begin
      if not pg_has_role(current_user, 'gap5_app', 'set') then
        grant gap5_app to current_user;
      end if;
    end $$;

    grant usage on schema public to gap5_app;
  `.execute(db)

  // nullif: after a transaction-local setting ends, PostgreSQL leaves an empty text in its place, not null.
  await sql`
    create function current_org_id() returns uuid stable parallel safe language sql
      return nullif(current_setting('gap5.org_id', true), '')::uuid;
    create function current_user_id() returns text stable parallel safe language sql
      return nullif(current_setting('gap5.user_id', true), '');
  `.execute(db)

  // The application may ask for work but not read or change the queue: payloads carry no row-level security.
  await sql`
    create function add_job(task text, payload json, queue text, run_at timestamptz, key text, key_mode text,
        priority integer, max_attempts integer) returns void
      language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      perform graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, job_key => key,
        job_key_mode => key_mode, priority => priority, max_attempts => max_attempts);
    end $$;
    revoke execute on function add_job from public;
    grant execute on function add_job to gap5_app;
  `.execute(db)
}
