import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRoute, z } from '@hono/zod-openapi'
import { createRoutes, json } from '../http/routes.ts'
import type { Room } from '../room.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation, testUser } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { authorise, signedIn } from './authorise.ts'
import { access } from './room.ts'

const whoSchema = z.object({ kind: z.string(), role: z.string() })
const responses = { 200: json(whoSchema, 'Who acts') }
const sample: Room = {
  name: 'sample',
  routes: [
    () =>
      createRoutes()
        .openapi(createRoute({ ...authorise('studies:write'), method: 'post', path: '/api/o/{org}/sample', responses }), (c) =>
          c.json({ kind: c.var.actor.kind, role: c.var.actor.role }, 200),
        )
        .openapi(
          createRoute({ ...authorise('members:write', { people: true }), method: 'post', path: '/api/o/{org}/people', responses }),
          (c) => c.json({ kind: c.var.actor.kind, role: c.var.actor.role }, 200),
        )
        .openapi(createRoute({ ...signedIn(), method: 'get', path: '/api/who', responses }), (c) =>
          c.json({ kind: 'user', role: c.var.user.name }, 200),
        ),
  ],
}

describe('whoever asks a guarded route', async () => {
  const app = await testApp({ rooms: [access, sample] })
  const ours = await testOrganisation(app)
  const theirs = await testOrganisation(app)
  const path = `/api/o/${ours.handle}/sample`
  const post = { method: 'POST' }

  test('is turned away without a session', async () => {
    await refused(await app.fetch(path, post), 'access.sign-in-needed')
    await refused(await app.fetch(path, { ...post, headers: { Cookie: 'gap5_session=invented' } }), 'access.sign-in-needed')
  })

  test('is let in when the role allows it', async () => {
    for (const role of ['owner', 'manager', 'researcher'] as const) {
      const answer = await (await ours.as(role)).fetch(path, post)
      assert.equal(answer.status, 200)
      assert.deepEqual(await answer.json(), { kind: 'user', role })
    }
  })

  test('is told which roles may when the own one may not', async () => {
    const answer = await (await ours.as('viewer')).fetch(path, { ...post, headers: { 'Accept-Language': 'zh' } })
    const problem = await refused(answer, 'access.not-allowed')
    assert.match(problem.detail ?? '', /只读成员.*所有者、经理、研究员/)
  })

  test('learns nothing about an organisation of others', async () => {
    const stranger = await testUser(app)
    const known = await refused(await stranger.fetch(path, post), 'access.organisation-unknown')
    const unknown = await refused(await stranger.fetch('/api/o/not-there/sample', post), 'access.organisation-unknown')
    assert.deepEqual({ ...known, requestId: '' }, { ...unknown, requestId: '' })
    await refused(await theirs.owner.fetch(path, post), 'access.organisation-unknown')
  })

  test('acts by API key with the role of the key, in its organisation only', async () => {
    const key = await ours.withKey('researcher')
    assert.deepEqual(await (await key.fetch(path, post)).json(), { kind: 'apiKey', role: 'researcher' })
    await refused(await (await ours.withKey('viewer')).fetch(path, post), 'access.not-allowed')
    await refused(await (await theirs.withKey('manager')).fetch(path, post), 'access.organisation-unknown')
    await refused(await (await ours.withKey('manager')).fetch(`/api/o/${ours.handle}/people`, post), 'access.person-needed')
    await refused(await key.fetch('/api/who'), 'access.person-needed')
  })

  test('is refused with a key that is invented, cut or meant for another organisation', async () => {
    const { Authorization = '' } = (await ours.withKey('researcher')).headers
    const spoiled = [
      Authorization.slice(0, -1),
      Authorization.slice(0, -1) + (Authorization.endsWith('0') ? '1' : '0'),
      Authorization.replace(ours.id.replaceAll('-', ''), theirs.id.replaceAll('-', '')),
      'Bearer gap5_',
      'Bearer nonsense',
    ]
    for (const header of spoiled) {
      await refused(await app.fetch(path, { ...post, headers: { Authorization: header } }), 'access.key-refused')
    }
  })

  test('is signed out when the session has expired, and stays in while it is used', async () => {
    const user = await ours.as('manager')
    for (let day = 0; day < 60; day += 20) {
      app.clock.advance(20 * 24 * 3600_000)
      const answer = await user.fetch(path, post)
      assert.equal(answer.status, 200)
      assert.match(answer.headers.get('set-cookie') ?? '', /^gap5_session=[0-9a-f]{40}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/)
    }
    app.clock.advance(30 * 24 * 3600_000)
    await refused(await user.fetch(path, post), 'access.sign-in-needed')
  })
})
