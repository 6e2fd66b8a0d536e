import { inOrganisation } from '../../database.ts'
import { findDraft } from './drafts.ts'
import type { Visit } from './visit.ts'

const graceMinutes = 30

/** A survey may fill up, close or expire under somebody's hands: who hands in within half an hour of beginning is still heard. */
export function isInGrace(startedAt: Date, now: Date): boolean {
  return now.getTime() - startedAt.getTime() <= graceMinutes * 60_000
}

/**
 * Whether somebody may go on although the survey is closed: by the draft on the server or else by the start that the form
 * tells, which is sealed, so that nobody can have begun after the end.
 */
export async function mayFinish({ deps, survey, closed, now }: Visit, sheetId: string, told: Date | null = null): Promise<boolean> {
  if (closed?.sparesBegun !== true) return false
  const draft = await inOrganisation(deps.db, survey.orgId, (trx) => findDraft(trx, survey, sheetId))
  const startedAt = draft?.startedAt ?? told
  return startedAt !== null && isInGrace(startedAt, now)
}
