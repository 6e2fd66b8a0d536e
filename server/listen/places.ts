/** Places of a study that is to have so many answers and no more. Only such a study is counted and held. */
import { isFull, type AttributeValues, type StudySettings } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { countByStudy } from './tally.ts'

type Limited = { orgId: string; studyId: string; settings: Pick<StudySettings, 'maximumResponses'> }

export async function isStudyFull(trx: Trx, { orgId, studyId, settings }: Limited): Promise<boolean> {
  if (settings.maximumResponses === null) return false
  const counts = await countByStudy(trx, orgId, [studyId])
  return isFull(settings, counts.get(studyId)?.responses ?? 0)
}

/** Somebody who wants to hand in, and what with. */
export type PlaceWanted = { attributes: AttributeValues }

/**
 * Makes others who hand in to a limited study wait until the transaction ends, so that of two last answers the second
 * sees the first. False where the study is not limited and nobody has to ask for a place.
 */
export async function holdPlaces(trx: Trx, { orgId, studyId, settings }: Limited): Promise<boolean> {
  if (settings.maximumResponses === null) return false
  await trx.selectFrom('study').select('id').where('org_id', '=', orgId).where('id', '=', studyId).forNoKeyUpdate().execute()
  return true
}

/**
 * Who of those who want a place gets one, in the order in which they ask, while the places are held (`holdPlaces`). Ask
 * for new answers only: a retry needs no place. Imports do not ask.
 */
export async function takePlaces(trx: Trx, { orgId, studyId, settings }: Limited, wanted: readonly PlaceWanted[]): Promise<boolean[]> {
  const counts = await countByStudy(trx, orgId, [studyId])
  const taken = counts.get(studyId)?.responses ?? 0
  return wanted.map((_, index) => !isFull(settings, taken + index))
}
