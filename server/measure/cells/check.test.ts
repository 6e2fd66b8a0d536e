import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { everything } from '@gap5/contract/measure/selection.ts'
import { systemActor } from '../../access/actor.ts'
import { inOrganisation, inSnapshot } from '../../database.ts'
import { deliver } from '../../delivery.ts'
import { record, type EventHandler } from '../../events.ts'
import { correct } from '../../listen/corrections.ts'
import { responseRevised, responsesWithdrawn } from '../../listen/events.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy, type TestStudy } from '../../testing/study.ts'
import { AnswerCache } from '../answer-cache.ts'
import { findStudy } from '../study-frame.ts'
import { studyResult, tableResult } from '../study-result.ts'
import { alike } from '../testing/close-results.ts'
import { simulatedZone } from '../testing/reference-studies.ts'
import { answer } from '../testing/studies-with-answers.ts'
import { checkStudy } from './check.ts'
import { cellHandlers } from './fold.ts'
import { openCells } from './open.ts'
import { sumCells } from './sum-cells.ts'
import { cellTasks } from './tasks.ts'

const app = await testApp()
const here = await testOrganisation(app)
const zone = simulatedZone()
const handlers = cellHandlers(app.deps)
const newStudy = () => testStudy(app, here.id, { definition: zone.frame.definition, attributes: zone.frame.attributes })
const keyOf = ({ study }: TestStudy) => ({ orgId: here.id, studyId: study.id })

/** The result from cells equals the one from all rows; how many responses it counts. Null where cells do not answer. */
async function agreed(made: TestStudy): Promise<number | null> {
  return inSnapshot(app.db, here.id, async (trx) => {
    const { frame, variables } = await findStudy(trx, here, made.study.id, app.clock.now())
    const cells = await openCells(trx, keyOf(made), frame)
    if (!cells) return null
    const result = studyResult(frame, await sumCells(trx, cells, everything))
    alike(result, tableResult(frame, await new AnswerCache().answers(trx, keyOf(made), variables), everything))
    return result.responses
  })
}

async function letters() {
  const rows = await app.owner.selectFrom('event_open').selectAll().where('org_id', '=', here.id).execute()
  return rows.map((row) => ({ orgId: row.org_id, eventId: row.event_id, kind: row.kind }))
}

const wholeOf = async ({ study }: TestStudy) => {
  const { rows } = await sql<{ n: number | null }>`select sum(n)::integer as n from cell where study_id = ${study.id} and cuboid = '' and grain = 'year'`.execute(app.owner)
  return rows[0]?.n ?? 0
}

test('a worker that dies between folding and committing folds nothing twice and nothing never', async () => {
  const made = await newStudy()
  await answer(app, here.id, made, zone.responses.slice(0, 30))
  const dying = handlers.map((handler): EventHandler => ({
    ...handler,
    handle: async (trx, events) => {
      await handler.handle(trx, events)
      throw new Error('killed')
    },
  }))
  for (const letter of await letters()) await assert.rejects(deliver(app.db, app.clock, dying, letter), /killed/)
  assert.deepEqual([await agreed(made), await wholeOf(made)], [30, 0])
  const waiting = await letters()
  await Promise.all([...waiting, ...waiting].map((letter) => deliver(app.db, app.clock, handlers, letter)))
  await app.work()
  assert.deepEqual([await agreed(made), await wholeOf(made)], [30, 30])
})

test('two workers that fold one study at once lose nothing', async () => {
  const made = await newStudy()
  for (let i = 0; i < 24; i++) await answer(app, here.id, made, zone.responses.slice(5 * i, 5 * i + 5))
  const waiting = await letters()
  const halves = [waiting.filter((_, i) => i % 2 === 0), waiting.filter((_, i) => i % 2 === 1)]
  await Promise.all(halves.map(async (half) => {
    for (const letter of half) await deliver(app.db, app.clock, handlers, letter)
  }))
  assert.deepEqual([await agreed(made), await wholeOf(made)], [120, 120])
})

test('a mark that is taken away before the answer itself is folded is taken away all the same', async () => {
  const made = await newStudy()
  const [responseId] = await answer(app, here.id, made, zone.responses.slice(0, 3).map((response) => ({ ...response, marks: ['incomplete'] })))
  await inOrganisation(app.db, here.id, (trx) =>
    correct(trx, systemActor(here.id), { studyId: made.study.id, responseId: responseId!, correction: { marks: [], reason: 'looked at' } }, app.clock.now()),
  )
  const waiting = await letters()
  for (const letter of waiting.filter(({ kind }) => kind === responseRevised.name)) await deliver(app.db, app.clock, handlers, letter)
  assert.equal(await agreed(made), 3)
  await app.work()
  assert.equal(await agreed(made), 3)
})

test('a check finds cells, values and counts that were tampered with, repairs them and says so; then it finds nothing', async () => {
  const made = await newStudy()
  await answer(app, here.id, made, zone.responses.slice(0, 80))
  await app.work()
  assert.deepEqual((await checkStudy(app.deps, keyOf(made), 'check')).differences, 0)
  await sql`update cell set n = n + 5 where study_id = ${made.study.id} and cuboid = '' and grain = 'month'`.execute(app.owner)
  await sql`delete from cell where study_id = ${made.study.id} and cuboid = 'branch' and value = 'North' and grain = 'day'`.execute(app.owner)
  await sql`update cell_value set n = 1 where study_id = ${made.study.id} and value = 'South'`.execute(app.owner)
  await sql`update response_tally set responses = 7 where study_id = ${made.study.id}`.execute(app.owner)
  await answer(app, here.id, made, zone.responses.slice(80, 90)) // waits to be folded meanwhile
  const { differences, found } = await checkStudy(app.deps, keyOf(made), 'check')
  assert.ok(differences >= 4 && ['cell', 'value', 'tally'].every((what) => found.some((one) => one.what === what)), JSON.stringify(found))
  assert.equal(await agreed(made), 90)
  await app.work()
  assert.equal(await agreed(made), 90)
  assert.equal((await checkStudy(app.deps, keyOf(made), 'check')).differences, 0)
  const kept = await inOrganisation(app.db, here.id, (trx) => trx.selectFrom('cell_check').select('differences').where('study_id', '=', made.study.id).orderBy('id').execute())
  assert.deepEqual(kept.map((one) => one.differences > 0), [false, true, false])
})

test('answers from before there were cells are built by a job while more come in; until then rows answer', async () => {
  const made = await newStudy()
  await answer(app, here.id, made, zone.responses.slice(0, 60))
  await app.work()
  for (const table of ['cell', 'cell_value']) await sql`delete from ${sql.table(table)} where study_id = ${made.study.id}`.execute(app.owner)
  await sql`update cell_build set layout = '', built_at = null where study_id = ${made.study.id}`.execute(app.owner) // as the migration leaves it
  assert.equal(await agreed(made), null)
  await answer(app, here.id, made, zone.responses.slice(60, 70))
  await checkStudy(app.deps, keyOf(made), 'build')
  assert.equal(await agreed(made), 70)
  await app.work()
  assert.equal(await agreed(made), 70)
})

test('cells that an earlier version laid out in another way are built anew, also of a study nobody answers any more', async () => {
  const made = await newStudy()
  await answer(app, here.id, made, zone.responses.slice(0, 50))
  await app.work()
  await sql`update cell_build set layout = 'of an earlier version' where study_id = ${made.study.id}`.execute(app.owner)
  assert.equal(await agreed(made), null)
  await cellTasks(app.deps)['measure.unbuilt-cells']!({})
  await app.work()
  assert.deepEqual([await agreed(made), await wholeOf(made)], [50, 50])
})

test('an organisation that moves to another time zone has its days there', async () => {
  const made = await newStudy()
  await answer(app, here.id, made, zone.responses.slice(0, 48))
  await app.work()
  const response = await here.owner.fetch(`/api/o/${here.handle}`, { method: 'PATCH', json: { timeZone: 'America/New_York' } })
  assert.equal(response.status, 200, await response.clone().text())
  Object.assign(here, { timeZone: 'America/New_York' })
  await app.work()
  for (let turn = 0; turn < 12 && (await agreed(made)) === null; turn++) await app.work() // one study after the other
  assert.equal(await agreed(made), 48)
  const { rows } = await sql<{ day: string; n: number }>`select day::text, sum(responses)::integer as n from response_tally where study_id = ${made.study.id} group by 1 order by 1 limit 1`.execute(app.owner)
  assert.deepEqual(rows, [{ day: '2025-12-31', n: 5 }])
})

test('responses of an import that was taken back are in no cell any more', async () => {
  const made = await newStudy()
  const ids = await answer(app, here.id, made, zone.responses.slice(0, 40))
  await app.work()
  const responses = ids.slice(0, 15).map((responseId) => ({ responseId, from: 1, to: 2 }))
  await inOrganisation(app.db, here.id, async (trx) => {
    await sql`insert into response_revision (org_id, response_id, revision, answers, numbers, marks, at)
      select org_id, response_id, 2, '{"ratings": {}, "choices": {}}', array_fill(null::float8, array[cardinality(numbers)]), '{withdrawn}', at
      from response_revision where org_id = ${here.id} and response_id = any(${ids.slice(0, 15)}::uuid[])`.execute(trx)
    await sql`update response set revision = 2, written_in = pg_current_xact_id() where org_id = ${here.id} and id = any(${ids.slice(0, 15)}::uuid[])`.execute(trx)
    await record(trx, responsesWithdrawn, { orgId: here.id, at: app.clock.now(), payload: { studyId: made.study.id, responses } })
  })
  assert.equal(await agreed(made), 25)
  await app.work()
  assert.deepEqual([await agreed(made), await wholeOf(made)], [25, 25])
})
