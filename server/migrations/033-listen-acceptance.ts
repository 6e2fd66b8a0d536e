import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Accepting answers as one statement, its plan kept by the session: journal, response, first revision, statements and
 * the personal link. Rows whose sender's id was accepted before come back without an entry; a row that waited as a
 * dead letter is taken up. Two senders of the same id wait for each other at the journal's constraint.
 */
export const up: Migration = async (db) => {
  await sql`
    create function accept_responses(
      p_org uuid, p_study uuid, p_collector uuid, p_channel text, p_version integer, p_received timestamptz, p_rows jsonb
    ) returns table (external_id text, response_id uuid) language plpgsql as $$
    #variable_conflict use_column
    begin
      return query
      with input as materialized (
        select distinct on (external_id) * from jsonb_to_recordset(p_rows) as r (
          external_id text, body jsonb, answers jsonb, numbers float8[], marks text[], attributes jsonb, language text,
          started_at timestamptz, submitted_at timestamptz, statements jsonb, personal_link_id uuid, position integer)
        order by external_id, position
      ), fresh as (
        insert into intake_journal as journal
          (org_id, study_id, channel, external_id, received_at, collector_id, body, outcome, response_id)
        select p_org, p_study, p_channel, external_id, p_received, p_collector, body, 'accepted', uuidv7()
        from input order by position
        on conflict on constraint intake_journal_once do update
          set received_at = excluded.received_at, collector_id = excluded.collector_id, body = excluded.body,
            outcome = 'accepted', problem = null, response_id = excluded.response_id
          where journal.outcome <> 'accepted'
        returning journal.external_id, journal.response_id
      ), written as (
        insert into response
          (org_id, id, study_id, collector_id, started_at, submitted_at, language, instrument_version, attributes)
        select p_org, response_id, p_study, p_collector, started_at, submitted_at, language, p_version, attributes
        from input join fresh using (external_id) order by position
      ), revised as (
        insert into response_revision (org_id, response_id, revision, answers, numbers, marks, at)
        select p_org, response_id, 1, answers, numbers, marks, p_received
        from input join fresh using (external_id)
      ), stated as (
        insert into statement (org_id, study_id, response_id, kind, item, text, contact, language, at)
        select p_org, p_study, response_id, s.kind, s.item, s.text, s.contact, input.language, input.submitted_at
        from input join fresh using (external_id),
          jsonb_to_recordset(input.statements) as s (kind text, item text, text text, contact jsonb)
      ), linked as (
        update personal_link set response_id = fresh.response_id
        from input join fresh using (external_id)
        where personal_link.org_id = p_org and personal_link.id = input.personal_link_id
          and personal_link.response_id is null
      )
      select external_id, response_id from fresh;
    end $$;
  `.execute(db)
}
