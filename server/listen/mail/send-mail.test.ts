import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testMailServer } from '../../testing/mail-server.ts'
import { refused } from '../../testing/refused.ts'
import { newBrowser } from '../survey/testing/browser.ts'
import { linkIn, mailingOrganisation } from './mail-testing.ts'
import { sendMail } from './send-mail.ts'

const minutes = 60_000
const days = 24 * 60 * minutes

describe('invitations by e-mail', async () => {
  const app = await testApp({ config: { publicUrl: 'https://gap5.example' } })
  const server = await testMailServer()
  const to = () => server.received.map((mail) => mail.to)
  const organisation = (more?: Record<string, unknown>) => mailingOrganisation(app, server, more)

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
})
