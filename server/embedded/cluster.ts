import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { commandPrefix, type Account } from './account.ts'
import { majorVersion, type Binaries } from './binaries.ts'
import { diskIsFull, fullDisk } from './disk.ts'

/** Name of the cluster's superuser and of the database the system lives in. */
export const owner = 'gap5'

/** Makes sure that `folder` holds a PostgreSQL cluster of our version that `account` owns. True when it is new. */
export function ensureCluster(folder: string, password: string, account: Account, programs: Binaries, sync = true): boolean {
  const isNew = !existsSync(join(folder, 'PG_VERSION'))
  if (isNew) createCluster(folder, password, account, programs, sync)
  else refuseOtherVersion(folder)
  giveTo(account, folder)
  return isNew
}

/** The cluster is made beside its place and moved there when whole, so that a crash half-way leaves nothing behind. */
function createCluster(folder: string, password: string, account: Account, programs: Binaries, sync: boolean): void {
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const passwordFile = join(draft, '..', '.initdb-password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  chownSync(draft, account.uid, account.gid)
  chownSync(passwordFile, account.uid, account.gid)
  try {
    runInitdb(draft, passwordFile, account, programs, sync)
    renameSync(draft, folder)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

function runInitdb(draft: string, passwordFile: string, account: Account, programs: Binaries, sync: boolean): void {
  const where = ['-D', draft, '-U', owner, '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8']
  // Chinese needs a UTF-8 character type: with C, pg_trgm and the regular expressions see no letters.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8', '-c', 'lc_messages=C']
  const safety = ['--data-checksums', ...(sync ? [] : ['--no-sync'])]
  const [program = '', ...rest] = [...commandPrefix(account), programs.initdb, ...where, ...locale, ...safety]
  const run = spawnSync(program, rest, { uid: account.uid, gid: account.gid, encoding: 'utf8', cwd: '/' })
  if (run.status === 0) return
  const said = `${run.stdout ?? ''}${run.stderr ?? ''}`
  if (diskIsFull(said)) throw fullDisk(draft)
  const reason = run.error?.message ?? said.trim().split('\n').find((line) => line.includes('error:')) ?? said.trim()
  throw new Refusal({
    en: `The database could not be created in ${draft}: ${reason}`,
    zh: `无法在 ${draft} 创建数据库：${reason}`,
  })
}

function refuseOtherVersion(folder: string): void {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === majorVersion) return
  const newer = Number(version) > Number(majorVersion)
  throw new Refusal({
    en: `${folder} was written by PostgreSQL ${version}, this program brings PostgreSQL ${majorVersion}: ${newer ? 'update the program' : 'move the data with pg_upgrade first'}.`,
    zh: `${folder} 由 PostgreSQL ${version} 写入，而本程序附带 PostgreSQL ${majorVersion}：${newer ? '请升级程序' : '请先用 pg_upgrade 迁移数据'}。`,
  })
}

/** Root may have started it another way before: then the files still belong to that other account. */
function giveTo(account: Account, folder: string): void {
  if (process.getuid?.() !== 0 || lstatSync(folder).uid === account.uid) return
  chownSync(folder, account.uid, account.gid)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (!lstatSync(path).isSymbolicLink()) chownSync(path, account.uid, account.gid)
  }
}
