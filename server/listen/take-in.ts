import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import type { InvalidValue } from '@gap5/contract/problems.ts'
import { inOrganisation, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { apiChannel, checkLetter, fingerprint, openLetter } from './api-intake.ts'
import { apiCollector } from './collectors.ts'
import { takeDeadLetter } from './dead-letters.ts'
import { accept, reject, type Accepted } from './intake.ts'
import { takePlace } from './places.ts'
import { assertOpen, findStudy } from './studies.ts'
import type { UncountedStudy } from './study-rows.ts'

type Sent = { study: string; raw: string; idempotencyKey: string | undefined }
type Deps = Pick<Dependencies, 'db' | 'clock'>

/** Accepts what a program sent, or keeps it as a dead letter and throws the problem that tells why. A full study takes neither. */
export async function takeIn({ db, clock }: Deps, actor: AuditActor, { study: handle, raw, idempotencyKey }: Sent): Promise<Accepted> {
  const now = clock.now()
  const letter = openLetter(raw, idempotencyKey)
  const outcome = await inOrganisation(db, actor.orgId, async (trx) => {
    const study = await findStudy(trx, actor.orgId, handle, now)
    assertOpen(study, now)
    const collector = await apiCollector(trx, actor, study.id, now)
    if (collector.closedAt !== null) throw new Problem('listen.collector-closed')
    const source = { orgId: actor.orgId, studyId: study.id, collectorId: collector.id, channel: apiChannel, receivedAt: now }
    const { row, errors } = await checkLetter(trx, actor.orgId, study, letter.body, now)
    const externalId = letter.externalId
    const isPlaceLeft = await takePlace(trx, { orgId: actor.orgId, studyId: study.id, settings: study.settings })
    if (errors === null && externalId !== null) {
      const accepted = await accept(trx, { ...source, ...row, externalId })
      // A retry of what was accepted before needs no place; the throw takes back what is new.
      if (!isPlaceLeft && !accepted.repeated) throw new Problem('listen.study-full')
      return accepted
    }
    if (!isPlaceLeft) throw new Problem('listen.study-full')
    const problem = errors === null ? new Problem('listen.key-needed') : new Problem('listen.answers-invalid', undefined, { errors })
    await reject(trx, source, { externalId: externalId ?? fingerprint(raw), body: letter.body, problem: noted(problem) })
    return problem
  })
  if (outcome instanceof Problem) throw outcome
  return outcome
}

function noted({ code, errors = [] }: { code: string; errors?: InvalidValue[] | undefined }) {
  return { code, errors: errors.map(({ field, expected, received }) => ({ field, ...expected, received })) }
}

/** Tries a dead letter again, mended or as it came (a unit may be there by now). It stays on the list if it still does not fit. */
export async function retry(
  trx: Trx,
  actor: AuditActor,
  { study, letterId, body }: { study: UncountedStudy; letterId: string; body?: unknown },
  now: Date,
): Promise<Accepted> {
  const letter = await takeDeadLetter(trx, actor.orgId, study.id, letterId)
  const collectorId = letter.collectorId ?? (await apiCollector(trx, actor, study.id, now)).id
  const { row, errors } = await checkLetter(trx, actor.orgId, study, body ?? letter.body, now)
  if (errors !== null) throw new Problem('request.invalid', undefined, { errors })
  const { channel, externalId } = letter
  const receivedAt = new Date(letter.receivedAt)
  const accepted = await accept(trx, { orgId: actor.orgId, studyId: study.id, collectorId, channel, receivedAt, ...row, externalId })
  await audit(trx, actor, 'dead-letter.retried', { kind: 'response', id: accepted.responseId }, { studyId: study.id })
  return accepted
}
