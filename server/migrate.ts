import { readdir } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { createPool } from './database.ts'
import type { Migration } from './migrations/migration.ts'

const folder = new URL('./migrations/', import.meta.url)
const fileName = /^\d{3}-[a-z0-9-]+\.ts$/
const lockKey = 4005

/** The database was migrated by a version of the program that is newer than this one. */
export class NewerDatabase extends Error {
  readonly unknown: readonly string[]

  constructor(unknown: readonly string[]) {
    super(`The database holds migrations this version does not know: ${unknown.join(', ')}`)
    this.unknown = unknown
  }
}

/** Names of all migrations, in the order in which they run. */
export async function migrationNames(): Promise<string[]> {
  const files = await readdir(folder)
  return files.filter((file) => fileName.test(file)).map((file) => file.replace(/\.ts$/, '')).sort()
}

/** Brings a database forward to this version. Safe to call from several processes at once. */
export async function migrate(url: string): Promise<string[]> {
  return run(url, () => true)
}

/** Brings a database forward up to and including the migration `last`; `null` means all. Returns what was run. */
export async function migrateTo(url: string, last: string | null): Promise<string[]> {
  return run(url, (name) => last === null || name <= last)
}

/** Runs those named and no others: the schema as a backup found it, which may lack one of an earlier number. */
export async function migrateExactly(url: string, names: readonly string[]): Promise<string[]> {
  return run(url, (name) => names.includes(name))
}

async function run(url: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const pool = createPool(url, { max: 2, name: 'gap5 migrate' })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await db.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${lockKey})`.execute(connection)
      try {
        await runMigrations({ pgPool: pool })
        return await runMissing(connection, isWanted)
      } finally {
        await sql`select pg_advisory_unlock(${lockKey})`.execute(connection)
      }
    })
  } finally {
    await db.destroy()
  }
}

async function runMissing(db: Kysely<unknown>, isWanted: (name: string) => boolean): Promise<string[]> {
  await sql`create table if not exists migration (
    name text primary key, applied_at timestamptz not null default now())`.execute(db)
  const known = await migrationNames()
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(db)
  const applied = new Set(rows.map((row) => row.name))
  const unknown = [...applied].filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new NewerDatabase(unknown)
  const missing = known.filter((name) => !applied.has(name) && isWanted(name))
  for (const name of missing) await runOne(db, name)
  return missing
}

async function runOne(db: Kysely<unknown>, name: string): Promise<void> {
  const { up } = (await import(new URL(`${name}.ts`, folder).href)) as { up: Migration }
  await db.transaction().execute(async (trx) => {
    await up(trx)
    await sql`insert into migration (name) values (${name})`.execute(trx)
  })
}
