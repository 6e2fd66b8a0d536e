import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { newBrowser, press } from './testing/browser.ts'
import { branching, kanoPairs, twoPart } from './testing/definitions.ts'
import { openedSurvey } from './testing/opened.ts'

describe('answering without any script', async () => {
  const app = await testApp()
  const { id: orgId } = await testOrganisation(app)

  async function opened(wanted?: Parameters<typeof testStudy>[2], visitor?: Parameters<typeof newBrowser>[1]) {
    const survey = await openedSurvey(app, orgId, wanted, visitor)
    return { ...survey, responses: () => responsesOf(survey.study.id) }
  }

  function responsesOf(studyId: string) {
    return app.owner
      .selectFrom('response')
      .innerJoin('response_revision as revision', 'revision.response_id', 'response.id')
      .select(['response.id', 'language', 'attributes', 'started_at', 'submitted_at', 'answers', 'marks'])
      .where('study_id', '=', studyId)
      .execute()
  }

  const first = { 'l1.adequate': '5', 'l1.desired': '8', 'l1.perception': '6' }

  test('goes from the cover through every kind of question to a thank-you', async () => {
    const { browser, path, study, responses } = await opened({}, { language: 'zh-CN' })
    assert.match(browser.text(), /测试调查.*开始填写/)
    await browser.open(`${path}?page=1`)
    assert.match(browser.text(), /1 \/ 5 · 可靠性 承诺的时间会做到/)
    await browser.send(first)
    assert.equal(browser.place, `${path}?page=2`)
    app.clock.advance(60_000)
    await browser.send({}, press.skip('m1'))
    await browser.send({ 'importance.reliability': '70', 'importance.empathy': '30' })
    await browser.send({ channel: 'web' })
    await browser.send({ why: '快 <b>& 好</b> 😀' })
    assert.match(browser.text(), /谢谢！您的回答已收到/)
    const [response] = await responses()
    assert.deepEqual(response?.answers, {
      ratings: {
        'l1.adequate': 5,
        'l1.desired': 8,
        'l1.perception': 6,
        'm1.adequate': 'na',
        'm1.desired': 'na',
        'm1.perception': 'na',
        'importance.reliability': 70,
        'importance.empathy': 30,
      },
      choices: { channel: ['web'] },
    })
    assert.deepEqual([response.language, response.marks], ['zh', []])
    assert.equal(response.submitted_at.getTime() - response.started_at!.getTime(), 60_000)
    const said = await app.owner.selectFrom('statement').select(['kind', 'item', 'text']).where('study_id', '=', study.id).execute()
    assert.deepEqual(said, [{ kind: 'verbatim', item: 'why', text: '快 <b>& 好</b> 😀' }])
    assert.deepEqual(await app.owner.selectFrom('response_draft').selectAll().execute(), [])
  })

  test('shows what was written as text, never as markup', async () => {
    const { browser, path } = await opened()
    await browser.open(`${path}?page=5`)
    await browser.send({ why: '</textarea><script>alert(1)</script>' }, press.back)
    await browser.open(`${path}?page=5`)
    assert.ok(!browser.html.includes('<script>alert'))
    assert.equal(browser.form().fields.get('why'), '</textarea><script>alert(1)</script>')
  })

  test('whose browser asks for neither language is met in the main language of the organisation', async () => {
    const { path } = await opened({}, { language: 'fr-FR' })
    const meet = async (language: string) => {
      const browser = newBrowser(app, { language })
      await browser.open(path)
      return /<html lang="([^"]+)"/.exec(browser.html)?.[1]
    }
    const speak = (language: 'en' | 'zh') =>
      app.owner.updateTable('organisation').set({ language }).where('org_id', '=', orgId).execute()
    assert.equal(await meet('fr-FR'), 'en')
    await speak('zh')
    assert.equal(await meet('fr-FR'), 'zh-CN')
    assert.equal(await meet('en-GB'), 'en')
    await speak('en')
  })

  test('switches the language on any page and loses nothing', async () => {
    const { browser, path, responses } = await opened()
    await browser.open(`${path}?page=1`)
    await browser.send(first, press.language('zh'))
    assert.equal(browser.place, `${path}?lang=zh&page=1`)
    assert.match(browser.text(), /至少应达到/)
    assert.equal(browser.form().fields.get('l1.desired'), '8')
    await browser.send()
    assert.match(browser.text(), /给予个别关注/)
    for (let page = 2; page <= 5; page++) await browser.send()
    assert.equal((await responses())[0]?.language, 'zh')
  })

  test('says at the field what is required, opens there and keeps the rest', async () => {
    const { browser, path } = await opened()
    await browser.open(`${path}?page=1`)
    await browser.send({ 'l1.adequate': '5' })
    assert.equal(browser.status, 422)
    assert.match(browser.text(), /Desired.*Please answer this, or skip it if you cannot/)
    assert.equal(browser.form().fields.get('l1.adequate'), '5')
    assert.match(browser.html, /name="l1\.desired" value="1" autofocus/)
    assert.match(browser.html, /aria-invalid="true" aria-describedby="fault-l1\.desired"/)
  })

  test('comes back from the last page to a required answer that was jumped over', async () => {
    const { browser, path, responses } = await opened()
    await browser.open(`${path}?page=5`)
    await browser.send({ why: 'because' })
    assert.equal(browser.place, `${path}?page=1&show=check`)
    assert.match(browser.text(), /One answer is still missing/)
    await browser.send(first)
    for (let page = 2; page <= 5; page++) await browser.send()
    assert.deepEqual((await responses()).length, 1)
  })

  test('goes on where it stopped, on the same device, until it starts over', async () => {
    const { browser, path } = await opened()
    await browser.open(`${path}?page=1`)
    await browser.send(first)
    await browser.send({ 'm1.adequate': '3' })
    await browser.open(path)
    assert.match(browser.text(), /Welcome back.*You stopped at 3 of 5/)
    assert.equal(browser.headers.get('Cache-Control'), 'no-store')
    await browser.open(`${path}?page=2`)
    assert.equal(browser.form().fields.get('m1.adequate'), '3')
    await browser.open(path)
    await browser.send({}, press.restart)
    assert.equal(browser.form().fields.get('l1.adequate'), null)
  })

  test('counts once when the last page is sent five times at once, again later and by the back button', async () => {
    const { browser, path, responses } = await opened()
    await browser.open(`${path}?page=1`)
    await browser.send(first)
    await browser.open(`${path}?page=5`)
    const { action, fields } = browser.form()
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: [...browser.cookies.values()].join('; ') }
    const sent = () => app.fetch(action, { method: 'POST', body: fields.toString(), headers })
    const answers = await Promise.all([sent(), sent(), sent(), sent(), sent()])
    const thanks = answers.map(({ status, headers }) => `${status} ${headers.get('Location')}`)
    assert.deepEqual(new Set(thanks), new Set([`303 ${path}?show=thanks`]))
    await browser.post(action, fields)
    assert.match(browser.text(), /Your answers have arrived/)
    await browser.open(`${path}?page=3`)
    assert.match(browser.text(), /Your answers have arrived/)
    assert.equal((await responses()).length, 1)
  })

  test('answers again on an open link, as another response', async () => {
    const { browser, path, responses } = await opened({ settings: { offerHelp: false } })
    for (let round = 1; round <= 2; round++) {
      await browser.open(round === 1 ? `${path}?page=1` : path)
      if (round === 2) await browser.send({}, press.restart)
      await browser.send(first)
      for (let page = 2; page <= 5; page++) await browser.send()
      assert.equal((await responses()).length, round)
    }
  })

  test('adds up what two tabs fill in', async () => {
    const { browser, path, responses } = await opened()
    await browser.open(`${path}?page=1`)
    const other = { ...newBrowser(app), cookies: browser.cookies }
    const tab = newBrowser(app)
    for (const [key, pair] of other.cookies) tab.cookies.set(key, pair)
    await tab.open(`${path}?page=4`)
    await browser.send(first)
    await tab.send({ channel: 'phone' })
    for (let page = 2; page <= 5; page++) await browser.send()
    const [response] = await responses()
    assert.deepEqual(response?.answers.choices, { channel: ['phone'] })
    await tab.send({ why: 'late' })
    assert.match(tab.text(), /Your answers have arrived/)
  })

  test('works without cookies: the form carries the sheet', async () => {
    const { browser, path, responses } = await opened({}, { keepsCookies: false })
    await browser.open(`${path}?page=1`)
    await browser.send(first)
    for (let page = 2; page <= 4; page++) await browser.send()
    await browser.send({ why: 'no cookies' })
    assert.match(browser.text(), /Your answers have arrived/)
    assert.equal((await responses()).length, 1)
    assert.equal(browser.cookies.size, 0)
  })

  test('asks what follows from an answer, and submits nothing that was hidden in the end', async () => {
    const { browser, path, study, responses } = await opened({ definition: branching })
    await browser.open(`${path}?page=1`)
    assert.match(browser.text(), /How was Test service\?/)
    await browser.send({ 'overall.satisfaction': '2' })
    await browser.send({ why: 'It broke' })
    await browser.send({ 'ease.effort': '3' })
    await browser.send({ reason: ['price', 'people'] })
    assert.equal(browser.place, `${path}?page=5`)
    await browser.open(`${path}?page=1`)
    await browser.send({ 'overall.satisfaction': '5' })
    assert.equal(browser.place, `${path}?page=5`)
    await browser.send({ attention: 'green' })
    assert.deepEqual((await responses())[0]?.answers, { ratings: { 'overall.satisfaction': 5 }, choices: { attention: ['green'] } })
    assert.deepEqual(await app.owner.selectFrom('statement').select('text').where('study_id', '=', study.id).execute(), [])
    const { body } = await app.owner.selectFrom('intake_journal').select('body').where('study_id', '=', study.id).executeTakeFirstOrThrow()
    assert.deepEqual((body as { answers: { texts: unknown } }).answers.texts, { why: 'It broke' })
  })

  test('shows a page again when an answer on it opens a further question', async () => {
    const { browser, path } = await opened({ definition: branching, settings: { paging: 'block' } })
    await browser.open(`${path}?page=1`)
    assert.doesNotMatch(browser.text(), /What was wrong/)
    await browser.send({ 'overall.satisfaction': '3' })
    assert.equal(browser.place, `${path}?page=1`)
    assert.match(browser.text(), /a further question on this page.*What was wrong/)
    assert.equal(browser.form().fields.get('overall.satisfaction'), '3')
    await browser.send({ why: 'late' })
    assert.match(browser.text(), /Please choose “green”/)
  })

  test('asks two parts in a drawn order that stays when somebody comes back', async () => {
    const { browser, path, responses } = await opened({ definition: twoPart, settings: { paging: 'whole' } })
    await browser.open(`${path}?page=1`)
    const order = () => [...browser.html.matchAll(/id="q-(i\d+\.\w+)"/g)].map(([, key]) => key)
    const before = order()
    assert.equal(before.length, 24)
    await browser.send(Object.fromEntries(before.map((field, index) => [field!, String(1 + (index % 7))])), press.language('zh'))
    assert.deepEqual(order(), before)
    app.clock.advance(120_000)
    await browser.send()
    assert.equal(Object.keys((await responses())[0]?.answers.ratings ?? {}).length, 24)
  })

  test('asks a pair of opposite questions on points that have names', async () => {
    const { browser, path, responses } = await opened({ definition: kanoPairs }, { language: 'zh' })
    await browser.open(`${path}?page=1`)
    assert.match(browser.text(), /如果有 有app，您感觉如何？ 喜欢 理应如此 无所谓 能忍受 不喜欢 如果没有 没有app/)
    await browser.send({ 'app.functional': '1', 'app.dysfunctional': '5' })
    await browser.send({}, press.skip('call'))
    assert.deepEqual((await responses())[0]?.answers.ratings, {
      'app.functional': 1, 'app.dysfunctional': 5, 'call.functional': 'dk', 'call.dysfunctional': 'dk',
    })
  })

  test('brings points to a hundred for those who do not add up', async () => {
    const { browser, path } = await opened()
    await browser.open(`${path}?page=3`)
    await browser.send({ 'importance.reliability': '60', 'importance.empathy': '20' })
    assert.equal(browser.status, 422)
    assert.match(browser.text(), /add up to 80; 20 still to give/)
    await browser.send({}, press.balance('importance'))
    assert.deepEqual([browser.form().fields.get('importance.reliability'), browser.form().fields.get('importance.empathy')], ['75', '25'])
    await browser.send()
    assert.equal(browser.place, `${path}?page=4`)
  })

  test('asks for at least one answer before it submits', async () => {
    const { browser, path, responses } = await opened({ definition: twoPart, settings: { paging: 'whole' } })
    await browser.open(`${path}?page=1`)
    await browser.send()
    assert.equal(browser.status, 422)
    assert.match(browser.text(), /Nothing has been answered yet/)
    assert.deepEqual(await responses(), [])
  })

  test('marks what a program did, a straight line and haste, and keeps the answers', async () => {
    const { browser, path, responses } = await opened({ definition: twoPart, settings: { paging: 'whole' } })
    await browser.open(`${path}?page=1`)
    const fields = [...browser.html.matchAll(/id="q-(i\d+\.\w+)"/g)].map(([, key]) => [key!, '4'])
    await browser.send({ ...Object.fromEntries(fields), Website: 'https://spam.example' })
    const [response] = await responses()
    assert.deepEqual(response?.marks, ['fast', 'straight-lined', 'honeypot'])
    assert.equal(Object.keys(response.answers.ratings).length, 24)
  })

  test('offers help once the answers have arrived, and keeps the request apart', async () => {
    const { browser, path, study } = await opened()
    await browser.open(`${path}?page=1`)
    await browser.send(first)
    for (let page = 2; page <= 5; page++) await browser.send()
    assert.match(browser.text(), /May we help you\?.*used only to get back to you/)
    await browser.send({ '~help-text': 'Please call', '~help-contact': '' }, press.help)
    assert.equal(browser.status, 422)
    assert.match(browser.text(), /leave a phone number or e-mail/)
    assert.equal(browser.form().fields.get('~help-text'), 'Please call')
    const { action, fields } = browser.form()
    fields.set('~help-contact', 'someone@example.org')
    fields.set('~help-name', '王 <b>')
    fields.set('~act', 'help')
    await browser.post(action, fields)
    await browser.post(action, fields)
    assert.match(browser.text(), /We will get back to you/)
    const asked = await app.owner.selectFrom('statement').select(['kind', 'text', 'contact']).where('study_id', '=', study.id).execute()
    assert.deepEqual(asked, [{ kind: 'help', text: 'Please call', contact: { name: '王 <b>', email: 'someone@example.org' } }])
  })

  test('saves in the background without going anywhere', async () => {
    const { browser, path } = await opened()
    await browser.open(`${path}?page=2`)
    const { action, fields } = browser.form()
    fields.set('m1.adequate', '4')
    fields.set('~act', 'save')
    await browser.post(action, fields)
    assert.equal(browser.status, 204)
    await browser.open(`${path}?page=2`)
    assert.equal(browser.form().fields.get('m1.adequate'), '4')
  })

})
