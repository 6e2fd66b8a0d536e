import { sql } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Trx } from '../../database.ts'
import { record } from '../../events.ts'
import { fact, type Fact, type PersonalSource } from '../../personal-data.ts'
import { responseErased } from '../events.ts'
import { publishedDefinition } from '../published-definition.ts'
import type { ScoredAnswers } from '../responses.tables.ts'

type Found = { id: string; at: Date; study: Text }

/** Answers under their id, the sender's own id, or a free attribute. The numbers stay for ever; attributes of free text go. */
export const answers: PersonalSource = {
  key: 'listen.response',
  title: { en: 'Answers', zh: '答卷' },
  columns: ['response.attributes', 'response_revision.answers', 'response_revision.reason'],
  erasing: { en: 'attributes of free text go, the anonymous scores stay', zh: '删除自由文字属性，匿名评分保留' },
  find: async (trx, orgId, term) => {
    const { rows } = await sql<Found>`
      with found as (
        select id from response where org_id = ${orgId} and id::text = lower(${term})
        union
        select response_id from intake_journal where org_id = ${orgId} and response_id is not null and external_id in (${term}, 'key:' || ${term})
        union
        select r.id from study s join response r on r.org_id = s.org_id and r.study_id = s.id, jsonb_each_text(r.attributes) as a
        where s.org_id = ${orgId} and s.attributes @> '[{"type": "text"}]' and lower(a.value) = lower(${term})
      )
      select r.id, r.submitted_at as at, s.title as study from found
      join response r on r.org_id = ${orgId} and r.id = found.id
      join study s on s.org_id = r.org_id and s.id = r.study_id
      order by r.submitted_at desc limit 100`.execute(trx)
    return rows.map(({ id, at, study }) => ({ kind: 'response', id, title: { en: 'An answer', zh: '一份答卷' }, detail: study, at: at.toISOString(), isMention: false }))
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<Row>`
      select r.id, r.study_id, s.title as study, r.submitted_at, r.started_at, r.language, r.attributes, r.erased_at, v.revision, v.answers, v.marks, v.reason, v.at
      from response r join study s on s.org_id = r.org_id and s.id = r.study_id
      join response_revision v on v.org_id = r.org_id and v.response_id = r.id
      where r.org_id = ${orgId} and r.id = any(${known.of('response')}::uuid[])
      order by r.submitted_at, r.id, v.revision`.execute(trx)
    return Promise.all(rows.map((row) => factsOf(trx, orgId, row)))
  },
  erase: async (trx, orgId, known, now) => {
    const { rows } = await sql<{ id: string; study_id: string }>`
      update response r set erased_at = coalesce(r.erased_at, ${now}::timestamptz), written_in = pg_current_xact_id(),
        attributes = r.attributes - array(
          select attribute ->> 'key' from study, jsonb_array_elements(study.attributes) as attribute
          where study.org_id = r.org_id and study.id = r.study_id and attribute ->> 'type' = 'text')
      where r.org_id = ${orgId} and r.id = any(${known.of('response')}::uuid[])
      returning r.id, r.study_id`.execute(trx)
    await sql`delete from answer_print where org_id = ${orgId} and study_id = any(${rows.map((row) => row.study_id)}::uuid[]) and response_id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(trx)
    for (const { id, study_id: studyId } of rows) await record(trx, responseErased, { orgId, at: now, payload: { studyId, responseId: id } })
  },
}

type Row = {
  id: string
  study_id: string
  study: Text
  submitted_at: Date
  started_at: Date | null
  language: string | null
  attributes: Record<string, string>
  erased_at: Date | null
  revision: number
  answers: ScoredAnswers
  marks: string[]
  reason: string | null
  at: Date
}

async function factsOf(trx: Trx, orgId: string, row: Row): Promise<Fact[]> {
  const { definition } = await publishedDefinition(trx, orgId, row.study_id)
  return [
    fact('study', 'Study', '调查', row.study),
    fact('id', 'Id of the answer', '答卷编号', row.id),
    fact('submittedAt', 'Answered', '提交时间', row.submitted_at),
    fact('startedAt', 'Begun', '开始时间', row.started_at),
    fact('language', 'Language', '语言', row.language),
    fact('attributes', 'Attributes', '属性', row.attributes),
    fact('revision', 'Revision', '修订', row.revision),
    fact('reason', 'Reason of the correction', '更正原因', row.reason),
    fact('marks', 'Quality marks', '质量标记', row.marks),
    fact('answers', 'Answers', '回答', worded(definition, row.answers)),
    fact('erasedAt', 'Erased', '清除时间', row.erased_at),
  ]
}

/** Question and answer, in words. */
function worded(definition: Definition, { ratings, choices }: ScoredAnswers): { question: Text; key: string; answer: unknown }[] {
  const items = new Map(definition.blocks.flatMap((block) => block.items.map((item) => [item.key, item])))
  const given = [...Object.entries(ratings), ...Object.entries(choices)]
  const order = new Map(variables(definition).map(({ key }, at) => [key, at]))
  return given
    .toSorted(([a], [b]) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity))
    .map(([key, answer]) => ({ question: items.get(key.split('.')[0] ?? '')?.text ?? { en: key, zh: key }, key, answer }))
}
