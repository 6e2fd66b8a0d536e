import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import { readMailHosts } from '../../mail-hosts.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testMailServer } from '../../testing/mail-server.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { mailingOrganisation, testMailing, withMail } from './mail-testing.ts'
import { sendMail } from './send-mail.ts'

describe('the mail server', async () => {
  test('is the one the operator offers where an organisation has none of its own', async () => {
    const server = await testMailServer()
    const app = await testApp({ config: { smtpUrl: `smtp://127.0.0.1:${server.port}?tls=off`, smtpFrom: 'Gap5 <offered@example.org>' } })
    const org = await testOrganisation(app)
    const caller = await org.withKey('manager')
    const settings = await answered<{ isReady: boolean; offered: string }>(caller.fetch(`/api/o/${org.handle}/mail`))
    assert.deepEqual([settings.isReady, settings.offered], [true, 'offered@example.org'])
    const { start } = await testMailing(app, org, caller, 'a@example.org')
    await start()
    await sendMail(app.deps, { orgId: org.id })
    assert.equal(server.received[0]?.headers.get('from'), 'Gap5 <offered@example.org>')
  })

  test('is signed in to with a password that is kept sealed and told to nobody', async () => {
    const app = await testApp()
    const server = await testMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) => (username === 'gap5' && password === 'correct horse' ? done(null, { user: username }) : done(new Error('wrong password'))),
    })
    const org = await testOrganisation(app)
    const own = (password?: string) => ({ server: { host: '127.0.0.1', port: server.port, security: 'none', username: 'gap5', ...(password === undefined ? {} : { password }) } })
    const caller = await withMail(org, server.port, own('battery staple'))
    const test = () => caller.fetch(`/api/o/${org.handle}/mail/test`, { method: 'POST', json: { address: 'me@example.org' } })
    assert.match(JSON.stringify(await refused(await test(), 'listen.mail-refused')), /535/)
    await withMail(org, server.port, own('correct horse'))
    await withMail(org, server.port, own())
    assert.equal((await test()).status, 204, 'kept when it is left out')
    assert.equal(server.received.length, 1)
    const told = await (await caller.fetch(`/api/o/${org.handle}/mail`)).text()
    const kept = JSON.stringify(await app.owner.selectFrom('mail_settings').selectAll().execute()) + JSON.stringify(await app.owner.selectFrom('audit_entry').selectAll().execute())
    assert.ok(!told.includes('horse') && !kept.includes('horse') && !kept.includes(Buffer.from('horse').toString('hex')))
    await withMail(org, server.port, { server: { host: 'localhost', port: server.port, security: 'none', username: 'gap5' } })
    assert.notEqual((await test()).status, 204, 'never shown to another server')
  })

  test('holds up all mail of the organisation when it does not take us, and everybody reads why', async () => {
    const app = await testApp()
    const server = await testMailServer()
    const { mailing, send, caller, org } = await mailingOrganisation(app, server, { server: { host: '127.0.0.1', port: 1, security: 'none' } })
    const { start, recipients } = await mailing('a@example.org\nb@example.org')
    await start()
    await send()
    const settings = await answered<{ trouble: { text: string } }>(caller.fetch(`/api/o/${org.handle}/mail`))
    assert.match(settings.trouble.text, /ECONNREFUSED/)
    assert.deepEqual((await recipients()).map(({ state }) => state), ['waiting', 'waiting'])
    await withMail(org, server.port)
    await send()
    assert.deepEqual(server.received.map(({ to }) => to), ['a@example.org', 'b@example.org'])
    assert.equal((await answered<{ trouble: null }>(caller.fetch(`/api/o/${org.handle}/mail`))).trouble, null)
  })

  test('is not looked for within the network unless the operator says so, and nothing is told of who is there', async () => {
    const server = await testMailServer()
    const app = await testApp({ config: { mailHosts: readMailHosts('public')! } })
    const org = await testOrganisation(app)
    const said: string[] = []
    for (const host of ['127.0.0.1', 'localhost', 'no-such-host.invalid', '[::ffff:7f00:1]']) {
      const caller = await withMail(org, server.port, { server: { host, port: server.port, security: 'none' } })
      said.push((await refused(await caller.fetch(`/api/o/${org.handle}/mail/test`, { method: 'POST', json: { address: 'me@example.org' } }), 'listen.mail-refused')).detail ?? '')
    }
    assert.match(said[0]!, /GAP5_MAIL_HOSTS/)
    assert.equal(new Set(said).size, 1)
    const { start } = await testMailing(app, org, await org.withKey('manager'), 'a@example.org')
    await start()
    await sendMail(app.deps, { orgId: org.id })
    const caller = await org.withKey('viewer')
    assert.match((await answered<{ trouble: { text: string } }>(caller.fetch(`/api/o/${org.handle}/mail`))).trouble.text, /GAP5_MAIL_HOSTS/)
    assert.equal(server.connections, 0)
    app.deps.config.mailHosts = readMailHosts(`public,localhost:${server.port}`)!
    await withMail(org, server.port, { server: { host: 'localhost', port: server.port, security: 'none' } })
    await sendMail(app.deps, { orgId: org.id })
    assert.deepEqual(server.received.map(({ to }) => to), ['a@example.org'])
  })

  test('is not made to tell what else answers within the network, nor asked without end', async () => {
    const banner = createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.9 inner-host\r\n'))
    await new Promise<void>((resolve) => banner.listen(0, '127.0.0.1', resolve))
    after(() => banner.close())
    const app = await testApp({ config: { rateLimits: true } })
    const org = await testOrganisation(app)
    const caller = await withMail(org, (banner.address() as AddressInfo).port)
    const test = () => caller.fetch(`/api/o/${org.handle}/mail/test`, { method: 'POST', json: { address: 'me@example.org' } })
    const told = JSON.stringify(await refused(await test(), 'listen.mail-refused'))
    assert.match(told, /No mail server answers there/)
    assert.doesNotMatch(told, /OpenSSH|inner-host/)
    for (let times = 1; times < 20; times++) await refused(await test(), 'listen.mail-refused')
    await refused(await test(), 'request.too-many')
    app.clock.advance(60 * 60_000)
    await refused(await test(), 'listen.mail-refused')
  })
})
