import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import type { Config } from '@gap5/server/config.ts'
import { appRole } from '@gap5/server/database.ts'
import { chooseAccount } from '@gap5/server/embedded/account.ts'
import { binaries, majorVersion } from '@gap5/server/embedded/binaries.ts'
import { checkServer } from '@gap5/server/external.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import { ok, problem, type Finding } from './finding.ts'
import { isWritable } from './machine.ts'

/** The database the system would use: its own or the operator's. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  if (config.databaseUrl !== null) return [await checkExternal(config.databaseUrl)]
  return [checkPrograms(), checkGuard(), checkFolder(config), checkAccount(config)]
}

function checkPrograms(): Finding {
  try {
    const run = spawnSync(binaries().postgres, ['--version'], { encoding: 'utf8' })
    if (run.status === 0) return ok(run.stdout.trim(), run.stdout.trim())
    const reason = run.error?.message ?? run.stderr.trim()
    return problem({ en: `PostgreSQL does not run: ${reason}`, zh: `PostgreSQL 无法运行：${reason}` }, { en: 'run npm ci (without --ignore-scripts)', zh: '请运行 npm ci（不要加 --ignore-scripts）' })
  } catch (error) {
    if (error instanceof Refusal) return problem({ en: 'no embedded PostgreSQL', zh: '没有内嵌 PostgreSQL' }, error.text)
    throw error
  }
}

function checkGuard(): Finding {
  if (spawnSync('setpriv', ['--version']).status === 0) return ok('setpriv is here', 'setpriv 可用')
  return problem({ en: 'setpriv is missing', zh: '缺少 setpriv' }, { en: 'install the package util-linux', zh: '请安装 util-linux 软件包' })
}

function checkFolder({ dataFolder }: Config): Finding {
  const folder = resolve(dataFolder)
  if (!isWritable(folder)) {
    return problem({ en: `${folder} cannot be written`, zh: `无法写入 ${folder}` }, { en: 'make it yours, or choose another with GAP5_DATA', zh: '请取得其权限，或用 GAP5_DATA 另选目录' })
  }
  const versionFile = join(folder, 'postgres', 'PG_VERSION')
  if (!existsSync(versionFile)) return ok(`${folder} will be filled at the first start`, `${folder} 将在首次启动时创建数据`)
  const version = readVersion(versionFile)
  if (version === majorVersion) return ok(`${folder} holds data of PostgreSQL ${version}`, `${folder} 中有 PostgreSQL ${version} 的数据`)
  return problem({ en: `${folder} holds data of PostgreSQL ${version}, needed is ${majorVersion}`, zh: `${folder} 中为 PostgreSQL ${version} 的数据，需要 ${majorVersion}` }, { en: 'use the version of Gap5 that wrote it, or pg_upgrade', zh: '请使用写入该数据的 Gap5 版本，或使用 pg_upgrade' })
}

function readVersion(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return `? (uid ${statSync(file, { throwIfNoEntry: false })?.uid ?? '?'})`
  }
}

function checkAccount({ dataFolder }: Config): Finding {
  const folder = resolve(dataFolder)
  try {
    const { kind, uid } = chooseAccount([existsSync(folder) ? folder : process.cwd(), binaries().postgres])
    const how = { self: 'this user', drop: `user ${uid}`, namespace: 'a user namespace' }[kind]
    const zh = { self: '当前用户', drop: `用户 ${uid}`, namespace: '用户命名空间' }[kind]
    return ok(`PostgreSQL runs as ${how}`, `PostgreSQL 将以${zh}运行`)
  } catch (error) {
    if (error instanceof Refusal) return problem({ en: 'no account for PostgreSQL', zh: 'PostgreSQL 没有可用账户' }, error.text)
    throw error
  }
}

async function checkExternal(url: string): Promise<Finding> {
  try {
    await checkServer(url)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return problem({ en: 'DATABASE_URL', zh: 'DATABASE_URL' }, error.text)
  }
  const { version, mayMigrate } = await rightsOn(url)
  if (mayMigrate) return ok(`DATABASE_URL: PostgreSQL ${version}`, `DATABASE_URL：PostgreSQL ${version}`)
  return problem(
    { en: `DATABASE_URL: PostgreSQL ${version}, but its user lacks rights`, zh: `DATABASE_URL：PostgreSQL ${version}，但该用户权限不足` },
    { en: `let it own the database, and as an administrator: CREATE ROLE ${appRole} NOLOGIN; GRANT ${appRole} TO it`, zh: `请让其成为数据库所有者，并由管理员执行：CREATE ROLE ${appRole} NOLOGIN;GRANT ${appRole} TO 该用户` },
  )
}

async function rightsOn(url: string): Promise<{ version: string; mayMigrate: boolean }> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ version: string; mayMigrate: boolean }>(
      `select current_setting('server_version') as version,
         has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create')
         and case when exists (select from pg_roles where rolname = $1) then pg_has_role($1, 'member')
             else (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) end as "mayMigrate"`,
      [appRole],
    )
    return rows[0] ?? { version: '?', mayMigrate: false }
  } finally {
    await client.end()
  }
}
