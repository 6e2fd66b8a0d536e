import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { describe, test } from 'node:test'
import { systemActor } from '../../access/actor.ts'
import { inOrganisation } from '../../database.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { createUnit } from '../../people/units.ts'
import { setCollectorClosed } from '../collectors.ts'
import { readLibrary } from '../library.ts'
import { createPersonalLinks } from '../personal-links.ts'
import { closeStudy } from '../studies.ts'
import { scriptPath, stylesheetPath } from './assets.ts'
import { newBrowser, press, type Browser } from './testing/browser.ts'
import { branching } from './testing/definitions.ts'

describe('a survey', async () => {
  const app = await testApp()
  const organisation = await testOrganisation(app)
  const { id: orgId } = organisation
  const actor = systemActor(orgId)
  const inside = <T>(work: Parameters<typeof inOrganisation<T>>[2]) => inOrganisation(app.db, orgId, work)

  async function opened(wanted: Parameters<typeof testStudy>[2] = {}, query = '') {
    const { study, collector } = await testStudy(app, orgId, wanted)
    const path = `/s/${collector.slug}`
    const browser = newBrowser(app)
    await browser.open(`${path}${query}`)
    return { study, collector, path, browser }
  }

  async function says(path: string, status: number, en: RegExp, zh: RegExp): Promise<void> {
    for (const [language, words] of [['en', en], ['zh-CN', zh]] as const) {
      const browser = newBrowser(app, { language })
      await browser.open(path)
      assert.equal(browser.status, status, path)
      assert.match(browser.text(), words)
      assert.match(browser.html, new RegExp(`<html lang="${language}"`))
    }
  }

  const rows = (studyId: string) => app.owner.selectFrom('response').selectAll().where('study_id', '=', studyId).execute()

  test('that is unknown, a draft, not open yet, over or closed says so in both languages', async () => {
    await says('/s/nothing', 404, /no survey at this address/, /该网址没有问卷/)
    const { collector: later } = await testStudy(app, orgId, { opensAt: '2026-04-01T00:00:00.000Z' })
    await says(`/s/${later.slug}`, 403, /opens on 1 Apr 2026, 08:00 \(Asia\/Shanghai\)/, /将于 2026年4月1日 08:00（Asia\/Shanghai）开放/)
    const { collector: over } = await testStudy(app, orgId, { opensAt: '2026-01-01T00:00:00.000Z', closesAt: '2026-02-01T00:00:00.000Z' })
    await says(`/s/${over.slug}`, 410, /has ended/, /调查已结束/)
    const { study, collector } = await testStudy(app, orgId)
    await inside((trx) => closeStudy(trx, actor, study.id, app.clock.now()))
    await says(`/s/${collector.slug}?page=1`, 410, /has ended/, /调查已结束/)
    const { study: open, collector: closed } = await testStudy(app, orgId)
    await inside((trx) => setCollectorClosed(trx, actor, { studyId: open.id, id: closed.id, closedAt: app.clock.now() }))
    await says(`/s/${closed.slug}`, 410, /has ended/, /调查已结束/)
  })

  test('that closes under somebody’s hands says so, and still thanks who had finished', async () => {
    const { browser, path, study } = await opened({ definition: branching })
    await browser.open(`${path}?page=1`)
    const late = newBrowser(app)
    await late.open(`${path}?page=1`)
    await browser.send({ 'overall.satisfaction': '5' })
    await browser.send({ attention: 'green' })
    await inside((trx) => closeStudy(trx, actor, study.id, app.clock.now()))
    app.clock.advance(31 * 60_000)
    await late.send({ 'overall.satisfaction': '5' })
    assert.equal(late.status, 410)
    app.clock.advance(-31 * 60_000)
    await browser.open(path)
    assert.match(browser.text(), /Your answers have arrived/)
    assert.doesNotMatch(browser.text(), /Answer once more/)
    assert.equal((await rows(study.id)).length, 1)
  })

  describe('by personal link', () => {
    async function linked(expiresAt: string | null = null, attributes = {}) {
      const { study, collector } = await testStudy(app, orgId, {
        kind: 'personal',
        definition: branching,
        attributes: [{ key: 'tier', title: { en: 'Tier', zh: '级别' }, type: 'text', values: [], settableByLink: true }],
      })
      const draft = { recipients: [{ label: 'One', attributes }, { label: 'Two', attributes: {} }], expiresAt }
      const made = await inside((trx) => createPersonalLinks(trx, actor, { study, collectorId: collector.id, draft, publicUrl: '' }, app.clock.now()))
      return { study, collector, links: made.links.map(({ url }) => url) }
    }

    async function finish(browser: Browser, path: string, sep = '?') {
      await browser.open(`${path}${sep}page=1`)
      await browser.send({ 'overall.satisfaction': '5' })
      await browser.send({ attention: 'green' })
    }

    test('answers once, with the sender’s attributes, and thanks the person who comes back', async () => {
      const { study, links } = await linked(null, { tier: 'gold' })
      const browser = newBrowser(app)
      await finish(browser, `${links[0]}?tier=fake`, '&')
      assert.match(browser.text(), /Your answers have arrived/)
      assert.doesNotMatch(browser.text(), /Answer once more/)
      assert.deepEqual((await rows(study.id)).map(({ attributes }) => attributes), [{ tier: 'gold' }])
      await browser.open(links[0]!)
      assert.match(browser.text(), /Your answers have arrived/)
      await browser.send({}, press.restart)
      assert.equal((await rows(study.id)).length, 1)
    })

    test('that was used, has expired, is wrong or lacks its token says so', async () => {
      const { links, collector } = await linked('2026-03-05T00:00:00.000Z')
      await finish(newBrowser(app), links[0]!)
      await says(links[0]!, 410, /This link has been used.*If it was not you/, /该链接已使用/)
      await says(`/s/${collector.slug}/${'0'.repeat(40)}`, 404, /not known/, /无法识别/)
      await says(`/s/${collector.slug}`, 403, /personal link/, /专属链接/)
      app.clock.advance(4 * 24 * 3600_000)
      await says(links[1]!, 410, /expired/, /已过期/)
      app.clock.advance(-4 * 24 * 3600_000)
    })

    test('goes on at another device, and two devices at the end count once', async () => {
      const { study, links } = await linked()
      const phone = newBrowser(app)
      await phone.open(`${links[0]}?page=1`)
      await phone.send({ 'overall.satisfaction': '5' })
      const desk = newBrowser(app)
      await desk.open(links[0]!)
      assert.match(desk.text(), /Welcome back.*stopped at 2 of 2/)
      await desk.open(`${links[0]}?page=5`)
      await Promise.all([desk.send({ attention: 'green' }), phone.send({ attention: 'red' })])
      assert.equal((await rows(study.id)).length, 1)
    })

    test('of one collector opens no other', async () => {
      const one = await linked()
      const other = await linked()
      const token = one.links[0]!.split('/').at(-1)
      await says(`/s/${other.collector.slug}/${token}`, 404, /not known/, /无法识别/)
      const { collector: open } = await testStudy(app, orgId)
      await says(`/s/${open.slug}/${token}`, 404, /no survey/, /没有问卷/)
    })
  })

  test('takes attributes from its address only where allowed and fitting; what the collector says wins', async () => {
    await inside((trx) => createUnit(trx, actor, { code: 'north', kind: 'branch', title: { en: 'North', zh: '北' }, parentId: null }, app.clock.now()))
    const attribute = (key: string, type: 'unit' | 'choice' | 'number' | 'date' | 'text', settableByLink = true) => ({
      key, type, settableByLink, title: { en: key, zh: key }, values: type === 'choice' ? [{ value: 'web', title: { en: 'Web', zh: '网' } }] : [],
    })
    const attributes = [attribute('branch', 'unit'), attribute('channel', 'choice'), attribute('age', 'number'), attribute('day', 'date'), attribute('note', 'text'), attribute('vip', 'text', false)]
    const answerWith = async (query: string, preset: Record<string, string> = {}) => {
      const { study, collector, path } = await opened({ definition: branching, attributes })
      await app.owner.updateTable('collector').set({ attributes: JSON.stringify(preset) as never }).where('id', '=', collector.id).execute()
      const browser = newBrowser(app)
      await browser.open(`${path}?${query}`)
      await browser.open(/href="([^"]*page=1[^"]*)"/.exec(browser.html)![1]!.replaceAll('&amp;', '&'))
      await browser.send({ 'overall.satisfaction': '5' })
      await browser.send({ attention: 'green' })
      return (await rows(study.id))[0]?.attributes
    }
    assert.deepEqual(await answerWith('branch=north&channel=web&age=41&day=2026-02-28&note=%E5%A5%BD&vip=1&other=2'), {
      branch: 'north', channel: 'web', age: '41', day: '2026-02-28', note: '好',
    })
    assert.deepEqual(await answerWith('branch=south&channel=fax&age=old&day=2026-02-30&note=a%00b'), {})
    assert.deepEqual(await answerWith('branch=north&channel=web', { channel: 'phone' }), { branch: 'north', channel: 'phone' })
  })

  test('is previewed by members only, whatever its state, and records nothing', async () => {
    const { study, collector } = await testStudy(app, orgId, { definition: branching, opensAt: '2027-01-01T00:00:00.000Z' })
    const path = `/s/${collector.slug}?preview`
    await says(path, 401, /preview is for members/, /预览仅限成员/)
    const stranger = await testOrganisation(app)
    assert.equal((await stranger.owner.fetch(path)).status, 401)
    const member = newBrowser(app)
    const viewer = await organisation.as('viewer')
    member.cookies.set('/ session', viewer.headers['Cookie']!)
    await member.open(`${path}&page=1`)
    assert.match(member.text(), /Preview\. Nothing is recorded/)
    await member.send({ 'overall.satisfaction': '2' })
    assert.match(member.text(), /What was wrong/)
    await member.send({ why: 'x' })
    await member.send({ 'ease.effort': '2' })
    await member.send({ reason: 'price' })
    await member.send({ attention: 'green' })
    assert.match(member.text(), /Preview\. Nothing is recorded/)
    assert.deepEqual(await rows(study.id), [])
    assert.deepEqual(await app.owner.selectFrom('response_draft').select('id').where('collector_id', '=', collector.id).execute(), [])
  })

  describe('given a form nobody filled in by hand', () => {
    test('says what does not fit, keeps what does, and stores nothing wrong', async () => {
      const { browser, path } = await opened()
      await browser.open(`${path}?page=1`)
      await browser.send({ 'l1.adequate': '12', 'l1.desired': '8', 'l1.perception': '6' })
      assert.equal(browser.status, 422)
      assert.match(browser.text(), /Please choose from 1 to 9/)
      assert.equal(browser.form().fields.get('l1.desired'), '8')
      await browser.send({ 'l1.adequate': '2', 'zz.perception': '3' })
      assert.equal(browser.status, 422)
      assert.match(browser.text(), /does not belong to this survey and was not used/)
      await browser.send({ 'zz.perception': '3' })
      assert.equal(browser.place, `${path}?page=2`)
      await browser.open(`${path}?page=5`)
      await browser.send({ why: '长'.repeat(501) })
      assert.equal(browser.status, 422)
      assert.match(browser.text(), /1 characters? too long/)
      assert.equal(browser.form().fields.get('why'), '长'.repeat(501))
    })

    test('takes ten thousand characters where the question does', async () => {
      const definition = structuredClone(branching)
      Object.assign(definition.blocks[0]!.items[1]!, { maxLength: 10_000 })
      const { browser, path, study } = await opened({ definition })
      const said = '字\u202e😀'.repeat(2500)
      await browser.open(`${path}?page=1`)
      await browser.send({ 'overall.satisfaction': '4' })
      await browser.send({ why: said })
      await browser.send({ attention: 'green' })
      const { text } = await app.owner.selectFrom('statement').select('text').where('study_id', '=', study.id).executeTakeFirstOrThrow()
      assert.equal(text, said)
    })

    test('takes the answers on a new sheet when its id is another survey’s', async () => {
      const one = await opened({ definition: branching })
      await one.browser.open(`${one.path}?page=1`)
      await one.browser.send({ 'overall.satisfaction': '5' })
      const stolen = one.browser.form().fields.get('~id')!
      const other = await opened({ definition: branching })
      await other.browser.open(`${other.path}?page=1`)
      await other.browser.send({ '~id': stolen, 'overall.satisfaction': '4' })
      assert.equal(other.browser.status, 200)
      assert.notEqual(other.browser.form().fields.get('~id'), stolen)
      const drafts = await app.owner.selectFrom('response_draft').select(['collector_id', 'answers']).where('id', '=', stolen).execute()
      assert.deepEqual(drafts, [{ collector_id: one.collector.id, answers: { ratings: { 'overall.satisfaction': 5 }, choices: {}, texts: {} } }])
    })

    test('takes odd ids, times, pages and buttons for what they are', async () => {
      const { browser, path, study } = await opened({ definition: branching })
      for (const page of ['0', '-1', '99', 'x', '1.5', '1e9']) {
        await browser.open(`${path}?page=${page}`)
        assert.equal(browser.status, 200)
      }
      await browser.open(`${path}?page=1`)
      for (const odd of ['', 'x', '00000000-0000-0000-0000-000000000000', '../..', '\0']) {
        await browser.send({ '~id': odd, '~started': 'NaN', '~asked': 'zz overall', 'overall.satisfaction': '5' }, { name: '~act', value: 'launch rockets' })
        assert.equal(browser.status, 200)
        await browser.send({}, press.back)
      }
      assert.deepEqual(await rows(study.id), [])
    })

    test('is too large, no form at all, or from another site', async () => {
      const { browser, path } = await opened()
      await browser.post(`${path}?page=5`, `why=${'x'.repeat(1_100_000)}`)
      assert.equal(browser.status, 413)
      assert.match(browser.text(), /more than the form can take.*still there/)
      await browser.post(path, '{}', { 'Content-Type': 'application/json' })
      assert.equal(browser.status, 415)
      await browser.post('/s/nothing', 'a=b')
      assert.equal(browser.status, 404)
      await browser.open(`${path}?page=1`)
      await browser.post(`${path}?page=1`, 'l1.adequate=5', { 'Sec-Fetch-Site': 'cross-site' })
      assert.equal(browser.status, 403)
    })

    test('from another site comes back as a page, to be sent from here', async () => {
      for (const [language, words] of [['en', /sent from another website.*Try again/], ['zh-CN', /从其他网站提交的.*重试/]] as const) {
        const { path } = await opened()
        const browser = newBrowser(app, { language })
        await browser.open(`${path}?page=5`)
        const { action, fields } = browser.form()
        fields.set('why', '一行\n<b>two</b>')
        await browser.post(action, fields, { Origin: 'https://elsewhere.example' })
        assert.equal(browser.status, 403)
        assert.match(browser.headers.get('Content-Type') ?? '', /^text\/html/)
        assert.match(browser.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/)
        assert.match(browser.text(), words)
        assert.match(browser.html, new RegExp(`<html lang="${language}"`))
        assert.equal(browser.form().fields.get('why'), '一行\n<b>two</b>')
        await browser.post(browser.form().action, browser.form().fields)
        await browser.open(`${path}?page=5`)
        assert.equal(browser.form().fields.get('why'), '一行\n<b>two</b>')
      }
    })

    test('of any size is refused by a page', async () => {
      const { browser, path } = await opened()
      await browser.open(`${path}?page=1`)
      const large = `why=${'x'.repeat(5_000_000)}`
      const elsewhere = { Origin: 'https://elsewhere.example' }
      for (const [body, headers, status, words] of [
        [large, {}, 413, /more than the form can take/],
        [large, elsewhere, 413, /more than the form can take/],
        ['{}', { ...elsewhere, 'Content-Type': 'application/json' }, 415, /not the survey’s form/],
      ] as const) {
        await browser.post(`${path}?page=5`, body, headers)
        assert.equal(browser.status, status)
        assert.match(browser.text(), words)
        assert.equal(browser.headers.get('Cache-Control'), 'no-store')
      }
    })
  })

  test('gives the form back when too much comes from one address', async () => {
    const limited = await testApp({ config: { rateLimits: true } })
    const { id } = await testOrganisation(limited)
    const { study, collector } = await testStudy(limited, id, { definition: branching })
    const last = async () => {
      const browser = newBrowser(limited, { keepsCookies: false })
      await browser.open(`/s/${collector.slug}?page=1`)
      await browser.send({ 'overall.satisfaction': '5' })
      await browser.send({ attention: 'green' })
      return browser
    }
    let browser = await last()
    for (let times = 0; browser.status === 200 && times < 400; times++) browser = await last()
    assert.equal(browser.status, 429)
    assert.match(browser.text(), /Your answers are kept on this page\. Please try again in \d+ seconds/)
    assert.equal(browser.form().fields.get('attention'), 'green')
    const before = await limited.owner.selectFrom('response').select('id').where('study_id', '=', study.id).execute()
    limited.clock.advance(5000)
    await browser.post(browser.form().action, browser.form().fields)
    assert.match(browser.text(), /Your answers have arrived/)
    const after = await limited.owner.selectFrom('response').select('id').where('study_id', '=', study.id).execute()
    assert.equal(after.length, before.length + 1)
  })

  test('gives the form back when the database fails, and takes it a moment later', async () => {
    const { browser, path } = await opened()
    await browser.open(`${path}?page=1`)
    await app.owner.schema.alterTable('response_draft').renameTo('response_draft_away').execute()
    await browser.send({ 'l1.adequate': '5', 'l1.desired': '8', 'l1.perception': '6' })
    await app.owner.schema.alterTable('response_draft_away').renameTo('response_draft').execute()
    assert.equal(browser.status, 503)
    assert.match(browser.text(), /The fault is on our side\. Your answers are kept on this page/)
    await browser.post(browser.form().action, browser.form().fields)
    assert.equal(browser.place, `${path}?page=2`)
    await browser.open(`${path}?page=1`)
    assert.equal(browser.form().fields.get('l1.desired'), '8')
  })

  test('asks caches for what is everybody’s and keeps them from what is one person’s', async () => {
    const { browser, path } = await opened()
    assert.equal(browser.headers.get('Cache-Control'), 'public, max-age=60')
    assert.match(browser.headers.get('Vary') ?? '', /Accept-Language, Cookie/)
    assert.deepEqual(browser.headers.getSetCookie(), [])
    await browser.open(`${path}?page=1`)
    assert.equal(browser.headers.get('Cache-Control'), 'no-store')
    assert.match(browser.headers.getSetCookie()[0] ?? '', /^answers=[0-9a-f-]{36}; Max-Age=2592000; Path=\/s\/\w+; HttpOnly; SameSite=Lax$/)
    assert.equal(browser.headers.get('X-Robots-Tag'), 'noindex, nofollow')
    assert.equal(browser.headers.get('Referrer-Policy'), 'same-origin')
    assert.match(browser.headers.get('Content-Security-Policy') ?? '', /default-src 'none'.*script-src 'self'; style-src 'self'/)
    assert.doesNotMatch(browser.html, / style="|<style| on\w+="|https?:\/\//)
    const sheet = await app.fetch(stylesheetPath)
    assert.equal(sheet.headers.get('Cache-Control'), 'public, max-age=31536000, immutable')
  })

  test('loads within 30 KB, whatever the paging', async (t) => {
    const rater = (await readLibrary()).find(({ key }) => key === 'rater-three-column')!
    for (const paging of ['item', 'block', 'whole'] as const) {
      const { browser, path } = await opened({ definition: rater, settings: { paging } })
      await browser.open(`${path}?page=1`)
      const [style, script] = await Promise.all([stylesheetPath, scriptPath].map(async (file) => gzipSync(await (await app.fetch(file)).text()).length))
      const page = gzipSync(browser.html).length
      t.diagnostic(`${paging}: page ${page} + style ${style} + script ${script} = ${page + style! + script!} bytes`)
      assert.ok(page + style! + script! < 30 * 1024)
    }
  })
})
