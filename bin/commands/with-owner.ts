import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { Client } from 'pg'
import type { Config } from '@gap5/server/config.ts'
import { attachedUrl } from '@gap5/server/embedded/attach.ts'
import { lockFolder } from '@gap5/server/embedded/lock.ts'
import { checkServer } from '@gap5/server/external.ts'
import { createLog } from '@gap5/server/log.ts'
import { openStorage } from '@gap5/server/storage.ts'

/**
 * Runs `work` with the address of the database as its owner: the operator's own, that of a system that runs, or the
 * embedded one started for as long as it takes. `alone` refuses while a system runs on the folder.
 */
export async function withOwner<T>(config: Config, { alone }: { alone: boolean }, work: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== null) {
    await checkServer(config.databaseUrl)
    return work(config.databaseUrl)
  }
  const running = alone ? null : await runningUrl(config)
  if (running !== null) return work(running)
  mkdirSync(config.dataFolder, { recursive: true })
  const unlock = lockFolder(config.dataFolder)
  try {
    const storage = await openStorage(config, createLog(config.logLevel))
    return await work(storage.url).finally(() => storage.stop())
  } finally {
    unlock()
  }
}

/** Address of the embedded database of a system that runs; a socket may be left over from one that was killed. */
export async function runningUrl(config: Config): Promise<string | null> {
  const url = config.databaseUrl ?? attachedUrl(resolve(config.dataFolder))
  if (url === null) return null
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return url
  } catch {
    return null
  } finally {
    await client.end().catch(() => {})
  }
}
