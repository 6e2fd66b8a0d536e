import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Quota, QuotaState } from '@gap5/contract/listen/quotas.ts'
import type { Attribute, CollectorLink, Study } from '@gap5/contract/listen/studies.ts'
import { inOrganisation } from '../database.ts'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { testStudy } from '../testing/study.ts'
import { acceptMany } from './intake.ts'
import { newBrowser, press } from './survey/testing/browser.ts'
import { branching } from './survey/testing/definitions.ts'

const app = await testApp()
const org = await testOrganisation(app)
const researcher = await org.as('researcher')
const segment: Attribute = {
  key: 'segment',
  title: { en: 'Segment', zh: '客户群' },
  type: 'choice',
  values: ['small', 'large'].map((value) => ({ value, title: { en: value, zh: value } })),
  settableByLink: true,
}
const answers = { ratings: { 'overall.satisfaction': 5 }, choices: {}, texts: {} }

async function opened(quotas: (collectorId: string) => Partial<Quota>[]) {
  const { study, collector } = await testStudy(app, org.id, { definition: branching, attributes: [segment] })
  const api = `/api/o/${org.handle}/studies/${study.handle}`
  const change = async (wanted: Partial<Quota>[]) => {
    const { settings, revision } = await answered<Study>(researcher.fetch(api))
    return researcher.fetch(api, { method: 'PATCH', headers: { 'If-Match': `"${revision}"` }, json: { settings: { ...settings, quotas: wanted } } })
  }
  await answered(change(quotas(collector.id)))
  return {
    study,
    collector,
    api,
    change,
    send: (value: string, key: string) => researcher.fetch(`${api}/responses`, { method: 'POST', json: { answers, attributes: { segment: value } }, headers: { 'Idempotency-Key': key } }),
    states: () => answered<QuotaState[]>(researcher.fetch(`${api}/quotas`)),
  }
}

describe('a quota', () => {
  test('is exact when many hand in at once, whichever way they come, and before and after counting', async () => {
    const { send, states, collector } = await opened(() => [{ values: { segment: 'small' }, target: 7 }])
    const browsers = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const browser = newBrowser(app)
        await browser.open(`/s/${collector.slug}?page=1&segment=small`)
        await browser.send({ 'overall.satisfaction': '5' })
        return browser
      }),
    )
    const fromPrograms = Promise.all(Array.from({ length: 12 }, (_, at) => send('small', `p${at}`)))
    await Promise.all(browsers.map((browser) => browser.send({ attention: 'green' })))
    const programs = await fromPrograms
    const accepted = programs.filter(({ status }) => status === 201).length + browsers.filter((browser) => /have arrived/.test(browser.text())).length
    assert.equal(accepted, 7)
    assert.deepEqual((await states()).map(({ filled }) => filled), [7])
    await app.work()
    assert.deepEqual((await states()).map(({ filled }) => filled), [7])
    await refused(await send('small', 'one more'), 'listen.quota-full')
    await answered(send('large', 'another kind'), 201)
  })

  test('lets a retry of what is in already pass', async () => {
    const { send } = await opened(() => [{ values: { segment: 'small' }, target: 1 }])
    const first = await answered<{ responseId: string }>(send('small', 'a'), 201)
    assert.equal((await answered<typeof first>(send('small', 'a'))).responseId, first.responseId)
  })

  test('turns people away politely before they begin, in both languages, and counts them', async () => {
    const { send, states, collector } = await opened(() => [{ values: { segment: 'small' }, target: 1 }])
    await answered(send('small', 'a'), 201)
    for (const [language, words] of [['en', /Enough people in your situation.*Thank you/], ['zh-CN', /名额已满.*感谢/]] as const) {
      const browser = newBrowser(app, { language })
      await browser.open(`/s/${collector.slug}?segment=small`)
      assert.equal(browser.status, 410)
      assert.match(browser.text(), words)
    }
    const other = newBrowser(app)
    await other.open(`/s/${collector.slug}?segment=large`)
    assert.equal(other.status, 200)
    await refused(await send('small', 'b'), 'listen.quota-full')
    assert.deepEqual((await states()).map(({ turnedAway }) => turnedAway), [3])
  })

  test('keeps what was filled in while the last place went to somebody else', async () => {
    const { send, collector } = await opened(() => [{ values: { segment: 'small' }, target: 1 }])
    const browser = newBrowser(app)
    await browser.open(`/s/${collector.slug}?page=1&segment=small`)
    await browser.send({ 'overall.satisfaction': '5' })
    await answered(send('small', 'quicker'), 201)
    await browser.send({ attention: 'green' }, press.next)
    assert.match(browser.text(), /Enough people/)
  })

  test('counts combinations, and what came by one collector', async () => {
    const { send, states, collector, change } = await opened((id) => [{ values: { segment: 'small' }, collectorId: id, target: 1 }, { collectorId: id, target: 2 }])
    await answered(send('small', 'by a program'), 201)
    assert.deepEqual((await states()).map(({ filled }) => filled), [0, 0])
    for (const value of ['small', 'large', 'large']) {
      const browser = newBrowser(app)
      await browser.open(`/s/${collector.slug}?page=1&segment=${value}`)
      if (browser.status !== 200) continue
      await browser.send({ 'overall.satisfaction': '5' })
      await browser.send({ attention: 'green' })
    }
    assert.deepEqual((await states()).map(({ filled }) => filled), [1, 2])
    await app.work()
    await answered(change([{ values: { segment: 'large' }, target: 9 }, { values: { segment: 'small' }, target: 9 }]))
    assert.deepEqual((await states()).map(({ filled }) => filled), [1, 2], 'counted anew')
  })

  test('never turns an import away, and counts it', async () => {
    const { study, states, collector } = await opened(() => [{ values: { segment: 'small' }, target: 2 }])
    const row = (externalId: string) => ({ externalId, answers, attributes: { segment: 'small' }, language: null, startedAt: null, submittedAt: app.clock.now(), marks: [], body: null })
    const source = { orgId: org.id, studyId: study.id, collectorId: collector.id, channel: 'import:x', receivedAt: app.clock.now() }
    await inOrganisation(app.db, org.id, (trx) => acceptMany(trx, source, ['a', 'b', 'c'].map(row)))
    assert.deepEqual((await states()).map(({ filled }) => filled), [3])
  })

  test('names values and collectors the study has, once', async () => {
    const { change } = await opened(() => [])
    const faults = async (quotas: Partial<Quota>[]) => (await refused(await change(quotas), 'request.invalid')).errors?.map(({ field }) => field)
    assert.deepEqual(await faults([{ values: { segment: 'huge' }, target: 1 }]), ['settings.quotas.0.values.segment'])
    assert.deepEqual(await faults([{ collectorId: org.id, target: 1 }]), ['settings.quotas.0.collectorId'])
    assert.deepEqual(await faults([{ target: 1 }]), ['settings.quotas.0.values'])
    assert.deepEqual(await faults([{ values: { segment: 'small' }, target: 1 }, { values: { segment: 'small' }, target: 2 }]), ['settings.quotas.1.values'])
    assert.deepEqual(await faults([{ values: { segment: 'small' }, target: 0 }]), ['settings.quotas.0.target'])
  })

  test('is carried over into the next wave, where nobody has answered yet', async () => {
    const { send, api, collector } = await opened((id) => [{ values: { segment: 'small' }, target: 1 }, { collectorId: id, target: 5 }])
    await answered(send('small', 'a'), 201)
    const wave = await answered<Study>(researcher.fetch(`${api}/waves`, { method: 'POST', json: { publish: true } }), 201)
    const next = `/api/o/${org.handle}/studies/${wave.handle}`
    const states = await answered<QuotaState[]>(researcher.fetch(`${next}/quotas`))
    assert.deepEqual(states.map(({ filled, target }) => [filled, target]), [[0, 1], [0, 5]])
    const collectors = await answered<CollectorLink[]>(researcher.fetch(`${next}/collectors`))
    assert.deepEqual([states[1]?.collectorId, states[1]?.collectorId === collector.id], [collectors[0]?.id, false])
  })
})
