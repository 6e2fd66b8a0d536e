import { createHash } from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { Client } from 'pg'
import { migrate } from '../migrate.ts'
import { testCluster } from './cluster.ts'

export type TestDatabase = { url: string; drop(): Promise<void> }

/** A database of one's own: a clone of a template that was migrated once for the whole cluster. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = await migratedTemplate()
  return createFrom(template)
}

/** A database without any migration; for tests of migrations. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0')
}

async function createFrom(template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin((client) => client.query(`create database ${name} template ${template}`))
  const url = withDatabase(await testCluster(), name)
  return { url, drop: () => asAdmin((client) => client.query(`drop database if exists ${name} with (force)`)).then(() => {}) }
}

/** Test files run side by side: the first to get the lock migrates the template, the others find it. */
async function migratedTemplate(): Promise<string> {
  const name = `template_${await schemaVersion()}`
  await asAdmin(async (client) => {
    await client.query('select pg_advisory_lock(4005)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 1) return
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft} template template0`)
    await migrate(withDatabase(await testCluster(), draft))
    await client.query(`alter database ${draft} rename to ${name}`)
  })
  return name
}

async function schemaVersion(): Promise<string> {
  const folder = new URL('../migrations/', import.meta.url)
  const hash = createHash('sha256')
  for (const file of (await readdir(folder)).sort()) hash.update(file).update(await readFile(new URL(file, folder)))
  return hash.digest('hex').slice(0, 16)
}

async function asAdmin<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(await testCluster())
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
