/** Places of a study that is to have so many answers and no more. Only such a study is counted and held. */
import { isFull, type StudySettings } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { countByStudy } from './tally.ts'

type Limited = { orgId: string; studyId: string; settings: Pick<StudySettings, 'maximumResponses'> }

export async function isStudyFull(trx: Trx, { orgId, studyId, settings }: Limited): Promise<boolean> {
  if (settings.maximumResponses === null) return false
  const counts = await countByStudy(trx, orgId, [studyId])
  return isFull(settings, counts.get(studyId)?.responses ?? 0)
}

/**
 * Whether there is a place for one more answer. Until the transaction ends, others who hand in to the same study wait,
 * so that of two last answers the second sees the first. Imports do not ask.
 */
export async function takePlace(trx: Trx, study: Limited): Promise<boolean> {
  const { orgId, studyId, settings } = study
  if (settings.maximumResponses === null) return true
  await trx.selectFrom('study').select('id').where('org_id', '=', orgId).where('id', '=', studyId).forNoKeyUpdate().execute()
  return !(await isStudyFull(trx, study))
}
