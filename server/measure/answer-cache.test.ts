import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answers } from '@gap5/contract/listen/answers.ts'
import { variables } from '@gap5/contract/listen/instrument.ts'
import { inOrganisation } from '../database.ts'
import { acceptMany } from '../listen/intake.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { AnswerCache } from './answer-cache.ts'
import { answerKind } from './answer-column.ts'
import { simulatedZone } from './testing/reference-studies.ts'
import { answer } from './testing/studies-with-answers.ts'

const app = await testApp()
const here = await testOrganisation(app)
const { frame, responses } = simulatedZone()
const asked = variables(frame.definition)
const newStudy = () => testStudy(app, here.id, { definition: frame.definition, attributes: frame.attributes })
const read = (cache: AnswerCache, studyId: string, orgId = here.id) =>
  inOrganisation(app.db, orgId, (trx) => cache.answers(trx, { orgId, studyId }, asked))

test('What commits late is read, although its row was numbered before others that were read', async () => {
  await answer(app, here.id, await newStudy(), responses.slice(0, 1)) // the queue learns of its first task, which others wait for
  const made = await newStudy()
  const cache = new AnswerCache()
  const source = { orgId: here.id, studyId: made.study.id, collectorId: made.collector.id, channel: 'test', receivedAt: app.clock.now() }
  const row = (i: number) => ({
    externalId: `late-${i}`, answers: { ratings: responses[i]?.ratings ?? {}, choices: {}, texts: {} }, attributes: {}, language: null,
    startedAt: null, submittedAt: app.clock.now(), marks: [], body: null,
  })
  const written = Promise.withResolvers<void>()
  const mayCommit = Promise.withResolvers<void>()
  const late = inOrganisation(app.db, here.id, async (trx) => {
    await acceptMany(trx, source, [row(0)])
    written.resolve()
    await mayCommit.promise
  })
  await written.promise
  await answer(app, here.id, made, responses.slice(1, 4))
  assert.equal((await read(cache, made.study.id)).length, 3)
  mayCommit.resolve()
  await late
  assert.equal((await read(cache, made.study.id)).length, 4)
})

test('Reading at the same time reads every answer once', async () => {
  const made = await newStudy()
  const cache = new AnswerCache()
  await answer(app, here.id, made, responses.slice(0, 50))
  const tables = await Promise.all([1, 2, 3].map(() => read(cache, made.study.id)))
  assert.deepEqual(tables.map(({ length }) => length), [50, 50, 50])
})

test('“Not applicable” and “don’t know” are told from blanks', async () => {
  const made = await newStudy()
  const cache = new AnswerCache()
  const source = { orgId: here.id, studyId: made.study.id, collectorId: made.collector.id, channel: 'test', receivedAt: app.clock.now() }
  const ratings: Answers['ratings'][] = [{ 't1.adequate': 'na' }, { 't1.adequate': 'dk' }, { 't1.adequate': 5 }, {}]
  const rows = ratings.map((given, i) => ({
    externalId: `kind-${i}`, answers: { ratings: given, choices: {}, texts: {} }, attributes: {}, language: null,
    startedAt: null, submittedAt: app.clock.now(), marks: [], body: null,
  }))
  await inOrganisation(app.db, here.id, (trx) => acceptMany(trx, source, rows))
  const table = await read(cache, made.study.id)
  const { notApplicable, dontKnow, number, blank } = answerKind
  assert.deepEqual([...(table.column('t1.adequate')?.kinds(Int32Array.of(0, 1, 2, 3)) ?? [])], [notApplicable, dontKnow, number, blank])
})

test('The least recently used study goes when there are too many bytes, and comes back whole', async () => {
  const studies = [await newStudy(), await newStudy(), await newStudy()]
  for (const made of studies) await answer(app, here.id, made, responses.slice(0, 300))
  const one = new AnswerCache()
  await read(one, studies[0]?.study.id ?? '')
  const cache = new AnswerCache(2.5 * one.bytes)
  for (const { study } of studies) await read(cache, study.id)
  assert.equal(cache.studies, 2)
  assert.ok(cache.bytes <= 2.5 * one.bytes)
  assert.equal((await read(cache, studies[0]?.study.id ?? '')).length, 300)
})

test('Row-level security is a second lock: the study of one organisation is empty to another', async () => {
  const made = await newStudy()
  await answer(app, here.id, made, responses.slice(0, 5))
  const there = await testOrganisation(app)
  const cache = new AnswerCache()
  assert.equal((await read(cache, made.study.id)).length, 5)
  assert.equal((await read(cache, made.study.id, there.id)).length, 0)
  const forged = await inOrganisation(app.db, there.id, (trx) => new AnswerCache().answers(trx, { orgId: here.id, studyId: made.study.id }, asked))
  assert.equal(forged.length, 0)
})
