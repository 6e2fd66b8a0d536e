import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { writeVisits } from '../visit-counts.ts'
import { newBrowser, press } from './testing/browser.ts'
import { branching } from './testing/definitions.ts'

describe('a kiosk, without any script', async () => {
  const app = await testApp()
  const org = await testOrganisation(app)
  const { collector, study } = await testStudy(app, org.id, { definition: branching, kind: 'kiosk', settings: { offerHelp: false } })
  const path = `/s/${collector.slug}`
  const drafts = () => app.owner.selectFrom('response_draft').select(['id', 'page']).where('collector_id', '=', collector.id).execute()

  test('offers both languages at the start and goes on in the one chosen', async () => {
    const browser = newBrowser(app)
    await browser.open(path)
    assert.match(browser.text(), /中文 · 开始填写.*English · Start/)
    assert.match(browser.html, /href="[^"]*lang=zh[^"]*page=1"/)
    await browser.open(`${path}?page=1&lang=zh`)
    assert.match(browser.html, /lang="zh-CN"/)
    assert.match(browser.html, /autocomplete="off"/)
  })

  test('answers once after the other, each on a sheet of its own, and goes back by itself', async () => {
    const browser = newBrowser(app)
    for (const _ of [1, 2]) {
      await browser.open(`${path}?page=1&lang=en`)
      await browser.send({ 'overall.satisfaction': '5' })
      await browser.send({ attention: 'green' })
      assert.match(browser.text(), /Your answers have arrived.*Next person/)
      assert.match(browser.html, new RegExp(`<noscript><meta http-equiv="refresh" content="10;url=${path}"></noscript>`))
      assert.equal(browser.cookies.size, 0)
    }
    const rows = await app.owner.selectFrom('response').select('id').where('study_id', '=', study.id).execute()
    assert.equal(rows.length, 2)
  })

  test('asks after a while whether somebody is there, goes on where they were, or forgets them', async () => {
    const before = await drafts()
    const browser = newBrowser(app)
    await browser.open(`${path}?page=1&lang=en`)
    await browser.send({ 'overall.satisfaction': '3' })
    const idle = /content="60;url=([^"]+)"/.exec(browser.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    await browser.open(idle)
    assert.match(browser.text(), /Are you still there\?.*Yes, go on/)
    await browser.send({}, { name: '~act', value: 'resume' })
    assert.match(browser.text(), /Submit|Next/)
    await browser.open(idle)
    const left = /content="15;url=([^"]+)"/.exec(browser.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    await browser.open(left)
    assert.match(browser.text(), /English · Start/)
    assert.deepEqual(await drafts(), before)
  })

  test('shows nothing of the one before to who goes back or sends an old page again', async () => {
    const before = await drafts()
    const browser = newBrowser(app)
    await browser.open(`${path}?page=1&lang=en`)
    const first = browser.form()
    await browser.send({ 'overall.satisfaction': '2' })
    const second = browser.form()
    await browser.post(second.action, new URLSearchParams([...second.fields, ['~act', 'leave']]))
    assert.equal(browser.status, 204)
    for (const { action, fields } of [first, second]) {
      await browser.post(action, new URLSearchParams([...fields, ['overall.satisfaction', '2'], ['~act', 'next']]))
      assert.match(browser.text(), /English · Start/)
    }
    assert.equal(browser.headers.get('Cache-Control'), 'no-store')
    assert.deepEqual(await drafts(), before)
  })

  test('goes back to the start from a survey that takes no answers now, and counts people only', async () => {
    const full = await testStudy(app, org.id, { definition: branching, kind: 'kiosk', settings: { maximumResponses: 1 } })
    const start = `/s/${full.collector.slug}`
    const browser = newBrowser(app)
    await browser.open(`${start}?page=1&lang=en`)
    await browser.send({ 'overall.satisfaction': '5' })
    await browser.send({ attention: 'green' })
    for (const path of [start, start, `${start}?page=1&lang=en`]) {
      await browser.open(path)
      assert.equal(browser.status, 410)
      assert.match(browser.html, new RegExp(`<noscript><meta http-equiv="refresh" content="10;url=${start}"></noscript>`))
      assert.match(browser.html, new RegExp(`id="kiosk" data-at="notice" data-build="[^"]+" data-start="${start}"`))
    }
    await writeVisits(app.db)
    const counted = await app.owner.selectFrom('visit_tally').select(['step', 'visits']).where('collector_id', '=', full.collector.id).execute()
    assert.deepEqual(counted.map(({ step, visits }) => [step, Number(visits)]), [['study-full', 1]])
  })

  test('lets a finished sheet that is sent again show the end, and not the answers', async () => {
    const browser = newBrowser(app)
    await browser.open(`${path}?page=1&lang=en`)
    await browser.send({ 'overall.satisfaction': '5' })
    const { action, fields } = browser.form()
    await browser.send({ attention: 'green' })
    await browser.post(action, new URLSearchParams([...fields, ['~act', 'next']]))
    assert.match(browser.text(), /have arrived/)
    await browser.send({}, press.back).catch(() => {})
    assert.doesNotMatch(browser.html, / checked/)
  })
})
