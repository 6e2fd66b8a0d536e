/** Backups that are made by themselves: when one is due, which are kept. */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import type { BackupPlan } from '../config.ts'
import type { Dependencies } from '../room.ts'
import { keptSecret } from '../secret.ts'
import { draftOf } from './archive.ts'
import { backUp } from './back-up.ts'
import { readState, recordRun } from './runs.ts'

export const backupTask = 'backup'

const lockKey = 4007
/** After a failure the next attempt waits, so that a full disk is not written to every minute. */
const waitMilliseconds = 60 * 60_000

/**
 * Makes the backup of the day unless it is there; asked every minute, so that one that fell into a pause is made up for.
 * Of several processes one does it.
 */
export async function backUpIfDue({ config, clock, log }: Pick<Dependencies, 'config' | 'clock' | 'log'>, url: string): Promise<void> {
  const plan = config.backups
  if (plan === null) return
  const now = clock.now()
  await alone(url, async () => {
    const { lastSuccess, lastFailure } = await readState(url, { isScheduled: true })
    if (!isDue(plan, now, lastSuccess?.startedAt ?? null, lastFailure?.startedAt ?? null)) return
    const folder = resolve(plan.folder)
    const file = join(folder, nameFor(now))
    const secret = config.secret === null ? keptSecret(config) : null
    try {
      const made = await recordRun(url, { file, isScheduled: true }, async () => {
        await mkdir(folder, { recursive: true })
        await rm(draftOf(file), { force: true })
        return backUp(url, file, { secret, now })
      }, () => clock.now())
      log.info({ file, ...made }, 'backed up')
      for (const old of await tidy(plan, now)) log.info({ file: old }, 'old backup removed')
    } catch (error) {
      log.error({ err: error, file }, 'the backup failed')
    }
  })
}

/** Whether the last time of the day that has passed has had no backup. */
export function isDue({ time }: Pick<BackupPlan, 'time'>, now: Date, lastSuccess: Date | null, lastFailure: Date | null): boolean {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const wanted = new Date(now)
  wanted.setHours(hours, minutes, 0, 0)
  if (wanted > now) wanted.setDate(wanted.getDate() - 1)
  if (lastSuccess !== null && lastSuccess >= wanted) return false
  return lastFailure === null || now.getTime() - lastFailure.getTime() >= waitMilliseconds
}

function nameFor(now: Date): string {
  return `gap5-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.backup`
}

function madeAt(name: string): Date | null {
  const parts = /^gap5-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/.exec(name)
  return parts === null ? null : new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`)
}

/** The backups of a folder that may go: all but the newest of each of so many days, weeks and months. */
export function superfluous(names: readonly string[], keep: BackupPlan['keep']): string[] {
  const dated = names.flatMap((name) => {
    const at = madeAt(name)
    return at === null ? [] : [{ name, at }]
  })
  const newestFirst = dated.toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const kept = new Set<string>()
  for (const [periodOf, count] of [[dayOf, keep.days], [weekOf, keep.weeks], [monthOf, keep.months]] as const) {
    const newest = new Map<string, string>()
    for (const { name, at } of newestFirst) if (!newest.has(periodOf(at))) newest.set(periodOf(at), name)
    for (const name of [...newest.values()].slice(0, count)) kept.add(name)
  }
  return newestFirst.map(({ name }) => name).filter((name) => !kept.has(name))
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)
const monthOf = (at: Date) => at.toISOString().slice(0, 7)
/** The Monday of the week. */
function weekOf(at: Date): string {
  const monday = new Date(at)
  monday.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7))
  return dayOf(monday)
}

/** Removes what is superfluous and what was broken off a day ago; nothing that is not named like a backup of ours. */
async function tidy({ folder, keep }: BackupPlan, now: Date): Promise<string[]> {
  const names = await readdir(resolve(folder))
  const brokenOff = names.filter((name) => {
    const at = name.endsWith('.part') ? madeAt(name.slice(0, -'.part'.length)) : null
    return at !== null && now.getTime() - at.getTime() > 24 * 60 * 60_000
  })
  const old = [...superfluous(names, keep), ...brokenOff].map((name) => join(resolve(folder), name))
  for (const file of old) await rm(file, { force: true })
  return old
}

/** Does `work` unless another process does it now. */
async function alone(url: string, work: () => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'gap5 backup lock' })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lockKey])
    if (rows[0]?.mine === true) await work()
  } finally {
    await client.end().catch(() => {})
  }
}
