import { sql } from 'kysely'
import type { Language } from '@gap5/contract/language.ts'
import type { Answers } from '@gap5/contract/listen/answers.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import { jsonb, type Trx } from '../../database.ts'
import { noAnswers } from './form.ts'
import type { Survey } from './survey.ts'

/** Answers on their way, kept on the server under the id of their sheet. */
export type Draft = { answers: Answers; attributes: AttributeValues; page: number; startedAt: Date }

export async function findDraft(trx: Trx, { orgId, collector }: Survey, sheetId: string): Promise<Draft | null> {
  const row = await draftRow(trx, orgId, collector.id, sheetId).executeTakeFirst()
  return row === undefined ? null : { answers: row.answers, attributes: row.attributes, page: row.page, startedAt: row.started_at }
}

function draftRow(trx: Trx, orgId: string, collectorId: string, sheetId: string) {
  return trx
    .selectFrom('response_draft')
    .select(['answers', 'attributes', 'page', 'started_at'])
    .where('org_id', '=', orgId)
    .where('collector_id', '=', collectorId)
    .where('id', '=', sheetId)
}

/**
 * The draft of a sheet, begun where there is none and locked until the transaction ends, so that two tabs add to it one
 * after the other. Null where the id belongs to another survey.
 */
export async function holdDraft(
  trx: Trx,
  { orgId, collector, personal }: Survey,
  begun: { sheetId: string; startedAt: Date; attributes: AttributeValues; language: Language; now: Date },
): Promise<Draft | null> {
  const { sheetId, startedAt, attributes, language, now } = begun
  await trx
    .insertInto('response_draft')
    .values({
      org_id: orgId,
      id: sheetId,
      collector_id: collector.id,
      personal_link_id: personal?.id ?? null,
      answers: jsonb(noAnswers),
      attributes: jsonb(attributes),
      page: 1,
      language,
      started_at: startedAt,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'id']).doNothing())
    .execute()
  const row = await draftRow(trx, orgId, collector.id, sheetId).forUpdate().executeTakeFirst()
  return row === undefined ? null : { answers: row.answers, attributes: row.attributes, page: row.page, startedAt: row.started_at }
}

export async function saveDraft(
  trx: Trx,
  { orgId, collector }: Survey,
  { sheetId, answers, page, language, now }: { sheetId: string; answers: Answers; page: number; language: Language; now: Date },
): Promise<void> {
  await trx
    .updateTable('response_draft')
    .set({ answers: jsonb(answers), page, language, updated_at: now })
    .where('org_id', '=', orgId)
    .where('collector_id', '=', collector.id)
    .where('id', '=', sheetId)
    .execute()
}

export function dropDraft(trx: Trx, survey: Survey, sheetId: string): Promise<void> {
  return dropDrafts(trx, survey, [sheetId])
}

export async function dropDrafts(trx: Trx, { orgId, collector }: Survey, sheetIds: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('response_draft')
    .where('org_id', '=', orgId)
    .where('collector_id', '=', collector.id)
    .where('id', '=', sql<string>`any(${sheetIds}::uuid[])`)
    .execute()
}
