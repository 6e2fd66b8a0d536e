/** Answers of several people, handed in at the same time to a study that may have so many places and no more. */
import type { StudySettings } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { acceptedBefore, acceptMany, distinct, inOrder, type Accepted, type IntakeRow, type IntakeSource } from './intake.ts'
import { holdPlaces, takePlaces, type Place } from './places.ts'

/** `isInGrace`: was begun while there were places, and is let in for that. */
export type HandInRow = IntakeRow & { isInGrace?: boolean }

export type NoPlace = Exclude<Place, 'free'>

/** Whether a place was found, and the answers are in. */
export function isAccepted(outcome: Accepted | NoPlace): outcome is Accepted {
  return typeof outcome === 'object' && 'responseId' in outcome
}

/** `acceptMany` as far as the places go; who finds none is told why. A retry of what was accepted before needs no place. */
export async function acceptWithinPlaces(
  trx: Trx,
  source: IntakeSource,
  settings: StudySettings,
  rows: readonly HandInRow[],
): Promise<(Accepted | NoPlace)[]> {
  if (rows.length === 0) return []
  const withoutPlace = await findWithoutPlace(trx, source, settings, rows)
  const letIn = inOrder(rows.filter(({ externalId }) => !withoutPlace.has(externalId)))
  const accepted = await acceptMany(trx, source, letIn)
  const answers = new Map(letIn.map((row, at) => [row, accepted[at]!]))
  return rows.map((row) => answers.get(row) ?? withoutPlace.get(row.externalId)!)
}

/** Sender's ids of what is new and finds no place, with the reason. Who was in time for a full study is let in; a quota is kept to. */
async function findWithoutPlace(trx: Trx, source: IntakeSource, settings: StudySettings, rows: readonly HandInRow[]): Promise<Map<string, NoPlace>> {
  const study = { orgId: source.orgId, studyId: source.studyId, settings }
  const isLimited = await holdPlaces(trx, study)
  if (!isLimited) return new Map()
  const before = await acceptedBefore(trx, source, rows)
  const fresh = distinct(rows).filter(({ externalId }) => !before.has(externalId))
  const places = await takePlaces(trx, study, fresh.map(({ attributes }) => ({ attributes, collectorId: source.collectorId })))
  return new Map(
    fresh.flatMap(({ externalId, isInGrace }, at): [string, NoPlace][] => {
      const place = places[at]!
      return place === 'free' || (place === 'study-full' && isInGrace === true) ? [] : [[externalId, place]]
    }),
  )
}
