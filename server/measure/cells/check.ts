/** Compares what is summed up of a study with its responses, puts right what differs and writes down what that was. */
import { inOrganisation, jsonb } from '../../database.ts'
import { checkTally } from '../../listen/tally.ts'
import type { Dependencies } from '../../room.ts'
import type { StudyKey } from '../answer-cache.ts'
import { isBuiltAsNow } from './build.ts'
import type { CellCheckTable, Difference } from './cells.tables.ts'
import { reconcile } from './reconcile.ts'

export type CheckedStudy = StudyKey & { responses: number; differences: number; found: Difference[] }

export async function checkStudy({ db, clock, log }: Pick<Dependencies, 'db' | 'clock' | 'log'>, key: StudyKey, reason: CellCheckTable['reason']): Promise<CheckedStudy> {
  const { orgId, studyId } = key
  const isBuilt = await inOrganisation(db, orgId, (trx) => isBuiltAsNow(trx, key))
  if (reason === 'build' && isBuilt) return { ...key, responses: 0, differences: 0, found: [] }
  const startedAt = clock.now()
  const { responses, differences, total } = await reconcile(db, key, () => clock.now())
  // Before it was built, everything differs; that is no news.
  const cells = isBuilt ? { total, found: differences } : { total: 0, found: [] }
  return inOrganisation(db, orgId, async (trx) => {
    const tally = await checkTally(trx, key)
    const found: Difference[] = [...cells.found, ...tally.map((day) => ({ what: 'tally' as const, attribute: '', grain: 'day', ...day }))]
    const differences = cells.total + tally.length
    const endedAt = clock.now()
    await trx
      .insertInto('cell_check')
      .values({ org_id: orgId, study_id: studyId, reason, started_at: startedAt, ended_at: endedAt, responses, differences, found: jsonb(found) as never })
      .execute()
    if (differences > 0) log.error({ orgId, studyId, differences, first: found[0] }, 'sums differed from the responses and were put right')
    return { ...key, responses, differences, found }
  })
}
