import type { Config } from './config.ts'
import { diskIsFull, fullDisk } from './embedded/disk.ts'
import { NewerDatabase } from './migrate.ts'
import { Refusal } from './refusal.ts'

/** What kept the system from starting, as one sentence where we know it; anything else is a mistake of ours. */
export function asRefusal(error: unknown, config: Config): unknown {
  if (error instanceof Refusal) return error
  if (error instanceof NewerDatabase) return newerDatabase(error)
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '53100' || diskIsFull(message)) return fullDisk(config.dataFolder)
  if (code === '42501') return missingRights(message)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return closedFolder(config.dataFolder, message)
  return error
}

function newerDatabase({ unknown }: NewerDatabase): Refusal {
  return new Refusal({
    en: `The data was written by a newer version of Gap5 (it knows ${unknown.at(-1)}). Update the program; nothing was changed.`,
    zh: `数据由更新版本的 Gap5 写入（含 ${unknown.at(-1)}）。请升级程序；数据未被改动。`,
  })
}

function missingRights(message: string): Refusal {
  return new Refusal({
    en: `The user of DATABASE_URL lacks rights (${message}). As an administrator: CREATE ROLE gap5_app NOLOGIN; GRANT gap5_app TO that user; and let it own the database.`,
    zh: `DATABASE_URL 的用户权限不足（${message}）。请由管理员执行：CREATE ROLE gap5_app NOLOGIN;GRANT gap5_app TO 该用户；并让其成为数据库的所有者。`,
  })
}

function closedFolder(folder: string, message: string): Refusal {
  return new Refusal({
    en: `The data folder ${folder} cannot be written (${message}). Make it yours, or choose another with GAP5_DATA.`,
    zh: `无法写入数据目录 ${folder}（${message}）。请取得其权限，或用 GAP5_DATA 另选目录。`,
  })
}
