import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { connectAsOwner } from '../database.ts'
import { migrate, migrateTo } from '../migrate.ts'
import { testApp } from '../testing/app.ts'
import { emptyDatabase } from '../testing/database.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { wordsOf } from './statement-search.ts'

const app = await testApp()
const here = await testOrganisation(app)
const { study } = await testStudy(app, here.id)
const path = `/api/o/${here.handle}/studies/${study.handle}`
const said = [
  '师傅来得很快,态度好',
  '等了三天没人来,太慢了',
  '配件贵,而且等配件等了两周',
  'The engineer was late twice and nobody called back',
  'AC坏了,打电话没人接',
  'Back in a week: the pump hums. OK otherwise, 100%_sure',
  '慢',
]
for (const why of said) {
  const response = await here.owner.fetch(`${path}/responses`, { method: 'POST', json: { externalId: randomUUID(), answers: { texts: { why }, ratings: { 'l1.adequate': 5, 'l1.desired': 8, 'l1.perception': 6 }, choices: {} }, attributes: {} } })
  assert.equal(response.status, 201, await response.text())
}

async function found(search: string, more = ''): Promise<string[]> {
  const response = await here.owner.fetch(`${path}/statements?search=${encodeURIComponent(search)}${more}`)
  assert.equal(response.status, 200, await response.clone().text())
  const { statements } = (await response.json()) as { statements: { text: string | null }[] }
  return statements.map(({ text }) => text ?? '').sort()
}

describe('Searching what people said', () => {
  test('Chinese words of one, two and more characters', async () => {
    assert.deepEqual(await found('慢'), ['慢', '等了三天没人来,太慢了'].sort())
    assert.deepEqual(await found('配件'), [said[2]])
    assert.deepEqual(await found('没人来'), [said[1]])
    assert.deepEqual(await found('件贵而'), [])
  })

  test('English, whatever the case, and parts of words', async () => {
    assert.deepEqual(await found('ENGINEER'), [said[3]])
    assert.deepEqual(await found('gine'), [said[3]])
    assert.deepEqual(await found('back'), [said[3], said[5]].sort())
  })

  test('one or two letters mean a word, also within Chinese', async () => {
    assert.deepEqual(await found('ac'), [said[4]])
    assert.deepEqual(await found('ok'), [said[5]])
  })

  test('several words must all be there', async () => {
    assert.deepEqual(await found('等了 配件'), [said[2]])
    assert.deepEqual(await found('back　late'), [said[3]])
    assert.deepEqual(await found('配件 engineer'), [])
  })

  test('signs mean themselves', async () => {
    assert.deepEqual(await found('100%_s'), [said[5]])
    assert.deepEqual(await found('%'), [said[5]])
    assert.deepEqual(await found('late_'), [])
  })

  test('what is erased is gone from the search at once', async () => {
    const list = (await (await here.owner.fetch(`${path}/statements?search=${encodeURIComponent('态度')}`)).json()) as { statements: { responseId: string }[] }
    const id = list.statements[0]?.responseId ?? ''
    const erased = await here.owner.fetch(`${path}/responses/${id}/erasure`, { method: 'POST', json: { reason: 'asked for it' } })
    assert.ok(erased.ok, await erased.clone().text())
    assert.deepEqual(await found('态度'), [])
    assert.deepEqual(await found('师傅'), [])
  })

  test('another organisation finds none of it', async () => {
    const strangers = await testOrganisation(app)
    const theirs = await testStudy(app, strangers.id)
    const { rows } = await app.db.transaction().execute(async (trx) => {
      await sql`select set_config('gap5.org_id', ${strangers.id}, true)`.execute(trx)
      return sql`select * from statements_with_words(${study.id}, array['配件'], array['%配件%'])`.execute(trx)
    })
    assert.deepEqual(rows, [])
    const response = await strangers.owner.fetch(`/api/o/${strangers.handle}/studies/${theirs.study.handle}/statements?search=${encodeURIComponent('配件')}`)
    assert.deepEqual(await response.json(), { statements: [], next: null })
  })
})

test('a search is cut into words at blanks, wide ones too', () => {
  assert.deepEqual(wordsOf('  配件　太贵 late late '), ['配件', '太贵', 'late'])
})

test('the index is used, and the pages of a frequent word go on where they ended', async () => {
  const many = await testStudy(app, here.id)
  await sql`
    with made as (
      insert into response (org_id, study_id, collector_id, submitted_at, instrument_version, attributes)
      select ${here.id}, ${many.study.id}, ${many.collector.id}, ${app.clock.now()}::timestamptz - n * interval '1 minute', 1, '{}'
      from generate_series(1, 9000) as n returning id, submitted_at)
    insert into statement (org_id, study_id, response_id, kind, item, text, at)
    select ${here.id}, ${many.study.id}, id, 'verbatim', 'why', '服务还可以 ' || left(id::text, 8), submitted_at from made`.execute(app.owner)
  const own = `/api/o/${here.handle}/studies/${many.study.handle}/statements?limit=500&search=${encodeURIComponent('服务')}`
  const ids = new Set<string>()
  let next: string | null = null
  do {
    const page = (await (await here.owner.fetch(own + (next ? `&after=${next}` : ''))).json()) as { statements: { id: string }[]; next: string | null }
    for (const { id } of page.statements) ids.add(id)
    next = page.next
  } while (next !== null)
  assert.equal(ids.size, 9000)
})

test('statements of before the index are found after migrating', async () => {
  const database = await emptyDatabase()
  await migrateTo(database.url, '041-listen-series')
  const db = connectAsOwner(database.url)
  const id = randomUUID()
  try {
    await db.connection().execute(async (one) => {
      await sql`set session_replication_role = replica`.execute(one)
      await sql`insert into statement (org_id, id, study_id, response_id, kind, item, text, at)
        values (${id}, ${id}, ${id}, ${id}, 'verbatim', 'why', '等配件等了两周', '2026-01-01')`.execute(one)
    })
    await migrate(database.url)
    const { rows } = await sql<{ text: string }>`select text from statement where search_tokens(text) @> array['配件']`.execute(db)
    assert.deepEqual(rows, [{ text: '等配件等了两周' }])
  } finally {
    await db.destroy()
    await database.drop()
  }
})

describe('Searching among thousands, page by page', async () => {
  const many = await testOrganisation(app)
  const made = await testStudy(app, many.id)
  const size = 9_500
  /** One a minute from 1 January 2025; every second is frequent, every 3,000th rare, and every 500th asked for help three days later. */
  const texts = Array.from({ length: size }, (_, i) => [i % 2 === 0 ? '配件' : '服务', i % 3_000 === 1_500 ? '漏油' : '', `号${i}`].filter(Boolean).join(' '))
  await sql`
    with given as (select text, place, timestamptz '2025-01-01Z' + place * interval '1 minute' as at, uuidv7() as id from unnest(${texts}::text[]) with ordinality as given (text, place)),
    responses as (
      insert into response (org_id, id, study_id, collector_id, submitted_at, instrument_version, attributes)
      select ${many.id}::uuid, id, ${made.study.id}::uuid, ${made.collector.id}::uuid, at, 1, '{}' from given
    ), revisions as (
      insert into response_revision (org_id, response_id, revision, answers, numbers, marks, at)
      select ${many.id}::uuid, id, 1, '{"ratings": {}, "choices": {}}', '{}', '{}', at from given
    )
    insert into statement (org_id, study_id, response_id, kind, item, text, language, at)
    select ${many.id}::uuid, ${made.study.id}::uuid, id, 'verbatim', 'why', text, 'zh', at from given
    union all
    select ${many.id}::uuid, ${made.study.id}::uuid, id, 'help', null, '求助 ' || text, 'zh', at + interval '3 days' from given where place % 500 = 1`.execute(app.owner)

  async function all(query: string): Promise<string[]> {
    const found: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const response = await many.owner.fetch(`/api/o/${many.handle}/studies/${made.study.handle}/results/statements?${query}&limit=100${after === '' ? '' : `&after=${after}`}`)
      assert.equal(response.status, 200, await response.clone().text())
      const page = (await response.json()) as { statements: { text: string }[]; next: string | null }
      found.push(...page.statements.map(({ text }) => text))
      after = page.next
    }
    return found
  }

  async function naive(word: string, from: string | null, to: string | null): Promise<string[]> {
    const zone = await app.owner.selectFrom('organisation').select('time_zone').where('org_id', '=', many.id).executeTakeFirstOrThrow()
    const { rows } = await sql<{ text: string }>`
      select text from statement join response on response.org_id = statement.org_id and response.id = statement.response_id
      where statement.org_id = ${many.id} and text like ${`%${word}%`}
        and (${from}::date is null or (submitted_at at time zone ${zone.time_zone})::date >= ${from}::date) and (${to}::date is null or (submitted_at at time zone ${zone.time_zone})::date <= ${to}::date)
      order by at desc, statement.id desc`.execute(app.owner)
    return rows.map(({ text }) => text)
  }

  for (const word of ['配件', '漏油', '求助', '没有这个词']) {
    for (const [from, to] of [[null, null], ['2025-01-02', '2025-01-03'], [null, '2025-01-02'], ['2025-01-06', null]] as const) {
      test(`${word}, ${from ?? 'the beginning'} to ${to ?? 'the end'}: each once, the newest first`, async () => {
        const query = new URLSearchParams({ search: word, ...(from ? { from } : {}), ...(to ? { to } : {}) })
        const expected = await naive(word, from, to)
        if (word !== '没有这个词' && from === null && to === null) assert.ok(expected.length > 2)
        assert.deepEqual(await all(String(query)), expected)
      })
    }
  }
})
