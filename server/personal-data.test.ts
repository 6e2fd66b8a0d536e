import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { connectAsOwner } from './database.ts'
import { rooms } from './rooms.ts'
import { testDatabase } from './testing/database.ts'

const database = await testDatabase()
const db = connectAsOwner(database.url)
after(async () => {
  await db.destroy()
  await database.drop()
})

/** Kinds of columns in which something about a person may stand: free text, documents, bytes. */
const telling = /contact|e?mail|address|phone|name|label|recipient|text|body|words|answer|attributes|cells|bytes|sniffed|device|reason|problem/

/** Not of a respondent, or nothing that tells who somebody is; with the reason. */
const notPersonal: Record<string, string> = {
  'identity_session.device': 'of members, who see and end their sessions themselves',
  'organisation.name': 'of the organisation',
  'migration.name': 'of the schema',
  'study.attributes': 'what may be asked, no values of anybody',
  'collector.attributes': 'set by the organisation, the same for all',
  'survey_import.file_name': 'named by a member; kept to tell uploads apart',
  'survey_import.bytes': 'a length',
  'backup_run.bytes': 'a length',
  'backup_run.file': 'a path',
  'board.name': 'named by a member',
  'cell_check.reason': 'why figures were counted anew',
  'mail_settings.sender_address': 'of the organisation',
  'mail_settings.sender_name': 'of the organisation',
  'mail_settings.username': 'of the organisation’s mail server',
  'mail_suppression.reason': 'one of three words',
  'mailing.text': 'what the organisation writes to everybody',
  'mailing.reminder_text': 'what the organisation writes to everybody',
}

test('every column in which something about a person may stand is in a source of personal data, or said not to be', async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'bytea'::regtype, 'text[]'::regtype)
    order by 1`.execute(db)
  const registered = new Set(rooms.flatMap((room) => room.personalData ?? []).flatMap(({ columns }) => columns))
  const all = new Set(rows.map(({ name }) => name))
  const forgotten = [...all].filter((name) => telling.test(name.split('.')[1]!) && !registered.has(name) && !(name in notPersonal))
  assert.deepEqual(forgotten, [], 'list them in personalData of their room, or in notPersonal of this test with the reason')
  assert.deepEqual([...registered].filter((name) => !all.has(name)), [], 'registered and not there')
})

test('every source says in both languages what it is and what erasing does with it', () => {
  const sources = rooms.flatMap((room) => room.personalData ?? [])
  assert.ok(sources.length > 8)
  assert.equal(new Set(sources.map(({ key }) => key)).size, sources.length)
  for (const { title, erasing } of sources) for (const text of [title.en, title.zh, erasing.en, erasing.zh]) assert.ok(text.length > 1)
})
