import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { connectAsOwner } from './database.ts'
import { testDatabase } from './testing/database.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const map = readFileSync(`${root}ARCHITECTURE.md`, 'utf8')
const named = [...map.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)

const database = await testDatabase()
const db = connectAsOwner(database.url)
after(async () => {
  await db.destroy()
  await database.drop()
})

test('whoever follows the map finds every file and folder it names', () => {
  const paths = named.filter((name) => /^(bin|methods|contract|server|web|journeys|bench|docs)\//.test(name) && !/[<…]/.test(name))
  assert.ok(paths.length > 60, `${paths.length}`)
  assert.deepEqual(paths.filter((path) => globSync(path.replace(/\/$/, ''), { cwd: root }).length === 0), [])
})

test('whoever finds a table in the database finds its room on the map', async () => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`.execute(db)
  const tables = rows.map(({ name }) => name)
  assert.deepEqual(tables.filter((table) => !named.includes(table)), [])
})
