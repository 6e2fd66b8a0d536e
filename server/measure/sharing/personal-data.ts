import { sql } from 'kysely'
import { fact, type PersonalSource } from '../../personal-data.ts'

/** Words in views that were frozen for others. */
const frozenWords: PersonalSource = {
  key: 'measure.shared-answer',
  title: { en: 'Words in frozen views', zh: '已冻结视图中的原话' },
  columns: ['shared_answer.answer'],
  erasing: { en: 'are taken out; the figures stay as they were', zh: '删除原话，数字保持原样' },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ title: string; statement: { text: string | null; at: string } }>`
      select link.title, statement from shared_answer answer
      join shared_link link on link.org_id = answer.org_id and link.id = answer.link_id, jsonb_array_elements(answer.answer -> 'statements') as statement
      where answer.org_id = ${orgId} and jsonb_typeof(answer.answer -> 'statements') = 'array' and statement ->> 'responseId' = any(${known.of('response')})`.execute(trx)
    return rows.map(({ title, statement }) => [
      fact('link', 'Link', '链接', title),
      fact('text', 'Text', '文字', statement.text),
      fact('at', 'When', '时间', statement.at),
    ])
  },
  erase: async (trx, orgId, known) => {
    await sql`
      update shared_answer set answer = jsonb_set(answer, '{statements}', coalesce((
        select jsonb_agg(statement) from jsonb_array_elements(answer -> 'statements') as statement
        where not statement ->> 'responseId' = any(${known.of('response')})), '[]'))
      where org_id = ${orgId} and jsonb_typeof(answer -> 'statements') = 'array' and exists (
        select from jsonb_array_elements(answer -> 'statements') as statement where statement ->> 'responseId' = any(${known.of('response')}))`.execute(trx)
  },
}

export const personalData: PersonalSource[] = [frozenWords]
