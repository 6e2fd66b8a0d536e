import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { variables } from '@gap5/contract/listen/instrument.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { smallDefinition, testStudy } from '../../testing/study.ts'
import { segment } from '../mail/mail-testing.ts'
import { csv, importer, newStudy, sharedFile } from './import-testing.ts'
import { runImport } from './run.ts'

const app = await testApp()
const org = await testOrganisation(app)
const imports = importer(app, org)

const large = (rows: number) => csv([['id', 'e1', 'e2', 'p1', 'p2'], ...Array.from({ length: rows }, (_, i) => [i + 1, (i % 7) + 1, 5, 4, (i % 5) + 1])])

async function queued(bytes: Uint8Array, target: unknown = newStudy): Promise<string> {
  const { id } = await imports.upload('file.csv', bytes)
  await imports.send('PUT', id, '/target', { target })
  assert.equal((await imports.send('POST', id, '/run')).status, 200)
  return id
}

async function responsesIn(studyId: string): Promise<number> {
  const { count } = await app.owner
    .selectFrom('response')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('study_id', '=', studyId)
    .executeTakeFirstOrThrow()
  return count
}

async function studyOf(id: string): Promise<string> {
  const row = await app.owner.selectFrom('survey_import').select('study_id').where('id', '=', id).executeTakeFirstOrThrow()
  return row.study_id!
}

test('a run that is killed goes on where it was, without doubles and without gaps', async () => {
  const rows = 20_000
  const id = await queued(large(rows))
  await slowly(true)
  const child = runElsewhere(id)
  for (;;) {
    await setTimeout(20)
    const { progress } = await imports.get(id)
    if (progress.read > 0) break
    assert.equal(child.exitCode, null, 'the run ended too early')
  }
  child.kill('SIGKILL')
  await new Promise((done) => child.once('exit', done))
  await slowly(false)
  const { progress: half } = await imports.get(id)
  assert.equal(half.state, 'running')
  assert.ok(half.read > 0 && half.read < rows, `killed at ${half.read}`)
  await runImport(app.deps, { orgId: org.id, importId: id })
  const { progress } = await imports.get(id)
  assert.deepEqual([progress.state, progress.accepted, progress.repeated, progress.read], ['done', rows, 0, rows])
  assert.equal(await responsesIn(await studyOf(id)), rows)
})

/** Each step of an import takes its time, so that it is met in the middle however the machine is busy. */
async function slowly(on: boolean): Promise<void> {
  if (!on) return void (await sql`drop trigger slowly on survey_import`.execute(app.owner))
  await sql`create or replace function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(0.2); return new; end $$`.execute(app.owner)
  await sql`create trigger slowly before update on survey_import for each row when (new.rows_read > old.rows_read) execute function slowly()`.execute(app.owner)
}

/** The job in a process of its own, to be killed. */
function runElsewhere(id: string) {
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
  const program = `
    import { connect } from ${here('../../database.ts')}
    import { systemClock } from ${here('../../clock.ts')}
    import { runImport } from ${here('./run.ts')}
    await runImport({ db: connect(process.env.DATABASE_URL), clock: systemClock }, ${JSON.stringify({ orgId: org.id, importId: id })})`
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { env: { ...process.env, DATABASE_URL: app.databaseUrl }, stdio: 'inherit' })
}

test('two runs of one import write every row once', async () => {
  const id = await queued(large(5000))
  await Promise.all([1, 2].map(() => runImport(app.deps, { orgId: org.id, importId: id })))
  const { progress } = await imports.get(id)
  assert.deepEqual([progress.state, progress.accepted, progress.repeated], ['done', 5000, 0])
  assert.equal(await responsesIn(await studyOf(id)), 5000)
})

test('two imports of one file at once add every row once', async () => {
  const first = await imports.importNew('first.csv', large(1))
  const target = { kind: 'study', studyId: await studyOf(first.id) }
  const ids = [await queued(large(4000), target), await queued(large(4000), target)]
  await Promise.all(ids.map((importId) => runImport(app.deps, { orgId: org.id, importId })))
  const done = await Promise.all(ids.map((id) => imports.get(id)))
  assert.deepEqual(done.map(({ state }) => state), ['done', 'done'])
  assert.equal(done[0]!.progress.accepted + done[1]!.progress.accepted, 3999)
  assert.equal(await responsesIn(target.studyId), 4000)
})

test('cancelling in the middle keeps what is in and goes on later', async () => {
  const id = await queued(large(8000))
  await slowly(true)
  const run = runImport(app.deps, { orgId: org.id, importId: id })
  for (let read = 0; read === 0; read = (await imports.get(id)).progress.read) await setTimeout(5)
  await imports.send('POST', id, '/cancellation')
  await run
  await slowly(false)
  const { progress } = await imports.get(id)
  assert.equal(progress.state, 'cancelled')
  assert.ok(progress.accepted > 0 && progress.accepted < 8000, `${progress.accepted}`)
  await imports.send('POST', id, '/run')
  await runImport(app.deps, { orgId: org.id, importId: id })
  assert.equal(await responsesIn(await studyOf(id)), 8000)
})

const zot = sharedFile('zot_simulated_a.csv')
test('three columns with points come in with what is odd counted, not refused', { skip: zot === null && 'the shared data are not at hand' }, async () => {
  const { progress } = await imports.importNew('zot.csv', zot!)
  assert.deepEqual([progress.accepted, progress.refused], [600, 0])
  assert.deepEqual(progress.notices.map(({ notice, rows }) => [notice, rows]), [['adequate-above-desired', 11], ['points-total', 62]])
})

test('a file for a study that is there is matched by keys, and what does not fit is an obstacle', async () => {
  const first = await imports.importNew('base.csv', large(50))
  const target = { kind: 'study', studyId: await studyOf(first.id) }
  const { id } = await imports.upload('more.csv', csv([['id', 'e1', 'p1', 'q9_expected', 'q9_perceived'], ...Array.from({ length: 60 }, (_, i) => [1000 + i, 5, 4, 3, 2])]))
  const aimed = await (await imports.send('PUT', id, '/target', { target })).json() as { recipe: { columns: { use: string }[] }; obstacles: unknown[] }
  assert.deepEqual(aimed.recipe.columns.map(({ use }) => use), ['key', 'rating', 'rating', 'ignore', 'ignore'])
  assert.deepEqual(aimed.obstacles, [])
})

test('values that a file calls by their names are the values of the study', async () => {
  const { study } = await testStudy(app, org.id, { attributes: [segment] })
  const variable = variables(smallDefinition).find(({ role }) => role === 'perception')!
  const { id } = await imports.upload('names.csv', csv([['客户群', variable.key], ...['小型', 'LARGE', '中型', 'small'].map((name) => [name, variable.min])]))
  await imports.send('PUT', id, '/target', { target: { kind: 'study', studyId: study.id } })
  await imports.send('POST', id, '/run')
  await imports.work()
  assert.equal((await imports.get(id)).progress.accepted, 4)
  const { attributes } = await app.owner.selectFrom('study').select('attributes').where('id', '=', study.id).executeTakeFirstOrThrow()
  assert.deepEqual(attributes[0]!.values.map(({ value }) => value), ['small', 'large', '中型'])
  const found = await app.owner.selectFrom('response').select('attributes').where('study_id', '=', study.id).execute()
  assert.deepEqual(found.map((each) => (each.attributes as { segment: string }).segment).sort(), ['large', 'small', 'small', '中型'])
})

test('only those who may bring answers see and run imports, and only of their own organisation', async () => {
  const done = await imports.importNew('own.csv', large(3))
  for (const role of ['agent', 'viewer'] as const) {
    const caller = await org.as(role)
    assert.equal((await caller.fetch(`/api/o/${org.handle}/imports/${done.id}`)).status, 403)
  }
  const other = await testOrganisation(app)
  for (const part of ['', '/progress', '/refused', '/refused.csv']) {
    assert.equal((await other.owner.fetch(`/api/o/${other.handle}/imports/${done.id}${part}`)).status, 404)
  }
  assert.equal((await other.owner.fetch(`/api/o/${other.handle}/imports/${done.id}/withdrawal`, { method: 'POST' })).status, 404)
})
