import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testMailServer } from '../../testing/mail-server.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { newBrowser } from '../survey/testing/browser.ts'
import { testMailing, withMail } from './mail-testing.ts'
import { findDueMail, sendMail } from './send-mail.ts'

const minutes = 60_000
const days = 24 * 60 * minutes

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
})

describe('invitations by e-mail', async () => {
  const app = await testApp({ config: { publicUrl: 'https://gap5.example' } })
  const server = await testMailServer()
  const linkIn = (text: string) => /https:\/\/gap5\.example(\/s\/\S+)/.exec(text)?.[1] ?? ''
  const to = () => server.received.map((mail) => mail.to)

  async function organisation(more: Record<string, unknown> = {}) {
    const org = await testOrganisation(app)
    const caller = await withMail(org, server.port, more)
    server.received.length = 0
    server.refuse.clear()
    const send = async () => {
      await findDueMail(app.deps)
      await sendMail(app.deps, { orgId: org.id })
    }
    return { org, caller, send, mailing: (list: string, change = {}) => testMailing(app, org, caller, list, change) }
  }

  test('go out in the language of each, with a link that answers once, as text and as HTML', async () => {
    const { mailing } = await organisation()
    const { start, recipients, read, study } = await mailing('email,name,language,segment\nlin@example.org,林女士,zh,小型\nAnn@Example.org,Ann Lee,en,large\n')
    assert.equal((await read()).state, 'draft')
    await start()
    await app.work()
    assert.deepEqual(to(), ['lin@example.org', 'ann@example.org'])
    const [zh, en] = server.received
    assert.match(zh!.text, /林女士，您好/)
    assert.match(en!.text, /Dear Ann Lee,/)
    assert.match(en!.headers.get('from') ?? '', /Test service <surveys@example\.org>/)
    assert.match(en!.headers.get('subject') ?? '', /How do we serve you\? Test study/)
    assert.doesNotMatch(en!.text, /about {minutes}|open until/)
    assert.ok(en!.html.includes(linkIn(en!.text)) && en!.html.includes('Answer now'))
    const browser = newBrowser(app)
    await browser.open(linkIn(en!.text))
    assert.deepEqual((await recipients()).map(({ state }) => state), ['sent', 'opened'])
    await browser.open(`${linkIn(en!.text)}&page=1`)
    await browser.send({ 'overall.satisfaction': '5' })
    await browser.send({ attention: 'green' })
    assert.match(browser.text(), /have arrived/)
    assert.deepEqual((await recipients()).map(({ state }) => state), ['sent', 'answered'])
    const rows = await app.owner.selectFrom('response').select('attributes').where('study_id', '=', study.id).execute()
    assert.deepEqual(rows, [{ attributes: { segment: 'large' } }])
    const tokens = server.received.map((mail) => linkIn(mail.text).split('/').at(-1)!.slice(0, 40))
    const kept = JSON.stringify(await app.owner.selectFrom('personal_link').selectAll().execute())
    assert.ok(tokens.every((token) => token.length === 40 && !kept.includes(token)))
  })

  test('are followed by reminders with the same link, to those only who have not answered, as often as wished', async () => {
    const { mailing, send } = await organisation()
    const { start, read } = await mailing('a@example.org\nb@example.org\nc@example.org')
    await start()
    await send()
    const [first] = server.received
    const browser = newBrowser(app)
    await browser.open(`${linkIn(first!.text)}&page=1`)
    await browser.send({ 'overall.satisfaction': '5' })
    await browser.send({ attention: 'green' })
    await app.fetch(new URL(/https:\S+unsubscribe\/\S+/.exec(server.received[1]!.text)![0]).pathname, { method: 'POST', body: 'List-Unsubscribe=One-Click' })
    app.clock.advance(3 * days)
    await send()
    assert.equal(to().length, 3, 'too early')
    app.clock.advance(1 * days)
    await send()
    await send()
    assert.deepEqual(to().slice(3), ['c@example.org'])
    assert.match(server.received[3]!.headers.get('subject') ?? '', /A reminder/)
    assert.equal(linkIn(server.received[3]!.text), linkIn(server.received[2]!.text))
    app.clock.advance(4 * days)
    await send()
    app.clock.advance(20 * days)
    await send()
    assert.deepEqual(to().slice(3), ['c@example.org', 'c@example.org'])
    const { state, counts } = await read()
    assert.equal(state, 'done')
    assert.deepEqual([counts.sent, counts.answered, counts.reminders], [3, 1, 2])
  })

  test('say why a server refused somebody, and neither try again nor remind', async () => {
    const { mailing, send, caller, org } = await organisation()
    server.refuse.set('gone@example.org', '550 5.1.1 no such user here')
    server.refuse.set('spam@example.org', '554 5.7.1 looks like spam')
    const { start, recipients } = await mailing('gone@example.org\nspam@example.org\nok@example.org')
    await start()
    await send()
    app.clock.advance(30 * days)
    await send()
    assert.deepEqual([...new Set(to())], ['ok@example.org'])
    const told = Object.fromEntries((await recipients()).map(({ address, state, reason }) => [address, [state, reason]]))
    assert.equal(told['gone@example.org']?.[0], 'failed')
    assert.match(told['gone@example.org']?.[1] ?? '', /5\.1\.1 no such user here/)
    const { suppressions } = await answered<{ suppressions: { address: string; reason: string }[] }>(caller.fetch(`/api/o/${org.handle}/mail/suppressions`))
    assert.deepEqual(suppressions.map(({ address, reason }) => [address, reason]), [['gone@example.org', 'bounced']], 'an address that is none, not a server that is cautious')
  })

  test('wait longer each time a server asks for patience, and give up in the end', async () => {
    const { mailing, send } = await organisation()
    server.refuse.set('grey@example.org', '451 4.7.1 greylisted, come back later')
    const { start, recipients, read } = await mailing('grey@example.org')
    await start()
    await send()
    const [waiting] = await recipients()
    assert.deepEqual([waiting?.state, waiting?.dueAt], ['waiting', new Date(app.clock.now().getTime() + 5 * minutes).toISOString()])
    assert.match(waiting?.reason ?? '', /greylisted/)
    server.refuse.clear()
    app.clock.advance(5 * minutes)
    await send()
    assert.deepEqual(to(), ['grey@example.org'])
    assert.equal((await read()).counts.sent, 1)

    server.refuse.set('never@example.org', '450 4.2.1 busy')
    const other = await mailing('never@example.org')
    await other.start()
    for (let times = 0; times < 10; times++) {
      await send()
      app.clock.advance(13 * 60 * minutes)
    }
    assert.equal((await other.recipients())[0]?.state, 'failed')
  })

  test('wait as a whole when the server does not take us, and everybody reads why', async () => {
    const { mailing, send, caller, org } = await organisation({ server: { host: '127.0.0.1', port: 1, security: 'none' } })
    const { start, recipients } = await mailing('a@example.org\nb@example.org')
    await start()
    await send()
    const settings = await answered<{ trouble: { text: string } }>(caller.fetch(`/api/o/${org.handle}/mail`))
    assert.match(settings.trouble.text, /ECONNREFUSED/)
    assert.deepEqual((await recipients()).map(({ state }) => state), ['waiting', 'waiting'])
    await withMail(org, server.port)
    await send()
    assert.deepEqual(to(), ['a@example.org', 'b@example.org'])
    assert.equal((await answered<{ trouble: null }>(caller.fetch(`/api/o/${org.handle}/mail`))).trouble, null)
  })

  test('never go out twice when the line breaks in the middle: a person decides', async () => {
    const { mailing, send } = await organisation()
    const { start, recipients, decide, read } = await mailing('a@example.org\nb@example.org\nc@example.org')
    await start()
    server.cutNext = true
    await send()
    assert.deepEqual(to(), ['b@example.org', 'c@example.org'])
    const unsure = (await recipients()).find(({ address }) => address === 'a@example.org')!
    assert.equal(unsure.state, 'unsure')
    app.clock.advance(10 * days)
    await send()
    assert.ok(!to().includes('a@example.org'))
    assert.equal((await read()).counts.unsure, 1)
    await answered(decide(unsure.id, 'not-sent'))
    await send()
    assert.equal(to().filter((address) => address === 'a@example.org').length, 1)
    await refused(await decide(unsure.id, 'sent'), 'listen.nothing-to-decide')
  })

  test('go to nobody twice when many workers send at once', async () => {
    const { mailing, org } = await organisation({ perMinute: 6000 })
    const { start } = await mailing(Array.from({ length: 60 }, (_, at) => `person${at}@example.org`).join('\n'))
    await start()
    await Promise.all(Array.from({ length: 4 }, () => sendMail(app.deps, { orgId: org.id })))
    assert.equal(to().length, 60)
    assert.equal(new Set(to()).size, 60)
  })

  test('go out no faster than the organisation allows', async () => {
    const { mailing, send } = await organisation({ perMinute: 3 })
    const { start } = await mailing(Array.from({ length: 7 }, (_, at) => `person${at}@example.org`).join('\n'))
    await start()
    await send()
    await send()
    assert.equal(to().length, 3)
    app.clock.advance(1 * minutes)
    await send()
    assert.equal(to().length, 6)
  })

  test('stop while paused, and go on where they stopped', async () => {
    const { mailing, send, caller } = await organisation({ perMinute: 1 })
    const { start, path, read } = await mailing('a@example.org\nb@example.org')
    await start()
    await send()
    await answered(caller.fetch(`${path}/sending`, { method: 'DELETE' }))
    app.clock.advance(5 * minutes)
    await send()
    assert.deepEqual([to().length, (await read()).state], [1, 'paused'])
    await start()
    await send()
    assert.deepEqual(to(), ['a@example.org', 'b@example.org'])
  })

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

  test('wait for a study that has not opened, and end with it', async () => {
    const { mailing, send, caller, org } = await organisation()
    const { start, study, recipients } = await mailing('a@example.org')
    const opensAt = new Date(app.clock.now().getTime() + 2 * days).toISOString()
    await answered(caller.fetch(`/api/o/${org.handle}/studies/${study.handle}`, { method: 'PATCH', headers: { 'If-Match': '"2"' }, json: { opensAt } }))
    await start()
    await send()
    assert.deepEqual([to(), (await recipients())[0]?.dueAt], [[], opensAt])
    app.clock.advance(2 * days)
    await send()
    assert.deepEqual(to(), ['a@example.org'])
    await answered(caller.fetch(`/api/o/${org.handle}/studies/${study.handle}/closure`, { method: 'POST' }))
    app.clock.advance(10 * days)
    await send()
    assert.equal(to().length, 1)
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
