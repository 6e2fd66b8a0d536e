import { Client } from 'pg'
import type { BackedUp } from './back-up.ts'

export type BackupRun = {
  file: string
  isScheduled: boolean
  startedAt: Date
  finishedAt: Date | null
  rows: number | null
  bytes: number | null
  failure: string | null
}

/** Does a backup and keeps when and how it went, for operators to see. A database of an earlier version has no place for that. */
export async function recordRun(
  url: string,
  { file, isScheduled }: { file: string; isScheduled: boolean },
  backup: () => Promise<BackedUp>,
  now: () => Date = () => new Date(),
): Promise<BackedUp> {
  const startedAt = now()
  const write = (made: BackedUp | null, failure: string | null) =>
    once(url, async (client) => {
      if (!(await hasTable(client))) return
      await client.query(
        `insert into backup_run (file, is_scheduled, started_at, finished_at, rows, bytes, failure) values ($1, $2, $3, $4, $5, $6, $7)`,
        [file, isScheduled, startedAt, now(), made?.rows ?? null, made?.bytes ?? null, failure],
      )
    })
  try {
    const made = await backup()
    await write(made, null)
    return made
  } catch (error) {
    await write(null, String(error instanceof Error ? error.message : error).slice(0, 500)).catch(() => {})
    throw error
  }
}

export type BackupState = { lastSuccess: BackupRun | null; lastFailure: BackupRun | null }

/** The newest backup that worked, and the newest that did not; of all, or of those that came by themselves. */
export function readState(url: string, { isScheduled }: { isScheduled?: true } = {}): Promise<BackupState> {
  return once(url, async (client) => {
    if (!(await hasTable(client))) return { lastSuccess: null, lastFailure: null }
    const last = async (which: string) => {
      const { rows } = await client.query<BackupRun>(`
        select file, is_scheduled as "isScheduled", started_at as "startedAt", finished_at as "finishedAt",
          rows::float8 as rows, bytes::float8 as bytes, failure
        from backup_run where ${which} and (is_scheduled or $1) order by started_at desc limit 1`, [isScheduled === undefined])
      return rows[0] ?? null
    }
    return { lastSuccess: await last('failure is null'), lastFailure: await last('failure is not null') }
  })
}

async function hasTable(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('public.backup_run') is not null as there`)
  return rows[0]?.there === true
}

async function once<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'gap5 backup' })
  client.on('error', () => {})
  await client.connect()
  return work(client).finally(() => client.end().catch(() => {}))
}
