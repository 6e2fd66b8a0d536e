import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Accepting answers in a single statement, which is a transaction of its own: `accept_responses` and the event that
 * others react to, provided that study and collector are the rows the caller knows (their `xmin`) and the units it knows
 * are still there. Where they are not, nothing is done and one row of nulls is given back.
 */
export const up: Migration = async (db) => {
  // That of 036, planned once a session, and so that every row is found by an index, those of foreign keys too: a plan made
  // while a table is small would be kept while it grows, and a burst of answers comes long before the next `analyze`.
  await sql`
    create or replace function accept_responses(
      p_org uuid, p_study uuid, p_collector uuid, p_channel text, p_version integer, p_received timestamptz,
      p_external_ids text[], p_bodies jsonb[], p_answers jsonb[], p_numbers text[], p_marks text[], p_attributes jsonb[],
      p_languages text[], p_started timestamptz[], p_submitted timestamptz[], p_personal_links uuid[],
      s_rows integer[], s_kinds text[], s_items text[], s_texts text[], s_contacts jsonb[]
    ) returns table (external_id text, response_id uuid) language plpgsql
    set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
    #variable_conflict use_column
    declare
      v_ids uuid[] := array(select uuidv7() from generate_subscripts(p_external_ids, 1));
      v_wanted text[] := array(select erased_id(id) from unnest(p_external_ids) as id);
      v_erased text[];
      v_fresh uuid[];
      v_all boolean;
    begin
      select array_agg(erased.external_id) into v_erased from intake_journal as erased
      where erased.org_id = p_org and erased.study_id = p_study and erased.channel = p_channel
        and erased.external_id = any (v_wanted) and erased.outcome = 'accepted';

      with written as (
        insert into intake_journal as journal
          (org_id, study_id, channel, external_id, received_at, collector_id, body, outcome, response_id)
        select p_org, p_study, p_channel, row.external_id, p_received, p_collector, row.body, 'accepted', row.id
        from unnest(p_external_ids, p_bodies, v_ids) as row (external_id, body, id)
        where v_erased is null or erased_id(row.external_id) <> all (v_erased)
        on conflict on constraint intake_journal_once do update
          set received_at = excluded.received_at, collector_id = excluded.collector_id, body = excluded.body,
            outcome = 'accepted', problem = null, response_id = excluded.response_id
          where journal.outcome <> 'accepted'
        returning journal.response_id
      ) select array_agg(response_id) into v_fresh from written;
      if v_fresh is null then return; end if;
      v_all := cardinality(v_fresh) = cardinality(v_ids);

      insert into response (org_id, id, study_id, collector_id, started_at, submitted_at, language, instrument_version, attributes)
      select p_org, row.id, p_study, p_collector, row.started, row.submitted, row.language, p_version, row.attributes
      from unnest(v_ids, p_started, p_submitted, p_languages, p_attributes) as row (id, started, submitted, language, attributes)
      where v_all or row.id = any(v_fresh);

      insert into response_revision (org_id, response_id, revision, answers, numbers, marks, at)
      select p_org, row.id, 1, row.answers, row.numbers::float8[], row.marks::text[], p_received
      from unnest(v_ids, p_answers, p_numbers, p_marks) as row (id, answers, numbers, marks)
      where v_all or row.id = any(v_fresh);

      if cardinality(s_rows) > 0 then
        insert into statement (org_id, study_id, response_id, kind, item, text, contact, language, at)
        select p_org, p_study, v_ids[said.row], said.kind, said.item, said.text, said.contact,
          p_languages[said.row], p_submitted[said.row]
        from unnest(s_rows, s_kinds, s_items, s_texts, s_contacts) as said (row, kind, item, text, contact)
        where v_all or v_ids[said.row] = any(v_fresh);
      end if;

      if cardinality(array_remove(p_personal_links, null)) > 0 then
        update personal_link as link set response_id = row.id
        from unnest(p_personal_links, v_ids) as row (link, id)
        where link.org_id = p_org and link.id = row.link and link.response_id is null and row.id = any(v_fresh);
      end if;

      return query select row.external_id, row.id from unnest(p_external_ids, v_ids) as row (external_id, id)
        where v_all or row.id = any(v_fresh);
    end $$;
  `.execute(db)

  await sql`
    create function accept_if_unchanged(
      k_study text, k_collector text, k_units text[], k_event text,
      p_org uuid, p_study uuid, p_collector uuid, p_channel text, p_version integer, p_received timestamptz,
      p_external_ids text[], p_bodies jsonb[], p_answers jsonb[], p_numbers text[], p_marks text[], p_attributes jsonb[],
      p_languages text[], p_started timestamptz[], p_submitted timestamptz[], p_personal_links uuid[],
      s_rows integer[], s_kinds text[], s_items text[], s_texts text[], s_contacts jsonb[]
    ) returns table (external_id text, response_id uuid) language plpgsql
    set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
    #variable_conflict use_column
    declare
      v_senders text[];
      v_responses uuid[];
      v_event uuid;
      v_last timestamp;
    begin
      perform set_config('gap5.org_id', p_org::text, true);
      if not exists (select from study where org_id = p_org and id = p_study and xmin::text = k_study)
        or not exists (select from collector where org_id = p_org and id = p_collector and xmin::text = k_collector)
        or (cardinality(k_units) > 0 and (select count(*) from unit where org_id = p_org and code = any(k_units)) <> cardinality(k_units))
      then return query select null::text, null::uuid; return; end if;

      select array_agg(accepted.external_id), array_agg(accepted.response_id) into v_senders, v_responses
      from accept_responses(p_org, p_study, p_collector, p_channel, p_version, p_received, p_external_ids, p_bodies, p_answers,
        p_numbers, p_marks, p_attributes, p_languages, p_started, p_submitted, p_personal_links,
        s_rows, s_kinds, s_items, s_texts, s_contacts) as accepted;
      if v_responses is null then return; end if;

      select max(row.submitted at time zone 'UTC') into v_last
      from unnest(p_external_ids, p_submitted) as row (external_id, submitted) where row.external_id = any (v_senders);

      insert into event (org_id, kind, payload, at)
      values (p_org, k_event, jsonb_build_object(
        'studyId', p_study, 'collectorId', p_collector, 'responseIds', to_jsonb(v_responses), 'lastAt', to_char(v_last, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      ), p_received)
      returning id into v_event;
      insert into event_open (org_id, event_id, kind) values (p_org, v_event, k_event);
      return query select * from unnest(v_senders, v_responses);
    end $$;
  `.execute(db)
}
