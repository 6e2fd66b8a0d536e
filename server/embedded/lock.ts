import { readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Refusal } from '../refusal.ts'

/** Takes the data folder for this process; refused while another process that lives has it. Returns how to give it back. */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'gap5.pid')
  const holder = readHolder(file)
  if (holder !== null && startOf(holder.pid) === holder.start) throw alreadyRunning(folder, holder.pid)
  rmSync(file, { force: true }) // its process is gone: a kill -9 or a power cut
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}\n`, { flag: 'wx' })
  return () => rmSync(file, { force: true })
}

/**
 * After a kill -9 PostgreSQL may still be shutting down: waits for that. A file left by a PostgreSQL that is gone is
 * removed, since its number may by now be another process's, which PostgreSQL would take for itself.
 */
export async function awaitPredecessor(dataFolder: string, patienceMilliseconds = 30_000): Promise<void> {
  const file = join(dataFolder, 'postmaster.pid')
  const until = Date.now() + patienceMilliseconds
  for (let pid = readPid(file); pid !== null; pid = readPid(file)) {
    if (!worksIn(pid, dataFolder)) return rmSync(file, { force: true })
    if (Date.now() > until) throw alreadyRunning(dataFolder, pid)
    await setTimeout(50)
  }
}

function alreadyRunning(folder: string, pid: number): Refusal {
  return new Refusal({
    en: `Gap5 already runs on ${folder} (process ${pid}). Stop it first, or choose another folder with GAP5_DATA.`,
    zh: `Gap5 已在 ${folder} 上运行（进程 ${pid}）。请先停止它，或用 GAP5_DATA 另选目录。`,
  })
}

function readHolder(file: string): { pid: number; start: string } | null {
  const [pid, start] = readOr(file, '').trim().split(' ')
  return pid && start ? { pid: Number(pid), start } : null
}

function readPid(file: string): number | null {
  const pid = Number.parseInt(readOr(file, ''), 10)
  return Number.isNaN(pid) ? null : pid
}

/** When a process began, in ticks since boot, so that a number given out anew is told apart; empty when it is gone. */
function startOf(pid: number): string {
  // The second field, the program's name in brackets, may hold blanks; the 22nd is the start.
  return readOr(`/proc/${pid}/stat`, '').replace(/^.*\) /, '').split(' ')[19] ?? ''
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}
