import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from '../refusal.ts'

/**
 * As whom PostgreSQL runs. It refuses to be root, so root hands it to an unprivileged account (`drop`). Where a folder
 * on the way is closed to that account, it runs as root's own files' owner inside a user namespace (`namespace`).
 */
export type Account =
  | { kind: 'self'; uid: number; gid: number }
  | { kind: 'drop'; uid: number; gid: number }
  | { kind: 'namespace'; uid: 0; gid: 0 }

const nobody = 65534

/** `paths` are what the account must be able to reach: the data folder's parent and the programs. */
export function chooseAccount(paths: readonly string[]): Account {
  const uid = process.getuid?.() ?? nobody
  const gid = process.getgid?.() ?? nobody
  if (uid !== 0) return { kind: 'self', uid, gid }
  if (paths.every(isOpenToAll)) return { kind: 'drop', ...unprivileged() }
  if (namespacesWork()) return { kind: 'namespace', uid: 0, gid: 0 }
  throw new Refusal({
    en: 'PostgreSQL refuses to run as root and no other account can reach this folder: start as an ordinary user, or move the folder out of a private one.',
    zh: 'PostgreSQL 不允许以 root 身份运行，而其他账户又无法进入此目录：请以普通用户启动，或将目录移出私有路径。',
  })
}

/** The account's prefix to a command line; `namespace` maps root to nobody for the program it starts. */
export function commandPrefix(account: Account): string[] {
  if (account.kind !== 'namespace') return []
  return ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--']
}

function isOpenToAll(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function unprivileged(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  return { uid: nobody, gid: nobody }
}

function namespacesWork(): boolean {
  const [program = '', ...rest] = [...commandPrefix({ kind: 'namespace', uid: 0, gid: 0 }), 'true']
  return spawnSync(program, rest, { stdio: 'ignore' }).status === 0
}
