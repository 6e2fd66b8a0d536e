import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { quotaKey } from '@gap5/contract/listen/quotas.ts'
import type { InvalidValue } from '@gap5/contract/problems.ts'
import { inOrganisation, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { together } from '../together.ts'
import { apiChannel, checkLetters, fingerprint, openLetter, type Checked, type Letter } from './api-intake.ts'
import { apiCollector } from './collectors.ts'
import { takeDeadLetter } from './dead-letters.ts'
import { accept, reject, type Accepted, type IntakeRow, type IntakeSource } from './intake.ts'
import { isLimited, isStudyFull } from './places.ts'
import { assertOpen, findStudy } from './studies.ts'
import type { UncountedStudy } from './study-rows.ts'
import { learn, takeInAtOnce } from './take-in-at-once.ts'
import { countVisit } from './visit-counts.ts'
import { acceptWithinPlaces, isAccepted, type NoPlace } from './within-places.ts'

type Sent = { actor: AuditActor; study: string; raw: string; idempotencyKey: string | undefined }
type Deps = Pick<Dependencies, 'db' | 'clock'>

/**
 * Accepts what programs send, or keeps it as a dead letter and throws the problem that tells why. A full study takes
 * neither. What comes for one study at the same time is committed together (`together`): the study, its collector and its
 * places are read in that transaction, so that a closed study takes nothing more, and whoever is answered is on disk.
 */
export function intakeDesk(deps: Deps): (sent: Sent) => Promise<Accepted> {
  return together<Sent, Accepted>(({ actor, study }) => `${actor.orgId} ${study}`, (sent) => takeIn(deps, sent), { atOnce: 2, gatherMilliseconds: 3 })
}

type Opened = Letter & { raw: string }

/** What needs no more than to be written goes in a single statement (`takeInAtOnce`); the rest is looked at in a transaction. */
async function takeIn(deps: Deps, sent: readonly Sent[]): Promise<(Accepted | Problem)[]> {
  const { actor, study } = sent[0]!
  const letters = sent.map((one) => ({ raw: one.raw, ...openLetter(one.raw, one.idempotencyKey) }))
  const accepted = await takeInAtOnce(deps, actor.orgId, study, letters)
  const rest = letters.filter((letter) => !accepted.has(letter))
  const answers = rest.length === 0 ? [] : await takeInWithCare(deps, actor, study, rest)
  return letters.map((letter) => accepted.get(letter) ?? answers.shift()!)
}

async function takeInWithCare({ db, clock }: Deps, actor: AuditActor, handle: string, letters: readonly Opened[]): Promise<(Accepted | Problem)[]> {
  const now = clock.now()
  return inOrganisation(db, actor.orgId, async (trx) => {
    const study = await findStudy(trx, actor.orgId, handle, now)
    assertOpen(study, now)
    const collector = await apiCollector(trx, actor, study.id, now)
    if (collector.closedAt !== null) throw new Problem('listen.collector-closed')
    const source = { orgId: actor.orgId, studyId: study.id, collectorId: collector.id, channel: apiChannel, receivedAt: now }
    const checked = await checkLetters(trx, actor.orgId, study, letters.map(({ body }) => body), now)
    const sorted = letters.map((letter, at) => sortOut(letter, checked[at]!))
    const accepted = await acceptWithinPlaces(trx, source, study.settings, sorted.filter((one) => 'answers' in one))
    const refused = await layAside(trx, source, study, sorted.filter((one) => 'problem' in one))
    if (accepted.length > 0 && !isLimited(study)) await learn(trx, actor.orgId, handle, now)
    return sorted.map((one) => ('answers' in one ? told(accepted.shift()!) : refused.shift()!))

    function told(outcome: Accepted | NoPlace): Accepted | Problem {
      if (isAccepted(outcome)) return outcome
      if (outcome === 'study-full') return new Problem('listen.study-full')
      const detail = quotaKey(study.settings.quotas[outcome.full]!)
      countVisit(db, { orgId: actor.orgId, collectorId: collector.id, step: 'quota-full', detail, at: now })
      return new Problem('listen.quota-full')
    }
  })
}

type Misfit = { externalId: string; body: unknown; problem: Problem }

function sortOut({ externalId, body, raw }: Opened, { row, errors }: Checked): IntakeRow | Misfit {
  if (errors !== null) return { externalId: externalId ?? fingerprint(raw), body, problem: new Problem('listen.answers-invalid', undefined, { errors }) }
  if (externalId === null) return { externalId: fingerprint(raw), body, problem: new Problem('listen.key-needed') }
  return { ...row, externalId }
}

/** Keeps what does not fit, unless the study is full, and gives back what each sender is told. */
async function layAside(trx: Trx, source: IntakeSource, { settings }: UncountedStudy, misfits: Misfit[]): Promise<Problem[]> {
  if (misfits.length === 0) return []
  if (await isStudyFull(trx, { orgId: source.orgId, studyId: source.studyId, settings })) return misfits.map(() => new Problem('listen.study-full'))
  for (const { externalId, body, problem } of misfits) await reject(trx, source, { externalId, body, problem: noted(problem) })
  return misfits.map(({ problem }) => problem)
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
  const [checked] = await checkLetters(trx, actor.orgId, study, [body ?? letter.body], now)
  const { row, errors } = checked!
  if (errors !== null) throw new Problem('request.invalid', undefined, { errors })
  const { channel, externalId } = letter
  const receivedAt = new Date(letter.receivedAt)
  const accepted = await accept(trx, { orgId: actor.orgId, studyId: study.id, collectorId, channel, receivedAt, ...row, externalId })
  await audit(trx, actor, 'dead-letter.retried', { kind: 'response', id: accepted.responseId }, { studyId: study.id })
  return accepted
}
