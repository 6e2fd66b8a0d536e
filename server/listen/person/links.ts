import { sql } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import { fact, type PersonalSource } from '../../personal-data.ts'

/** Links that were made for somebody. */
export const links: PersonalSource = {
  key: 'listen.personal-link',
  title: { en: 'Personal links', zh: '个人链接' },
  columns: ['personal_link.label', 'personal_link.attributes'],
  erasing: { en: 'name and attributes go; a link that was not used is closed', zh: '删除名称与属性；未使用的链接失效' },
  find: async (trx, orgId, term) => {
    const { rows } = await sql<{ id: string; label: string; at: Date; study: Text }>`
      select l.id, l.label, l.created_at as at, s.title as study from personal_link l
      join collector c on c.org_id = l.org_id and c.id = l.collector_id
      join study s on s.org_id = c.org_id and s.id = c.study_id
      where l.org_id = ${orgId} and (lower(l.label) = lower(${term})
        or exists (select from jsonb_each_text(l.attributes) a where lower(a.value) = lower(${term}) and s.attributes @> jsonb_build_array(jsonb_build_object('key', a.key, 'type', 'text'))))
      order by l.created_at desc limit 100`.execute(trx)
    return rows.map(({ id, label, at, study }) => ({ kind: 'personal-link', id, title: { en: `A personal link: ${label}`, zh: `个人链接：${label}` }, detail: study, at: at.toISOString(), isMention: false }))
  },
  follow: async (trx, orgId, known) => {
    const { rows } = await sql<{ id: string; response_id: string | null }>`
      select id, response_id from personal_link
      where org_id = ${orgId} and (id = any(${known.of('personal-link')}::uuid[]) or response_id = any(${known.of('response')}::uuid[]))`.execute(trx)
    return rows.flatMap(({ id, response_id: responseId }) => [{ kind: 'personal-link', id }, ...(responseId === null ? [] : [{ kind: 'response', id: responseId }])])
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ label: string | null; attributes: unknown; created_at: Date; expires_at: Date | null; response_id: string | null; study: Text }>`
      select l.label, l.attributes, l.created_at, l.expires_at, l.response_id, s.title as study from personal_link l
      join collector c on c.org_id = l.org_id and c.id = l.collector_id
      join study s on s.org_id = c.org_id and s.id = c.study_id
      where l.org_id = ${orgId} and l.id = any(${known.of('personal-link')}::uuid[]) order by l.created_at`.execute(trx)
    return rows.map((row) => [
      fact('study', 'Study', '调查', row.study),
      fact('label', 'Name', '名称', row.label),
      fact('attributes', 'Attributes', '属性', row.attributes),
      fact('createdAt', 'Made', '创建时间', row.created_at),
      fact('expiresAt', 'Ends', '失效时间', row.expires_at),
      fact('responseId', 'Id of the answer', '答卷编号', row.response_id),
    ])
  },
  erase: async (trx, orgId, known, now) => {
    await sql`
      update personal_link set label = null, attributes = '{}', expires_at = case when response_id is null then least(expires_at, ${now}) else expires_at end
      where org_id = ${orgId} and id = any(${known.of('personal-link')}::uuid[])`.execute(trx)
  },
}
