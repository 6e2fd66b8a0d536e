/**
 * Importing a large survey file into PostgreSQL, from its bytes to the last commit: `node bench/import.ts [rows] [columns] [csv|xlsx]`.
 * Prints rows a second and the peak memory of this process; the database runs in processes of its own.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPool, connect, connectAsOwner, inOrganisation } from '../server/database.ts'
import { systemActor } from '../server/access/actor.ts'
import { systemClock } from '../server/clock.ts'
import { createImport, changeAim, readProgress } from '../server/listen/import/imports.ts'
import { prepareFile } from '../server/listen/import/prepare.ts'
import { runImport, startImport } from '../server/listen/import/run.ts'
import { testDatabase } from '../server/testing/database.ts'

const [rows = 100_000, columns = 60] = process.argv.slice(2, 4).map(Number)
const format = process.argv[4] === 'xlsx' ? 'xlsx' : 'csv'

const bytes = makeFile()
const database = await testDatabase()
const db = connect(database.url)
const owner = connectAsOwner(database.url)
const orgId = await newOrganisation()
const within = <T>(work: Parameters<typeof inOrganisation<T>>[2]) => inOrganisation(db, orgId, work)
let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
console.log(`${rows} rows × ${columns} columns, ${format}, ${(bytes.length / 1e6).toFixed(1)} MB`)

const start = performance.now()
const prepared = prepareFile(bytes, { choice: {}, fileName: `large.${format}`, libraries: [] })
report('read, profiled and guessed')
const now = systemClock.now()
const upload = { fileName: `large.${format}`, bytes, prepared, after: null }
const { id } = await within((trx) => createImport(trx, systemActor(orgId), upload, now))
const target = { kind: 'new', title: both('Large'), subject: { kind: 'own', name: both('We') }, instrumentId: null } as const
await within((trx) => changeAim(trx, systemActor(orgId), id, { target, repeats: 'skip' }, now))
await within((trx) => startImport(trx, systemActor(orgId), id, now))
report('uploaded')
await runImport({ db, clock: systemClock }, { orgId, importId: id })
report('imported')
const progress = await within((trx) => readProgress(trx, orgId, id))
const seconds = (performance.now() - start) / 1000
peak = Math.max(peak, process.resourceUsage().maxRSS * 1024)
console.log(`${progress.state}: ${progress.accepted} accepted, ${progress.refused} refused`)
console.log(`${Math.round(progress.accepted / seconds)} rows/s, ${seconds.toFixed(1)} s in all, peak RSS ${Math.round(peak / 1e6)} MB`)
clearInterval(watch)
await Promise.all([db.destroy(), owner.destroy()])
await database.drop()

/** Made by another process, so that only the import's own memory is measured. */
function makeFile(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'gap5-bench-'))
  const file = join(folder, `large.${format}`)
  execFileSync(process.execPath, [fileURLToPath(new URL('import-files.ts', import.meta.url)), `${rows}`, `${columns}`, file])
  const made = readFileSync(file)
  rmSync(folder, { recursive: true })
  return made
}

function report(step: string): void {
  const rss = Math.round(process.memoryUsage.rss() / 1e6)
  console.log(`  ${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${step} (RSS ${rss} MB)`)
}

function both(text: string) {
  return { en: text, zh: text }
}

async function newOrganisation(): Promise<string> {
  const pool = createPool(database.url)
  const { rows: made } = await pool.query<{ org_id: string }>(`
    insert into organisation (org_id, handle, name, time_zone, language, minimum_n, created_at)
    values (uuidv7(), 'bench', '{"en": "Bench", "zh": "测试"}', 'UTC', 'en', 10, now()) returning org_id`)
  await pool.end()
  return made[0]!.org_id
}
