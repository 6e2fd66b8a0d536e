import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { asUser, inOrganisation, type Trx } from '../database.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'

const denied = '42501'
/** Read before the organisation is known: which organisation a public address belongs to, and nothing else. */
const directories = new Set(['survey_address'])

describe('one organisation against another, by SQL as the application', async () => {
  const app = await testApp()
  const ours = await testOrganisation(app)
  const theirs = await testOrganisation(app)
  await ours.withKey('viewer')
  await ours.owner.fetch(`/api/o/${ours.handle}/invitations`, { method: 'POST', json: { email: 'a@example.org', role: 'viewer' } })
  const unit = { code: 'north', kind: 'branch', title: { en: 'North', zh: '北区' } }
  await ours.owner.fetch(`/api/o/${ours.handle}/units`, { method: 'POST', json: unit })
  const tables = await organisationTables()

  test('every table of an organisation is locked by row-level security, also for its owner', async () => {
    assert.ok(tables.length >= 9, tables.map(({ name }) => name).join(', '))
    for (const { name, enabled, forced } of tables) assert.ok(enabled && (forced || directories.has(name)), `${name} is open`)
  })

  test('every other table the application may read is locked or holds nothing of anybody', async () => {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relrowsecurity
        and has_any_column_privilege('gap5_app', oid, 'select, insert, update')`.execute(app.owner)
    assert.deepEqual(rows, [])
  })

  test('nothing is read, whether another organisation is named or none', async () => {
    for (const { name } of tables.filter(({ name }) => !directories.has(name))) {
      const read = (trx: Trx) => sql`select from ${sql.table(name)} where org_id = ${ours.id}`.execute(trx)
      const refusable = (work: Promise<{ rows: unknown[] }>) => work.catch((error: { code: string }) => assert.equal(error.code, denied) as never)
      const found = [
        await refusable(inOrganisation(app.db, theirs.id, read)),
        await refusable(app.db.transaction().execute(read)),
        await refusable(asUser(app.db, theirs.owner.id, read)),
      ]
      for (const answer of found) assert.equal(answer?.rows.length ?? 0, 0, name)
    }
    const own = await inOrganisation(app.db, ours.id, (trx) => trx.selectFrom('unit').select('code').execute())
    assert.deepEqual(own, [{ code: 'north' }], 'the same question finds the own rows')
  })

  test('nothing is written under the name of another', async () => {
    for (const { name } of tables) {
      const forged = (trx: Trx) => sql`insert into ${sql.table(name)} (org_id) values (${ours.id})`.execute(trx)
      await assert.rejects(inOrganisation(app.db, theirs.id, forged), { code: denied }, name)
      await assert.rejects(app.db.transaction().execute(forged), { code: denied }, name)
      await assert.rejects(asUser(app.db, ours.owner.id, forged), { code: denied }, name)
    }
  })

  test('nothing is changed, taken over or deleted', async () => {
    const before = await countRows()
    for (const { name } of tables) {
      for (const statement of [
        (trx: Trx) => sql`update ${sql.table(name)} set org_id = ${theirs.id} where org_id = ${ours.id}`.execute(trx),
        (trx: Trx) => sql`update ${sql.table(name)} set org_id = org_id`.execute(trx),
        (trx: Trx) => sql`delete from ${sql.table(name)} where org_id = ${ours.id}`.execute(trx),
      ]) {
        const work = inOrganisation(app.db, randomUUID(), statement)
        const touched = await work.then((done) => done.numAffectedRows ?? 0n, (error: { code: string }) => (assert.equal(error.code, denied), 0n))
        assert.equal(touched, 0n, name)
      }
      const give = inOrganisation(app.db, ours.id, (trx) => sql`update ${sql.table(name)} set org_id = ${theirs.id}`.execute(trx))
      await give.then((done) => assert.equal(done.numAffectedRows ?? 0n, 0n, `${name}: gives rows away`), (error: { code: string }) => assert.equal(error.code, denied, name))
    }
    assert.deepEqual(await countRows(), before)
  })

  test('a person sees the own memberships everywhere and changes none', async () => {
    const see = (userId: string) =>
      asUser(app.db, userId, async (trx) => ({
        members: await trx.selectFrom('member').select(['org_id', 'user_id']).execute(),
        organisations: await trx.selectFrom('organisation').select('org_id').execute(),
      }))
    assert.deepEqual(await see(ours.owner.id), {
      members: [{ org_id: ours.id, user_id: ours.owner.id }],
      organisations: [{ org_id: ours.id }],
    })
    const raise = (trx: Trx) => sql`update member set role = 'owner' where user_id = ${ours.owner.id}`.execute(trx)
    assert.equal((await asUser(app.db, ours.owner.id, raise)).numAffectedRows, 0n)
    const rename = (trx: Trx) => sql`update organisation set minimum_n = 99`.execute(trx)
    assert.equal((await asUser(app.db, ours.owner.id, rename)).numAffectedRows, 0n)
  })

  test('rooms see fellow members only, and never a password, session or link', async () => {
    const names = (orgId: string) => inOrganisation(app.db, orgId, (trx) => trx.selectFrom('identity_user').select('id').execute())
    assert.deepEqual(await names(theirs.id), [{ id: theirs.owner.id }])
    assert.deepEqual(await app.db.selectFrom('identity_user').select('id').execute(), [])
    for (const table of ['identity_password', 'identity_session', 'identity_entry_link', 'identity_attempt'] as const) {
      await assert.rejects(inOrganisation(app.db, ours.id, (trx) => sql`select * from ${sql.table(table)}`.execute(trx)), { code: denied }, table)
    }
    const rewrite = (trx: Trx) => sql`update identity_user set email = 'x@example.org'`.execute(trx)
    await assert.rejects(inOrganisation(app.db, ours.id, rewrite), { code: denied })
  })

  test('a fact of the audit trail is neither changed nor deleted, not even by its own organisation', async () => {
    const change = (trx: Trx) => sql`update audit_entry set action = 'nothing.happened'`.execute(trx)
    const remove = (trx: Trx) => sql`delete from audit_entry`.execute(trx)
    for (const work of [change, remove]) await assert.rejects(inOrganisation(app.db, ours.id, work), { code: denied })
  })

  test('the setting of one transaction never reaches the next on the same connection', async () => {
    await inOrganisation(app.db, ours.id, (trx) => trx.selectFrom('unit').select('id').execute())
    const left = await Promise.all(Array.from({ length: 10 }, () => app.db.selectFrom('unit').select('id').execute()))
    assert.deepEqual(left.flat(), [])
  })

  async function organisationTables(): Promise<{ name: string; enabled: boolean; forced: boolean }[]> {
    const { rows } = await sql<{ name: string; enabled: boolean; forced: boolean }>`
      select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`.execute(app.owner)
    return rows
  }

  async function countRows(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const { name } of tables) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)} where org_id = ${ours.id}`.execute(app.owner)
      counts[name] = rows[0]?.n ?? 0
    }
    return counts
  }
})
