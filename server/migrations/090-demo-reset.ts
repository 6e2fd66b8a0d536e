import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Facts cannot be deleted by the application. A simulated organisation is no fact: this one function, run as the owner
 * of the tables, takes everything below it away, and refuses any other organisation.
 */
export const up: Migration = async (db) => {
  await sql`
    create function empty_simulated_organisation() returns boolean
      language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform from organisation where org_id = current_org_id() and is_simulated for update;
      if not found then return false; end if;
      delete from study where org_id = current_org_id();
      delete from instrument where org_id = current_org_id();
      delete from unit where org_id = current_org_id();
      return true;
    end $$;
    revoke execute on function empty_simulated_organisation from public;
    grant execute on function empty_simulated_organisation to gap5_app;
  `.execute(db)
}
