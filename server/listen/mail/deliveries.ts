/**
 * Mails that wait, one row each. A row is claimed and the claim committed before anything is sent; the outcome is written
 * afterwards. If the program dies in between, the claim stays without an outcome: after a while the mail counts as
 * `unsure`, and only a person sends it again. So nobody gets a mail twice.
 */
import { sql } from 'kysely'
import type { Language, Text } from '@gap5/contract/language.ts'
import { studyState } from '@gap5/contract/listen/studies.ts'
import type { SkipReason, SuppressionReason } from '@gap5/contract/listen/mail.ts'
import type { Trx } from '../../database.ts'
import { Problem } from '../../problem.ts'
import type { Outcome } from './smtp.ts'
import { suppress } from './suppression.ts'

/** A claim without an outcome is younger than this while its mail is on its way: longer than any server is waited for. */
export const unsureAfter = 10 * 60_000

/** Minutes to wait after each refusal "for now"; after the last the mail has failed. */
const patienceMinutes = [5, 15, 60, 240, 720]

export type Delivery = {
  recipientId: string
  round: number
  attempts: number
  address: string
  name: string | null
  language: Language
  linkId: string
  slug: string
  baseUrl: string
  template: { subject: Text; text: Text }
  study: { id: string; title: Text; provider: Text; closesAt: Date | null }
}

type Waiting = {
  recipient_id: string
  round: number
  attempts: number
  address: string | null
  name: string | null
  language: Language
  personal_link_id: string
  response_id: string | null
  slug: string
  base_url: string
  mailing_id: string
  subject: Text
  text: Text
  reminder_subject: Text
  reminder_text: Text
  study_id: string
  title: Text
  provider: Text
  opens_at: Date | null
  closes_at: Date | null
  published_at: Date | null
  closed_at: Date | null
  collector_closed_at: Date | null
  expires_at: Date | null
  suppressed: SuppressionReason | null
}

/** Claims the next mail that is due and may go out; what may not is skipped with its reason on the way. Null: none is left. */
export async function claimNext(trx: Trx, orgId: string, { capDays, now }: { capDays: number | null; now: Date }): Promise<Delivery | null> {
  // One at a time in an organisation: of two mails to one address the second sees the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${orgId}`}, 0))`.execute(trx)
  for (;;) {
    const waiting = await nextWaiting(trx, orgId, now)
    if (waiting === undefined) return null
    const obstacle = await obstacleOf(trx, orgId, waiting, capDays, now)
    if (obstacle === null) {
      await update(trx, orgId, waiting, sql`claimed_at = ${now}, attempted_at = ${now}, attempts = attempts + 1, reason = null`)
      return deliveryFrom(waiting)
    }
    if (obstacle instanceof Date) await update(trx, orgId, waiting, sql`due_at = ${obstacle}`)
    else await update(trx, orgId, waiting, sql`skipped_at = ${now}, reason = ${obstacle}`)
  }
}

async function nextWaiting(trx: Trx, orgId: string, now: Date): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`
    select delivery.recipient_id, delivery.round, delivery.attempts, recipient.address, recipient.name, recipient.language,
      recipient.personal_link_id, link.response_id, collector.slug, mailing.base_url, mailing.id as mailing_id,
      mailing.subject, mailing.text, mailing.reminder_subject, mailing.reminder_text,
      study.id as study_id, study.title, study.subject -> 'name' as provider, study.opens_at, study.closes_at,
      study.published_at, study.closed_at, collector.closed_at as collector_closed_at, collector.expires_at,
      (select reason from mail_suppression as s where s.org_id = delivery.org_id and s.address = recipient.address) as suppressed
    from mail_delivery as delivery
      join mail_recipient as recipient on recipient.org_id = delivery.org_id and recipient.id = delivery.recipient_id
      join mailing on mailing.org_id = delivery.org_id and mailing.id = recipient.mailing_id
      join collector on collector.org_id = delivery.org_id and collector.id = mailing.collector_id
      join study on study.org_id = delivery.org_id and study.id = mailing.study_id
      join personal_link as link on link.org_id = delivery.org_id and link.id = recipient.personal_link_id
    where delivery.org_id = ${orgId} and delivery.due_at <= ${now}
      and delivery.sent_at is null and delivery.failed_at is null and delivery.skipped_at is null and delivery.claimed_at is null
      and mailing.started_at is not null and mailing.paused_at is null
    order by delivery.due_at, delivery.recipient_id, delivery.round
    limit 1 for update of delivery skip locked`.execute(trx)
  return rows[0]
}

/** Why a mail may not go out: a reason to leave it, or a time to wait for. */
async function obstacleOf(trx: Trx, orgId: string, waiting: Waiting, capDays: number | null, now: Date): Promise<SkipReason | Date | null> {
  if (waiting.address === null) return 'erased'
  if (waiting.response_id !== null) return 'answered'
  if (waiting.suppressed !== null) return waiting.suppressed
  const text = (instant: Date | null) => instant?.toISOString() ?? null
  const state = studyState({ publishedAt: text(waiting.published_at), closedAt: text(waiting.closed_at), opensAt: text(waiting.opens_at), closesAt: text(waiting.closes_at) }, now)
  if (state === 'scheduled') return waiting.opens_at
  const isOver = waiting.collector_closed_at !== null || (waiting.expires_at !== null && waiting.expires_at <= now)
  if (state !== 'open' || isOver) return 'study-over'
  return capDays !== null && waiting.round === 0 && (await wasAsked(trx, orgId, waiting, capDays, now)) ? 'capped' : null
}

/** Whether another mailing of any study wrote to the address within so many days; a mail that may have arrived counts. */
async function wasAsked(trx: Trx, orgId: string, { address, mailing_id: mailingId }: Waiting, capDays: number, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - capDays * 24 * 60 * 60_000)
  const { rows } = await sql`
    select from mail_recipient as other join mail_delivery as mail on mail.org_id = other.org_id and mail.recipient_id = other.id
    where other.org_id = ${orgId} and other.address = ${address} and other.mailing_id <> ${mailingId}
      and coalesce(mail.sent_at, mail.claimed_at) > ${since} and mail.failed_at is null limit 1`.execute(trx)
  return rows.length > 0
}

function deliveryFrom(row: Waiting): Delivery {
  const isReminder = row.round > 0
  return {
    recipientId: row.recipient_id,
    round: row.round,
    attempts: row.attempts + 1,
    address: row.address!,
    name: row.name,
    language: row.language,
    linkId: row.personal_link_id,
    slug: row.slug,
    baseUrl: row.base_url,
    template: isReminder ? { subject: row.reminder_subject, text: row.reminder_text } : { subject: row.subject, text: row.text },
    study: { id: row.study_id, title: row.title, provider: row.provider, closesAt: row.closes_at },
  }
}

/** Writes down what came of a claimed mail. */
export async function settle(trx: Trx, orgId: string, delivery: Delivery, outcome: Outcome, now: Date): Promise<void> {
  const row = { recipient_id: delivery.recipientId, round: delivery.round }
  switch (outcome.kind) {
    case 'sent':
      return update(trx, orgId, row, sql`sent_at = ${now}, reason = null`)
    case 'unsure':
      return update(trx, orgId, row, sql`unsure_at = ${now}, reason = ${outcome.said}`)
    case 'trouble':
      return update(trx, orgId, row, sql`claimed_at = null, attempts = attempts - 1`)
    case 'refused':
      if (/\b5\.1\.\d/.test(outcome.said)) await suppress(trx, orgId, delivery.address, 'bounced', now)
      return update(trx, orgId, row, sql`failed_at = ${now}, reason = ${outcome.said}`)
    case 'later': {
      const minutes = patienceMinutes[delivery.attempts - 1]
      if (minutes === undefined) return update(trx, orgId, row, sql`failed_at = ${now}, reason = ${outcome.said}`)
      return update(trx, orgId, row, sql`claimed_at = null, due_at = ${new Date(now.getTime() + minutes * 60_000)}, reason = ${outcome.said}`)
    }
  }
}

async function update(trx: Trx, orgId: string, { recipient_id: id, round }: Pick<Waiting, 'recipient_id' | 'round'>, change: ReturnType<typeof sql>): Promise<void> {
  await sql`update mail_delivery set ${change} where org_id = ${orgId} and recipient_id = ${id} and round = ${round}`.execute(trx)
}

/** A reminder for everybody whose last mail is old enough and who has not answered; never after one that did not arrive. */
export async function planReminders(trx: Trx, orgId: string, now: Date): Promise<void> {
  await sql`
    insert into mail_delivery (org_id, recipient_id, round, due_at)
    select recipient.org_id, recipient.id, last.round + 1, last.sent_at + make_interval(days => mailing.reminder_days)
    from mailing
      join mail_recipient as recipient on recipient.org_id = mailing.org_id and recipient.mailing_id = mailing.id
      join personal_link as link on link.org_id = recipient.org_id and link.id = recipient.personal_link_id
      join lateral (
        select round, sent_at from mail_delivery as each where each.org_id = recipient.org_id and each.recipient_id = recipient.id
        order by round desc limit 1) as last on true
    where mailing.org_id = ${orgId} and mailing.started_at is not null and mailing.paused_at is null
      and last.sent_at is not null and last.round < mailing.reminders and link.response_id is null and recipient.address is not null
      and last.sent_at + make_interval(days => mailing.reminder_days) <= ${now}
    on conflict do nothing`.execute(trx)
}

/** How many mails were tried within the last minute. */
export async function countLastMinute(trx: Trx, orgId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from mail_delivery where org_id = ${orgId} and attempted_at > ${new Date(now.getTime() - 60_000)}`.execute(trx)
  return rows[0]!.n
}

export async function isAnyDue(trx: Trx, orgId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from mail_delivery as delivery
      join mail_recipient as recipient on recipient.org_id = delivery.org_id and recipient.id = delivery.recipient_id
      join mailing on mailing.org_id = delivery.org_id and mailing.id = recipient.mailing_id
    where delivery.org_id = ${orgId} and due_at <= ${now} and sent_at is null and failed_at is null and skipped_at is null and claimed_at is null
      and started_at is not null and paused_at is null limit 1`.execute(trx)
  return rows.length > 0
}

/** A person knows whether a mail arrived of which the program does not; or wants one tried again that failed. */
export async function decide(trx: Trx, { orgId, mailingId, recipientId }: { orgId: string; mailingId: string; recipientId: string }, was: 'sent' | 'not-sent', now: Date): Promise<void> {
  const { rows } = await sql<{ round: number }>`
    select round from mail_delivery as delivery join mail_recipient as recipient on recipient.org_id = delivery.org_id and recipient.id = delivery.recipient_id
    where delivery.org_id = ${orgId} and recipient.id = ${recipientId} and recipient.mailing_id = ${mailingId}
      and (failed_at is not null or unsure_at is not null or (claimed_at < ${new Date(now.getTime() - unsureAfter)} and sent_at is null and skipped_at is null))
    order by round desc limit 1 for update of delivery`.execute(trx)
  const row = rows[0]
  if (row === undefined) throw new Problem('listen.nothing-to-decide')
  const change = was === 'sent' ? sql`sent_at = coalesce(claimed_at, ${now}), failed_at = null, unsure_at = null` : sql`claimed_at = null, unsure_at = null, failed_at = null, attempts = 0, due_at = ${now}, reason = null`
  await update(trx, orgId, { recipient_id: recipientId, round: row.round }, change)
}
