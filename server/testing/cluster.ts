import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchPostgres } from '../embedded/launch.ts'

/** A cluster for tests forgets everything: no flushing, little memory. */
const hasty = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '200',
  autovacuum: 'off',
}

/** Address of a throw-away PostgreSQL, shared through `GAP5_TEST_DATABASE_URL` or started for this process. */
export function testCluster(): Promise<string> {
  address ??= process.env['GAP5_TEST_DATABASE_URL'] ? Promise.resolve(process.env['GAP5_TEST_DATABASE_URL']) : launch()
  return address
}

let address: Promise<string> | undefined

async function launch(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gap5-test-'))
  const postgres = await launchPostgres({ folder, settings: hasty, sync: false })
  postgres.unref()
  process.once('exit', () => {
    postgres.abandon()
    rmSync(folder, { recursive: true, force: true })
  })
  return postgres.url('postgres')
}
