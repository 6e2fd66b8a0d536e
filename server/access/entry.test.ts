import assert from 'node:assert/strict'
import { randomBytes, scryptSync } from 'node:crypto'
import { beforeEach, describe, test } from 'node:test'
import type { Me, Session } from '@gap5/contract/access/accounts.ts'
import { testApp, type TestRequest } from '../testing/app.ts'
import { testUser } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { createOneTimeLink } from './entry-links.ts'

const lin = { name: 'Lin', email: 'Lin@Example.org', password: 'a long password', language: 'zh' }
const organisation = { name: { en: 'North Lift Service', zh: '北方电梯服务' }, timeZone: 'Asia/Shanghai', language: 'zh' }

describe('somebody who signs up', async () => {
  const app = await testApp()

  test('is in at once, owner of an organisation with a short name made from its name', async () => {
    const cookie = await cookieFrom(await post('/api/sign-up', { ...lin, organisation }))
    const me = await readMe(cookie)
    assert.equal(me.user.email, 'lin@example.org')
    const [first] = me.memberships
    assert.equal(first?.role, 'owner')
    assert.equal(first?.organisation.handle, 'north-lift-service')
    assert.deepEqual(first?.organisation.name, organisation.name)
    assert.ok(first?.permissions.includes('organisation:write'))
  })

  test('gets a free short name when the made one is taken, and a sentence when the chosen one is', async () => {
    const second = await post('/api/sign-up', { ...lin, email: 'two@example.org', organisation })
    const me = await readMe(await cookieFrom(second))
    assert.match(me.memberships[0]?.organisation.handle ?? '', /^north-lift-service-[0-9a-f]{6}$/)
    const chosen = { ...organisation, handle: 'north-lift-service' }
    await refused(await post('/api/sign-up', { ...lin, email: 'three@example.org', organisation: chosen }), 'access.handle-taken')
    assert.equal(await countUsers('three@example.org'), 0, 'neither account nor organisation')
  })

  test('is told when the address has an account, in capitals or not', async () => {
    await refused(await post('/api/sign-up', { ...lin, email: 'LIN@example.ORG' }), 'access.address-taken')
  })

  test('is told which values do not fit', async () => {
    const wrong = { name: ' ', email: 'nobody', password: 'short', language: 'fr', organisation: { ...organisation, timeZone: 'Mars/Base' } }
    const problem = await refused(await post('/api/sign-up', wrong), 'request.invalid')
    assert.deepEqual(problem.errors?.map((error) => error.field).sort(), ['email', 'language', 'name', 'organisation.timeZone', 'password'])
    assert.ok(!JSON.stringify(problem).includes('"short"'), 'a password is never sent back')
  })

  async function countUsers(email: string): Promise<number> {
    return (await app.owner.selectFrom('identity_user').select('id').where('email', '=', email).execute()).length
  }
  const post = (path: string, json: unknown) => app.fetch(path, { method: 'POST', json })
  const readMe = async (cookie: string): Promise<Me> => (await app.fetch('/api/me', { headers: { Cookie: cookie } })).json() as Promise<Me>
})

describe('somebody who signs in', async () => {
  const app = await testApp()
  const signIn = (change: object = {}, init: TestRequest = {}) =>
    app.fetch('/api/sign-in', { method: 'POST', json: { email: lin.email, password: lin.password, ...change }, ...init })
  const statusWith = async (cookie: string) => (await app.fetch('/api/me', { headers: { Cookie: cookie } })).status
  await app.fetch('/api/sign-up', { method: 'POST', json: lin })

  test('gets a cookie scripts cannot read, new each time; the one the browser came with is over', async () => {
    const planted = `gap5_session=${'a'.repeat(40)}`
    const first = await signIn({}, { headers: { Cookie: planted } })
    assert.match(first.headers.get('set-cookie') ?? '', /^gap5_session=[0-9a-f]{40}; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/)
    const cookie = await cookieFrom(first)
    assert.notEqual(cookie, planted)
    assert.equal(await statusWith(planted), 401, 'a planted cookie becomes nobody')
    const second = await cookieFrom(await signIn({}, { headers: { Cookie: cookie } }))
    assert.equal(await statusWith(cookie), 401)
    assert.equal(await statusWith(second), 200)
  })

  test('may leave no lasting cookie, and is out after half a day', async () => {
    const answer = await signIn({ remember: false })
    assert.doesNotMatch(answer.headers.get('set-cookie') ?? '', /Expires|Max-Age/)
    const cookie = await cookieFrom(answer)
    app.clock.advance(11 * 3600_000)
    assert.equal(await statusWith(cookie), 200)
    app.clock.advance(2 * 3600_000)
    assert.equal(await statusWith(cookie), 401)
  })

  test('learns nothing from a refusal: unknown address and wrong password say the same and take as long', async () => {
    const timed = async (change: object) => {
      // The work of hashing is the time it takes on a machine that does nothing else.
      const start = process.cpuUsage()
      const { requestId: _, ...problem } = await refused(await signIn(change), 'access.sign-in-refused')
      return { problem, work: process.cpuUsage(start).user / 1000 }
    }
    const [wrong, unknown] = [await timed({ password: 'not the password' }), await timed({ email: 'nobody@example.org' })]
    assert.deepEqual(wrong.problem, unknown.problem)
    assert.ok(unknown.work > wrong.work / 2, `${unknown.work} ms of the processor against ${wrong.work} ms`)
  })

  test('may write the password with an input method: full width and composed letters are the same', async () => {
    await app.fetch('/api/sign-up', { method: 'POST', json: { ...lin, email: 'wide@example.org', password: 'passwörd 12345' } })
    assert.equal((await signIn({ email: 'wide@example.org', password: 'passwo\u0308rd 12345' })).status, 204)
  })

  test('is out after signing out, in every tab', async () => {
    const cookie = await cookieFrom(await signIn())
    const answer = await app.fetch('/api/sign-out', { method: 'POST', headers: { Cookie: cookie } })
    assert.match(answer.headers.get('set-cookie') ?? '', /gap5_session=;.*Max-Age=0/)
    assert.equal(await statusWith(cookie), 401)
    assert.equal((await app.fetch('/api/sign-out', { method: 'POST', headers: { Cookie: cookie } })).status, 204)
  })

  test('cannot be signed in or out from another site', async () => {
    const cookie = await cookieFrom(await signIn())
    const foreign: Record<string, string>[] = [{ Origin: 'https://elsewhere.example' }, { 'Sec-Fetch-Site': 'cross-site' }]
    for (const headers of foreign) {
      const init = { method: 'POST', headers: { Cookie: cookie, ...headers } }
      await refused(await app.fetch('/api/sign-out', init), 'request.foreign-origin')
    }
    assert.equal(await statusWith(cookie), 200)
    const form = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: JSON.stringify({ email: lin.email, password: lin.password }) }
    const answer = await app.fetch('/api/sign-in', form)
    assert.ok(answer.status >= 400 && answer.headers.get('set-cookie') === null, 'a plain form of another site signs nobody in')
  })

  test('keeps neither password nor cookie readable in the database', async () => {
    const cookie = await cookieFrom(await signIn())
    const { hash } = await app.owner.selectFrom('identity_password').select('hash').executeTakeFirstOrThrow()
    assert.match(hash, /^scrypt\$15\$8\$3\$/)
    const sessions = await app.owner.selectFrom('identity_session').select('token_hash').execute()
    assert.ok(sessions.every((row) => !cookie.includes(row.token_hash.toString('hex'))))
  })
})

describe('somebody who guesses', async () => {
  const app = await testApp({ config: { rateLimits: true, trustedProxies: 1 } })
  const from = (address: string, json: object) =>
    app.fetch('/api/sign-in', { method: 'POST', json, headers: { 'X-Forwarded-For': address, 'Accept-Language': 'zh' } })
  await app.fetch('/api/sign-up', { method: 'POST', json: lin })
  const wrong = { email: lin.email, password: 'a wrong password' }
  const right = { email: lin.email, password: lin.password }
  // Hashed as if years ago: a wrong guess costs what the hash says, and dozens of them need not take the time they should.
  beforeEach(() => app.owner.updateTable('identity_password').set({ hash: hashedCheaply(lin.password) }).execute())

  test('is stopped after eight tries, with a sentence; the owner at another place comes in', async () => {
    for (let n = 0; n < 8; n++) await refused(await from('192.0.2.7', wrong), 'access.sign-in-refused')
    const stopped = await from('192.0.2.7', right)
    assert.equal(stopped.headers.get('retry-after'), '600')
    assert.match((await refused(stopped, 'request.too-many')).detail ?? '', /600 秒后重试/)
    assert.equal((await from('198.51.100.3', right)).status, 204)
    await refused(await from('192.0.2.7', { ...right, email: 'LIN@example.org' }), 'request.too-many')
  })

  test('may try again when the window has passed, and starts afresh after coming in', async () => {
    app.clock.advance(10 * 60_000 + 1)
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 5; n++) await refused(await from('192.0.2.7', wrong), 'access.sign-in-refused')
      assert.equal((await from('192.0.2.7', right)).status, 204)
    }
  })

  test('gains nothing from asking all at once, nor from a proxy that tells the port of each connection', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => from(`192.0.2.99:${40_000 + n}`, wrong)))
    const refusals = answers.map((answer) => answer.status)
    assert.equal(refusals.filter((status) => status === 401).length, 8)
    assert.equal(refusals.filter((status) => status === 429).length, 4)
  })
})

function hashedCheaply(password: string): string {
  const salt = randomBytes(16)
  const hash = scryptSync(password, salt, 32, { N: 2 ** 4, r: 8, p: 1 })
  return ['scrypt', 4, 8, 1, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

describe('the account of somebody signed in', async () => {
  const app = await testApp()
  const signIn = (password = lin.password) =>
    app.fetch('/api/sign-in', {
      method: 'POST',
      json: { email: lin.email, password },
      headers: { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0' },
    })
  await app.fetch('/api/sign-up', { method: 'POST', json: lin })
  const as = (cookie: string) => (path: string, init: TestRequest = {}) => app.fetch(path, { ...init, headers: { Cookie: cookie } })

  test('lists the sessions and ends them one by one', async () => {
    const [here, there] = [as(await cookieFrom(await signIn())), as(await cookieFrom(await signIn()))]
    const sessions = (await (await here('/api/me/sessions')).json()) as Session[]
    assert.equal(sessions.filter((session) => session.isCurrent).length, 1)
    assert.equal(sessions.find((session) => session.isCurrent)?.device, 'Firefox · Windows')
    const [other] = (await (await there('/api/me/sessions')).json() as Session[]).filter((session) => session.isCurrent)
    assert.equal((await here(`/api/me/sessions/${other?.id}`, { method: 'DELETE' })).status, 204)
    assert.equal((await there('/api/me')).status, 401)
    assert.equal((await here('/api/me')).status, 200)
  })

  test('does not end sessions of others', async () => {
    const stranger = await testUser(app)
    const here = as(await cookieFrom(await signIn()))
    const own = ((await (await here('/api/me/sessions')).json()) as Session[]).find((session) => session.isCurrent)
    await stranger.fetch(`/api/me/sessions/${own?.id}`, { method: 'DELETE' })
    assert.equal((await here('/api/me')).status, 200)
  })

  test('changes the password, which ends every other session and renews the own', async () => {
    const [first, second] = [await cookieFrom(await signIn()), await cookieFrom(await signIn())]
    const change = (present: string) => as(first)('/api/me/password', { method: 'PUT', json: { present, next: 'another password' } })
    await refused(await change('not the password'), 'access.password-wrong')
    assert.equal((await as(second)('/api/me')).status, 200)
    const renewed = await cookieFrom(await change(lin.password))
    assert.deepEqual([(await as(first)('/api/me')).status, (await as(second)('/api/me')).status, (await as(renewed)('/api/me')).status], [401, 401, 200])
    await refused(await signIn(), 'access.sign-in-refused')
    assert.equal((await signIn('another password')).status, 204)
  })

  test('sets a password without the old one only when it has just come in by a one-time link', async () => {
    const { user } = (await (await as(await cookieFrom(await signIn('another password')))('/api/me')).json()) as Me
    const enter = async () => {
      const token = (await createOneTimeLink(app.db, user.id, app.clock)).replace('/enter#', '')
      return as(await cookieFrom(await app.fetch('/api/enter', { method: 'POST', json: { token } })))
    }
    const set = { method: 'PUT', json: { next: 'found it again' } }
    const late = await enter()
    assert.equal(((await (await late('/api/me')).json()) as Me).maySetPassword, true)
    app.clock.advance(15 * 60_000)
    assert.equal(((await (await late('/api/me')).json()) as Me).maySetPassword, false)
    await refused(await late('/api/me/password', set), 'access.password-wrong')
    assert.equal((await (await enter())('/api/me/password', set)).status, 204)
    assert.equal((await signIn('found it again')).status, 204)
    await refused(await as(await cookieFrom(await signIn('found it again')))('/api/me/password', set), 'access.password-wrong')
  })

  test('changes name and language', async () => {
    const here = as(await cookieFrom(await signIn('found it again')))
    assert.equal((await here('/api/me', { method: 'PATCH', json: { name: '林', language: 'en' } })).status, 200)
    const me = (await (await here('/api/me')).json()) as Me
    assert.deepEqual([me.user.name, me.user.language], ['林', 'en'])
  })
})

describe('a one-time link', async () => {
  const app = await testApp()
  const user = await testUser(app)
  const use = (path: string) => app.fetch('/api/enter', { method: 'POST', json: { token: path.replace('/enter#', '') } })

  test('opens once, even when it is used twice at the same moment', async () => {
    const link = await createOneTimeLink(app.db, user.id, app.clock)
    assert.match(link, /^\/enter#[0-9a-f]{40}$/)
    const answers = await Promise.all([use(link), use(link), use(link)])
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [204, 410, 410])
    const [open] = answers.filter((answer) => answer.status === 204)
    const me = (await (await app.fetch('/api/me', { headers: { Cookie: await cookieFrom(open!) } })).json()) as Me
    assert.equal(me.user.id, user.id)
  })

  test('opens nothing after a quarter of an hour, nor when invented', async () => {
    const link = await createOneTimeLink(app.db, user.id, app.clock)
    app.clock.advance(15 * 60_000 + 1)
    await refused(await use(link), 'access.link-spent')
    await refused(await use(`/enter#${'0'.repeat(40)}`), 'access.link-spent')
  })
})

async function cookieFrom(answer: Response): Promise<string> {
  assert.equal(answer.status, 204, await answer.clone().text())
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}
