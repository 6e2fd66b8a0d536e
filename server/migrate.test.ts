import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { connect, connectAsOwner, inOrganisation } from './database.ts'
import { NewerDatabase, migrate, migrateTo, migrationNames } from './migrate.ts'
import { readConfig } from './config.ts'
import { asRefusal } from './refusals.ts'
import { Refusal } from './refusal.ts'
import { emptyDatabase } from './testing/database.ts'

async function database(): Promise<string> {
  const { url, drop } = await emptyDatabase()
  after(drop)
  return url
}

async function query<T>(url: string, statement: ReturnType<typeof sql<T>>): Promise<T[]> {
  const db = connectAsOwner(url, { max: 1 })
  try {
    return (await statement.execute(db)).rows
  } finally {
    await db.destroy()
  }
}

test('a new database is brought to the present, and a second time nothing is left to do', async () => {
  const url = await database()
  assert.deepEqual(await migrate(url), await migrationNames())
  assert.deepEqual(await migrate(url), [])
})

test('several processes that start at once migrate once', async () => {
  const url = await database()
  const ran = await Promise.all([migrate(url), migrate(url), migrate(url)])
  assert.deepEqual(ran.flat().sort(), await migrationNames())
})

test('a database can be brought to a given migration, filled, and brought further', async () => {
  const url = await database()
  const [first = '', second = ''] = await migrationNames()
  assert.deepEqual(await migrateTo(url, first), [first])
  assert.deepEqual(await migrateTo(url, second), [second])
})

test('a database that knows more than this version is refused, untouched', async () => {
  const url = await database()
  await migrate(url)
  await query(url, sql`insert into migration (name) values ('999-future-thing')`)
  const error = await migrate(url).catch((caught: unknown) => caught)
  assert.ok(error instanceof NewerDatabase)
  const refusal = asRefusal(error, readConfig({}))
  assert.ok(refusal instanceof Refusal)
  assert.match(refusal.text.zh, /999-future-thing/)
})

test('an owner without special rights can migrate once an administrator has made the application role', async () => {
  const url = await database()
  const role = `owner_${randomUUID().slice(0, 8)}`
  const name = new URL(url).pathname.slice(1)
  await query(url, sql.raw(`create role ${role} login password 'a password of tests'`))
  await query(url, sql.raw(`alter database ${name} owner to ${role}`))
  const asRole = new URL(url)
  asRole.username = role
  asRole.password = 'a password of tests'

  // Other test files have made the role in this cluster, as an administrator would.
  await query(url, sql.raw(`do $$ begin create role gap5_app nologin; exception when duplicate_object or unique_violation then null; end $$`))
  await assert.rejects(migrate(asRole.href), { code: '42501' })
  const roles = await query(url, sql<{ name: string }>`select rolname as name from pg_roles where rolname like 'gap5\\_%'`)
  for (const { name } of roles) await query(url, sql.raw(`grant ${name} to ${role}`))
  assert.deepEqual(await migrate(asRole.href), await migrationNames())

  const db = connect(asRole.href)
  const seen = await inOrganisation(db, randomUUID(), (trx) => trx.selectFrom('event').select('id').execute())
  assert.deepEqual(seen, [])
  await db.destroy()
})
