import { Client } from 'pg'
import { migrate, migrateExactly, migrationNames } from '../migrate.ts'
import { readArchive, verifyArchive, type Head, type SequenceValue, type TableHead } from './archive.ts'
import { copyIn } from './copy.ts'
import { damaged, mayNotRestore, notEmpty, otherLevel, tooNew } from './refusals.ts'
import { waitingJobs } from './tables.ts'

export type Restored = { head: Head; tables: number; rows: number }

/**
 * Fills an empty system from a backup. First the file is read through; then the schema is brought to where it was when the
 * backup was made, all rows come in one transaction that fires no trigger and checks no key (they were consistent), and
 * the schema goes forward to this version. Killed on the way, it leaves an empty system.
 *
 * `isOurs`: the database belongs to Gap5 alone, so that an empty schema of another version may be thrown away.
 */
export async function restore(url: string, file: string, { isOurs }: { isOurs: boolean }): Promise<Restored> {
  const { head, tables } = await verifyArchive(file)
  const known = new Set(await migrationNames())
  if (head.migrations.some((name) => !known.has(name))) throw tooNew(file)
  const client = new Client({ connectionString: url, application_name: 'gap5 restore' })
  client.on('error', () => {}) // a broken connection is told by the query that meets it
  await client.connect()
  try {
    await assertMayRestore(client)
    await assertEmpty(client)
    await makeRoom(client, head, isOurs)
    await migrateExactly(url, head.migrations)
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    await fill(client, file)
    await client.query('commit')
    await migrate(url)
    await client.query('analyze')
  } finally {
    await client.end().catch(() => {})
  }
  return { head, tables: tables.length - 1, rows: tables.reduce((sum, table) => sum + (table.name === waitingJobs.name ? 0 : table.rows), 0) }
}

async function assertMayRestore(client: Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(`
    select rolsuper or (rolbypassrls and has_parameter_privilege(current_user, 'session_replication_role', 'set')) as may
    from pg_roles where rolname = current_user`)
  if (rows[0]?.may !== true) throw mayNotRestore
}

async function assertEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('public.organisation') is not null as there`)
  if (rows[0]?.there !== true) return
  const { rows: used } = await client.query('select from organisation union all select from identity_user limit 1')
  if (used.length > 0) throw notEmpty
}

/** Where the schema is there already, as after a first start, it has to be that of the backup or may be made anew. */
async function makeRoom(client: Client, { migrations }: Head, isOurs: boolean): Promise<void> {
  const { rows: there } = await client.query<{ there: boolean }>(`select to_regclass('public.migration') is not null as there`)
  if (there[0]?.there !== true) return
  const { rows } = await client.query<{ name: string }>('select name from migration')
  const isBehind = rows.every(({ name }) => migrations.includes(name))
  if (isOurs) await client.query('drop schema public cascade; create schema public')
  else if (!isBehind) throw otherLevel
}

async function fill(client: Client, file: string): Promise<void> {
  await client.query(`create temporary table "${waitingJobs.name}" (
    task text, payload json, queue text, run_at timestamptz, max_attempts integer, key text, priority integer) on commit drop`)
  await readArchive<{ table: TableHead; rows: number }>(file, {
    head: () => Promise.resolve(),
    table: async (table, pieces) => {
      const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ')
      const rows = await copyIn(client, `copy ${client.escapeIdentifier(table.name)} (${columns}) from stdin`, pieces())
      return { table, rows }
    },
    end: ({ rows }, written) => (rows === written ? Promise.resolve() : Promise.reject(damaged(file))),
    sequences: (values) => setSequences(client, values),
  })
  await client.query(`
    select graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, max_attempts => max_attempts,
      job_key => key, priority => priority) from "${waitingJobs.name}"`)
}

async function setSequences(client: Client, values: SequenceValue[]): Promise<void> {
  for (const { name, value } of values) await client.query('select setval(quote_ident($1)::regclass, $2::bigint)', [name, value])
}
