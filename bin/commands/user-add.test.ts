import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Me } from '@gap5/contract/access/accounts.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'

const program = new URL('../gap5.js', import.meta.url).pathname

describe('gap5 user add', async () => {
  const app = await testApp()
  const ours = await testOrganisation(app)
  const folder = await mkdtemp(join(tmpdir(), 'gap5-user-'))
  after(() => rm(folder, { recursive: true, force: true }))
  const run = (...args: string[]) => execute(args, { DATABASE_URL: app.databaseUrl, GAP5_DATA: folder, GAP5_LOG: 'silent' })

  test('adds a user with a role, who comes in by the printed link and sets a password', async () => {
    const { code, said } = await run('New@example.org', '--name', 'New', '--org', ours.handle, '--role', 'manager')
    assert.equal(code, 0, said)
    const token = /\/enter\?next=\/account#([0-9a-f]{40})/.exec(said)?.[1]
    // The command lives by the real clock, the application of this test by its own.
    app.clock.set(new Date())
    const entered = await app.fetch('/api/enter', { method: 'POST', json: { token } })
    assert.equal(entered.status, 204)
    const headers = { Cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
    const me = (await (await app.fetch('/api/me', { headers })).json()) as { memberships: { role: string }[] }
    assert.deepEqual(me.memberships.map(({ role }) => role), ['manager'])
    const set = await app.fetch('/api/me/password', { method: 'PUT', headers, json: { next: 'a first password' } })
    assert.equal(set.status, 204)
    const signIn = await app.fetch('/api/sign-in', { method: 'POST', json: { email: 'new@example.org', password: 'a first password' } })
    assert.equal(signIn.status, 204)
  })

  test('lets in again who has an account, without changing it', async () => {
    const { code, said } = await run('new@example.org', '--org', ours.handle, '--role', 'viewer')
    assert.equal(code, 0, said)
    assert.match(said, /has an account already/)
    const roles = await app.owner.selectFrom('member').select('role').where('org_id', '=', ours.id).orderBy('joined_at').execute()
    assert.deepEqual(roles.map(({ role }) => role).sort(), ['manager', 'owner'])
  })

  test('says in one sentence what is wrong', async () => {
    for (const [args, sentence] of [
      [[], /one e-mail address/],
      [['nobody'], /one e-mail address/],
      [['a@example.org', '--org', 'not-there'], /no organisation with the short name not-there/],
      [['a@example.org', '--org', ours.handle, '--role', 'king'], /--role is one of/],
      [['a@example.org', '--colour', 'red'], /one e-mail address/],
    ] as const) {
      const { code, said } = await run(...args)
      assert.equal(code, 1, said)
      assert.match(said, sentence)
      assert.equal(said.trim().split('\n').length, 1, said)
    }
  })
})

describe('gap5 organisation add', async () => {
  const app = await testApp({ config: { signUp: 'invited' } })
  const folder = await mkdtemp(join(tmpdir(), 'gap5-organisation-'))
  after(() => rm(folder, { recursive: true, force: true }))
  const run = (...args: string[]) => execute(args, { DATABASE_URL: app.databaseUrl, GAP5_DATA: folder, GAP5_LOG: 'silent' }, 'organisation')

  test('makes the first organisation where nobody can sign up; its owner comes in and may make the next', async () => {
    const { code, said } = await run('North Lift Service', '--owner', 'New@example.org', '--time-zone', 'Asia/Shanghai')
    assert.equal(code, 0, said)
    assert.match(said, /north-lift-service is made; new@example\.org owns it/)
    const token = /\/enter\?next=\/account#([0-9a-f]{40})/.exec(said)?.[1]
    app.clock.set(new Date())
    const entered = await app.fetch('/api/enter', { method: 'POST', json: { token } })
    const headers = { Cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
    const me = (await (await app.fetch('/api/me', { headers })).json()) as Me
    assert.deepEqual(me.memberships.map(({ organisation, role }) => [organisation.handle, organisation.timeZone, role]), [['north-lift-service', 'Asia/Shanghai', 'owner']])
    assert.ok(me.mayMakeOrganisation)
  })

  test('says in one sentence what is wrong', async () => {
    for (const [args, sentence] of [
      [['', '--owner', 'a@example.org'], /name and its owner/],
      [['North', '--owner', 'a@example.org', '--time-zone', 'Mars/Base'], /“Mars\/Base” is no time zone/],
      [['North', '--owner', 'a@example.org', '--handle', 'north-lift-service'], /short name north-lift-service already/],
    ] as const) {
      const { code, said } = await run(...args)
      assert.equal(code, 1, said)
      assert.match(said, sentence)
      assert.equal(said.trim().split('\n').length, 1, said)
    }
  })
})

function execute(args: readonly string[], env: Record<string, string>, noun = 'user'): Promise<{ code: number | null; said: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [program, noun, 'add', ...args], { env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', ...env } })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (said += part))
    child.on('close', (code) => done({ code, said }))
  })
}
