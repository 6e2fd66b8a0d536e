import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testMailServer } from '../../testing/mail-server.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { newBrowser } from '../survey/testing/browser.ts'
import { linkIn, mailingOrganisation, testMailing, withMail } from './mail-testing.ts'

const days = 24 * 60 * 60_000

describe('invitations by e-mail and those they go to', async () => {
  const app = await testApp({ config: { publicUrl: 'https://gap5.example' } })
  const server = await testMailServer()
  const to = () => server.received.map((mail) => mail.to)
  const organisation = (more?: Record<string, unknown>) => mailingOrganisation(app, server, more)

  test('ask nobody more than once in so many days, whatever the study', async () => {
    const { mailing, send } = await organisation({ capDays: 30 })
    const first = await mailing('often@example.org')
    await first.start()
    await send()
    const second = await mailing('often@example.org\nnew@example.org')
    await second.start()
    await send()
    assert.deepEqual(to(), ['often@example.org', 'new@example.org'])
    assert.deepEqual((await second.recipients()).map(({ state, reason }) => [state, reason]), [['skipped', 'capped'], ['sent', null]])
    app.clock.advance(4 * days)
    await send()
    assert.deepEqual(to().slice(2).sort(), ['new@example.org', 'often@example.org'], 'reminders belong to the first asking')
    app.clock.advance(60 * days)
    const third = await mailing('often@example.org', { reminders: 0 })
    await third.start()
    server.received.length = 0
    await send()
    assert.ok(to().includes('often@example.org'))
  })

  test('leave out who has unsubscribed, in every study, before and after', async () => {
    const { mailing, send, caller, org } = await organisation()
    const suppressions = `/api/o/${org.handle}/mail/suppressions`
    assert.equal((await caller.fetch(suppressions, { method: 'POST', json: { address: 'Out@Example.org' } })).status, 204)
    const { start, recipients, add } = await mailing('')
    assert.equal((await answered<{ suppressed: number }>(add('out@example.org\nin@example.org'))).suppressed, 1)
    await start()
    await send()
    assert.deepEqual(to(), ['in@example.org'])
    assert.deepEqual((await recipients()).map(({ state, reason }) => [state, reason]), [['skipped', 'by-hand'], ['sent', null]])
  })

  test('cannot be made to carry headers of others', async () => {
    const { mailing, send, caller, org } = await organisation()
    const { start, add, path } = await mailing('')
    const list = await answered<{ added: number; problems: { received: string }[] }>(add('email,name\n"a@example.org\nBcc: x@example.org",Mallory\nb@example.org,"Eve\r\nBcc: victim@example.org"\n'))
    assert.deepEqual([list.added, list.problems.length], [1, 1])
    await refused(await caller.fetch(path, { method: 'PATCH', json: { subject: { en: 'Hi\r\nBcc: x@example.org', zh: '您好' } } }), 'request.invalid')
    const sender = { server: { host: '127.0.0.1', port: server.port, security: 'none' }, senderName: 'X\r\nBcc: x@example.org', senderAddress: 'surveys@example.org' }
    await refused(await caller.fetch(`/api/o/${org.handle}/mail`, { method: 'PUT', json: sender }), 'request.invalid')
    await start()
    await send()
    assert.equal(server.received[0]?.headers.has('bcc'), false)
    assert.deepEqual(to(), ['b@example.org'])
  })

  test('need people, a server, a link in the text and braces that are known', async () => {
    const org = await testOrganisation(app)
    const caller = await org.withKey('manager')
    const { path, add } = await testMailing(app, org, caller, '')
    await refused(await caller.fetch(`${path}/sending`, { method: 'POST' }), 'listen.mail-not-ready')
    await withMail(org, server.port)
    await refused(await caller.fetch(`${path}/sending`, { method: 'POST' }), 'listen.mailing-empty')
    const faults = async (text: string) => (await refused(await caller.fetch(path, { method: 'PATCH', json: { text: { en: text, zh: '{link}' } } }), 'request.invalid')).errors?.map(({ field }) => field)
    assert.deepEqual(await faults('no link'), ['text.en'])
    assert.deepEqual(await faults('{link} {nmae}'), ['text.en'])
    await refused(await add('name\nLin\n'), 'listen.no-addresses')
    const viewer = await org.as('viewer')
    await refused(await viewer.fetch(`${path}/sending`, { method: 'POST' }), 'access.not-allowed')
  })

  test('show addresses only to those who may see contacts', async () => {
    const { mailing, org } = await organisation()
    const { path } = await mailing('lin@example.org,Lin')
    const researcher = await org.withKey('researcher')
    const { recipients } = await answered<{ recipients: { address: string; name: string | null }[] }>(researcher.fetch(`${path}/recipients`))
    assert.deepEqual(recipients.map(({ address, name }) => [address, name]), [['l…@example.org', null]])
  })

  test('forget the address when a person is erased', async () => {
    const { mailing, send, caller, org } = await organisation()
    const { start, study, recipients } = await mailing('a@example.org')
    await start()
    await send()
    const browser = newBrowser(app)
    await browser.open(`${linkIn(server.received[0]!.text)}&page=1`)
    await browser.send({ 'overall.satisfaction': '5' })
    await browser.send({ attention: 'green' })
    const [response] = await app.owner.selectFrom('response').select('id').where('study_id', '=', study.id).execute()
    const answer = await caller.fetch(`/api/o/${org.handle}/studies/${study.handle}/responses/${response!.id}/erasure`, { method: 'POST', json: { reason: 'asked' } })
    assert.ok(answer.ok, await answer.text())
    assert.deepEqual((await recipients()).map(({ address }) => address), [null])
    const { rows } = await sql`select 1 from mail_recipient where address = 'a@example.org' and org_id = ${org.id}`.execute(app.owner)
    assert.equal(rows.length, 0)
  })
})
