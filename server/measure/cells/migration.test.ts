import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { connectAsOwner } from '../../database.ts'
import { migrate, migrateTo } from '../../migrate.ts'
import { emptyDatabase } from '../../testing/database.ts'

test('cells that are there keep their sums, have none that only readings need until they are built anew, and may be of a week', async () => {
  const { url, drop } = await emptyDatabase()
  await migrateTo(url, '064-measure-check-totals')
  const db = connectAsOwner(url)
  const org = '01a20000-0000-7000-8000-000000000001'
  await sql`insert into organisation (org_id, handle, name, time_zone, language, minimum_n, created_at) values (${org}, 'old', '{"en":"Old","zh":"旧"}', 'UTC', 'en', 10, now())`.execute(db)
  await sql`insert into instrument (org_id, id, created_at) values (${org}, ${org}, now())`.execute(db)
  await sql`insert into instrument_version (org_id, instrument_id, version, definition, updated_at, published_at) values (${org}, ${org}, 1, '{"key":"old"}', now(), now())`.execute(db)
  await sql`insert into study (org_id, id, handle, title, subject, attributes, settings, instrument_id, instrument_version, created_at)
    values (${org}, ${org}, 'old', '{"en":"Old","zh":"旧"}', '{"kind":"own","name":{"en":"Old","zh":"旧"}}', '[]', '{}', ${org}, 1, now())`.execute(db)
  await sql`insert into cell (org_id, study_id, cuboid, grain, start, value, class, n, marks, first_at, last_at, sums)
    values (${org}, ${org}, '', 'year', '2026-01-01', '', 0, 3, '{}', now(), now(), '\\x000106')`.execute(db)
  await migrate(url)
  const { rows } = await sql<{ n: number; sums: Buffer; readings: Buffer }>`select n, sums, readings from cell`.execute(db)
  assert.deepEqual(rows.map(({ n, sums, readings }) => [n, sums.toString('hex'), readings.length]), [[3, '000106', 0]])
  await sql`insert into cell (org_id, study_id, cuboid, grain, start, value, class, n, marks, first_at, last_at, sums)
    values (${org}, ${org}, '', 'week', '2026-01-05', '', 0, 3, '{}', now(), now(), '\\x000106')`.execute(db)
  await db.destroy()
  await drop()
})
