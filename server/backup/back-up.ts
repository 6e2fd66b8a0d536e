import { access } from 'node:fs/promises'
import { Client } from 'pg'
import packageJson from '../package.json' with { type: 'json' }
import { unwritable } from '../file-refusals.ts'
import { createArchive, type ArchiveWriter } from './archive.ts'
import { copyOut } from './copy.ts'
import { fileIsThere, mayNotReadAll } from './refusals.ts'
import { sequencesOf, tablesOf, waitingJobs, waitingJobsQuery } from './tables.ts'

export type BackedUp = { tables: number; rows: number; bytes: number }

/**
 * Writes everything of all organisations, with accounts, events that wait and jobs, into one file, while others go on
 * working: one transaction sees one moment (repeatable read), so that nothing in the file is half done. The file
 * appears under its name when it is whole and on disk. `url` must be one that reads past row-level security.
 */
export async function backUp(url: string, file: string, { secret, now }: { secret: string | null; now: Date }): Promise<BackedUp> {
  if (await access(file).then(() => true, () => false)) throw fileIsThere(file)
  const client = new Client({ connectionString: url, application_name: 'gap5 backup' })
  client.on('error', () => {}) // a broken connection is told by the query that meets it
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    await client.query('set local row_security = off')
    await assertReadsAll(client)
    const { rows } = await client.query<{ name: string }>('select name from migration order by name')
    const head = { madeAt: now.toISOString(), program: packageJson.version, migrations: rows.map(({ name }) => name), secret }
    const archive = await createArchive(file, head).catch((error: unknown) => Promise.reject(unwritable(file, error)))
    return await fill(client, archive).catch(async (error: unknown) => {
      await archive.abandon()
      throw unwritable(file, error)
    })
  } finally {
    await client.end().catch(() => {})
  }
}

async function fill(client: Client, archive: ArchiveWriter): Promise<BackedUp> {
  const tables = await tablesOf(client)
  let total = 0
  for (const table of tables) {
    const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ')
    total += await archive.table(table, copyOut(client, `copy (select ${columns} from ${client.escapeIdentifier(table.name)}) to stdout`))
  }
  await archive.table(waitingJobs, copyOut(client, `copy (${waitingJobsQuery}) to stdout`))
  await archive.sequences(await sequencesOf(client))
  const { bytes } = await archive.finish()
  return { tables: tables.length, rows: total, bytes }
}

async function assertReadsAll(client: Client): Promise<void> {
  const { rows } = await client.query<{ all: boolean }>('select rolsuper or rolbypassrls as all from pg_roles where rolname = current_user')
  if (rows[0]?.all !== true) throw mayNotReadAll
}
