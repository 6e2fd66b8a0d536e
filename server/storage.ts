import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { Config } from './config.ts'
import { launchPostgres } from './embedded/launch.ts'
import { checkServer } from './external.ts'
import type { Log } from './log.ts'

/** Where everything is kept: the embedded PostgreSQL or one of the operator's own. */
export type Storage = {
  /** Connection address with the rights of the owner. */
  url: string
  /** Settles when it ends unasked; never for a server of the operator's own. */
  failed: Promise<void>
  stop(): Promise<void>
}

export async function openStorage(config: Config, log: Log): Promise<Storage> {
  if (config.databaseUrl !== null) {
    await checkServer(config.databaseUrl)
    return { url: config.databaseUrl, failed: new Promise(() => {}), stop: () => Promise.resolve() }
  }
  const postgres = await launchPostgres({
    folder: resolve(config.dataFolder),
    settings: { shared_buffers: `${sharedMegabytes()}MB`, max_connections: '60', jit: 'off' },
    onLine: (line) => log.debug({ postgres: line }, 'database'),
  })
  let isStopping = false
  const failed = new Promise<void>((tell) => void postgres.ended.then(() => isStopping || tell()))
  return {
    url: postgres.url(),
    failed,
    stop: () => {
      isStopping = true
      return postgres.stop()
    },
  }
}

/** An eighth of the memory, within reason: the operating system caches the rest. */
function sharedMegabytes(): number {
  return Math.min(1024, Math.max(64, Math.floor(totalmem() / 8 / 1024 / 1024)))
}
