/**
 * How long a page of what people said waits: `node bench/statements.ts [statements …]`, by default 1,000,000 statements of one study in
 * a throw-away PostgreSQL, asked over HTTP. Words of every frequency, Chinese and English, with and without a filter; beside
 * it the same search by ILIKE alone over all statements, as one would write it without an index.
 */
import { sql } from 'kysely'
import { randomStream } from '@gap5/methods'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'

const sizes = process.argv.slice(2).map(Number)
const rounds = 15
const app = await testApp()

const openings = ['师傅来得很快', '等了三天没人来', '态度很好', '电话打不通', 'The engineer was on time', 'Nobody called back', '维修费用太高', '服务还可以']
const middles = ['配件等了两周', '说明很清楚', '问题一次解决', '需要再来一次', 'spare parts were missing', 'explained everything well', '希望能提前通知', '总体满意']
const ends = ['下次还会选择', '建议改进热线', 'will recommend', '不太满意', '谢谢', 'please improve the hotline', '希望降价', '']
/** One in this many statements holds the word. */
const rare: [word: string, every: number][] = [['漏油', 50_000], ['gearbox', 20_000], ['噪音', 1_000], ['invoice', 250]]

for (const size of sizes.length > 0 ? sizes : [1_000_000]) await measure(size)
process.exit() // oxlint-disable-line unicorn/no-process-exit

async function measure(size: number): Promise<void> {
  const here = await testOrganisation(app)
  const { study, collector } = await testStudy(app, here.id, { attributes: [{ key: 'branch', title: { en: 'Branch', zh: '网点' }, type: 'choice', values: [{ value: 'north', title: { en: 'North', zh: '北' } }, { value: 'south', title: { en: 'South', zh: '南' } }], settableByLink: true }] })
  const began = performance.now()
  for (let first = 0; first < size; first += 20_000) await write(here.id, study.id, collector.id, first, Math.min(20_000, size - first))
  console.log(`\n${size.toLocaleString('en-GB')} statements, written in ${Math.round((performance.now() - began) / 1000)} s`)
  await sql`vacuum analyze`.execute(app.owner)
  const { rows } = await sql<{ index: string; heap: string }>`select pg_size_pretty(pg_relation_size('statement_by_words')) as index, pg_size_pretty(pg_relation_size('statement')) as heap`.execute(app.owner)
  console.log(`index ${rows[0]?.index}, table ${rows[0]?.heap}`)
  const path = `/api/o/${here.handle}/studies/${study.handle}`
  const ask = (query: string) => () => here.owner.fetch(`${path}/${query}`)
  await tell('newest page', ask('statements'))
  for (const word of ['漏油', 'gearbox', '噪音', 'invoice', '配件', '满意', 'hotline', '热线 配件', 'ok', '没有这个词', '慢']) {
    await tell(`“${word}”`, ask(`statements?search=${encodeURIComponent(word)}`))
    const { milliseconds } = await naive(here.id, study.id, word)
    console.log(`${' '.repeat(34)}ILIKE over all: ${milliseconds.toFixed(0)} ms`)
  }
  await tell('“配件” in one branch, a month', ask(`results/statements?search=${encodeURIComponent('配件')}&a.branch=north&from=2025-03-01&to=2025-03-31`))
  for (const word of ['配件', 'hotline', '漏油']) await tell(`“${word}” in the first week`, ask(`results/statements?search=${encodeURIComponent(word)}&from=2025-01-01&to=2025-01-07`))
  await tell('“噪音” in one branch', ask(`results/statements?search=${encodeURIComponent('噪音')}&a.branch=north`))
}

async function write(orgId: string, studyId: string, collectorId: string, first: number, count: number): Promise<void> {
  const random = randomStream(7, first)
  const one = (of: readonly string[]) => of[random.whole(of.length)] ?? ''
  const texts = Array.from({ length: count }, (_, i) => {
    const word = rare.find(([, every]) => (first + i) % every === every - 1)?.[0] ?? ''
    return [one(openings), one(middles), word, one(ends)].filter((part) => part !== '').join(', ')
  })
  await sql`
    with said as (
      select text, uuidv7() as id, timestamptz '2025-01-01' + (${first} + place) * interval '1 minute' as at, place
      from unnest(${texts}::text[]) with ordinality as given (text, place)
    ), responses as (
      insert into response (org_id, id, study_id, collector_id, submitted_at, instrument_version, attributes)
      select ${orgId}, id, ${studyId}, ${collectorId}, at, 1, case when place % 10 = 0 then '{"branch": "north"}'::jsonb else '{"branch": "south"}'::jsonb end from said
    ), revisions as (
      insert into response_revision (org_id, response_id, revision, answers, numbers, marks, at)
      select ${orgId}, id, 1, '{"ratings": {}, "choices": {}}', '{}', '{}', at from said
    )
    insert into statement (org_id, study_id, response_id, kind, item, text, language, at)
    select ${orgId}, ${studyId}, id, 'verbatim', 'why', text, 'zh', at from said`.execute(app.owner)
}

async function naive(orgId: string, studyId: string, word: string): Promise<{ milliseconds: number }> {
  const start = performance.now()
  await sql`select id from (select id, at from statement where org_id = ${orgId} and study_id = ${studyId} and text ilike ${`%${word}%`} order by at desc, id desc) as found limit 50`.execute(app.owner)
  return { milliseconds: performance.now() - start }
}

async function tell(what: string, ask: () => Promise<Response>): Promise<void> {
  const times: number[] = []
  let hits = 0
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    const response = await ask()
    const body = (await response.json()) as { statements?: unknown[] }
    times.push(performance.now() - start)
    if (!response.ok) return console.log(`${what.padEnd(34)}${response.status}`)
    hits = body.statements?.length ?? 0
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))]!.toFixed(0).padStart(5)
  console.log(`${what.padEnd(34)}p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   ${hits} on the page`)
}
