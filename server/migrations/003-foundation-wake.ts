import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Who asks for the delivery of what waits when nobody else did: a process may end between its commit and its call for
 * delivery. The function runs as the owner, who may see (and no more) which organisations have open events.
 */
export const up: Migration = async (db) => {
  await sql`
    create policy delivery on event_open for select to current_user using (true);

    create function wake_open_events(task text) returns void
      language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform graphile_worker.add_job(task, json_build_object('orgId', org_id, 'kind', kind),
        queue_name => task || ' ' || org_id || ' ' || kind, job_key => task || ' ' || org_id || ' ' || kind)
      from (select distinct org_id, kind from event_open) as waiting;
    end $$;
    revoke execute on function wake_open_events from public;
    grant execute on function wake_open_events to gap5_app;
  `.execute(db)
}
