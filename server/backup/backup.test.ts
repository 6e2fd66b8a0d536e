import assert from 'node:assert/strict'
import { copyFile, mkdtemp, open, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createApp } from '../app.ts'
import { connect, connectAsOwner } from '../database.ts'
import { listenHttp } from '../listen-http.ts'
import { migrateTo, migrationNames } from '../migrate.ts'
import { Refusal } from '../refusal.ts'
import { testApp } from '../testing/app.ts'
import { emptyDatabase, testDatabase } from '../testing/database.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { backUp } from './back-up.ts'
import { restore } from './restore.ts'
import { contents, fillEmptyTables, withClient } from './testing/rows.ts'

const now = new Date('2026-03-02T08:00:00Z')
const whole = { secret: 'kept', now }

describe('a backup', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gap5-backup-'))
  after(() => rm(folder, { recursive: true }))
  const app = await testApp()
  const here = await testOrganisation(app)
  const program = await here.withKey('manager')
  const { study } = await testStudy(app, here.id)
  const responses = `/api/o/${here.handle}/studies/${study.handle}/responses`
  const answers = { ratings: { 'l1.adequate': 4, 'l1.desired': 8, 'l1.perception': 5 }, texts: { why: '慢\t\\N\n😀' } }
  const send = (externalId: string, url = app.url) =>
    fetch(url + responses, { method: 'POST', headers: { ...program.headers, 'Content-Type': 'application/json' }, body: JSON.stringify({ externalId, answers }) })
  for (let n = 0; n < 20; n++) assert.equal((await send(`n ${n}`)).status, 201)

  const file = (name: string) => join(folder, name)
  const refuses = (work: Promise<unknown>, sentence: RegExp) => assert.rejects(work, (error) => error instanceof Refusal && sentence.test(error.text.en))

  async function restored(name: string): Promise<string> {
    const database = await emptyDatabase()
    after(() => database.drop())
    await restore(database.url, file(name), { isOurs: true })
    return database.url
  }

  test('brings back every row of every table, whatever is in it', async () => {
    const source = await testDatabase()
    after(() => source.drop())
    // Tables with real rows first, then all that are still empty: whatever the catalogue lists.
    await fillEmptyTables(source.url)
    assert.deepEqual(await fillEmptyTables(source.url), [], 'tables that could not be filled')
    const before = await contents(source.url)
    assert.ok(Object.keys(before).length > 30)
    const made = await backUp(source.url, file('all'), whole)
    assert.ok(made.rows >= made.tables)
    const back = await contents(await restored('all'))
    for (const [table, rows] of Object.entries(before)) assert.deepEqual(back[table], table === 'backup_run' ? [] : rows, table)
  })

  test('of a system in use is one that goes on working: sign-in, answers, results, jobs', async () => {
    await sql`select add_job('probe', '{"a": 1}'::json, 'line', ${new Date('2030-01-01')}, 'key 1', 'replace', 3, 7)`.execute(app.owner)
    await backUp(app.databaseUrl, file('system'), whole)
    const url = await restored('system')
    assert.deepEqual(await contents(url), await contents(app.databaseUrl))
    const [db, owner] = [connect(url, { max: 3 }), connectAsOwner(url, { max: 1 })]
    const server = await listenHttp(createApp({ ...app.deps, db }), { port: 0, host: '127.0.0.1' })
    const address = `http://127.0.0.1:${server.port}`
    try {
      assert.equal((await fetch(`${address}${responses}`, { headers: here.owner.headers })).status, 200)
      assert.equal((await send('n 3', address)).status, 200, 'what was accepted before is known')
      assert.equal((await send('new', address)).status, 201)
      const { rows: order } = await sql<{ isLast: boolean }>`
        select seq = max(seq) over () as "isLast" from response order by id desc limit 1`.execute(owner)
      assert.deepEqual(order, [{ isLast: true }], 'numbers go on where they were')
      const { rows: future } = await sql`select id from response where written_in > pg_current_xact_id()`.execute(owner)
      assert.deepEqual(future, [], 'no row is from a transaction that is still to come')
      const { rows: jobs } = await sql`select task_identifier, key, priority, max_attempts, queue_name from graphile_worker.jobs where key = 'key 1'`.execute(owner)
      assert.deepEqual(jobs, [{ task_identifier: 'probe', key: 'key 1', priority: 3, max_attempts: 7, queue_name: 'line' }])
      await assert.rejects(sql`update response_revision set marks = '{}'`.execute(owner), /never changed/, 'frozen rows are frozen again')
    } finally {
      await server.close(0)
      await Promise.all([db.destroy(), owner.destroy()])
    }
  })

  test('made while answers come in holds each of them whole or not at all', async () => {
    const over = new AbortController()
    const sent: Promise<Response>[] = []
    const sending = (async () => {
      for (let n = 0; !over.signal.aborted; n++) {
        sent.push(send(`busy ${n}`))
        if (n % 8 === 7) await Promise.all(sent.slice(-8))
      }
    })()
    let made = 0
    for (; made < 3 || sent.length <= 30; made++) await backUp(app.databaseUrl, file(`busy ${made}`), whole)
    over.abort()
    await sending
    for (let n = made - 3; n < made; n++) {
      const url = await restored(`busy ${n}`)
      const [counts] = await withClient(url, async (client) => (await client.query<Record<string, number>>(`
        select (select count(*) from response)::int as responses, (select count(*) from response_revision)::int as revisions,
          (select count(*) from intake_journal where outcome = 'accepted')::int as journal,
          (select count(*) from statement)::int as statements,
          (select count(*) from response r where not exists (select from response_revision v where v.response_id = r.id))::int as bare,
          (select sum(jsonb_array_length(payload -> 'responseIds')) from event where kind = 'listen.responses.accepted')::int as told`)).rows)
      const { responses: all } = counts!
      assert.deepEqual(counts, { responses: all, revisions: all, journal: all, statements: all, bare: 0, told: all })
    }
  })

  test('of an earlier version is brought forward', async () => {
    const old = await emptyDatabase()
    after(() => old.drop())
    await migrateTo(old.url, '031-listen-studies')
    await withClient(old.url, (client) => client.query(`
      insert into organisation (org_id, handle, name, time_zone, language, minimum_n, created_at)
      values (uuidv7(), 'old', '{"en": "Old", "zh": "旧"}', 'UTC', 'en', 10, now())`))
    await backUp(old.url, file('old'), whole)
    const url = await restored('old')
    const rows = await withClient(url, async (client) => (await client.query(`select handle from organisation`)).rows)
    assert.deepEqual(rows, [{ handle: 'old' }])
    const names = await withClient(url, async (client) => (await client.query<{ name: string }>('select name from migration order by 1')).rows)
    assert.deepEqual(names.map(({ name }) => name), await migrationNames())
  })

  test('goes into an empty system only, be it new or just started, and into no other', async () => {
    const started = await testDatabase()
    after(() => started.drop())
    await restore(started.url, file('old'), { isOurs: true })
    await refuses(restore(started.url, file('old'), { isOurs: true }), /into an empty system only/)
    await refuses(restore(app.databaseUrl, file('system'), { isOurs: true }), /into an empty system only/)
    const foreign = await testDatabase()
    after(() => foreign.drop())
    await refuses(restore(foreign.url, file('old'), { isOurs: false }), /never used/)
    await restore(foreign.url, file('system'), { isOurs: false })
  })

  test('that is cut short, changed, newer or something else is refused in a sentence, and the system stays empty', async () => {
    const empty = await emptyDatabase()
    after(() => empty.drop())
    const bytes = await readFile(file('system'))
    const spoil = async (name: string, change: (path: string) => Promise<unknown>) => {
      await copyFile(file('system'), file(name))
      await change(file(name))
      return restore(empty.url, file(name), { isOurs: true })
    }
    for (const length of [3, 8, 20, bytes.length - 1, Math.floor(bytes.length / 2)]) {
      await refuses(spoil('short', (path) => truncate(path, length)), length < 8 ? /is not a backup/ : /ends too early/)
    }
    for (const at of [60, Math.floor(bytes.length / 3), bytes.length - 5]) {
      await refuses(spoil('flipped', async (path) => {
        const handle = await open(path, 'r+')
        await handle.write(Buffer.from([bytes[at]! ^ 0x10]), 0, 1, at).finally(() => handle.close())
      }), /is damaged|ends too early/)
    }
    await refuses(spoil('longer', (path) => writeFile(path, 'more', { flag: 'a' })), /is damaged/)
    await refuses(spoil('newer', (path) => writeFile(path, Buffer.concat([Buffer.from('GAP5BAK2'), bytes.subarray(8)]))), /newer version/)
    await refuses(spoil('text', (path) => writeFile(path, 'a,b,c\n1,2,3\n')), /is not a backup/)
    await refuses(restore(empty.url, file('missing'), { isOurs: true }), /no such file/)
    const tables = await withClient(empty.url, async (client) => (await client.query(`select from pg_class where relnamespace = 'public'::regnamespace`)).rowCount)
    assert.equal(tables, 0)
  })

  test('is refused by a version that does not know its tables', async () => {
    const source = await testDatabase()
    after(() => source.drop())
    await withClient(source.url, (client) => client.query(`insert into migration (name) values ('999-of-the-future')`))
    await backUp(source.url, file('future'), whole)
    const empty = await emptyDatabase()
    after(() => empty.drop())
    await refuses(restore(empty.url, file('future'), { isOurs: true }), /newer version/)
  })

  test('writes over no file, and leaves none behind when it fails', async () => {
    await refuses(backUp(app.databaseUrl, file('system'), whole), /is there already/)
    await refuses(backUp(app.databaseUrl, join(folder, 'nowhere', 'x'), whole), /cannot be written: there is no such file or folder/)
    await app.owner.transaction().execute(async (trx) => {
      await sql`lock table response_revision in access exclusive mode`.execute(trx) // there it must wait, and is met in the middle
      const breaking = assert.rejects(backUp(app.databaseUrl, file('broken'), whole))
      for (let killed = 0; killed === 0; ) {
        const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gap5 backup' and datname = current_database() and wait_event_type = 'Lock'`.execute(app.owner)
        killed = rows.length
      }
      await breaking
    })
    assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('broken')), [])
  })

  test('leaves out no column that a restored row would need', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'xid8'::regtype
        and pg_get_expr(d.adbin, d.adrelid) is distinct from 'pg_current_xact_id()'`.execute(app.owner)
    assert.deepEqual(rows, [], 'columns that count transactions must be filled anew by their default')
  })
})
