import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/** How much the checks of all organisations ever found, for the operator's metrics: two numbers that tell of nobody. */
export const up: Migration = async (db) => {
  await sql`
    create policy totals on cell_check for select to current_user using (true);

    create function cell_check_totals() returns table (differences bigint, last_at timestamptz)
    language sql stable security definer set search_path = public as $$
      select coalesce(sum(cell_check.differences), 0)::bigint, max(ended_at) from cell_check
    $$;
    revoke execute on function cell_check_totals() from public;
    grant execute on function cell_check_totals() to gap5_app;
  `.execute(db)
}
