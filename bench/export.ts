/**
 * Exporting the answers of a study, from the question to the last byte: `node bench/export.ts [responses] [format …]`.
 * Prints rows a second and the peak memory of this process by format, each in a process of its own; the last line is a peer,
 * a workbook library that holds the whole book. The study asks RATER in three columns: 71 variables, about 80 columns.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { utils, write } from '@e965/xlsx'
import { answerFiles, type AnswerFile } from '@gap5/contract/measure/exports.ts'
import { variables } from '@gap5/contract/listen/instrument.ts'
import { systemActor } from '../server/access/actor.ts'
import { organisationColumns, organisationFrom } from '../server/access/organisations.ts'
import { systemClock } from '../server/clock.ts'
import { connect, createPool, inOrganisation, type Db } from '../server/database.ts'
import { acceptMany } from '../server/listen/intake.ts'
import { random } from '../server/listen/import/import-testing.ts'
import { readLibrary } from '../server/listen/library.ts'
import { exportAnswers } from '../server/measure/export-answers.ts'
import { testDatabase } from '../server/testing/database.ts'
import { testStudy } from '../server/testing/study.ts'

const [count = '100000', ...formats] = process.argv.slice(2)

if (process.env['BENCH_ORG']) await measure(process.env['BENCH_ORG'], process.env['BENCH_STUDY']!, formats[0] as AnswerFile | 'peer')
else await prepareAndMeasure(Number(count))

async function prepareAndMeasure(responses: number): Promise<void> {
  const database = await testDatabase()
  const db = connect(database.url)
  const orgId = await newOrganisation(database.url)
  const study = await fill(db, orgId, responses)
  await db.destroy()
  const env = { ...process.env, BENCH_ORG: orgId, BENCH_STUDY: study, BENCH_URL: database.url }
  const asked = formats.length > 0 ? formats : [...answerFiles.filter((file) => file !== 'codebook'), 'peer']
  for (const format of asked) execFileSync(process.execPath, [process.argv[1]!, count, format], { env, stdio: 'inherit' })
  await database.drop()
}

async function fill(db: Db, orgId: string, responses: number): Promise<string> {
  const definition = (await readLibrary()).find(({ key }) => key === 'rater-three-column')!
  const asked = variables(definition).filter(({ role }) => role !== 'weight')
  const app = { db, clock: systemClock } as unknown as Parameters<typeof testStudy>[0]
  const { study, collector } = await testStudy(app, orgId, { definition })
  const next = random(9)
  const source = { orgId, studyId: study.id, collectorId: collector.id, channel: 'bench', receivedAt: systemClock.now() }
  for (let from = 0; from < responses; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, responses - from) }, () => ({
      externalId: randomUUID(),
      answers: { ratings: Object.fromEntries(asked.flatMap(({ key, min, max }) => (next() % 30 ? [[key, min + (next() % (max - min + 1))]] : []))), choices: {}, texts: textsOf(next()) },
      attributes: {},
      language: 'zh' as const,
      startedAt: null,
      submittedAt: new Date(Date.now() - (next() % 3e8)),
      marks: [],
      body: null,
    }))
    await inOrganisation(db, orgId, (trx) => acceptMany(trx, source, rows))
  }
  return study.id
}

function textsOf(drawn: number): Record<string, string> {
  return drawn % 4 ? {} : { why: '工程师很专业，但等了两天。'.repeat(3) }
}

async function measure(orgId: string, study: string, format: AnswerFile | 'peer'): Promise<void> {
  const db = connect(process.env['BENCH_URL']!)
  const organisation = organisationFrom(
    await inOrganisation(db, orgId, (trx) => trx.selectFrom('organisation').select(organisationColumns).where('org_id', '=', orgId).executeTakeFirstOrThrow()),
  )
  const start = performance.now()
  const before = process.memoryUsage.rss()
  const asked = { file: format === 'peer' ? ('wide' as const) : format, selection: { marks: 'all' as const, attributes: {} }, language: 'zh' as const, words: 'texts' as const, mark: true }
  const made = await exportAnswers({ db, clock: systemClock }, systemActor(orgId), { organisation, study }, asked)
  let bytes = 0
  const first = performance.now()
  const lines: string[][] = []
  for await (const piece of made.bytes) {
    bytes += piece.length
    if (format === 'peer') lines.push(...String(piece).split('\r\n').map((line) => line.split(',')))
  }
  if (format === 'peer') {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet(lines))
    bytes = (write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer).length
  }
  const seconds = (performance.now() - start) / 1000
  const peak = process.resourceUsage().maxRSS * 1024
  console.log(
    `${format.padEnd(9)} ${made.rows} rows, ${(bytes / 1e6).toFixed(1).padStart(7)} MB, ${seconds.toFixed(1).padStart(6)} s (first byte after ${((first - start) / 1000).toFixed(1)} s), ${Math.round(made.rows / seconds)} rows/s, peak RSS ${Math.round(peak / 1e6)} MB (${Math.round(before / 1e6)} at the start); size told beforehand ${(made.size / 1e6).toFixed(1)} MB`,
  )
  await db.destroy()
}

async function newOrganisation(url: string): Promise<string> {
  const pool = createPool(url)
  const { rows: made } = await pool.query<{ org_id: string }>(`
    insert into organisation (org_id, handle, name, time_zone, language, minimum_n, created_at)
    values (uuidv7(), 'bench', '{"en": "Bench", "zh": "测试"}', 'Asia/Shanghai', 'en', 10, now()) returning org_id`)
  await pool.end()
  return made[0]!.org_id
}
