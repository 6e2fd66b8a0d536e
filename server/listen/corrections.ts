import { sql } from 'kysely'
import { answerFaults, type Mark } from '@gap5/contract/listen/answers.ts'
import type { Correction } from '@gap5/contract/listen/responses.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { jsonb, type Trx } from '../database.ts'
import { record } from '../events.ts'
import { Problem } from '../problem.ts'
import { invalidAnswers } from './answer-expectations.ts'
import { responseRevised } from './events.ts'
import { numbersOf } from './numbers.ts'
import { publishedDefinition, type PublishedDefinition } from './published-definition.ts'
import type { ScoredAnswers } from './responses.tables.ts'

type Corrected = { studyId: string; responseId: string; correction: Correction }

/**
 * Puts answers or quality marks right: a new revision that counts from now on, the old ones stay readable. A response
 * collected under rules it does not fit (an import of means) may be corrected as long as it gets no new fault.
 */
export async function correct(trx: Trx, actor: AuditActor, { studyId, responseId, correction }: Corrected, now: Date): Promise<void> {
  const before = await lockLatest(trx, actor.orgId, studyId, responseId)
  const published = await publishedDefinition(trx, actor.orgId, studyId)
  const answers = merged(before.answers, correction)
  rejectNewFaults(published, before.answers, answers)
  const revision = before.revision + 1
  await append(trx, actor, { responseId, revision, answers, marks: correction.marks ?? before.marks, reason: correction.reason, published }, now)
  await record(trx, responseRevised, { orgId: actor.orgId, at: now, payload: { studyId, responseId, from: before.revision, to: revision } })
  await audit(trx, actor, 'response.corrected', { kind: 'response', id: responseId }, { studyId, revision })
}

async function lockLatest(trx: Trx, orgId: string, studyId: string, responseId: string) {
  const locked = await trx
    .selectFrom('response')
    .select('revision')
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .where('id', '=', responseId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (locked === undefined) throw new Problem('listen.response-unknown')
  return trx
    .selectFrom('response_revision')
    .select(['revision', 'answers', 'marks'])
    .where('org_id', '=', orgId)
    .where('response_id', '=', responseId)
    .where('revision', '=', locked.revision)
    .executeTakeFirstOrThrow()
}

function merged(before: ScoredAnswers, { ratings = {}, choices = {} }: Correction): ScoredAnswers {
  return { ratings: without({ ...before.ratings, ...ratings }), choices: without({ ...before.choices, ...choices }) }
}

function without<Value>(values: Record<string, Value | null>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== null))
}

/** Texts live elsewhere, so that a required text is no fault here. */
function rejectNewFaults({ definition }: PublishedDefinition, before: ScoredAnswers, after: ScoredAnswers): void {
  const old = new Set(answerFaults(definition, { ...before, texts: {} }).map(({ field, fault }) => `${field} ${fault}`))
  const added = answerFaults(definition, { ...after, texts: {} }).filter(({ field, fault }) => !old.has(`${field} ${fault}`))
  if (added.length === 0) return
  const fields = new Set(added.map(({ field }) => field))
  const errors = invalidAnswers(definition, { ...after, texts: {} }).filter(({ field }) =>
    [...fields].some((wrong) => field.endsWith(wrong)),
  )
  throw new Problem('request.invalid', undefined, { errors })
}

type NewRevision = {
  responseId: string
  revision: number
  answers: ScoredAnswers
  marks: Mark[]
  reason: string
  published: PublishedDefinition
}

async function append(trx: Trx, actor: AuditActor, next: NewRevision, now: Date): Promise<void> {
  await trx
    .insertInto('response_revision')
    .values({
      org_id: actor.orgId,
      response_id: next.responseId,
      revision: next.revision,
      answers: jsonb(next.answers),
      numbers: numbersOf(next.published.variables, next.answers),
      marks: next.marks,
      reason: next.reason,
      actor: actor.id,
      at: now,
    })
    .execute()
  await trx
    .updateTable('response')
    .set({ revision: next.revision, written_in: sql<string>`pg_current_xact_id()` })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', next.responseId)
    .execute()
}
