import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { connectAsOwner } from '../database.ts'
import { migrate, migrateTo } from '../migrate.ts'
import { emptyDatabase } from '../testing/database.ts'

test('drafts and published versions that are there stay as they are, and drafts can be written on', async () => {
  const { url, drop } = await emptyDatabase()
  await migrateTo(url, '033-listen-acceptance')
  const db = connectAsOwner(url)
  const org = '01a20000-0000-7000-8000-000000000001'
  await sql`insert into organisation (org_id, handle, name, time_zone, language, minimum_n, created_at) values (${org}, 'old', '{"en":"Old","zh":"旧"}', 'UTC', 'en', 10, now())`.execute(db)
  await sql`insert into instrument (org_id, id, created_at) values (${org}, ${org}, now())`.execute(db)
  for (const [version, published] of [[1, sql`now()`], [2, sql`null`]] as const) {
    await sql`insert into instrument_version (org_id, instrument_id, version, definition, updated_at, published_at) values (${org}, ${org}, ${version}, '{"key":"old"}', now(), ${published})`.execute(db)
  }
  await migrate(url)
  const { rows } = await sql<{ version: number; working: unknown; dismissed: unknown; saved_by: string | null }>`select version, working, dismissed, saved_by from instrument_version order by version`.execute(db)
  assert.deepEqual(rows, [1, 2].map((version) => ({ version, working: null, dismissed: [], saved_by: null })))
  await sql`update instrument_version set working = '{"key":"new"}' where version = 2`.execute(db)
  await assert.rejects(sql`update instrument_version set published_at = now() where version = 2`.execute(db), /instrument_version_working/)
  await db.destroy()
  await drop()
})
