/** The system in a process of its own on a data folder of its own, as an operator starts it. */
import { createPool, connect, type Db } from '@gap5/server/database.ts'
import { attachedUrl } from '@gap5/server/embedded/attach.ts'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { gap5, postgresProcesses, type Program } from '../../bin/testing/program.ts'

export type Server = { port: number; cpu(): { server: number; database: number }; start(): Promise<void>; kill(): Promise<void>; stop(): Promise<void>; databaseUrl(): string }

export async function newServer(folder: string): Promise<Server> {
  const port = await freePort()
  let program: Program | null = null
  return {
    port,
    start: async () => {
      program = gap5(['start'], { GAP5_DATA: folder, PORT: String(port), GAP5_HOST: '127.0.0.1', GAP5_RATE_LIMITS: 'off', GAP5_LOG: 'error' })
      await program.ready
    },
    cpu: () => ({ server: cpuOf([program!.child.pid!]), database: cpuOf(postgresProcesses(folder)) }),
    /** kill -9 of the server, and of the database under it, so that nobody tidies up. */
    kill: async () => {
      for (const pid of [program!.child.pid!, ...postgresProcesses(folder)]) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // gone with its parent
        }
      }
      await program!.ended
    },
    stop: async () => {
      program!.child.kill('SIGTERM')
      await program!.ended
    },
    databaseUrl: () => attachedUrl(folder)!,
  }
}

/** Milliseconds of processor time that processes have used: the 14th and 15th field, in hundredths of a second. */
export function cpuOf(pids: number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) * 10
  }, 0)
}

export async function withDatabase<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(url, { max: 2 })
  return work(db).finally(() => db.destroy())
}

/** As the owner, who sees all. */
export async function query<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const pool = createPool(url, { max: 1 })
  return pool.query<Row>(text, values).then(({ rows }) => rows).finally(() => pool.end())
}

function freePort(): Promise<number> {
  return new Promise((free) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => free(port))
    })
  })
}
