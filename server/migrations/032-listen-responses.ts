import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

/**
 * What people said. The anonymous part (`response`, `response_revision`) and what could tell who it was (`statement`,
 * `personal_link`, the raw `intake_journal`) are kept apart, so that erasing a person leaves the score.
 */
export const up: Migration = async (db) => {
  await sql`
    create table response (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      study_id uuid not null,
      collector_id uuid not null,
      seq bigint not null generated always as identity,
      started_at timestamptz,
      submitted_at timestamptz not null,
      language text check (language in ('en', 'zh')),
      instrument_version integer not null,
      attributes jsonb not null,
      revision integer not null default 1,
      erased_at timestamptz,
      written_in xid8 not null default pg_current_xact_id(),
      primary key (org_id, id),
      foreign key (org_id, study_id, collector_id) references collector (org_id, study_id, id) on delete cascade
    );
    create index response_by_seq on response (org_id, study_id, seq);
    create index response_by_time on response (org_id, study_id, submitted_at, id);
    create index response_by_writing on response (org_id, study_id, written_in);
    create index response_by_collector on response (org_id, study_id, collector_id);

    -- Kept in line up to a page: taking answers out and in again costs more than the place they need.
    create table response_revision (
      org_id uuid not null,
      response_id uuid not null,
      revision integer not null,
      answers jsonb not null,
      numbers float8[] not null,
      marks text[] not null,
      reason text,
      actor text,
      at timestamptz not null,
      primary key (org_id, response_id, revision),
      foreign key (org_id, response_id) references response (org_id, id) on delete cascade
    ) with (toast_tuple_target = 8160);

    create table statement (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      study_id uuid not null,
      response_id uuid not null,
      kind text not null check (kind in ('help', 'verbatim')),
      item text,
      text text,
      contact jsonb,
      language text check (language in ('en', 'zh')),
      at timestamptz not null,
      erased_at timestamptz,
      primary key (org_id, id),
      foreign key (org_id, response_id) references response (org_id, id) on delete cascade,
      check ((kind = 'verbatim') = (item is not null)),
      check (erased_at is null or (text is null and contact is null))
    );
    create index statement_by_time on statement (org_id, study_id, at, id);
    create index statement_by_response on statement (org_id, response_id);

    create table intake_journal (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      received_at timestamptz not null,
      channel text not null,
      external_id text not null,
      study_id uuid not null,
      collector_id uuid,
      body jsonb,
      outcome text not null check (outcome in ('accepted', 'rejected', 'dismissed')),
      problem jsonb,
      response_id uuid,
      primary key (org_id, id),
      constraint intake_journal_once unique (org_id, study_id, channel, external_id),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade,
      check ((outcome = 'accepted') = (response_id is not null))
    );
    create index intake_journal_by_response on intake_journal (org_id, response_id);
    create index intake_journal_rejected on intake_journal (org_id, study_id, id) where outcome = 'rejected';

    create table personal_link (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      collector_id uuid not null,
      token_hash bytea not null,
      label text,
      attributes jsonb not null,
      expires_at timestamptz,
      created_at timestamptz not null,
      response_id uuid,
      primary key (org_id, id),
      unique (org_id, token_hash),
      foreign key (org_id, collector_id) references collector (org_id, id) on delete cascade,
      foreign key (org_id, response_id) references response (org_id, id)
    );
    create index personal_link_by_collector on personal_link (org_id, collector_id, id);
    create index personal_link_by_response on personal_link (org_id, response_id);

    create table response_draft (
      org_id uuid not null,
      id uuid not null,
      collector_id uuid not null,
      personal_link_id uuid,
      answers jsonb not null,
      attributes jsonb not null,
      page integer not null,
      language text check (language in ('en', 'zh')),
      started_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (org_id, id),
      foreign key (org_id, collector_id) references collector (org_id, id) on delete cascade,
      foreign key (org_id, personal_link_id) references personal_link (org_id, id) on delete cascade
    );
    create index response_draft_by_collector on response_draft (org_id, collector_id);
    create index response_draft_by_link on response_draft (org_id, personal_link_id);
    create index response_draft_by_age on response_draft (org_id, updated_at);

    create table response_tally (
      org_id uuid not null,
      study_id uuid not null,
      collector_id uuid not null,
      day date not null,
      responses integer not null,
      last_at timestamptz not null,
      primary key (org_id, study_id, collector_id, day),
      foreign key (org_id, study_id, collector_id) references collector (org_id, study_id, id) on delete cascade
    );
  `.execute(db)

  // A correction is a new revision; nobody edits an old one.
  await sql`
    create function response_revision_is_kept() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and current_user <> 'gap5_app' then return old; end if;
      raise exception 'revisions of answers are never changed'
        using errcode = 'check_violation', constraint = 'response_revision_kept';
    end $$;
    create trigger response_revision_kept before update or delete on response_revision
      for each row execute function response_revision_is_kept();
  `.execute(db)

  await orgTable(db, 'response', ['select', 'insert'])
  await sql`grant update (attributes, revision, erased_at, written_in) on response to gap5_app`.execute(db)
  await orgTable(db, 'response_revision', ['select', 'insert'])
  await orgTable(db, 'statement', ['select', 'insert'])
  await sql`grant update (text, contact, erased_at) on statement to gap5_app`.execute(db)
  await orgTable(db, 'intake_journal', ['select', 'insert', 'update'])
  await orgTable(db, 'personal_link')
  await orgTable(db, 'response_draft')
  await orgTable(db, 'response_tally')
}
