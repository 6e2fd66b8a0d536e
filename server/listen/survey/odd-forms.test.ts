import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { newBrowser, press } from './testing/browser.ts'
import { branching } from './testing/definitions.ts'
import { openedSurvey } from './testing/opened.ts'

describe('a survey', async () => {
  const app = await testApp()
  const { id: orgId } = await testOrganisation(app)
  const rows = (studyId: string) => app.owner.selectFrom('response').selectAll().where('study_id', '=', studyId).execute()

  describe('given a form nobody filled in by hand', () => {
    test('says what does not fit, keeps what does, and stores nothing wrong', async () => {
      const { browser, path } = await openedSurvey(app, orgId)
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
      const { browser, path, study } = await openedSurvey(app, orgId, { definition })
      const said = '字\u202e😀'.repeat(2500)
      await browser.open(`${path}?page=1`)
      await browser.send({ 'overall.satisfaction': '4' })
      await browser.send({ why: said })
      await browser.send({ attention: 'green' })
      const { text } = await app.owner.selectFrom('statement').select('text').where('study_id', '=', study.id).executeTakeFirstOrThrow()
      assert.equal(text, said)
    })

    test('takes the answers on a new sheet when its id is another survey’s', async () => {
      const one = await openedSurvey(app, orgId, { definition: branching })
      await one.browser.open(`${one.path}?page=1`)
      await one.browser.send({ 'overall.satisfaction': '5' })
      const stolen = one.browser.form().fields.get('~id')!
      const other = await openedSurvey(app, orgId, { definition: branching })
      await other.browser.open(`${other.path}?page=1`)
      await other.browser.send({ '~id': stolen, 'overall.satisfaction': '4' })
      assert.equal(other.browser.status, 200)
      assert.notEqual(other.browser.form().fields.get('~id'), stolen)
      const drafts = await app.owner.selectFrom('response_draft').select(['collector_id', 'answers']).where('id', '=', stolen).execute()
      assert.deepEqual(drafts, [{ collector_id: one.collector.id, answers: { ratings: { 'overall.satisfaction': 5 }, choices: {}, texts: {} } }])
    })

    test('takes odd ids, times, pages and buttons for what they are', async () => {
      const { browser, path, study } = await openedSurvey(app, orgId, { definition: branching })
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
      const { browser, path } = await openedSurvey(app, orgId)
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
        const { path } = await openedSurvey(app, orgId)
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
      const { browser, path } = await openedSurvey(app, orgId)
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
    const { study, collector } = await testStudy(limited, id, { definition: branching, settings: { paging: 'whole' } })
    const filledIn = async () => {
      const browser = newBrowser(limited, { keepsCookies: false })
      await browser.open(`/s/${collector.slug}?page=1`)
      await browser.send({ 'overall.satisfaction': '5', attention: 'green' })
      return browser
    }
    let browser = await filledIn()
    for (let times = 0; browser.status === 200 && times < 400; times++) browser = await filledIn()
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
    const { browser, path } = await openedSurvey(app, orgId)
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
})
