/**
 * How many answers of each kind a study with quotas has: folded by collector and by the attributes its quotas name, plus
 * what is not folded yet, read in one statement and therefore exact. Studies without quotas are not counted here.
 */
import { sql, type RawBuilder } from 'kysely'
import type { AttributeValues } from '@gap5/contract/listen/attribute-values.ts'
import { isCounted, type Quota } from '@gap5/contract/listen/quotas.ts'
import type { Trx } from '../database.ts'
import { onBatch } from '../events.ts'
import { responsesAccepted } from './events.ts'
import { pendingResponses, withdrawn } from './tally.ts'

const handler = 'listen.quotas'

/**
 * The study's row is shared while its answers are folded: whoever changes the quotas waits, and then counts anew
 * (`recountQuotas`) by the attributes the new ones name.
 */
export const tallyQuotas = onBatch(responsesAccepted, handler, async (trx, events) => {
  const orgId = events[0]!.orgId
  const studyIds = [...new Set(events.map((event) => event.payload.studyId))].sort()
  const { rows } = await sql<{ id: string }>`
    select id from study where org_id = ${orgId} and id = any(${studyIds}::uuid[]) and jsonb_array_length(settings -> 'quotas') > 0
    order by id for share`.execute(trx)
  if (rows.length === 0) return
  const ids = events.flatMap((event) => event.payload.responseIds)
  await fold(trx, orgId, sql`select * from response where org_id = ${orgId} and id = any(${ids}::uuid[]) and study_id = any(${rows.map(({ id }) => id)}::uuid[])`)
})

async function fold(trx: Trx, orgId: string, among: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into quota_tally as tally (org_id, study_id, collector_id, cell, responses)
    select ${orgId}, study_id, collector_id, cell, count(*) from (${cells(orgId, among)}) as cells
    group by study_id, collector_id, cell order by study_id, collector_id, cell
    on conflict (org_id, study_id, collector_id, cell) do update set responses = tally.responses + excluded.responses`.execute(trx)
}

/** One row a response of those given: its collector and, of its attributes, those that a quota of the study names. */
function cells(orgId: string, among: RawBuilder<unknown>) {
  return sql`
    select study_id, collector_id, coalesce((
      select jsonb_object_agg(said.key, said.value) from jsonb_each_text(response.attributes) as said
      where said.key in (
        select jsonb_object_keys(quota -> 'values') from study, jsonb_array_elements(study.settings -> 'quotas') as quota
        where study.org_id = ${orgId} and study.id = response.study_id)), '{}') as cell
    from (${among}) as response`
}

/** Counts a study anew; for changed quotas. The caller has changed the study's row, so nothing is folded meanwhile. */
export async function recountQuotas(trx: Trx, orgId: string, studyId: string, quotas: readonly Quota[]): Promise<void> {
  await trx.deleteFrom('quota_tally').where('org_id', '=', orgId).where('study_id', '=', studyId).execute()
  if (quotas.length > 0) await fold(trx, orgId, sql`
    select * from response where org_id = ${orgId} and study_id = ${studyId} and id not in (select id from (${pendingResponses(orgId, [studyId], handler)}) as pending)`)
}

/** How many answers each of the quotas counts, in their order, exact to the last commit. */
export async function countQuotas(trx: Trx, orgId: string, studyId: string, quotas: readonly Quota[]): Promise<number[]> {
  if (quotas.length === 0) return []
  const { rows } = await sql<{ collector_id: string; cell: AttributeValues; responses: number }>`
    select collector_id, cell, sum(responses)::integer as responses from (
      select collector_id, cell, responses from quota_tally where org_id = ${orgId} and study_id = ${studyId}
      union all
      select collector_id, cell, 1 from (${cells(orgId, pendingResponses(orgId, [studyId], handler))}) as pending
    ) as counted
    where collector_id not in (${withdrawn(orgId)}) group by 1, 2`.execute(trx)
  return quotas.map((quota) =>
    rows.reduce((sum, { collector_id: collectorId, cell, responses }) => sum + (isCounted(quota, { attributes: cell, collectorId }) ? responses : 0), 0),
  )
}
