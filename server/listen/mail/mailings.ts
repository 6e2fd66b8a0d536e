import { sql } from 'kysely'
import type { Language, Text } from '@gap5/contract/language.ts'
import type { Mailing, MailingChange, MailingCounts, MailingDraft, MailingState, MailPreview } from '@gap5/contract/listen/mail.ts'
import type { AuditActor } from '../../access/actor.ts'
import { audit } from '../../access/audit.ts'
import { jsonb, type Trx } from '../../database.ts'
import { addJob } from '../../jobs.ts'
import { Problem } from '../../problem.ts'
import { createCollector } from '../collectors.ts'
import { publishedDefinition } from '../published-definition.ts'
import type { UncountedStudy } from '../study-rows.ts'
import { writeMail } from './message.ts'
import { recipientStates } from './recipients.ts'
import { sendMailTask } from './send-mail.ts'

/** A mailing with a collector of its own, so that its answers are told apart. */
export async function createMailing(trx: Trx, actor: AuditActor, studyId: string, { title, ...draft }: MailingDraft, now: Date): Promise<Mailing> {
  const collector = await createCollector(trx, actor, studyId, { kind: 'email', title, attributes: {}, expiresAt: null }, now)
  const { id } = await trx
    .insertInto('mailing')
    .values({
      org_id: actor.orgId,
      study_id: studyId,
      collector_id: collector.id,
      subject: jsonb(draft.subject),
      text: jsonb(draft.text),
      reminder_subject: jsonb(draft.reminderSubject),
      reminder_text: jsonb(draft.reminderText),
      reminders: draft.reminders,
      reminder_days: draft.reminderDays,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(trx, actor, 'mailing.created', { kind: 'mailing', id }, { studyId })
  return readMailing(trx, actor.orgId, studyId, id, now)
}

export async function readMailing(trx: Trx, orgId: string, studyId: string, id: string, now: Date): Promise<Mailing> {
  const [mailing] = await mailings(trx, orgId, studyId, now, id)
  if (mailing === undefined) throw new Problem('listen.mailing-unknown')
  return mailing
}

/** The mailings of a study, the newest first. */
export function listMailings(trx: Trx, orgId: string, studyId: string, now: Date): Promise<Mailing[]> {
  return mailings(trx, orgId, studyId, now)
}

async function mailings(trx: Trx, orgId: string, studyId: string, now: Date, id?: string): Promise<Mailing[]> {
  let wanted = trx
    .selectFrom('mailing')
    .innerJoin('collector', (join) => join.onRef('collector.org_id', '=', 'mailing.org_id').onRef('collector.id', '=', 'mailing.collector_id'))
    .selectAll('mailing')
    .select('collector.title')
    .where('mailing.org_id', '=', orgId)
    .where('mailing.study_id', '=', studyId)
    .orderBy('mailing.created_at', 'desc')
    .orderBy('mailing.id', 'desc')
  if (id !== undefined) wanted = wanted.where('mailing.id', '=', id)
  const rows = await wanted.execute()
  const counts = await countRecipients(trx, orgId, rows.map((row) => row.id), now)
  return rows.map((row) => {
    const mine = counts.get(row.id) ?? nobody
    return {
      id: row.id,
      studyId: row.study_id,
      collectorId: row.collector_id,
      title: row.title,
      subject: row.subject,
      text: row.text,
      reminderSubject: row.reminder_subject,
      reminderText: row.reminder_text,
      reminders: row.reminders,
      reminderDays: row.reminder_days,
      createdAt: row.created_at.toISOString(),
      startedAt: row.started_at?.toISOString() ?? null,
      state: stateOf(row, mine),
      counts: mine,
    }
  })
}

/** Reminders are still to come for who got the mail and has not answered; `open` counts those who may get another. */
type Counts = MailingCounts & { open: number }
const nobody: Counts = { recipients: 0, waiting: 0, sent: 0, unsure: 0, failed: 0, skipped: 0, opened: 0, answered: 0, reminders: 0, open: 0 }

function stateOf(row: { started_at: Date | null; paused_at: Date | null; reminders: number }, counts: Counts): MailingState {
  if (row.started_at === null) return 'draft'
  if (row.paused_at !== null) return 'paused'
  if (counts.waiting > 0) return 'sending'
  return counts.open > 0 ? 'reminding' : 'done'
}

async function countRecipients(trx: Trx, orgId: string, ids: string[], now: Date): Promise<Map<string, Counts>> {
  const { rows } = await sql<Counts & { mailing_id: string }>`
    select mailing_id, count(*)::integer as recipients,
      count(*) filter (where state = 'waiting')::integer as waiting,
      count(*) filter (where sent_at is not null)::integer as sent,
      count(*) filter (where state = 'unsure')::integer as unsure,
      count(*) filter (where failed_at is not null)::integer as failed,
      count(*) filter (where skipped_at is not null)::integer as skipped,
      count(opened_at)::integer as opened,
      count(response_id)::integer as answered,
      sum(recipient.reminders)::integer as reminders,
      count(*) filter (where state in ('sent', 'opened') and ((last_was_sent and rounds < mailing.reminders) or due_at is not null))::integer as open
    from (${recipientStates(orgId, now)}) as recipient join mailing on mailing.org_id = ${orgId} and mailing.id = mailing_id
    where mailing_id = any(${ids}::uuid[]) group by 1`.execute(trx)
  return new Map(rows.map(({ mailing_id: id, ...counts }) => [id, counts]))
}

/** Once mails are out the invitation stays as it was sent; how and when people are reminded may still change. */
export async function changeMailing(trx: Trx, actor: AuditActor, studyId: string, id: string, change: MailingChange, now: Date): Promise<Mailing> {
  const before = await readMailing(trx, actor.orgId, studyId, id, now)
  if (before.startedAt !== null && (change.subject !== undefined || change.text !== undefined)) throw new Problem('listen.mailing-started')
  const after = { ...before, ...change }
  await trx
    .updateTable('mailing')
    .set({
      subject: jsonb(after.subject),
      text: jsonb(after.text),
      reminder_subject: jsonb(after.reminderSubject),
      reminder_text: jsonb(after.reminderText),
      reminders: after.reminders,
      reminder_days: after.reminderDays,
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute()
  await audit(trx, actor, 'mailing.changed', { kind: 'mailing', id }, { studyId })
  return readMailing(trx, actor.orgId, studyId, id, now)
}

/** Begins to send, or goes on after a pause. The address of this system as the caller sees it stands in the mails. */
export async function startMailing(trx: Trx, actor: AuditActor, study: UncountedStudy, id: string, baseUrl: string, now: Date): Promise<Mailing> {
  const { counts, startedAt } = await readMailing(trx, actor.orgId, study.id, id, now)
  if (study.publishedAt === null) throw new Problem('listen.study-draft')
  if (counts.recipients === 0) throw new Problem('listen.mailing-empty')
  await trx
    .updateTable('mailing')
    .set({ started_at: startedAt ?? now, paused_at: null, base_url: baseUrl })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute()
  await addJob(trx, sendMailTask, { orgId: actor.orgId }, { key: `mail ${actor.orgId}` })
  await audit(trx, actor, 'mailing.started', { kind: 'mailing', id }, { studyId: study.id, count: counts.recipients })
  return readMailing(trx, actor.orgId, study.id, id, now)
}

/** What is on its way still arrives; nothing more goes out until it is started again. */
export async function pauseMailing(trx: Trx, actor: AuditActor, studyId: string, id: string, now: Date): Promise<Mailing> {
  await readMailing(trx, actor.orgId, studyId, id, now)
  await trx.updateTable('mailing').set({ paused_at: now }).where('org_id', '=', actor.orgId).where('id', '=', id).where('started_at', 'is not', null).execute()
  await audit(trx, actor, 'mailing.paused', { kind: 'mailing', id }, { studyId })
  return readMailing(trx, actor.orgId, studyId, id, now)
}

type Shown = { kind: 'invitation' | 'reminder'; language: Language; subject?: Text | undefined; text?: Text | undefined }

/** A mail as somebody would get it, with a link that leads nowhere. */
export async function previewMail(trx: Trx, orgId: string, study: UncountedStudy, mailing: Mailing, shown: Shown, baseUrl: string): Promise<MailPreview> {
  const organisation = await trx.selectFrom('organisation').select(['name', 'time_zone']).where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const minutes = study.publishedAt === null ? undefined : (await publishedDefinition(trx, orgId, study.id)).definition.minutes
  const { language, kind } = shown
  const template = kind === 'reminder' ? { subject: mailing.reminderSubject, text: mailing.reminderText } : { subject: mailing.subject, text: mailing.text }
  return writeMail(
    { subject: shown.subject ?? template.subject, text: shown.text ?? template.text },
    {
      language,
      name: { en: 'Ms Lin', zh: '林女士' }[language],
      link: `${baseUrl}/s/…`,
      unsubscribe: `${baseUrl}/unsubscribe/…`,
      study: study.title,
      provider: study.subject.name,
      organisation: organisation.name,
      minutes,
      closesAt: study.closesAt === null ? null : new Date(study.closesAt),
      timeZone: organisation.time_zone,
    },
  )
}
