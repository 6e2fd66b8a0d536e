/**
 * How long the result page and the readings of a study wait: `node bench/results.ts [responses …]`, by default 10,000, 100,000 and
 * 1,000,000 responses to the three-column instrument of the library (22 items, five dimensions), over twelve months and twenty
 * branches, in a throw-away PostgreSQL, asked over HTTP while the worker folds; then as many to an instrument that gives the other
 * readings (importance, Kano pairs, outcome and process).
 *
 * Beside it, in the same run, the same core figures (means, gaps and zone of every item and dimension) computed anew from
 * the raw rows: by one SQL statement, and by a loop over all of them in Node. All three must agree.
 */
import assert from 'node:assert/strict'
import { cpus } from 'node:os'
import { sql } from 'kysely'
import { variables } from '@gap5/contract/listen/instrument.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { randomStream } from '@gap5/methods'
import { rooms } from '@gap5/server/rooms.ts'
import { answer } from '@gap5/server/measure/testing/studies-with-answers.ts'
import { testOrganisation, type TestCaller } from '@gap5/server/testing/organisation.ts'
import type { TestStudy } from '@gap5/server/testing/study.ts'
import { startWorker } from '@gap5/server/worker.ts'
import { measureFresh } from './results/fresh.ts'
import { featureDefinition } from './results/feature-study.ts'
import { load, raterStudy, respondent, studyOf } from './results/load.ts'
import { coreInNode, coreInSql, readAll, type Core } from './results/peers.ts'
import { answersBehind, featureReadings, fromPersons, measureAll, zoneReadings } from './results/readings.ts'
import { startServer } from './results/server.ts'
import { repeated, row, timed } from './results/timing.ts'

const sizes = process.argv.slice(2).map(Number)
const rounds = 40
const measure = 'dimension.responsiveness.adequacy'

const { app, end } = await startServer()
try {
  console.log(`${cpus().length} cores for clients, server, worker and database`)
  for (const size of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
    await measureSize(size)
    await measureFeatures(size)
  }
} finally {
  await end()
}

async function measureSize(size: number): Promise<void> {
  const here = await testOrganisation(app)
  const made = await raterStudy(app, here)
  const { buildSeconds } = await load(app, here, made, size)
  console.log(`\n${size.toLocaleString('en-GB')} responses; cells built at ${Math.round(size / buildSeconds).toLocaleString('en-GB')} a second, ${await cellsOf(made)}`)
  const path = `/api/o/${here.handle}/studies/${made.study.handle}/results`
  row('fresh process, first request', [await measureFresh(app.databaseUrl, path, here.owner.headers)])
  const worker = await startWorker(app.deps, rooms, app.databaseUrl)
  const page = await measurePages(here.owner, path)
  await measureAll(here.owner, path, zoneReadings, rounds)
  await measureAll(here.owner, path, answersBehind, rounds)
  await measureWithNewAnswers(here.id, made, here.owner, path)
  console.log(`folding: ${Math.round(await foldThroughput(here.id, made))} single answers a second`)
  await worker.stop()
  await comparePeers(here.id, made, here.owner, path, page)
  await measureAll(here.owner, path, fromPersons, rounds)
}

async function measureFeatures(size: number): Promise<void> {
  const here = await testOrganisation(app)
  const made = await studyOf(app, here, featureDefinition)
  await load(app, here, made, size)
  console.log(`\n${size.toLocaleString('en-GB')} responses to importance, Kano pairs, outcome and process; ${await cellsOf(made)}`)
  const path = `/api/o/${here.handle}/studies/${made.study.handle}/results`
  row('fresh process, first request', [await measureFresh(app.databaseUrl, `${path}/kano`, here.owner.headers)])
  await measureAll(here.owner, path, featureReadings, rounds)
}

async function measurePages(caller: TestCaller, path: string): Promise<number> {
  const ask = (suffix = '') => () => caller.fetch(path + suffix)
  await timed(ask())
  const times = await repeated(rounds, ask())
  row('page, all answers', times)
  row('page, one branch', await repeated(rounds, ask('?a.branch=b07')))
  row('page, one quarter', await repeated(rounds, ask('?from=2025-04-01&to=2025-06-30')))
  row('page, odd days', await repeated(rounds, ask('?from=2025-02-11&to=2025-10-17')))
  row('page, branch and quarter', await repeated(rounds, ask('?a.branch=b07&from=2025-04-01&to=2025-06-30')))
  row('comparison by branch', await repeated(rounds, ask(`/comparison?attribute=branch&measure=${measure}`)))
  row('trend by month', await repeated(rounds, ask(`/trend?measure=${measure}&grain=month`)))
  row('trend by week', await repeated(rounds, ask(`/trend?measure=${measure}&grain=week`)))
  row('pulse', await repeated(rounds, ask('/pulse')))
  return times.reduce((a, b) => a + b, 0) / times.length
}

async function measureWithNewAnswers(orgId: string, made: TestStudy, caller: TestCaller, path: string): Promise<void> {
  const random = randomStream(7)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const before = ((await (await caller.fetch(path)).json()) as StudyResult).responses
    await answer(app, orgId, made, [{ ...respondent(random, made.instrument.definition, new Date('2025-12-30T08:00:00Z')), marks: [] }])
    times.push(await timed(() => caller.fetch(path)))
    const after = ((await (await caller.fetch(path)).json()) as StudyResult).responses
    assert.equal(after, before + 1, 'a new answer counts at once')
  }
  row('page, right after a new answer', times)
}

/** Answers that come in one by one, each with an event of its own, until none waits. */
async function foldThroughput(orgId: string, made: TestStudy): Promise<number> {
  const random = randomStream(8)
  const single = 1_000
  const begin = performance.now()
  for (let i = 0; i < single; i++) await answer(app, orgId, made, [respondent(random, made.instrument.definition, new Date('2025-12-30T08:00:00Z'))])
  await app.work()
  for (let waiting = 1; waiting > 0; ) {
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from event_open where org_id = ${orgId}`.execute(app.owner)
    waiting = rows[0]?.n ?? 0
  }
  return single / ((performance.now() - begin) / 1000)
}

async function comparePeers(orgId: string, made: TestStudy, caller: TestCaller, path: string, page: number): Promise<void> {
  const { definition } = made.instrument
  const result = (await (await caller.fetch(path)).json()) as StudyResult
  const inSql = await clocked(() => coreInSql(app.owner, orgId, made.study.id, definition))
  row('the same by one SQL statement', [inSql.milliseconds])
  const width = variables(definition).length
  const numbers = await clocked(() => readAll(app.owner, orgId, made.study.id, width))
  row('reading all rows into Node', [numbers.milliseconds])
  const inNode = await clocked(() => Promise.resolve(coreInNode(numbers.value, width, definition)))
  row('the same by a loop in Node', [inNode.milliseconds])
  sameCore(result, inSql.value)
  sameCore(result, inNode.value)
  console.log(`page against SQL: ${ratio(inSql.milliseconds, page)}; against the loop alone: ${ratio(inNode.milliseconds, page)}; with reading: ${ratio(numbers.milliseconds + inNode.milliseconds, page)}`)
}

function sameCore({ gaps }: StudyResult, core: readonly Core[]): void {
  for (const { key, n, ...figures } of core) {
    const found = gaps.find((gap) => gap.key === key && gap.level !== 'overall')
    assert.equal(found?.adequacy?.n, n, key)
    const ours = { adequate: found?.adequate, desired: found?.desired, perceived: found?.perception, adequacy: found?.adequacy, superiority: found?.superiority, inside: found?.shareInside }
    for (const [name, estimate] of Object.entries(ours)) {
      const other = figures[name as keyof typeof figures]
      assert.ok(Math.abs((estimate?.value ?? Number.NaN) - other) < 1e-6 * Math.max(1, Math.abs(other)), `${key} ${name}: ${estimate?.value} and ${other}`)
    }
  }
}

async function clocked<T>(work: () => Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const begin = performance.now()
  const value = await work()
  return { value, milliseconds: performance.now() - begin }
}

function ratio(theirs: number, ours: number): string {
  return `${(theirs / ours).toFixed(1)} times as fast`
}

async function cellsOf({ study }: TestStudy): Promise<string> {
  const { rows } = await sql<{ cells: number; bytes: number; more: number }>`select count(*)::integer as cells, coalesce(sum(length(sums)), 0)::float8 as bytes, coalesce(sum(length(readings)), 0)::float8 as more from cell where study_id = ${study.id}`.execute(app.owner)
  const { cells = 0, bytes = 0, more = 0 } = rows[0] ?? {}
  const each = (of: number) => Math.round(of / Math.max(1, cells)).toLocaleString('en-GB')
  return `${cells.toLocaleString('en-GB')} cells, ${((bytes + more) / 2 ** 20).toFixed(1)} MB (${each(bytes)} bytes a cell for results, ${each(more)} for readings)`
}
