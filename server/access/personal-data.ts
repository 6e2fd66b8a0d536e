/** What this room keeps of people: invitations, members' accounts, and entries of the trail about a person's answers. */
import { sql } from 'kysely'
import { fact, verbatim, type PersonalSource } from '../personal-data.ts'

const invitations: PersonalSource = {
  key: 'access.invitation',
  title: { en: 'Invitations to become a member', zh: '成员邀请' },
  columns: ['invitation.email'],
  erasing: { en: 'is deleted', zh: '删除' },
  find: async (trx, orgId, term) => {
    const rows = await trx.selectFrom('invitation').select(['id', 'email', 'created_at']).where('org_id', '=', orgId).where('email', '=', term.toLowerCase()).execute()
    return rows.map(({ id, email, created_at: at }) => ({ kind: 'invitation', id, title: invitations.title, detail: verbatim(email), at: at.toISOString(), isMention: false }))
  },
  read: async (trx, orgId, known) => {
    const rows = await trx.selectFrom('invitation').select(['email', 'role', 'created_at', 'accepted_at']).where('org_id', '=', orgId).where('id', '=', sql<string>`any(${known.of('invitation')}::uuid[])`).execute()
    return rows.map((row) => [
      fact('email', 'E-mail address', '邮箱', row.email),
      fact('role', 'Role', '角色', row.role),
      fact('at', 'Invited', '邀请时间', row.created_at),
      fact('acceptedAt', 'Accepted', '接受时间', row.accepted_at),
    ])
  },
  erase: async (trx, orgId, known) => {
    await trx.deleteFrom('invitation').where('org_id', '=', orgId).where('id', '=', sql<string>`any(${known.of('invitation')}::uuid[])`).execute()
  },
}

const members: PersonalSource = {
  key: 'access.member',
  title: { en: 'Account of a member', zh: '成员账户' },
  columns: ['identity_user.name', 'identity_user.email'],
  erasing: { en: 'stays: a member is removed under Settings → Members', zh: '保留：请在“设置 → 成员”中移除成员' },
  find: async (trx, orgId, term) => {
    const { rows } = await sql<{ id: string; email: string; at: Date }>`
      select u.id, u.email, m.joined_at as at from member m join identity_user u on u.id::text = m.user_id::text
      where m.org_id = ${orgId} and (u.email = lower(${term}) or lower(u.name) = lower(${term}))`.execute(trx)
    return rows.map(({ id, email, at }) => ({ kind: 'member', id, title: members.title, detail: verbatim(email), at: at.toISOString(), isMention: false }))
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ name: string; email: string; role: string; joined_at: Date }>`
      select u.name, u.email, m.role, m.joined_at from member m join identity_user u on u.id::text = m.user_id::text
      where m.org_id = ${orgId} and u.id::text = any(${known.of('member')})`.execute(trx)
    return rows.map((row) => [
      fact('name', 'Name', '姓名', row.name),
      fact('email', 'E-mail address', '邮箱', row.email),
      fact('role', 'Role', '角色', row.role),
      fact('joinedAt', 'Member since', '加入时间', row.joined_at),
    ])
  },
  erase: () => Promise.resolve(),
}

const trail: PersonalSource = {
  key: 'access.audit',
  title: { en: 'Entries of the audit trail', zh: '操作记录' },
  columns: [],
  erasing: { en: 'stays: entries name nobody and are never changed', zh: '保留：记录不含姓名，且不可更改' },
  read: async (trx, orgId, known) => {
    const subjects = ['response', 'personal-link', 'mail-recipient'].flatMap((kind) => known.of(kind))
    if (subjects.length === 0) return []
    const rows = await trx
      .selectFrom('audit_entry')
      .select(['at', 'action', 'subject_kind', 'subject_id', 'details'])
      .where('org_id', '=', orgId)
      .where('subject_id', '=', sql<string>`any(${subjects})`)
      .orderBy('id')
      .execute()
    return rows.map((row) => [
      fact('at', 'When', '时间', row.at),
      fact('action', 'What was done', '操作', row.action),
      fact('subject', 'To what', '对象', `${row.subject_kind} ${row.subject_id}`),
      fact('details', 'Details', '详情', row.details),
    ])
  },
  erase: () => Promise.resolve(),
}

export const personalData: PersonalSource[] = [members, invitations, trail]
