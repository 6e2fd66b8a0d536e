import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { erase } from '../access/persons.ts'
import type { Trx } from '../database.ts'
import type { PersonalSource } from '../personal-data.ts'
import { Problem } from '../problem.ts'

/**
 * Erases the person behind a response: words, contact, the raw entry, the name on a personal link, attributes of free
 * text and whatever else hangs together with it; the scores stay and count as before. Erasing twice changes nothing.
 */
export async function erasePerson(
  trx: Trx,
  actor: AuditActor,
  sources: readonly PersonalSource[],
  { studyId, responseId, reason }: { studyId: string; responseId: string; reason: string },
  now: Date,
): Promise<void> {
  const { orgId } = actor
  const there = await trx.selectFrom('response').select('id').where('org_id', '=', orgId).where('study_id', '=', studyId).where('id', '=', responseId).executeTakeFirst()
  if (there === undefined) throw new Problem('listen.response-unknown')
  await erase(trx, orgId, sources, [{ kind: 'response', id: responseId }], now)
  await audit(trx, actor, 'response.erased', { kind: 'response', id: responseId }, { studyId, reason })
}
