/**
 * Answers taken in: `node bench/intake.ts [seconds] [clients] [kills]`, by default 10 s each, 32 clients, 10 kills.
 *
 * The system runs as an operator starts it, in a process of its own, on its embedded PostgreSQL with fsync on; the clients
 * are another process, on the same machine. Each answer has the 71 numbers of the three-column instrument. First the peer,
 * one plain INSERT a request; then the API; then the form of the public page; then the API again while server and database
 * are killed with -9 and started anew, the clients sending again what was not acknowledged. At the end every
 * acknowledgement is looked up: there once, with what was told, and nothing besides.
 *
 * Where others use the machine, seconds say little: then compare processor time an answer, and rates with the plain insert of
 * the same run. The clients take processor time of their own, which is told too: all three share the cores.
 */
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Order, Report } from './intake/clients.ts'
import { cpuOf, newServer, query, withDatabase } from './intake/server.ts'
import { prepareStudy } from './intake/study.ts'
import { settled, verify } from './intake/verify.ts'

const [seconds = 10, clients = 32, kills = 10] = process.argv.slice(2).map(Number)
const warmUp = 3

const folder = mkdtempSync(join(tmpdir(), 'gap5-bench-intake-'))
chmodSync(folder, 0o755)
const server = await newServer(folder)
try {
  await server.start()
  const [{ fsync } = { fsync: '?' }] = await query<{ fsync: string }>(server.databaseUrl(), 'show fsync')
  console.log(`${clients} clients, ${seconds} s each, ${cpus().length} cores for clients, server and database; fsync ${fsync}`)
  const study = await withDatabase(server.databaseUrl(), (db) => prepareStudy(db, server.databaseUrl()))
  const api = { port: server.port, path: study.apiPath, headers: study.apiHeaders, body: study.apiBody, clients }
  const form = { ...api, path: study.surveyPath, body: study.formBody, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }

  const naive = await measurePeer({ ...api, path: '/', headers: { 'Content-Type': 'application/json' } })
  const byApi = await measure('API', api, server.cpu)
  const byForm = await measure('survey page', form, server.cpu)
  console.log(`of what the plain insert takes a second, the API takes ${(byApi / naive).toFixed(2)} times as much, the survey page ${(byForm / naive).toFixed(2)} times`)
  await measureKills(api, study.studyId)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measurePeer(order: Omit<Order, 'seconds'>): Promise<number> {
  const peer = spawn(process.execPath, [file('intake/peer.ts'), server.databaseUrl()], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { value: port } = (await createInterface({ input: peer.stdout })[Symbol.asyncIterator]().next()) as { value: string }
  const cpu = () => ({ server: cpuOf([peer.pid!]), database: server.cpu().database })
  const rate = await measure('plain insert', { ...order, port: Number(port) }, cpu)
  peer.kill()
  return rate
}

/** Accepted a second, after some seconds of warming up. */
async function measure(what: string, order: Omit<Order, 'seconds'>, cpu: () => { server: number; database: number }): Promise<number> {
  await send({ ...order, seconds: warmUp }).report
  const before = cpu()
  const report = await send({ ...order, seconds }).report
  const after = cpu()
  const rate = report.acknowledged.length / report.seconds
  const sorted = report.milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(1).padStart(6)
  const again = report.again === 0 ? '' : `   sent again ${report.again}`
  console.log(`${what.padEnd(14)} ${rate.toFixed(0).padStart(6)}/s   p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   p99 ${at(0.99)} ms   max ${at(1)} ms${again}`)
  const each = (milliseconds: number) => (milliseconds / report.acknowledged.length).toFixed(2)
  const [ofServer, ofDatabase] = [each(after.server - before.server), each(after.database - before.database)]
  console.log(`${' '.repeat(14)} processor time an answer: server ${ofServer} ms, database ${ofDatabase} ms, clients ${each(report.cpuMilliseconds)} ms; load average ${loadavg()[0]!.toFixed(1)}`)
  return rate
}

async function measureKills(order: Omit<Order, 'seconds'>, studyId: string): Promise<void> {
  await settled(server.databaseUrl())
  const [{ n: before } = { n: 0 }] = await query<{ n: number }>(server.databaseUrl(), 'select count(*)::integer as n from response')
  const { report, stop } = send({ ...order, seconds: null })
  for (let kill = 0; kill < kills; kill++) {
    await setTimeout(500 + 200 * (kill % 5))
    await server.kill()
    await server.start()
  }
  await setTimeout(1000)
  stop()
  const { acknowledged, again } = await report
  await settled(server.databaseUrl())
  const told = acknowledged.map(([id, said]) => [id, (JSON.parse(said) as { responseId: string }).responseId] as const)
  const { kept } = await verify(server.databaseUrl(), studyId, told)
  const untold = kept - before - told.length
  console.log(`killed ${kills} times: ${told.length} acknowledged, sent again ${again} times; all are there, each once; ${untold} besides`)
  if (untold !== 0) throw new Error(`${untold} answers are there that nobody was told of`)
}

function send(order: Order): { report: Promise<Report>; stop(): void } {
  const child = spawn(process.execPath, [file('intake/clients.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.write(`${JSON.stringify(order)}\n`)
  return { report: text(child.stdout).then((said) => JSON.parse(said) as Report), stop: () => child.stdin.write('stop\n') }
}

function file(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
