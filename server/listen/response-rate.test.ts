import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ResponseRate } from '@gap5/contract/listen/response-rate.ts'
import type { CollectorLink } from '@gap5/contract/listen/studies.ts'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testMailServer } from '../testing/mail-server.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { testMailing, withMail } from './mail/mail-testing.ts'
import { sendMail } from './mail/send-mail.ts'
import { newBrowser } from './survey/testing/browser.ts'
import { branching } from './survey/testing/definitions.ts'
import { forgetDrafts } from './survey/forget-drafts.ts'

const app = await testApp({ config: { publicUrl: 'https://gap5.example' } })
const server = await testMailServer()

describe('the way from the invitation to the last page', async () => {
  const org = await testOrganisation(app)
  const caller = await withMail(org, server.port)

  test('names in its questions whom they are about', async () => {
    const { study, collector } = await testStudy(app, org.id, { definition: branching })
    const browser = newBrowser(app)
    await browser.open(`/s/${collector.slug}?page=1`)
    const { action, fields } = browser.form()
    await browser.post(action, new URLSearchParams([...fields, ['overall.satisfaction', '4'], ['~act', 'save']]))
    const { brokeOff } = await answered<ResponseRate>(caller.fetch(`/api/o/${org.handle}/studies/${study.handle}/response-rate`))
    assert.deepEqual(brokeOff.map(({ question }) => question?.en), ['How was Test service?'])
  })

  test('is told with counts, rates and the reasons of loss', async () => {
    server.refuse.set('gone@example.org', '550 no such user')
    await caller.fetch(`/api/o/${org.handle}/mail/suppressions`, { method: 'POST', json: { address: 'out@example.org' } })
    const list = ['email,segment', ...['a', 'b', 'c', 'd'].map((name) => `${name}@example.org,small`), 'e@example.org,large', 'gone@example.org,large', 'out@example.org,large']
    const { start, study } = await testMailing(app, org, caller, list.join('\n'))
    await start()
    await sendMail(app.deps, { orgId: org.id })
    const link = (at: number) => new URL(/https:\S+\/s\/\S+/.exec(server.received[at]!.text)![0])
    const path = (at: number, page = '') => `${link(at).pathname}${link(at).search}${page}`
    for (const at of [0, 1, 2]) await newBrowser(app).open(path(at))
    for (const at of [0, 1]) {
      const browser = newBrowser(app)
      await browser.open(path(at, '&page=1'))
      await browser.send({ 'overall.satisfaction': '4' })
      if (at === 1) continue
      await browser.send({ why: 'slow' })
      await browser.send({ attention: 'green' })
      assert.match(browser.text(), /have arrived/)
      await newBrowser(app).open(path(at))
    }
    const rate = await answered<ResponseRate>(caller.fetch(`/api/o/${org.handle}/studies/${study.handle}/response-rate`))
    const { response, completion, ...invited } = rate.invited
    assert.deepEqual(invited, { invited: 7, delivered: 5, opened: 3, began: 2, finished: 1 })
    assert.deepEqual([response?.share, response?.n, completion?.share, completion?.n], [0.2, 5, 0.5, 2])
    // Wilson: 1 of 5
    assert.ok(Math.abs(response!.low - 0.0362241) < 1e-7 && Math.abs(response!.high - 0.6244654) < 1e-7, JSON.stringify(response))
    assert.deepEqual(rate.losses, [{ reason: 'failed', people: 1 }, { reason: 'by-hand', people: 1 }, { reason: 'link-used', people: 1 }])
    assert.deepEqual(rate.brokeOff, [{ page: 2, question: { en: 'What was wrong?', zh: '哪里不好？' }, people: 1 }])
    assert.deepEqual(rate.attributes.map(({ key, value, invited: n, finished }) => [key, value, n, finished]), [['segment', 'large', 3, 0], ['segment', 'small', 4, 1]])
    assert.deepEqual(rate.marked.map(({ mark }) => mark), ['fast'])
  })

  test('counts who opens a link for everybody, and who began, with nothing kept of them', async () => {
    const { study, collector } = await testStudy(app, org.id, { definition: branching })
    const read = () => answered<ResponseRate>(caller.fetch(`/api/o/${org.handle}/studies/${study.handle}/response-rate`))
    for (let times = 0; times < 3; times++) await newBrowser(app).open(`/s/${collector.slug}`)
    const browser = newBrowser(app)
    await browser.open(`/s/${collector.slug}?page=1`)
    await browser.send({ 'overall.satisfaction': '5' })
    const { open, invited } = await read()
    assert.deepEqual([open.invited, open.opened, open.began, open.finished, invited.invited], [null, 3, 1, 0, 0])
    app.clock.advance(40 * 24 * 60 * 60_000)
    await forgetDrafts(app.deps)
    const later = await read()
    assert.deepEqual([later.open.began, later.brokeOff.map(({ people }) => people)], [1, [1]], 'known after the draft has gone')
    await answered<CollectorLink>(caller.fetch(`/api/o/${org.handle}/studies/${study.handle}/collectors/${collector.id}/closure`, { method: 'POST' }))
    await newBrowser(app).open(`/s/${collector.slug}`)
    assert.deepEqual((await read()).losses, [{ reason: 'closed', people: 1 }])
  })
})
