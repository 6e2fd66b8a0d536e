import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { systemActor } from '../../access/actor.ts'
import { inOrganisation } from '../../database.ts'
import { createUnit } from '../../people/units.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { readLibrary } from '../library.ts'
import { scriptPath, stylesheetPath } from './assets.ts'
import { newBrowser } from './testing/browser.ts'
import { branching } from './testing/definitions.ts'
import { openedSurvey, says } from './testing/opened.ts'

describe('a survey that is visited', async () => {
  const app = await testApp()
  const organisation = await testOrganisation(app)
  const { id: orgId } = organisation
  const actor = systemActor(orgId)
  const inside = <T>(work: Parameters<typeof inOrganisation<T>>[2]) => inOrganisation(app.db, orgId, work)
  const rows = (studyId: string) => app.owner.selectFrom('response').selectAll().where('study_id', '=', studyId).execute()

  test('takes attributes from its address only where allowed and fitting; what the collector says wins', async () => {
    await inside((trx) => createUnit(trx, actor, { code: 'north', kind: 'branch', title: { en: 'North', zh: '北' }, parentId: null }, app.clock.now()))
    const attribute = (key: string, type: 'unit' | 'choice' | 'number' | 'date' | 'text', settableByLink = true) => ({
      key, type, settableByLink, title: { en: key, zh: key }, values: type === 'choice' ? [{ value: 'web', title: { en: 'Web', zh: '网' } }] : [],
    })
    const attributes = [attribute('branch', 'unit'), attribute('channel', 'choice'), attribute('age', 'number'), attribute('day', 'date'), attribute('note', 'text'), attribute('vip', 'text', false)]
    const answerWith = async (query: string, preset: Record<string, string> = {}) => {
      const { study, collector, path } = await openedSurvey(app, orgId, { definition: branching, attributes })
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
    await says(app, path, 401, /preview is for members/, /预览仅限成员/)
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

  test('asks caches for what is everybody’s and keeps them from what is one person’s', async () => {
    const { browser, path } = await openedSurvey(app, orgId)
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
      const { browser, path } = await openedSurvey(app, orgId, { definition: rater, settings: { paging } })
      await browser.open(`${path}?page=1`)
      const [style, script] = await Promise.all([stylesheetPath, scriptPath].map(async (file) => gzipSync(await (await app.fetch(file)).text()).length))
      const page = gzipSync(browser.html).length
      t.diagnostic(`${paging}: page ${page} + style ${style} + script ${script} = ${page + style! + script!} bytes`)
      assert.ok(page + style! + script! < 30 * 1024)
    }
  })
})
