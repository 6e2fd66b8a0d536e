import { sql } from 'kysely'
import type { Pulse } from '@gap5/contract/measure/pulse.ts'
import type { Trx } from '../database.ts'
import { countByStudy } from '../listen/tally.ts'
import type { StudyKey } from './answer-cache.ts'

/** Whether anything has changed since a page was drawn, without reading answers. */
export async function readPulse(trx: Trx, { orgId, studyId }: StudyKey): Promise<Pulse> {
  const counts = await countByStudy(trx, orgId, [studyId])
  const { responses = 0, lastAt = null } = counts.get(studyId) ?? {}
  const written = await trx
    .selectFrom('response')
    .select(sql<string>`written_in::text`.as('written_in'))
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .orderBy('response.written_in', 'desc') // the column, by its index; the text beside it sorts otherwise
    .limit(1)
    .executeTakeFirst()
  return { revision: `${responses}-${written?.written_in ?? 0}`, responses, lastAt: lastAt?.toISOString() ?? null }
}
