import type { DeadLetter, DeadLettersPage } from '@gap5/contract/listen/responses.ts'
import type { Trx } from '../database.ts'
import { Problem } from '../problem.ts'

/** A page of what came in for a study and was not accepted, the newest first. */
export async function listDeadLetters(
  trx: Trx,
  orgId: string,
  studyId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<DeadLettersPage> {
  let wanted = letters(trx, orgId, studyId).orderBy('id', 'desc').limit(limit + 1)
  if (after !== undefined) wanted = wanted.where('id', '<', after)
  const rows = (await wanted.execute()).map(letterFrom)
  const page = rows.slice(0, limit)
  return { letters: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** One letter, locked until the transaction ends, so that two people do not answer it at once. */
export async function takeDeadLetter(trx: Trx, orgId: string, studyId: string, id: string) {
  const row = await letters(trx, orgId, studyId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw new Problem('listen.dead-letter-unknown')
  return { ...letterFrom(row), collectorId: row.collector_id }
}

function letters(trx: Trx, orgId: string, studyId: string) {
  return trx
    .selectFrom('intake_journal')
    .select(['id', 'received_at', 'channel', 'external_id', 'collector_id', 'body', 'problem'])
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .where('outcome', '=', 'rejected')
}

function letterFrom(row: Awaited<ReturnType<ReturnType<typeof letters>['executeTakeFirstOrThrow']>>): DeadLetter {
  return {
    id: row.id,
    receivedAt: row.received_at.toISOString(),
    channel: row.channel,
    externalId: row.external_id,
    body: row.body,
    problem: row.problem ?? { code: 'listen.answers-invalid', errors: [] },
  }
}

/** Takes a letter off the list for good. What came stays in the journal until the person is erased. */
export async function dismissDeadLetter(trx: Trx, orgId: string, studyId: string, id: string): Promise<void> {
  await takeDeadLetter(trx, orgId, studyId, id)
  await trx.updateTable('intake_journal').set({ outcome: 'dismissed' }).where('org_id', '=', orgId).where('id', '=', id).execute()
}
