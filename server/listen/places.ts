/** Places of a study that is to have so many answers, or so many of a kind, and no more. Only such a study is counted and held. */
import type { AttributeValues } from '@gap5/contract/listen/attribute-values.ts'
import { isCounted } from '@gap5/contract/listen/quotas.ts'
import { isFull, type StudySettings } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { countQuotas } from './quota-tally.ts'
import { countByStudy } from './tally.ts'

type Limited = { orgId: string; studyId: string; settings: Pick<StudySettings, 'maximumResponses' | 'quotas'> }

/** Somebody who wants to hand in, and what with. */
export type PlaceWanted = { attributes: AttributeValues; collectorId: string }

/** `study-full`: there are as many answers as there may be. A quota: there are enough of a kind. */
export type Place = 'free' | 'study-full' | { full: number }

/** Whether somebody of whom so much is known already would find a place; nothing is held. */
export async function findPlace(trx: Trx, study: Limited, wanted: PlaceWanted): Promise<Place> {
  if (!isLimited(study)) return 'free'
  const [place] = await takePlaces(trx, study, [wanted])
  return place!
}

export async function isStudyFull(trx: Trx, { orgId, studyId, settings }: Limited): Promise<boolean> {
  if (settings.maximumResponses === null) return false
  const counts = await countByStudy(trx, orgId, [studyId])
  return isFull(settings, counts.get(studyId)?.responses ?? 0)
}

export function isLimited({ settings }: Pick<Limited, 'settings'>): boolean {
  return settings.maximumResponses !== null || settings.quotas.length > 0
}

/**
 * Makes others who hand in to a limited study wait until the transaction ends, so that of two last answers the second
 * sees the first. False where the study is not limited and nobody has to ask for a place.
 */
export async function holdPlaces(trx: Trx, study: Limited): Promise<boolean> {
  if (!isLimited(study)) return false
  const { orgId, studyId } = study
  await trx.selectFrom('study').select('id').where('org_id', '=', orgId).where('id', '=', studyId).forNoKeyUpdate().execute()
  return true
}

/**
 * Who of those who want a place gets one, in the order in which they ask, while the places are held (`holdPlaces`). Ask
 * for new answers only: a retry needs no place. Imports do not ask.
 */
export async function takePlaces(trx: Trx, { orgId, studyId, settings }: Limited, wanted: readonly PlaceWanted[]): Promise<Place[]> {
  const { maximumResponses, quotas } = settings
  const counts = maximumResponses === null ? new Map<string, never>() : await countByStudy(trx, orgId, [studyId])
  const filled = await countQuotas(trx, orgId, studyId, quotas)
  let taken = counts.get(studyId)?.responses ?? 0
  return wanted.map((one) => {
    if (isFull(settings, taken)) return 'study-full'
    const kinds = [...quotas.keys()].filter((at) => isCounted(quotas[at]!, one))
    const full = kinds.find((at) => filled[at]! >= quotas[at]!.target)
    if (full !== undefined) return { full }
    taken++
    for (const at of kinds) filled[at]!++
    return 'free'
  })
}
