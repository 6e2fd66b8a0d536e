import { createApp } from '@gap5/server/app.ts'
import { setClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import { connect, connectAsOwner, createPool } from '@gap5/server/database.ts'
import { listenHttp } from '@gap5/server/listen-http.ts'
import { createLog } from '@gap5/server/log.ts'
import { rooms } from '@gap5/server/rooms.ts'
import type { TestApp } from '@gap5/server/testing/app.ts'
import { testDatabase } from '@gap5/server/testing/database.ts'
import { workOnce } from '@gap5/server/worker.ts'

/** The whole server on a throw-away database, or on one that is there. */
export async function startServer(databaseUrl?: string): Promise<{ app: TestApp; end: () => Promise<void> }> {
  const database = databaseUrl === undefined ? await testDatabase() : { url: databaseUrl, drop: async () => {} }
  const db = connect(database.url, { max: 5 })
  const owner = connectAsOwner(database.url, { max: 1 })
  const queue = createPool(database.url, { max: 2 })
  const config = { ...readConfig({}), rateLimits: false, logLevel: 'silent' as const }
  const deps = { db, clock: setClock('2026-01-02T08:00:00Z'), config, secret: 'a secret of benchmarks, 32 characters', log: createLog('silent') }
  const server = await listenHttp(createApp(deps), { port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${server.port}`
  const fetcher: TestApp['fetch'] = (path, init = {}) => fetch(new URL(path, url), init)
  const app: TestApp = { url, fetch: fetcher, db, owner, databaseUrl: database.url, clock: deps.clock, deps, work: () => workOnce(deps, rooms, queue) }
  const end = async () => {
    await server.close(0)
    await Promise.all([db.destroy(), owner.destroy(), queue.end()])
    await database.drop()
  }
  return { app, end }
}
