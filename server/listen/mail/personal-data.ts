import { sql } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import { fact, verbatim, type PersonalSource } from '../../personal-data.ts'

type Found = { id: string; address: string; name: string | null; at: Date; study: Text }

/** People who were invited by e-mail. */
const recipients: PersonalSource = {
  key: 'listen.mail-recipient',
  title: { en: 'Invitations by e-mail', zh: '邮件邀请' },
  columns: ['mail_recipient.address', 'mail_recipient.name', 'mail_delivery.reason'],
  erasing: { en: 'address and name go, and no further mail is sent', zh: '删除邮箱与姓名，不再发送邮件' },
  find: async (trx, orgId, term) => {
    const { rows } = await sql<Found>`
      select r.id, r.address, r.name, r.created_at as at, s.title as study from mail_recipient r
      join mailing m on m.org_id = r.org_id and m.id = r.mailing_id
      join study s on s.org_id = m.org_id and s.id = m.study_id
      where r.org_id = ${orgId} and (lower(r.address) = lower(${term}) or lower(r.name) = lower(${term}))
      order by r.created_at desc limit 100`.execute(trx)
    return rows.map(({ id, address, name, at, study }) => ({
      kind: 'mail-recipient', id, title: { en: `Invited: ${name ?? address}`, zh: `受邀人：${name ?? address}` }, detail: study, at: at.toISOString(), isMention: false,
    }))
  },
  follow: async (trx, orgId, known) => {
    const { rows } = await sql<{ id: string; personal_link_id: string; address: string | null }>`
      select id, personal_link_id, address from mail_recipient where org_id = ${orgId}
        and (id = any(${known.of('mail-recipient')}::uuid[]) or personal_link_id = any(${known.of('personal-link')}::uuid[]))`.execute(trx)
    return rows.flatMap(({ id, personal_link_id: link, address }) => [
      { kind: 'mail-recipient', id },
      { kind: 'personal-link', id: link },
      ...(address === null ? [] : [{ kind: 'mail-address', id: address.toLowerCase() }]),
    ])
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ address: string | null; name: string | null; language: string; created_at: Date; study: Text; mails: { round: number; sentAt: string | null; reason: string | null }[] }>`
      select r.address, r.name, r.language, r.created_at, s.title as study, coalesce((
        select jsonb_agg(jsonb_build_object('round', d.round, 'dueAt', d.due_at, 'sentAt', d.sent_at, 'failedAt', d.failed_at, 'skippedAt', d.skipped_at, 'reason', d.reason) order by d.round)
        from mail_delivery d where d.org_id = r.org_id and d.recipient_id = r.id), '[]') as mails
      from mail_recipient r join mailing m on m.org_id = r.org_id and m.id = r.mailing_id
      join study s on s.org_id = m.org_id and s.id = m.study_id
      where r.org_id = ${orgId} and r.id = any(${known.of('mail-recipient')}::uuid[]) order by r.created_at`.execute(trx)
    return rows.map((row) => [
      fact('study', 'Study', '调查', row.study),
      fact('address', 'E-mail address', '邮箱', row.address),
      fact('name', 'Name', '姓名', row.name),
      fact('language', 'Language', '语言', row.language),
      fact('createdAt', 'Put on the list', '列入名单', row.created_at),
      fact('mails', 'Mails', '邮件', row.mails),
    ])
  },
  erase: async (trx, orgId, known, now) => {
    const ids = known.of('mail-recipient')
    await sql`
      update mail_delivery set skipped_at = ${now}, reason = 'erased' where org_id = ${orgId} and recipient_id = any(${ids}::uuid[])
        and sent_at is null and failed_at is null and skipped_at is null and claimed_at is null`.execute(trx)
    await sql`update mail_delivery set reason = null where org_id = ${orgId} and recipient_id = any(${ids}::uuid[]) and failed_at is not null`.execute(trx)
    await sql`update mail_recipient set address = null, name = null where org_id = ${orgId} and id = any(${ids}::uuid[])`.execute(trx)
  },
}

/** Who does not want to be written to. It has to be remembered, or the next list would bring them back. */
const suppressions: PersonalSource = {
  key: 'listen.mail-suppression',
  title: { en: 'Do not write to this address', zh: '不再写信的邮箱' },
  columns: ['mail_suppression.address'],
  erasing: { en: 'stays, so that nobody writes to them again', zh: '保留，以免再次写信给此人' },
  find: async (trx, orgId, term) => {
    const rows = await trx.selectFrom('mail_suppression').select(['address', 'at']).where('org_id', '=', orgId).where('address', '=', term.toLowerCase()).execute()
    return rows.map(({ address, at }) => ({ kind: 'mail-address', id: address, title: suppressions.title, detail: verbatim(address), at: at.toISOString(), isMention: false }))
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ address: string; reason: string; at: Date }>`
      select address, reason, at from mail_suppression where org_id = ${orgId} and address = any(${known.of('mail-address')})`.execute(trx)
    return rows.map((row) => [fact('address', 'E-mail address', '邮箱', row.address), fact('reason', 'Why', '原因', row.reason), fact('at', 'Since', '时间', row.at)])
  },
  erase: () => Promise.resolve(),
}

export const personalData: PersonalSource[] = [suppressions, recipients]
