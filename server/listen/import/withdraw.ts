import { sql } from 'kysely'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import type { AuditActor } from '../../access/actor.ts'
import { audit } from '../../access/audit.ts'
import type { Trx } from '../../database.ts'
import { record } from '../../events.ts'
import { Problem } from '../../problem.ts'
import { responsesWithdrawn } from '../events.ts'
import { findImport, readImport } from './imports.ts'
import { stateOf } from './state.ts'

/**
 * Takes an import back. Nothing is deleted: every response of it gets a new revision without answers, marked
 * `withdrawn`, which no result counts; the old revisions stay readable. Its rows may be imported again. A study and
 * instrument that were made for it stay.
 */
export async function withdrawImport(trx: Trx, actor: AuditActor, id: string, now: Date): Promise<ImportRecord> {
  const row = await findImport(trx, actor.orgId, id)
  if (!['done', 'cancelled', 'failed'].includes(stateOf(row)) || row.rows_accepted === 0) throw new Problem('import.state-differs')
  const { org_id: orgId, study_id: studyId, collector_id: collectorId } = row
  const { rows: revised } = await sql<Revised>`
    with gone as materialized (
      select response.org_id, response.id, response.revision, cardinality(revision.numbers) as numbers
      from response join response_revision as revision
        on revision.org_id = response.org_id and revision.response_id = response.id and revision.revision = response.revision
      where response.org_id = ${orgId} and response.study_id = ${studyId} and response.collector_id = ${collectorId}
      for no key update of response
    ), revised as (
      insert into response_revision (org_id, response_id, revision, answers, numbers, marks, reason, actor, at)
      select org_id, id, revision + 1, '{"ratings": {}, "choices": {}}', array_fill(null::float8, array[numbers]),
        array['withdrawn'], 'import withdrawn', ${actor.id}, ${now}
      from gone
    ), freed as (
      update intake_journal set outcome = 'dismissed', response_id = null
      from gone where intake_journal.org_id = gone.org_id and intake_journal.response_id = gone.id
    )
    update response set revision = gone.revision + 1, written_in = pg_current_xact_id()
    from gone where response.org_id = gone.org_id and response.id = gone.id
    returning response.id as "responseId", gone.revision as "from", response.revision as "to"`.execute(trx)
  if (studyId !== null) await announce(trx, { orgId, studyId, revised, at: now })
  await trx.updateTable('collector').set({ withdrawn_at: now }).where('org_id', '=', orgId).where('id', '=', collectorId).execute()
  await trx.updateTable('survey_import').set({ withdrawn_at: now }).where('org_id', '=', orgId).where('id', '=', id).execute()
  await audit(trx, actor, 'import.withdrawn', { kind: 'import', id }, { studyId, responses: row.rows_accepted })
  return readImport(trx, orgId, id, now)
}

type Revised = { responseId: string; from: number; to: number }

const responsesPerEvent = 1_000

async function announce(trx: Trx, { orgId, studyId, revised, at }: { orgId: string; studyId: string; revised: Revised[]; at: Date }): Promise<void> {
  for (let start = 0; start < revised.length; start += responsesPerEvent) {
    const responses = revised.slice(start, start + responsesPerEvent)
    await record(trx, responsesWithdrawn, { orgId, at, payload: { studyId, responses } })
  }
}
