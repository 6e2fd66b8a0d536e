import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

/**
 * Invitations by e-mail. A delivery is one mail to one recipient, the invitation (round 0) or a reminder: it is claimed
 * before it is sent and what came of it is written afterwards, so that a crash in between is seen and nobody gets two.
 */
export const up: Migration = async (db) => {
  await sql`
    create table mail_settings (
      org_id uuid primary key references organisation (org_id) on delete cascade,
      host text,
      port integer check (port between 1 and 65535),
      security text check (security in ('tls', 'starttls', 'none')),
      username text,
      password_sealed bytea,
      sender_name text,
      sender_address text,
      reply_to text,
      cap_days integer check (cap_days between 1 and 3650),
      per_minute integer not null check (per_minute between 1 and 6000),
      trouble text,
      trouble_at timestamptz,
      updated_at timestamptz not null,
      check ((host is null) = (port is null) and (host is null) = (security is null))
    );

    create table mail_suppression (
      org_id uuid not null references organisation (org_id) on delete cascade,
      address text not null,
      reason text not null check (reason in ('unsubscribed', 'bounced', 'by-hand')),
      at timestamptz not null,
      primary key (org_id, address)
    );

    create table mailing (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      study_id uuid not null,
      collector_id uuid not null,
      subject jsonb not null,
      text jsonb not null,
      reminder_subject jsonb not null,
      reminder_text jsonb not null,
      reminders integer not null check (reminders between 0 and 5),
      reminder_days integer not null check (reminder_days between 1 and 60),
      base_url text,
      created_at timestamptz not null,
      started_at timestamptz,
      paused_at timestamptz,
      primary key (org_id, id),
      foreign key (org_id, study_id, collector_id) references collector (org_id, study_id, id) on delete cascade,
      check (started_at is null or base_url is not null)
    );
    create index mailing_by_collector on mailing (org_id, study_id, collector_id);

    create table mail_recipient (
      org_id uuid not null,
      id uuid not null default uuidv7(),
      mailing_id uuid not null,
      address text,
      name text,
      language text not null check (language in ('en', 'zh')),
      personal_link_id uuid not null,
      created_at timestamptz not null,
      primary key (org_id, id),
      constraint mail_recipient_once unique (org_id, mailing_id, address),
      foreign key (org_id, mailing_id) references mailing (org_id, id) on delete cascade,
      foreign key (org_id, personal_link_id) references personal_link (org_id, id) on delete cascade
    );
    create index mail_recipient_by_link on mail_recipient (org_id, personal_link_id);
    create index mail_recipient_by_address on mail_recipient (org_id, address);

    create table mail_delivery (
      org_id uuid not null,
      recipient_id uuid not null,
      round integer not null check (round >= 0),
      due_at timestamptz not null,
      attempts integer not null default 0,
      attempted_at timestamptz,
      claimed_at timestamptz,
      unsure_at timestamptz,
      sent_at timestamptz,
      failed_at timestamptz,
      skipped_at timestamptz,
      reason text,
      primary key (org_id, recipient_id, round),
      foreign key (org_id, recipient_id) references mail_recipient (org_id, id) on delete cascade,
      check (num_nonnulls(sent_at, failed_at, skipped_at) <= 1)
    );
    create index mail_delivery_waiting on mail_delivery (org_id, due_at)
      where sent_at is null and failed_at is null and skipped_at is null and claimed_at is null;
    create index mail_delivery_by_attempt on mail_delivery (org_id, attempted_at);

    alter table personal_link add column opened_at timestamptz;
  `.execute(db)
  for (const table of ['mail_settings', 'mail_suppression', 'mailing', 'mail_recipient', 'mail_delivery']) await orgTable(db, table)
}
