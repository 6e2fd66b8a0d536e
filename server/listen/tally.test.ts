import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { answersSchema } from '@gap5/contract/listen/answers.ts'
import type { Activity, Collector, Study } from '@gap5/contract/listen/studies.ts'
import { inOrganisation } from '../database.ts'
import { deliver } from '../delivery.ts'
import type { EventHandler } from '../events.ts'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { acceptMany } from './intake.ts'
import { rebuildTally, tallyResponses } from './tally.ts'

const app = await testApp({ now: '2026-03-02T08:00:00Z' })
const org = await testOrganisation(app, { timeZone: 'Asia/Shanghai' })
const viewer = await org.as('viewer')

async function answer(study: Study, collector: Collector, submittedAt: string[]): Promise<void> {
  const source = { orgId: org.id, studyId: study.id, collectorId: collector.id, channel: 'survey', receivedAt: app.clock.now() }
  const rows = submittedAt.map((time, index) => ({
    externalId: `${time} ${index} ${Math.random()}`,
    answers: answersSchema.parse({ ratings: { 'l1.adequate': 5 } }),
    attributes: {},
    language: null,
    startedAt: null,
    submittedAt: new Date(time),
    marks: [],
    body: null,
  }))
  await inOrganisation(app.db, org.id, (trx) => acceptMany(trx, source, rows))
}

function read({ handle }: Study): Promise<Study> {
  return answered<Study>(viewer.fetch(`/api/o/${org.handle}/studies/${handle}`))
}

async function tallied({ id }: Study): Promise<number> {
  const rows = await app.owner.selectFrom('response_tally').select('responses').where('study_id', '=', id).execute()
  return rows.reduce((sum, { responses }) => sum + responses, 0)
}

async function letters(): Promise<{ orgId: string; eventId: string; kind: string }[]> {
  const rows = await app.owner.selectFrom('event_open').selectAll().where('org_id', '=', org.id).execute()
  return rows.map((row) => ({ orgId: row.org_id, eventId: row.event_id, kind: row.kind }))
}

test('the count of a study is exact before, during and after folding', async () => {
  const { study, collector } = await testStudy(app, org.id)
  await answer(study, collector, ['2026-03-01T10:00:00Z', '2026-03-01T17:00:00Z'])
  assert.deepEqual([(await read(study)).responses, await tallied(study)], [2, 0])
  await app.work()
  assert.deepEqual([(await read(study)).responses, await tallied(study)], [2, 2])
  await answer(study, collector, ['2026-03-02T07:59:00Z'])
  const { responses, lastResponseAt } = await read(study)
  assert.deepEqual([responses, lastResponseAt, await tallied(study)], [3, '2026-03-02T07:59:00.000Z', 2])
})

test('days are days of the organisation, folded or not', async () => {
  const { study, collector } = await testStudy(app, org.id)
  await answer(study, collector, ['2026-03-01T15:59:59Z', '2026-03-01T16:00:00Z'])
  const days = async () => (await answered<Activity>(viewer.fetch(`/api/o/${org.handle}/studies/${study.handle}/activity`))).days
  const expected = [
    { day: '2026-03-01', responses: 1 },
    { day: '2026-03-02', responses: 1 },
  ]
  assert.deepEqual(await days(), expected)
  await app.work()
  assert.deepEqual(await days(), expected)
})

test('a worker that dies between folding and committing counts nothing twice and nothing never', async () => {
  const { study, collector } = await testStudy(app, org.id)
  await answer(study, collector, ['2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z'])
  const dying: EventHandler = {
    ...tallyResponses,
    handle: async (trx, events) => {
      await tallyResponses.handle(trx, events)
      throw new Error('killed')
    },
  }
  for (const letter of await letters()) await assert.rejects(deliver(app.db, app.clock, [dying], letter), /killed/)
  assert.deepEqual([(await read(study)).responses, await tallied(study)], [2, 0])
  const waiting = await letters()
  await Promise.all([...waiting, ...waiting].map((letter) => deliver(app.db, app.clock, [tallyResponses], letter)))
  await app.work()
  assert.deepEqual([(await read(study)).responses, await tallied(study)], [2, 2])
})

test('the tally can be rebuilt from the responses and comes out the same', async () => {
  const { study, collector } = await testStudy(app, org.id)
  await answer(study, collector, ['2026-03-01T10:00:00Z', '2026-02-01T11:00:00Z'])
  await app.work()
  await answer(study, collector, ['2026-03-02T07:00:00Z'])
  await sql`update response_tally set responses = 70 where study_id = ${study.id}`.execute(app.owner)
  await inOrganisation(app.db, org.id, (trx) => rebuildTally(trx, org.id))
  assert.deepEqual([(await read(study)).responses, await tallied(study)], [3, 2])
})

test('answers that wait since before their last time was noted are counted all the same', async () => {
  const { study, collector } = await testStudy(app, org.id)
  await answer(study, collector, ['2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z'])
  await sql`update event set payload = payload - 'lastAt' where payload ->> 'studyId' = ${study.id}`.execute(app.owner)
  const { responses, lastResponseAt } = await read(study)
  assert.deepEqual([responses, lastResponseAt, await tallied(study)], [2, '2026-03-01T11:00:00.000Z', 0])
  await app.work()
  assert.deepEqual([(await read(study)).responses, await tallied(study)], [2, 2])
})
