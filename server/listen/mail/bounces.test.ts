import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ResponseRate } from '@gap5/contract/listen/response-rate.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testMailServer } from '../../testing/mail-server.ts'
import { testOrganisation, type TestCaller, type TestOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { mailingOrganisation, testMailing } from './mail-testing.ts'
import { report, type Reported } from './report-testing.ts'
import { recipientOf, returnPath } from './return-path.ts'
import { findDueMail, sendMail } from './send-mail.ts'

const days = 24 * 60 * 60_000

describe('mail that comes back later', async () => {
  const server = await testMailServer()
  const app = await testApp({ config: { publicUrl: 'https://gap5.example', smtpUrl: `smtp://127.0.0.1:${server.port}?tls=off`, smtpFrom: 'Gap5 <surveys@example.org>', bounces: 'bounces@example.org' } })

  const bring = async (org: TestOrganisation, caller: TestCaller, reported: Reported | string) => {
    const body = typeof reported === 'string' ? reported : report(reported)
    const answer = await caller.fetch(`/api/o/${org.handle}/mail/bounces`, { method: 'POST', body, headers: { 'Content-Type': 'message/rfc822' } })
    return (await answered<{ outcome: string }>(answer)).outcome
  }

  test('is known by the return path it came to, counts as not delivered, and is followed by no reminder', async () => {
    const org = await testOrganisation(app)
    const caller = await org.withKey('manager')
    server.received.length = 0
    const { start, recipients, study } = await testMailing(app, org, caller, 'email\ngone@example.net\nfull@example.net\nhere@example.net\n')
    await start()
    await app.work()
    const paths = new Map(server.received.map(({ from, to }) => [to, from]))
    assert.match(paths.get('gone@example.net')!, /^bounces\+[0-9a-f]{44}@example\.org$/)
    assert.equal(new Set(paths.values()).size, 3, 'each mail has a way back of its own')

    assert.equal(await bring(org, caller, { to: paths.get('gone@example.net')!.toUpperCase(), address: 'gone@example.net' }), 'marked')
    assert.equal(await bring(org, caller, { to: paths.get('gone@example.net')!, address: 'gone@example.net' }), 'unchanged')
    assert.equal(await bring(org, caller, { to: paths.get('full@example.net')!, address: 'full@example.net', action: 'delayed', status: '4.2.2' }), 'not-final')
    assert.equal(await bring(org, caller, { to: paths.get('full@example.net')!, address: 'full@example.net', status: '5.2.2', said: '552 mailbox full' }), 'marked')
    const states = new Map((await recipients()).map(({ address, state, reason }) => [address, [state, reason]]))
    assert.deepEqual(states.get('gone@example.net'), ['failed', '550 5.1.1 <gone@example.net>: no such user here'])
    assert.deepEqual(states.get('full@example.net'), ['failed', '552 mailbox full 5.2.2'])
    assert.equal(states.get('here@example.net')?.[0], 'sent')

    const rate = await answered<ResponseRate>(caller.fetch(`/api/o/${org.handle}/studies/${study.handle}/response-rate`))
    assert.deepEqual([rate.invited.invited, rate.invited.delivered, rate.losses.find(({ reason }) => reason === 'failed')?.people], [3, 1, 2])
    const { suppressions } = await answered<{ suppressions: { address: string; reason: string }[] }>(caller.fetch(`/api/o/${org.handle}/mail/suppressions`))
    assert.deepEqual(suppressions.map(({ address, reason }) => [address, reason]), [['gone@example.net', 'bounced']], 'a full mailbox may be empty next time')

    server.received.length = 0
    app.clock.advance(4 * days)
    await app.work()
    await findDueMail(app.deps)
    await sendMail(app.deps, { orgId: org.id })
    assert.deepEqual(server.received.map(({ to }) => to), ['here@example.net'])
  })

  test('is known by the mail it quotes where an organisation has a mail server of its own', async () => {
    const { org, caller, mailing, send } = await mailingOrganisation(app, server)
    const { start, recipients } = await mailing('email\ngone@example.net\n')
    await start()
    await send()
    const [mail] = server.received
    assert.equal(mail!.from, 'surveys@example.org')
    assert.equal(await bring(org, caller, { to: 'surveys@example.org', address: 'gone@example.net' }), 'unknown')
    assert.equal(await bring(org, caller, { to: 'surveys@example.org', address: 'gone@example.net', messageId: mail!.headers.get('message-id')! }), 'marked')
    assert.deepEqual((await recipients()).map(({ state }) => state), ['failed'])
  })

  test('is nobody’s business in another organisation, and nothing made up or sent by somebody does harm', async () => {
    const { org, caller, mailing, send } = await mailingOrganisation(app, server)
    const { start, recipients } = await mailing('email\nhere@example.net\n')
    await start()
    await send()
    const messageId = server.received[0]!.headers.get('message-id')!
    const other = await testOrganisation(app)
    assert.equal(await bring(other, await other.withKey('manager'), { to: 'surveys@example.org', address: 'here@example.net', messageId }), 'unknown')
    assert.equal(await bring(org, caller, 'Subject: Out of office\nAuto-Submitted: auto-replied\n\nBack on Monday.'), 'no-report')
    assert.equal(await bring(org, caller, ''), 'no-report')
    await refused(await (await org.as('viewer')).fetch(`/api/o/${org.handle}/mail/bounces`, { method: 'POST', body: 'x', headers: { 'Content-Type': 'message/rfc822' } }), 'access.not-allowed')
    assert.deepEqual((await recipients()).map(({ state }) => state), ['sent'])
    const path = returnPath('secret', 'bounces@example.org', '0195d0c0-0000-7000-8000-000000000001')
    assert.equal(recipientOf('secret', path), '0195d0c0-0000-7000-8000-000000000001')
    assert.equal(recipientOf('another', path), null)
    assert.ok(path.indexOf('@') <= 64, 'RFC 5321: no more than 64 signs before the @')
  })
})
