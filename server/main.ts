import { mkdirSync } from 'node:fs'
import { createApp } from './app.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { connect } from './database.ts'
import { lockFolder } from './embedded/lock.ts'
import { listenHttp } from './listen-http.ts'
import { createLog, type Log } from './log.ts'
import { migrate } from './migrate.ts'
import { asRefusal } from './refusals.ts'
import type { Dependencies } from './room.ts'
import { rooms } from './rooms.ts'
import { keptSecret } from './secret.ts'
import { openStorage } from './storage.ts'
import { startWorker } from './worker.ts'

export type Running = {
  deps: Dependencies
  /** Port of the HTTP interface; `null` in a process that only works off jobs. */
  port: number | null
  /** Settles when a part ends that the whole cannot do without. */
  failed: Promise<void>
  stop(): Promise<void>
}

export type Parts = { http: boolean; worker: boolean }

/** Starts the whole system, part by part; what was started is stopped in reverse, also when a later part refuses. */
export async function startSystem(config: Config, parts: Parts, log: Log = createLog(config.logLevel)): Promise<Running> {
  const undo: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step()
  }
  try {
    return await startParts(config, parts, log, undo, stop)
  } catch (error) {
    await stop()
    throw asRefusal(error, config)
  }
}

async function startParts(
  config: Config,
  parts: Parts,
  log: Log,
  undo: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<Running> {
  mkdirSync(config.dataFolder, { recursive: true })
  if (config.databaseUrl === null) undo.push(lockFolder(config.dataFolder))
  const storage = await openStorage(config, log)
  undo.push(() => storage.stop())
  await migrate(storage.url)

  const db = connect(storage.url, { max: 20 })
  undo.push(() => db.destroy())
  const deps: Dependencies = { db, clock: systemClock, config, secret: keptSecret(config), log }
  const failures = [storage.failed]
  if (parts.worker) {
    const worker = await startWorker(deps, rooms, storage.url)
    failures.push(worker.ended)
    undo.push(() => worker.stop())
  }
  const http = parts.http ? await listenHttp(createApp(deps), config) : null
  if (http !== null) undo.push(() => http.close())
  return { deps, port: http?.port ?? null, failed: Promise.race(failures), stop }
}
