/** Answers of several people, handed in at the same time to a study that may have so many places and no more. */
import type { StudySettings } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { acceptedBefore, acceptMany, type Accepted, type IntakeRow, type IntakeSource } from './intake.ts'
import { holdPlaces, takePlaces } from './places.ts'

/** `isInGrace`: was begun while there were places, and is let in for that. */
export type HandInRow = IntakeRow & { isInGrace?: boolean }

/**
 * `acceptMany` as far as the places go: null for who found none left. A retry of what was accepted before needs no place.
 * Rows are written in the order of their ids, so that two processes with the same rows never wait for each other in a ring.
 */
export async function acceptWithinPlaces(
  trx: Trx,
  source: IntakeSource,
  settings: StudySettings,
  rows: readonly HandInRow[],
): Promise<(Accepted | null)[]> {
  if (rows.length === 0) return []
  const withoutPlace = await findWithoutPlace(trx, source, settings, rows)
  const letIn = rows.filter(({ externalId }) => !withoutPlace.has(externalId))
  const inOrder = letIn.toSorted((a, b) => (a.externalId < b.externalId ? -1 : Number(a.externalId > b.externalId)))
  const accepted = await acceptMany(trx, source, inOrder)
  const answers = new Map(inOrder.map((row, at) => [row, accepted[at]!]))
  return rows.map((row) => answers.get(row) ?? null)
}

/** Sender's ids of what is new and finds no place. */
async function findWithoutPlace(trx: Trx, source: IntakeSource, settings: StudySettings, rows: readonly HandInRow[]): Promise<Set<string>> {
  const study = { orgId: source.orgId, studyId: source.studyId, settings }
  const isLimited = await holdPlaces(trx, study)
  if (!isLimited) return new Set()
  const before = await acceptedBefore(trx, source, rows)
  const distinct = [...new Map(rows.toReversed().map((row) => [row.externalId, row])).values()].toReversed()
  const fresh = distinct.filter(({ externalId }) => !before.has(externalId))
  const hasPlace = await takePlaces(trx, study, fresh)
  return new Set(fresh.filter((row, at) => !hasPlace[at] && row.isInGrace !== true).map(({ externalId }) => externalId))
}
