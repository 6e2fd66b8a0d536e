import { sql } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import { anywhere, fact, verbatim, type PersonalSource } from '../../personal-data.ts'

type Found = { response_id: string; kind: 'help' | 'verbatim'; at: Date; study: Text; is_contact: boolean; text: string | null }

/** What somebody said in words, and how they can be reached. */
export const words: PersonalSource = {
  key: 'listen.statement',
  title: { en: 'Words and contact', zh: '原话与联系方式' },
  columns: ['statement.text', 'statement.contact'],
  erasing: { en: 'text and contact go', zh: '删除文字与联系方式' },
  find: async (trx, orgId, term) => {
    const digits = term.replace(/\D/g, '')
    const { rows } = await sql<Found>`
      select * from (
        select w.response_id, w.kind, w.at, s.title as study, w.text,
          coalesce(lower(${term}) in (lower(w.contact ->> 'email'), lower(w.contact ->> 'name'), lower(w.contact ->> 'phone'))
            or (${digits.length >= 6} and regexp_replace(w.contact ->> 'phone', '\\D', '', 'g') = ${digits}), false) as is_contact
        from statement w join study s on s.org_id = w.org_id and s.id = w.study_id
        where w.org_id = ${orgId} and w.erased_at is null and (w.contact is not null or w.text ilike ${anywhere(term)})
      ) as said
      where is_contact or text ilike ${anywhere(term)} order by is_contact desc, at desc limit 100`.execute(trx)
    return rows.map((row) => ({
      kind: 'response',
      id: row.response_id,
      title: row.is_contact ? { en: 'A contact left for help', zh: '求助时留下的联系方式' } : { en: 'Words that mention it', zh: '提到该内容的原话' },
      detail: row.is_contact ? row.study : verbatim((row.text ?? '').slice(0, 200)),
      at: row.at.toISOString(),
      isMention: !row.is_contact,
    }))
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ kind: string; item: string | null; text: string | null; contact: unknown; language: string | null; at: Date; erased_at: Date | null; response_id: string }>`
      select response_id, kind, item, text, contact, language, at, erased_at from statement
      where org_id = ${orgId} and response_id = any(${known.of('response')}::uuid[]) order by at, id`.execute(trx)
    return rows.map((row) => [
      fact('responseId', 'Id of the answer', '答卷编号', row.response_id),
      fact('kind', 'Kind', '类型', row.kind === 'help' ? { en: 'request for help', zh: '请求帮助' } : { en: 'answer in words', zh: '文字回答' }),
      fact('item', 'Question', '题目', row.item),
      fact('text', 'Text', '文字', row.text),
      fact('contact', 'Contact', '联系方式', row.contact),
      fact('at', 'When', '时间', row.at),
      fact('erasedAt', 'Erased', '清除时间', row.erased_at),
    ])
  },
  erase: async (trx, orgId, known, now) => {
    await sql`
      update statement set text = null, contact = null, erased_at = ${now}
      where org_id = ${orgId} and response_id = any(${known.of('response')}::uuid[]) and erased_at is null`.execute(trx)
  },
}
