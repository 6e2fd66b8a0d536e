import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Words found in any language. Chinese is written without spaces, and half of what is searched for has two characters: so
 * the index holds single characters and pairs of Chinese, threes of letters and digits, and shorter words whole. What the
 * index finds is checked against the text; a text that is erased is in no index any more.
 *
 * Row-level security lets no index serve a condition that is not leakproof, so the look-up runs with the owner's rights
 * and names the organisation itself.
 */
export const up: Migration = async (db) => {
  await sql`
    create function search_tokens(said text) returns text[] immutable strict parallel safe cost 2000 language sql as $$
      with folded as materialized (select lower(said collate pg_c_utf8) as text)
      select coalesce(array_agg(distinct token), '{}') from (
        select unnest(array[substr(run[1], at, 1), substr(run[1], at, 2)]) as token
        from folded, regexp_matches(folded.text, '[\u3400-\u9fff\uf900-\ufaff]+', 'g') as run, generate_series(1, length(run[1])) as at
        union all
        select case when length(run[1]) < 3 then run[1] else substr(run[1], at, 3) end
        from folded, regexp_matches(folded.text, '[a-z0-9]+', 'g') as run, generate_series(1, greatest(length(run[1]) - 2, 1)) as at
      ) as tokens
    $$;
    create index statement_by_words on statement using gin (search_tokens(text)) where text is not null;

    create function statements_with_words(p_study uuid, p_tokens text[], p_patterns text[]) returns setof uuid
      stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan language plpgsql as $$
    begin
      return query select statement.id from statement
        where statement.org_id = current_org_id() and statement.study_id = p_study and statement.text is not null
          and search_tokens(statement.text) @> p_tokens and statement.text ilike all (p_patterns);
    end $$;
    revoke execute on function statements_with_words from public;
    grant execute on function statements_with_words to gap5_app;
  `.execute(db)
}
