/**
 * How long the result page waits: `node bench/results.ts [responses …]`, by default 10,000 and 100,000 responses to the
 * three-column instrument (71 numbers each) in a throw-away PostgreSQL, asked over HTTP.
 *
 * First reading (nothing in memory), again (all in memory), with one new answer before each request, a comparison, the pulse.
 */
import { sql } from 'kysely'
import { createApp } from '@gap5/server/app.ts'
import { setClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import { connect, connectAsOwner, createPool } from '@gap5/server/database.ts'
import { listenHttp } from '@gap5/server/listen-http.ts'
import { createLog } from '@gap5/server/log.ts'
import { simulatedZone, type ReferenceResponse } from '@gap5/server/measure/testing/reference-studies.ts'
import { answer } from '@gap5/server/measure/testing/studies-with-answers.ts'
import { testDatabase } from '@gap5/server/testing/database.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'
import type { TestApp } from '@gap5/server/testing/app.ts'
import { rooms } from '@gap5/server/rooms.ts'
import { workOnce } from '@gap5/server/worker.ts'

const sizes = process.argv.slice(2).map(Number)
const rounds = 20
const batch = 1_000
const minute = 60_000

const { frame, responses } = simulatedZone()
const { app, end } = await start()
try {
  for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) await measure(size)
} finally {
  await end()
}

async function measure(size: number): Promise<void> {
  const here = await testOrganisation(app)
  const made = await testStudy(app, here.id, { definition: frame.definition, attributes: frame.attributes })
  for (let first = 0; first < size; first += batch) {
    await answer(app, here.id, made, Array.from({ length: Math.min(batch, size - first) }, (_, i) => responseAt(first + i)))
  }
  await app.work()
  await sql`analyze`.execute(app.owner) // what autovacuum does within a minute; here it is off
  const path = `/api/o/${here.handle}/studies/${made.study.handle}/results`
  const ask = (suffix = '') => here.owner.fetch(path + suffix)
  console.log(`\n${size.toLocaleString('en-GB')} responses`)
  tell('first reading', [await timed(() => ask())])
  tell('again', await repeated(() => ask()))
  tell('one branch', await repeated(() => ask('?a.branch=North')))
  const fresh: number[] = []
  for (let round = 0; round < rounds; round++) {
    await answer(app, here.id, made, [responseAt(size + round)])
    fresh.push(await timed(() => ask()))
  }
  tell('with a new answer', fresh)
  tell('comparison', await repeated(() => ask('/comparison?attribute=branch&measure=dimension.responsiveness.adequacy')))
  tell('pulse', await repeated(() => ask('/pulse')))
  console.log(`memory: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`)
}

/** The simulated answers over and over, one a minute. */
function responseAt(i: number): ReferenceResponse {
  const response = responses[i % responses.length]
  if (!response) throw new Error('The simulated study has no answers')
  return { ...response, key: `r${i}`, submittedAt: new Date(Date.UTC(2025, 0, 1) + i * minute) }
}

async function timed(ask: () => Promise<Response>): Promise<number> {
  const start = performance.now()
  const response = await ask()
  await response.text()
  if (!response.ok) throw new Error(`Answered ${response.status}`)
  return performance.now() - start
}

async function repeated(ask: () => Promise<Response>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await timed(ask))
  return times
}

function tell(what: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
  console.log(`${what.padEnd(20)} p50 ${String(at(0.5)).padStart(6)} ms   p95 ${String(at(0.95)).padStart(6)} ms`)
}

async function start(): Promise<{ app: TestApp; end: () => Promise<void> }> {
  const database = await testDatabase()
  const db = connect(database.url, { max: 5 })
  const owner = connectAsOwner(database.url, { max: 1 })
  const queue = createPool(database.url, { max: 2 })
  const config = { ...readConfig({}), rateLimits: false, logLevel: 'silent' as const }
  const clock = setClock('2026-03-02T08:00:00Z')
  const deps = { db, clock, config, secret: 'a secret of benchmarks, 32 characters', log: createLog('silent') }
  const server = await listenHttp(createApp(deps), { port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${server.port}`
  const fetcher: TestApp['fetch'] = (path, init = {}) => fetch(new URL(path, url), init)
  const app: TestApp = { url, fetch: fetcher, db, owner, databaseUrl: database.url, clock, deps, work: () => workOnce(deps, rooms, queue) }
  const end = async () => {
    await server.close(0)
    await Promise.all([db.destroy(), owner.destroy(), queue.end()])
    await database.drop()
  }
  return { app, end }
}
