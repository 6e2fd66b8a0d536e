import { sql, type Kysely } from 'kysely'

/**
 * A step forward of the schema, run once, in its own transaction, as the owner.
 * Row types belong to the present, a migration to its day: so it is written in SQL and knows no tables.
 */
export type Migration = (db: Kysely<unknown>) => Promise<void>

type Access = 'select' | 'insert' | 'update' | 'delete'

/**
 * Locks a table to the organisation of the transaction (`inOrganisation`) and grants the application what it may do.
 * `org_id uuid` must lead the table's primary key. A table of facts is granted `select` and `insert` only.
 */
export async function orgTable(
  db: Kysely<unknown>,
  table: string,
  granted: readonly Access[] = ['select', 'insert', 'update', 'delete'],
): Promise<void> {
  const name = sql.table(table)
  await sql`alter table ${name} enable row level security`.execute(db)
  await sql`alter table ${name} force row level security`.execute(db)
  await sql`create policy organisation on ${name}
    using (org_id = current_org_id()) with check (org_id = current_org_id())`.execute(db)
  await grant(db, table, granted)
}

/** Grants the application what it may do with a table; for tables that belong to no organisation. */
export async function grant(db: Kysely<unknown>, table: string, granted: readonly Access[]): Promise<void> {
  await sql`grant ${sql.raw(granted.join(', '))} on ${sql.table(table)} to gap5_app`.execute(db)
}
