import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { appRole, connectAsOwner } from './database.ts'
import { testDatabase } from './testing/database.ts'

const database = await testDatabase()
const db = connectAsOwner(database.url)
after(async () => {
  await db.destroy()
  await database.drop()
})

async function names(query: ReturnType<typeof sql<{ name: string }>>): Promise<string[]> {
  return (await query.execute(db)).rows.map((row) => row.name)
}

/** Read before it is known which organisation is meant: they lead from a public address to it, and hold nothing else. */
const directories = sql.join(['survey_address'])
const directoryIndexes = sql.join(['organisation_handle'])

/** Tables that belong to an organisation. */
const ofOrganisations = sql`(
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not in (${directories}))`

test('there are tables to look at', async () => {
  const tables = await names(sql`select relname as name from ${ofOrganisations} t order by 1`)
  for (const table of ['event', 'member', 'organisation']) assert.ok(tables.includes(table), table)
})

test('every table of an organisation has its rows locked by a policy, for its owner too', async () => {
  assert.deepEqual(
    await names(sql`select relname as name from ${ofOrganisations} t
      where not relrowsecurity or not relforcerowsecurity
        or not exists (select from pg_policy p where p.polrelid = t.oid)`),
    [],
  )
})

test('every policy by which the application reaches such a table asks whose row it is', async () => {
  assert.deepEqual(
    await names(sql`select t.relname || ' ' || p.polname as name from ${ofOrganisations} t join pg_policy p on p.polrelid = t.oid
      where (p.polroles = '{0}' or ${appRole}::regrole = any(p.polroles)) and concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) !~ 'current_org_id|current_user_id|current_setting'`),
    [],
  )
})

test('org_id leads the primary key of every such table and is never empty', async () => {
  assert.deepEqual(
    await names(sql`select relname as name from ${ofOrganisations} t
      where not exists (
        select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where i.indrelid = t.oid and i.indisprimary and a.attname = 'org_id' and a.attnotnull)`),
    [],
  )
})

test('unique indexes of such tables hold org_id, so that they can be spread over machines', async () => {
  assert.deepEqual(
    await names(sql`select i.indexrelid::regclass::text as name from ${ofOrganisations} t join pg_index i on i.indrelid = t.oid
      where i.indisunique and i.indexrelid::regclass::text not in (${directoryIndexes}) and not exists (
        select from pg_attribute a where a.attrelid = t.oid and a.attname = 'org_id' and a.attnum = any(i.indkey::int2[]))`),
    [],
  )
})

test('every foreign key has an index that begins with its columns', async () => {
  assert.deepEqual(
    await names(sql`select c.conrelid::regclass || ' ' || c.conname as name from pg_constraint c
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace
        and not exists (
          select from pg_index i
          where i.indrelid = c.conrelid and i.indpred is null
            and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`),
    [],
  )
})

test('foreign keys between tables of organisations stay inside one', async () => {
  assert.deepEqual(
    await names(sql`select c.conrelid::regclass || ' ' || c.conname as name from pg_constraint c
      join ${ofOrganisations} t on t.oid = c.conrelid join ${ofOrganisations} u on u.oid = c.confrelid
      where c.contype = 'f' and not exists (
        select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'org_id' and a.attnum = any(c.conkey))`),
    [],
  )
})

test('a directory lets the application read, and write for its own organisation only', async () => {
  assert.deepEqual(
    await names(sql`select c.relname as name from pg_class c where c.relname in (${directories}) and (not c.relrowsecurity or exists (
      select from pg_policy p where p.polrelid = c.oid and p.polcmd <> 'r'
        and concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) !~ 'current_org_id'))`),
    [],
  )
})

test('the application owns nothing and cannot get around row-level security', async () => {
  const { rows } = await sql<{ owns: number; isSuper: boolean; bypasses: boolean }>`
    select (select count(*) from pg_class where relowner = r.oid) as owns, rolsuper as "isSuper", rolbypassrls as bypasses
    from pg_roles r where rolname = ${appRole}`.execute(db)
  assert.deepEqual(rows, [{ owns: 0, isSuper: false, bypasses: false }])
})

test('times know their zone', async () => {
  assert.deepEqual(
    await names(sql`select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'timestamp without time zone'`),
    [],
  )
})
