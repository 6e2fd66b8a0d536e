import { resolve } from 'node:path'
import { sql } from 'kysely'
import type { Config } from '@gap5/server/config.ts'
import { connect, type Db } from '@gap5/server/database.ts'
import { attachedUrl } from '@gap5/server/embedded/attach.ts'
import { startSystem } from '@gap5/server/main.ts'

/** Runs `work` on the data: beside a system that runs, or with its database started for as long as it takes. */
export async function withDatabase<T>(config: Config, work: (db: Db) => Promise<T>): Promise<T> {
  const running = config.databaseUrl === null ? await reach(attachedUrl(resolve(config.dataFolder))) : null
  if (running !== null) return work(running).finally(() => running.destroy())
  const system = await startSystem(config, { http: false, worker: false })
  return work(system.deps.db).finally(() => system.stop())
}

/** A socket may be left over from a process that was killed. */
async function reach(url: string | null): Promise<Db | null> {
  if (url === null) return null
  const db = connect(url, { max: 2 })
  try {
    await sql`select 1`.execute(db)
    return db
  } catch {
    await db.destroy()
    return null
  }
}
