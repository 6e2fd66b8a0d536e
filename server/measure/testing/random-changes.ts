/** What happens to the answers of a study, drawn at random from a seed: more of them, corrections, other marks, erasures. */
import { randomUUID } from 'node:crypto'
import { variables } from '@gap5/contract/listen/instrument.ts'
import type { RandomStream } from '@gap5/methods'
import { systemActor } from '../../access/actor.ts'
import { personalSources } from '../../access/persons.ts'
import { inOrganisation } from '../../database.ts'
import { correct } from '../../listen/corrections.ts'
import { erasePerson } from '../../listen/erasure.ts'
import { acceptMany } from '../../listen/intake.ts'
import { rooms } from '../../rooms.ts'
import type { TestApp } from '../../testing/app.ts'
import type { TestStudy } from '../../testing/study.ts'
import { pick, randomAnswer, randomMarks } from './random-studies.ts'

export async function answerAtRandom(app: TestApp, orgId: string, random: RandomStream, { study, collector, instrument }: TestStudy, since: Date, n: number): Promise<string[]> {
  const source = { orgId: orgId, studyId: study.id, collectorId: collector.id, channel: 'test', receivedAt: app.clock.now() }
  const rows = Array.from({ length: n }, () => {
    const { ratings, ...row } = randomAnswer(random, instrument.definition, since)
    return { ...row, externalId: randomUUID(), answers: { ratings, choices: {}, texts: {} }, language: null, startedAt: null, body: null }
  })
  const accepted = await inOrganisation(app.db, orgId, (trx) => acceptMany(trx, source, rows))
  return accepted.map(({ responseId }) => responseId)
}

/** A correction, other marks, or an erasure. */
export async function changeAtRandom(app: TestApp, orgId: string, random: RandomStream, { study, instrument }: TestStudy, responseId: string): Promise<void> {
  const actor = systemActor(orgId)
  const of = { studyId: study.id, responseId }
  const rated = variables(instrument.definition).filter(({ role }) => role !== 'weight')
  const { key, min, max } = pick(random, rated)
  const kind = random.whole(3)
  await inOrganisation(app.db, orgId, async (trx) => {
    if (kind === 0) await erasePerson(trx, actor, personalSources(rooms), { ...of, reason: 'asked for' }, app.clock.now())
    else if (kind === 1) await correct(trx, actor, { ...of, correction: { marks: randomMarks(random), reason: 'looked at' } }, app.clock.now())
    else await correct(trx, actor, { ...of, correction: { ratings: { [key]: min + random.whole(max - min + 1) }, reason: 'wrong' } }, app.clock.now())
  })
}
