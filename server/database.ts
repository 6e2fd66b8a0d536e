import { Pool, types } from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import { Kysely, PostgresDialect, sql, type RawBuilder, type Transaction } from 'kysely'
import { withFollowUps } from './after-commit.ts'
import type { BackupTables } from './backup/backups.tables.ts'
import type { EventTables } from './events.tables.ts'
import type { IdentityTables } from './access/identity.tables.ts'
import type { OrganisationTables } from './access/organisations.tables.ts'
import type { UnitTables } from './people/units.tables.ts'
import type { ImportTables } from './listen/import/imports.tables.ts'
import type { MailTables } from './listen/mail/mail.tables.ts'
import type { InstrumentTables } from './listen/instruments.tables.ts'
import type { ResponseTables } from './listen/responses.tables.ts'
import type { StudyTables } from './listen/studies.tables.ts'
import type { BoardTables } from './measure/boards/boards.tables.ts'
import type { BootstrapTables } from './measure/readings/bootstraps.tables.ts'
import type { CellTables } from './measure/cells/cells.tables.ts'
import type { SharingTables } from './measure/sharing/links.tables.ts'

/** Every table of the system. A room declares its own in `server/<room>/<noun>.tables.ts` and adds them here. */
export interface Database
  extends EventTables,
    BackupTables,
    IdentityTables,
    OrganisationTables,
    UnitTables,
    InstrumentTables,
    StudyTables,
    ResponseTables,
    MailTables,
    ImportTables,
    CellTables,
    SharingTables,
    BoardTables,
    BootstrapTables {}

export type Db = Kysely<Database>
export type Trx = Transaction<Database>

/** The role every query of the application runs as: no owner, no superuser, so that row-level security holds. */
export const appRole = 'gap5_app'

export type ConnectOptions = { role?: string | undefined; max?: number | undefined; name?: string | undefined }

/** A pool whose connections run as `gap5_app`, whoever the URL signs in as. */
export function connect(url: string, options: ConnectOptions = {}): Db {
  return open(url, { role: appRole, ...options })
}

/** A pool that keeps the rights of the URL's own user: for migrations, the job queue and tests. Never for requests. */
export function connectAsOwner(url: string, options: ConnectOptions = {}): Db {
  return open(url, options)
}

function open(url: string, options: ConnectOptions): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: createPool(url, options) }) })
}

export function createPool(url: string, { role, max = 10, name = 'gap5' }: ConnectOptions = {}): Pool {
  const { options = '', ...connection } = parseIntoClientConfig(url)
  const startup = [options, role === undefined ? '' : `-c role=${role}`].filter((part) => part !== '').join(' ')
  const pool = new Pool({
    ...connection,
    ...(startup === '' ? {} : { options: startup }),
    application_name: name,
    max,
    types: { getTypeParser },
  })
  // A connection broke while nobody used it; the next query opens another and reports what it meets.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const int8 = 20
const date = 1082

/** `bigint` as a number (counts never pass 2^53 here) and `date` as the text `2026-01-31`, free of time zones. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === int8 && format !== 'binary') return Number
  if (oid === date && format !== 'binary') return String
  return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text')
}

/** Runs `work` in one transaction that sees the rows of one organisation only. */
export function inOrganisation<T>(db: Db, orgId: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return withSetting(db, 'gap5.org_id', orgId, work)
}

/** The same, in which every query sees the same moment; for figures that are put together from several tables. */
export function inSnapshot<T>(db: Db, orgId: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').execute(async (trx) => {
    await sql`select set_config('gap5.org_id', ${orgId}, true)`.execute(trx)
    return work(trx)
  })
}

/** Runs `work` in one transaction that sees the few tables a person reads across organisations (own memberships). */
export function asUser<T>(db: Db, userId: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return withSetting(db, 'gap5.user_id', userId, work)
}

function withSetting<T>(db: Db, name: string, value: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return withFollowUps(db, async (trx) => {
    await sql`select set_config(${name}, ${value}, true)`.execute(trx)
    return work(trx)
  })
}

/** A value for a `jsonb` column. (Left to itself, `pg` writes a JavaScript array as a PostgreSQL array.) */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`
}
