import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import type { CollectorLink, StudiesPage, Study, StudySettings } from '@gap5/contract/listen/studies.ts'
import { systemActor } from '../../access/actor.ts'
import { inOrganisation } from '../../database.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { testStudy } from '../../testing/study.ts'
import { setCollectorClosed } from '../collectors.ts'
import { acceptMany } from '../intake.ts'
import { closeStudy } from '../studies.ts'
import { newBrowser, type Browser } from './testing/browser.ts'
import { branching } from './testing/definitions.ts'

const minutes = 60_000

describe('a study that may have so many answers', async () => {
  const app = await testApp()
  const org = await testOrganisation(app)
  const researcher = await org.as('researcher')
  const actor = systemActor(org.id)

  async function opened(maximumResponses: number | null, more: Parameters<typeof testStudy>[2] = {}) {
    const settings: Partial<StudySettings> = { maximumResponses }
    const { study, collector } = await testStudy(app, org.id, { definition: branching, settings, ...more })
    const api = `/api/o/${org.handle}/studies/${study.handle}`
    return { study, collector, path: `/s/${collector.slug}`, api, read: () => answered<Study>(researcher.fetch(api)) }
  }

  const answers = { ratings: { 'overall.satisfaction': 5 }, choices: {}, texts: {} }
  const send = (api: string, key: string) =>
    researcher.fetch(`${api}/responses`, { method: 'POST', json: { answers }, headers: { 'Idempotency-Key': key } })

  async function begun(path: string, language = 'en'): Promise<Browser> {
    const browser = newBrowser(app, { language })
    await browser.open(`${path}?page=1`)
    return browser
  }

  async function atTheEnd(path: string): Promise<Browser> {
    const browser = await begun(path)
    await browser.send({ 'overall.satisfaction': '5' })
    return browser
  }

  async function answer(path: string): Promise<Browser> {
    const browser = await atTheEnd(path)
    await browser.send({ attention: 'green' })
    return browser
  }

  test('is full with the last of them and says so in both languages, on every page', async () => {
    const { path, read } = await opened(2)
    await answer(path)
    assert.deepEqual([(await read()).full, (await read()).responses], [false, 1])
    await answer(path)
    assert.deepEqual([(await read()).full, (await read()).state], [true, 'open'])
    for (const place of [path, `${path}?page=1`]) {
      for (const [language, words] of [['en', /has all the answers it needs.*Thank you/], ['zh-CN', /名额已满.*感谢/]] as const) {
        const browser = newBrowser(app, { language })
        await browser.open(place)
        assert.equal(browser.status, 410)
        assert.match(browser.text(), words)
      }
    }
    const { studies } = await answered<StudiesPage>(researcher.fetch(`/api/o/${org.handle}/studies`))
    assert.equal(studies[0]?.full, true)
  })

  test('still thanks who had finished, and offers no other answer', async () => {
    const { path } = await opened(1)
    const browser = await answer(path)
    assert.match(browser.text(), /Your answers have arrived/)
    assert.doesNotMatch(browser.text(), /Answer once more/)
  })

  test('takes answers again when more are allowed', async () => {
    const { path, api, read } = await opened(1)
    await answer(path)
    const full = await read()
    const change = { settings: { ...full.settings, maximumResponses: 2 } }
    const widened = await answered<Study>(researcher.fetch(api, { method: 'PATCH', json: change, headers: { 'If-Match': `"${full.revision}"` } }))
    assert.equal(widened.full, false)
    assert.match((await answer(path)).text(), /Your answers have arrived/)
    assert.equal((await read()).responses, 2)
  })

  test('hears who began before, on each page and up to half an hour', async () => {
    const { path, read } = await opened(1)
    const [quick, slow] = [await begun(path), await atTheEnd(path)]
    await answer(path)
    app.clock.advance(30 * minutes)
    await quick.send({ 'overall.satisfaction': '4' })
    assert.equal(quick.place, `${path}?page=2`)
    await quick.send({ why: 'slow' })
    await quick.send({ attention: 'green' })
    assert.match(quick.text(), /Your answers have arrived/)
    app.clock.advance(1)
    await slow.send({ attention: 'green' })
    assert.equal(slow.status, 410)
    assert.match(slow.text(), /has all the answers it needs/)
    assert.equal((await read()).responses, 2)
  })

  test('hears nobody who says to have begun and cannot have', async () => {
    const { path, read } = await opened(1)
    const { path: other } = await opened(null)
    const { action, fields } = (await atTheEnd(path)).form()
    await answer(path)
    const elsewhere = (await begun(other)).form().fields.get('~started')!
    const now = String(app.clock.now().getTime())
    for (const start of [now, `${now}.${'A'.repeat(43)}`, elsewhere, '']) {
      const stranger = newBrowser(app)
      fields.set('~id', crypto.randomUUID())
      fields.set('~started', start)
      fields.set('attention', 'green')
      await stranger.post(action, fields)
      assert.equal(stranger.status, 410, start)
    }
    assert.equal((await read()).responses, 1)
  })

  test('takes one of two last answers that arrive at once; both when both began within half an hour', async () => {
    for (const [waited, taken] of [[31 * minutes, 1], [29 * minutes, 2]] as const) {
      const { path, read } = await opened(1)
      const both = [await atTheEnd(path), await atTheEnd(path)]
      app.clock.advance(waited)
      await Promise.all(both.map((browser) => browser.send({ attention: 'green' })))
      const thanked = both.filter((browser) => /Your answers have arrived/.test(browser.text()))
      assert.deepEqual([thanked.length, (await read()).responses], [taken, taken])
      assert.ok(both.every((browser) => thanked.includes(browser) || browser.status === 410))
    }
  })

  test('keeps what was typed by who came too late, for when there is a place again', async () => {
    const { path, api, read } = await opened(1)
    const late = await begun(path)
    await late.send({ 'overall.satisfaction': '3' })
    await late.send({ why: 'long story' })
    await answer(path)
    app.clock.advance(31 * minutes)
    await late.send({ attention: 'green' })
    assert.equal(late.status, 410)
    const { settings, revision } = await read()
    await answered(researcher.fetch(api, { method: 'PATCH', json: { settings: { ...settings, maximumResponses: null } }, headers: { 'If-Match': `"${revision}"` } }))
    await late.open(`${path}?page=2`)
    assert.equal(late.form().fields.get('why'), 'long story')
  })

  test('that closes, ends, or whose link is closed hears who began before', async () => {
    const closing = await opened(null)
    const ending = await opened(null, { closesAt: new Date(app.clock.now().getTime() + 5 * minutes).toISOString() })
    const shut = await opened(null)
    const browsers = [await begun(closing.path), await begun(ending.path), await begun(shut.path)]
    await inOrganisation(app.db, org.id, async (trx) => {
      await closeStudy(trx, actor, closing.study.id, app.clock.now())
      await setCollectorClosed(trx, actor, { studyId: shut.study.id, id: shut.collector.id, closedAt: app.clock.now() })
    })
    app.clock.advance(20 * minutes)
    for (const browser of browsers) {
      await browser.send({ 'overall.satisfaction': '5' })
      await browser.send({ attention: 'green' })
      assert.match(browser.text(), /Your answers have arrived/)
    }
    assert.equal((await answered<CollectorLink[]>(researcher.fetch(`${shut.api}/collectors`)))[0]?.responses, 1)
  })

  test('answers programs with a problem, and a retry of what was taken with the same id', async () => {
    const { api, read } = await opened(1)
    const first = await answered<{ responseId: string }>(send(api, 'one'), 201)
    await refused(await send(api, 'two'), 'listen.study-full')
    await refused(await researcher.fetch(`${api}/responses`, { method: 'POST', json: { answers: 'odd' } }), 'listen.study-full')
    const again = await send(api, 'one')
    assert.deepEqual([again.ok, ((await again.json()) as typeof first).responseId], [true, first.responseId])
    assert.equal((await read()).responses, 1)
    const letters = await answered<{ deadLetters?: unknown[] }>(researcher.fetch(`${api}/dead-letters`))
    assert.doesNotMatch(JSON.stringify(letters), /odd/)
  })

  test('takes one of five answers that programs send at once', async () => {
    const { api, read } = await opened(1)
    const sent = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => send(api, key)))
    assert.deepEqual(sent.map(({ status }) => status).sort(), [201, 409, 409, 409, 409])
    assert.equal((await read()).responses, 1)
  })

  test('takes imports beyond, which count', async () => {
    const { study, collector, path, read } = await opened(1)
    const row = { answers, attributes: {}, language: null, startedAt: null, submittedAt: app.clock.now(), marks: [], body: null }
    await inOrganisation(app.db, org.id, (trx) =>
      acceptMany(
        trx,
        { orgId: org.id, studyId: study.id, collectorId: collector.id, channel: 'import:1', receivedAt: app.clock.now() },
        ['1', '2', '3'].map((externalId) => ({ ...row, externalId })),
      ),
    )
    assert.deepEqual([(await read()).full, (await read()).responses], [true, 3])
    const browser = newBrowser(app)
    await browser.open(path)
    assert.equal(browser.status, 410)
  })

  test('may be older than the setting', async () => {
    const { study, path, read } = await opened(null)
    await sql`update study set settings = settings - 'maximumResponses' where id = ${study.id}`.execute(app.owner)
    assert.deepEqual([(await read()).settings.maximumResponses, (await read()).full], [null, false])
    assert.match((await answer(path)).text(), /Your answers have arrived/)
  })

  test('is told when its maximum is none', async () => {
    const { read, api } = await opened(null)
    const { settings, revision } = await read()
    for (const maximumResponses of [0, 1.5, '3']) {
      const answer = await researcher.fetch(api, { method: 'PATCH', json: { settings: { ...settings, maximumResponses } }, headers: { 'If-Match': `"${revision}"` } })
      const { errors } = await refused(answer, 'request.invalid')
      assert.deepEqual(errors?.map(({ field }) => field), ['settings.maximumResponses'])
    }
  })
})
