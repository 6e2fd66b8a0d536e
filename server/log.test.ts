import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { connectAsOwner } from './database.ts'
import { createLog } from './log.ts'
import { testDatabase } from './testing/database.ts'

const database = await testDatabase()
const db = connectAsOwner(database.url)
after(async () => {
  await db.destroy()
  await database.drop()
})

function logged(error: unknown): Record<string, unknown> {
  const lines: string[] = []
  createLog('error', { write: (line) => void lines.push(line) }).error({ err: error }, 'request failed')
  assert.equal(lines.length, 1)
  return JSON.parse(lines[0]!) as Record<string, unknown>
}

test('an operator reads which rule of the database was broken, and nothing of the row that broke it', async () => {
  const refused: unknown = await sql`insert into identity_user (name, email, language, created_at) values ('Lin Yue', 'lin@example.org', 'xx', now())`.execute(db).catch((error) => error)
  const { err } = logged(refused) as { err: Record<string, unknown> }
  assert.equal(err['code'], '23514')
  assert.match(String(err['message']), /violates check constraint/)
  assert.match(String(err['stack']), /log\.test\.ts|pg/)
  for (const told of [logged(refused), logged(new AggregateError([refused], 'several'))]) assert.doesNotMatch(JSON.stringify(told), /Lin Yue|lin@example/)
})
