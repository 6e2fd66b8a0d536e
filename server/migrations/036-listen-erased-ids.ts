import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * A sender's own id may be an e-mail address or a customer number. When a person is erased, its fingerprint takes its place:
 * enough to know the same answer again, so that a retry or a second import does not bring the person back.
 * `accept_responses` is that of 033, and passes over such rows.
 */
export const up: Migration = async (db) => {
  await sql`
    create function erased_id(id text) returns text immutable parallel safe language sql
      return 'erased:' || encode(sha256(convert_to(id, 'UTF8')), 'hex');

    create or replace function accept_responses(
      p_org uuid, p_study uuid, p_collector uuid, p_channel text, p_version integer, p_received timestamptz,
      p_external_ids text[], p_bodies jsonb[], p_answers jsonb[], p_numbers text[], p_marks text[], p_attributes jsonb[],
      p_languages text[], p_started timestamptz[], p_submitted timestamptz[], p_personal_links uuid[],
      s_rows integer[], s_kinds text[], s_items text[], s_texts text[], s_contacts jsonb[]
    ) returns table (external_id text, response_id uuid) language plpgsql as $$
    #variable_conflict use_column
    declare
      v_ids uuid[] := array(select uuidv7() from generate_subscripts(p_external_ids, 1));
      v_fresh uuid[];
      v_all boolean;
    begin
      with written as (
        insert into intake_journal as journal
          (org_id, study_id, channel, external_id, received_at, collector_id, body, outcome, response_id)
        select p_org, p_study, p_channel, row.external_id, p_received, p_collector, row.body, 'accepted', row.id
        from unnest(p_external_ids, p_bodies, v_ids) as row (external_id, body, id)
        where not exists (
          select from intake_journal as erased where erased.org_id = p_org and erased.study_id = p_study
            and erased.channel = p_channel and erased.external_id = erased_id(row.external_id) and erased.outcome = 'accepted')
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
}
