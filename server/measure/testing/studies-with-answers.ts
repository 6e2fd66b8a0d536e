import { randomUUID } from 'node:crypto'
import type { Answers, Mark } from '@gap5/contract/listen/answers.ts'
import { inOrganisation } from '../../database.ts'
import { acceptMany } from '../../listen/intake.ts'
import type { TestApp } from '../../testing/app.ts'
import { testStudy, type TestStudy } from '../../testing/study.ts'
import type { ReferenceResponse, ReferenceStudy } from './reference-studies.ts'

/** A published study with the answers of a reference study, taken in as any answer is. */
export async function studyWithAnswers(app: TestApp, orgId: string, { frame, responses }: ReferenceStudy): Promise<TestStudy> {
  const made = await testStudy(app, orgId, { definition: frame.definition, attributes: frame.attributes, settings: { minimumN: 10 } })
  for (let start = 0; start < responses.length; start += 500) {
    await answer(app, orgId, made, responses.slice(start, start + 500))
  }
  return made
}

export type Given = Pick<ReferenceResponse, 'attributes' | 'submittedAt'> & { ratings: Answers['ratings']; marks?: Mark[] }

/** Accepts answers and returns the ids of their responses. */
export async function answer(app: TestApp, orgId: string, { study, collector }: TestStudy, given: readonly Given[]): Promise<string[]> {
  const source = { orgId, studyId: study.id, collectorId: collector.id, channel: 'test', receivedAt: app.clock.now() }
  const rows = given.map(({ ratings, attributes, submittedAt, marks = [] }) => ({
    externalId: randomUUID(),
    answers: { ratings, choices: {}, texts: {} },
    attributes,
    language: null,
    startedAt: null,
    submittedAt,
    marks,
    body: null,
  }))
  const accepted = await inOrganisation(app.db, orgId, (trx) => acceptMany(trx, source, rows))
  return accepted.map(({ responseId }) => responseId)
}
