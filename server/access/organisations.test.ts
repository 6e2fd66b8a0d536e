import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Me } from '@gap5/contract/access/accounts.ts'
import type { AuditPage } from '@gap5/contract/access/audit.ts'
import type { ApiKey, NewApiKey } from '@gap5/contract/access/keys.ts'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { inOrganisation } from '../database.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation, testUser } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { systemActor } from './actor.ts'
import { audit } from './audit.ts'

const app = await testApp()

describe('an organisation', async () => {
  const draft = { name: { en: 'Lakeside Clinic', zh: '湖滨诊所' }, timeZone: 'Asia/Shanghai', language: 'en' }
  const create = (by: { fetch: typeof app.fetch }, change: object) => by.fetch('/api/organisations', { method: 'POST', json: { ...draft, ...change } })

  test('is made by anybody signed in, who may belong to several', async () => {
    const user = await testUser(app)
    for (const handle of ['one', 'two']) assert.equal((await create(user, { handle: `several-${handle}` })).status, 201)
    const me = (await (await user.fetch('/api/me')).json()) as Me
    assert.deepEqual(me.memberships.map(({ organisation, role }) => [organisation.handle, role]), [['several-one', 'owner'], ['several-two', 'owner']])
    assert.equal(me.memberships[0]?.organisation.isSimulated, false)
  })

  test('is not made by the hundred', async () => {
    app.deps.config.rateLimits = true
    try {
      const user = await testUser(app)
      for (let made = 0; made < 20; made++) assert.equal((await create(user, {})).status, 201)
      await refused(await create(user, {}), 'request.too-many')
    } finally {
      app.deps.config.rateLimits = false
    }
  })

  test('with a name without Latin letters gets a short name all the same', async () => {
    const user = await testUser(app)
    const made = (await (await create(user, { name: { en: '湖滨诊所', zh: '湖滨诊所' } })).json()) as Organisation
    assert.match(made.handle, /^organisation(-[0-9a-f]{6})?$/)
  })

  test('does not take values that do not fit', async () => {
    const user = await testUser(app)
    const wrong = [{ handle: 'With Space' }, { handle: '-a' }, { timeZone: 'Nowhere' }, { minimumN: 4 }, { minimumN: 5.5 }, { name: { en: 'Only' } }, { more: 1 }]
    for (const change of wrong) await refused(await create(user, change), 'request.invalid')
  })

  test('is changed by its owner, under one handle at a time, and the trail tells before and after', async () => {
    const [ours, theirs] = [await testOrganisation(app), await testOrganisation(app)]
    const change = (json: object, handle = ours.handle) => ours.owner.fetch(`/api/o/${handle}`, { method: 'PATCH', json })
    await refused(await change({ handle: theirs.handle }), 'access.handle-taken')
    assert.equal((await change({ minimumN: 12, handle: `${ours.handle}-b` })).status, 200)
    await refused(await ours.owner.fetch(`/api/o/${ours.handle}`), 'access.organisation-unknown')
    const trail = (await (await ours.owner.fetch(`/api/o/${ours.handle}-b/audit?action=organisation.changed`)).json()) as AuditPage
    const { before, after } = trail.entries[0]!.details as { before: Organisation; after: Organisation }
    assert.deepEqual([before.minimumN, after.minimumN, before.handle, after.handle], [5, 12, ours.handle, `${ours.handle}-b`])
    await refused(await (await ours.as('manager')).fetch(`/api/o/${ours.handle}-b`, { method: 'PATCH', json: {} }), 'access.not-allowed')
  })
})

describe('an API key', async () => {
  const ours = await testOrganisation(app)
  const path = `/api/o/${ours.handle}/keys`
  const make = async (json: object) => (await (await ours.owner.fetch(path, { method: 'POST', json })).json()) as NewApiKey
  const use = (key: string) => app.fetch(`/api/o/${ours.handle}`, { headers: { Authorization: `Bearer ${key}` } })

  test('tells its secret once, notes its last use, and opens nothing once revoked', async () => {
    const made = await make({ title: 'Nightly export', role: 'viewer' })
    assert.match(made.key, new RegExp(`^gap5_${ours.id.replaceAll('-', '')}_${made.opening}[0-9a-f]{32}$`))
    assert.equal((await use(made.key)).status, 200)
    const list = async () => ((await (await ours.owner.fetch(path)).json()) as ApiKey[]).find(({ id }) => id === made.id)
    assert.equal((await list())?.usedAt, app.clock.now().toISOString())
    assert.ok(!JSON.stringify(await list()).includes(made.key))
    for (let twice = 0; twice < 2; twice++) assert.equal((await ours.owner.fetch(`${path}/${made.id}`, { method: 'DELETE' })).status, 204)
    await refused(await use(made.key), 'access.key-refused')
    assert.equal((await list())?.revokedAt, app.clock.now().toISOString())
  })

  test('is never an owner, and makes no keys, members or invitations itself', async () => {
    await refused(await ours.owner.fetch(path, { method: 'POST', json: { title: 'x', role: 'owner' } }), 'request.invalid')
    const key = await ours.withKey('manager')
    await refused(await key.fetch(path, { method: 'POST', json: { title: 'x', role: 'manager' } }), 'access.person-needed')
    const invitation = { method: 'POST', json: { email: 'a@example.org', role: 'manager' } }
    await refused(await key.fetch(`/api/o/${ours.handle}/invitations`, invitation), 'access.person-needed')
    assert.equal((await key.fetch(`/api/o/${ours.handle}/members`)).status, 200)
  })

  test('wins over a cookie sent along, so that a program acts as itself', async () => {
    const made = await make({ title: 'Beside a cookie', role: 'viewer' })
    const headers = { ...ours.owner.headers, Authorization: `Bearer ${made.key}` }
    await refused(await app.fetch(path, { headers }), 'access.not-allowed')
  })
})

describe('the audit trail', async () => {
  const ours = await testOrganisation(app)
  const read = async (query: string) => (await (await ours.owner.fetch(`/api/o/${ours.handle}/audit${query}`)).json()) as AuditPage

  test('pages from newest to oldest without losing or repeating an entry, while more are written', async () => {
    const write = (n: number) =>
      inOrganisation(app.db, ours.id, (trx) => audit(trx, systemActor(ours.id), 'sample.counted', { kind: 'sample', id: String(n) }))
    for (let n = 0; n < 25; n++) await write(n)
    const seen: string[] = []
    let next: string | null = null
    do {
      const page = await read(`?action=sample&limit=10${next === null ? '' : `&after=${next}`}`)
      seen.push(...page.entries.map(({ subject }) => subject.id))
      next = page.next
      await write(1000 + seen.length)
    } while (next !== null)
    assert.deepEqual(seen, Array.from({ length: 25 }, (_, n) => String(24 - n)))
  })

  test('filters by action, by noun and by actor, and names who acted', async () => {
    const manager = await ours.as('manager')
    await manager.fetch(`/api/o/${ours.handle}/keys`, { method: 'POST', json: { title: 'Audited', role: 'viewer' } })
    const [entry] = (await read(`?action=key&actorId=${manager.id}`)).entries
    assert.deepEqual([entry?.action, entry?.actor.name, entry?.details], ['key.created', 'Test person', { after: { title: 'Audited', role: 'viewer' } }])
    assert.equal((await read('?action=key.revoked')).entries.length, 0)
    assert.deepEqual((await read('?action=sample&limit=1')).entries[0]?.actor, { kind: 'system', id: null, name: null })
    await refused(await ours.owner.fetch(`/api/o/${ours.handle}/audit?action=%25`), 'request.invalid')
  })

  test('holds neither addresses nor secrets', async () => {
    const path = `/api/o/${ours.handle}`
    await ours.owner.fetch(`${path}/invitations`, { method: 'POST', json: { email: 'private@example.org', role: 'viewer' } })
    const key = (await (await ours.owner.fetch(`${path}/keys`, { method: 'POST', json: { title: 'k', role: 'viewer' } })).json()) as NewApiKey
    const written = JSON.stringify(await app.owner.selectFrom('audit_entry').selectAll().where('org_id', '=', ours.id).execute())
    for (const secret of ['private@example.org', key.key, key.opening]) assert.ok(!written.includes(secret))
  })
})
