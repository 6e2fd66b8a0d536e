import { after } from 'node:test'
import { createApp } from '../app.ts'
import { setClock, type SetClock } from '../clock.ts'
import { readConfig, type Config } from '../config.ts'
import { connect, connectAsOwner, createPool, type Db } from '../database.ts'
import { listenHttp } from '../listen-http.ts'
import { createLog } from '../log.ts'
import type { Dependencies, Room } from '../room.ts'
import { anyMailHost } from '../mail-hosts.ts'
import { rooms as allRooms } from '../rooms.ts'
import { workOnce } from '../worker.ts'
import { testDatabase } from './database.ts'

export type TestApp = {
  /** Address of the server, without a slash at the end. */
  url: string
  /** Speaks real HTTP: `api.fetch('/api/studies', { method: 'POST', json: { … } })`. */
  fetch(path: string, init?: TestRequest): Promise<Response>
  /** Runs as the application does, behind row-level security. */
  db: Db
  /** Sees everything; for looking behind the curtain, never for what is being tested. */
  owner: Db
  databaseUrl: string
  clock: SetClock
  /** Works off every job that is due: events reach their handlers. */
  work(): Promise<void>
  deps: Dependencies
}

export type TestRequest = RequestInit & { json?: unknown }

/** The whole server on a database of its own, gone when the test file (or the test that made it) ends. */
export async function testApp(options: { config?: Partial<Config>; rooms?: readonly Room[]; now?: string } = {}): Promise<TestApp> {
  const database = await testDatabase()
  const clock = setClock(options.now ?? '2026-03-02T08:00:00Z')
  const config: Config = { ...readConfig({ GAP5_HOST: '127.0.0.1' }), rateLimits: false, mailHosts: anyMailHost, logLevel: 'silent', ...options.config }
  const db = connect(database.url, { max: 5 })
  const owner = connectAsOwner(database.url, { max: 2 })
  const deps: Dependencies = { db, clock, config, secret: 'a secret of tests, 32 characters long', log: createLog(config.logLevel) }
  const rooms = options.rooms ?? allRooms
  const server = await listenHttp(createApp(deps, rooms), { port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${server.port}`
  const queue = createPool(database.url, { max: 2 })
  after(async () => {
    await server.close(0)
    await Promise.all([db.destroy(), owner.destroy(), queue.end()])
    await database.drop()
  })
  return {
    url,
    fetch: fetcher(url),
    db,
    owner,
    databaseUrl: database.url,
    clock,
    work: () => workOnce(deps, rooms, queue),
    deps,
  }
}

function fetcher(url: string) {
  return (path: string, { json, ...init }: TestRequest = {}): Promise<Response> => {
    if (json === undefined) return fetch(new URL(path, url), { redirect: 'manual', ...init })
    const headers = new Headers(init.headers)
    headers.set('Content-Type', 'application/json')
    return fetch(new URL(path, url), { redirect: 'manual', ...init, headers, body: JSON.stringify(json) })
  }
}
