/** What came in, raw; what was refused; what is still being filled in. */
import { sql } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import { anywhere, fact, verbatim, type PersonalSource } from '../../personal-data.ts'

/** Ids of the survey page are made at random and lead to nobody. */
export const journal: PersonalSource = {
  key: 'listen.journal',
  title: { en: 'Raw entries', zh: '原始记录' },
  columns: ['intake_journal.body', 'intake_journal.problem', 'intake_journal.external_id'],
  erasing: {
    en: 'what came goes; a fingerprint of the sender’s own id stays, so that the same entry does not come in again',
    zh: '删除原始内容；仅保留发送方编号的指纹，以免同一记录再次进入',
  },
  /** What was accepted is found by its answer; here, what was not. */
  find: async (trx, orgId, term) => {
    const { rows } = await sql<{ id: string; at: Date; study: Text; is_id: boolean }>`
      select j.id, j.received_at as at, s.title as study, j.external_id = ${term} as is_id
      from intake_journal j join study s on s.org_id = j.org_id and s.id = j.study_id
      where j.org_id = ${orgId} and j.outcome <> 'accepted' and (j.external_id = ${term} or j.body::text ilike ${anywhere(term)})
      order by j.id desc limit 100`.execute(trx)
    return rows.map(({ id, at, study, is_id: isId }) => ({
      kind: 'letter', id, title: { en: 'An entry that was not accepted', zh: '未被接收的记录' }, detail: study, at: at.toISOString(), isMention: !isId,
    }))
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ channel: string; external_id: string; received_at: Date; body: unknown; outcome: string; response_id: string | null }>`
      select channel, external_id, received_at, body, outcome, response_id from intake_journal
      where org_id = ${orgId} and (response_id = any(${known.of('response')}::uuid[]) or id = any(${known.of('letter')}::uuid[])) order by id`.execute(trx)
    return rows.map((row) => [
      fact('responseId', 'Id of the answer', '答卷编号', row.response_id),
      fact('channel', 'Channel', '渠道', row.channel),
      fact('externalId', 'The sender’s own id', '发送方编号', row.external_id),
      fact('receivedAt', 'Received', '收到时间', row.received_at),
      fact('outcome', 'Outcome', '处理结果', row.outcome),
      fact('body', 'As it came', '原始内容', row.body),
    ])
  },
  erase: async (trx, orgId, known) => {
    await sql`
      update intake_journal set body = null, problem = null,
        external_id = case when channel = 'survey' or external_id like 'erased:%' then external_id else erased_id(external_id) end, outcome = case outcome when 'rejected' then 'dismissed' else outcome end
      where org_id = ${orgId} and (response_id = any(${known.of('response')}::uuid[]) or id = any(${known.of('letter')}::uuid[]))`.execute(trx)
  },
}

/** A draft lies under the id of its sheet, which the journal knows once it is handed in, or of its personal link. */
const draftsOf = (orgId: string, responses: string[], links: string[], ids: string[]) => sql`
  d.org_id = ${orgId} and (d.personal_link_id = any(${links}::uuid[]) or d.id = any(${ids}::uuid[]) or d.collector_id || ':' || d.id in (
    select external_id from intake_journal where org_id = ${orgId} and channel = 'survey' and response_id = any(${responses}::uuid[])))`

export const drafts: PersonalSource = {
  key: 'listen.draft',
  title: { en: 'Answers on their way', zh: '未完成的答卷' },
  columns: ['response_draft.answers', 'response_draft.attributes'],
  erasing: { en: 'goes', zh: '删除' },
  find: async (trx, orgId, term) => {
    const { rows } = await sql<{ id: string; at: Date }>`
      select id, updated_at as at from response_draft d
      where org_id = ${orgId} and ((d.answers -> 'texts')::text ilike ${anywhere(term)} or exists (select from jsonb_each_text(d.attributes) a where lower(a.value) = lower(${term})))
      order by updated_at desc limit 100`.execute(trx)
    return rows.map(({ id, at }) => ({ kind: 'draft', id, title: { en: 'An answer on its way', zh: '一份未完成的答卷' }, detail: verbatim(''), at: at.toISOString(), isMention: true }))
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ answers: unknown; attributes: unknown; started_at: Date; updated_at: Date }>`
      select answers, attributes, started_at, updated_at from response_draft d
      where ${draftsOf(orgId, known.of('response'), known.of('personal-link'), known.of('draft'))} order by started_at`.execute(trx)
    return rows.map((row) => [
      fact('startedAt', 'Begun', '开始时间', row.started_at),
      fact('updatedAt', 'Last changed', '最近修改', row.updated_at),
      fact('attributes', 'Attributes', '属性', row.attributes),
      fact('answers', 'Answers', '回答', row.answers),
    ])
  },
  erase: async (trx, orgId, known) => {
    await sql`delete from response_draft d where ${draftsOf(orgId, known.of('response'), known.of('personal-link'), known.of('draft'))}`.execute(trx)
  },
}
