import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Board } from '@gap5/contract/measure/boards.ts'
import { simulatedZone } from '@gap5/server/measure/testing/reference-studies.ts'
import { studyWithAnswers } from '@gap5/server/measure/testing/studies-with-answers.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { assertAccessible, assertFits, comesTrue, desk, openBrowser, signedInPage } from './browser.ts'

const branch = { key: 'branch', title: { en: 'Branch', zh: '网点' }, type: 'unit' as const, values: [], settableByLink: false }

describe('a manager who hands on what was read', async () => {
  const app = await testApp({ now: '2026-02-20T08:00:00Z' })
  const here = await testOrganisation(app)
  for (const code of ['North', 'South', 'East', 'West', 'Centre']) {
    await here.owner.fetch(`/api/o/${here.handle}/units`, { method: 'POST', json: { code, kind: 'branch', title: { en: `${code} branch`, zh: `${code}分店` } } })
  }
  const zone = simulatedZone()
  const { study } = await studyWithAnswers(app, here.id, { ...zone, frame: { ...zone.frame, attributes: [branch] } })
  const browser = await openBrowser()
  const page = await signedInPage(browser, app, here.owner)
  const home = `${app.url}/o/${here.handle}`
  const card = (title: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) })
  const kindsNow = async () => {
    const [{ id }] = (await (await here.owner.fetch(`/api/o/${here.handle}/boards`)).json()) as [{ id: string }]
    const { cards } = (await (await here.owner.fetch(`/api/o/${here.handle}/boards/${id}`)).json()) as Board
    return cards.map(({ kind }) => kind)
  }
  let link = ''

  test('makes a board with four cards', async () => {
    await page.goto(`${home}/boards`)
    await page.getByText('No boards yet').waitFor()
    await assertAccessible(page, 'no boards')
    await page.getByRole('button', { name: 'New board' }).click()
    await page.getByRole('group', { name: 'Name' }).getByLabel('English').fill('Monday round')
    await page.getByRole('group', { name: 'Name' }).getByLabel('Chinese').fill('周一例会')
    await page.getByRole('button', { name: 'Make board' }).click()
    await page.getByText('No cards yet').waitFor()
    await page.getByRole('button', { name: 'Add cards' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Study' }).click()
    await page.getByRole('option', { name: 'Test study' }).click()
    for (const wanted of ['Overall (perceived − adequate)', 'Zone of tolerance', /by branch/, 'Responses']) await dialog.getByRole('checkbox', { name: wanted }).first().click()
    await dialog.getByRole('button', { name: 'Add 4 cards' }).click()
    await card('Zone of tolerance').getByRole('group', { name: 'Zone of tolerance' }).waitFor()
    await page.getByText('n 600').first().waitFor()
    await assertAccessible(page, 'board')
    await comesTrue(kindsNow, ['figure', 'levels', 'comparison', 'progress'])
  })

  test('arranges it by keyboard, and takes a removal back', async () => {
    await page.getByRole('button', { name: /^Move “Zone of tolerance”/ }).focus()
    await page.keyboard.press('ArrowLeft')
    await page.getByText('Moved to place 1 of 4').waitFor({ state: 'attached' })
    await card('Responses').getByRole('button', { name: /Change/ }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByText('Card removed').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await card('Responses').waitFor()
    await comesTrue(kindsNow, ['levels', 'figure', 'comparison', 'progress'])
  })

  test('switches all cards to a period and a branch', async () => {
    await page.getByRole('button', { name: /12 months/ }).click()
    await page.getByRole('button', { name: 'Last month' }).click()
    await page.getByRole('button', { name: /^Last month/ }).first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Unit' }).click()
    await page.getByRole('option', { name: 'North branch' }).click()
    await page.waitForURL(/period=last-month.*unit=North|unit=North.*period=last-month/)
    await card('Zone of tolerance').getByText('n 130').waitFor()
    await assertAccessible(page, 'board, switched')
  })

  test('shares it by a link', async () => {
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('menuitem', { name: /Read-only link/ }).click()
    await page.getByRole('dialog').getByLabel('Title').waitFor()
    await assertAccessible(page, 'making a link')
    await page.getByRole('button', { name: 'Make link' }).click()
    link = await page.getByText(/\/shared#[0-9a-f]{32}_[0-9a-f]{40}$/).innerText()
  })

  for (const [locale, heading, mode, width] of [['en-GB', 'Monday round', 'light', 1440], ['zh-CN', '周一例会', 'dark', 390]] as const) {
    test(`is seen by somebody without an account, ${locale}, ${mode}, ${width} px`, async () => {
      const stranger = await browser.newContext({ viewport: { width, height: 844 }, locale, colorScheme: mode })
      const other = await stranger.newPage()
      const outside: string[] = []
      other.on('request', (request) => /\/api\/(?!shared\/)/.test(request.url()) && outside.push(request.url()))
      await other.goto(`${app.url}/shared${new URL(link).hash}`)
      await other.getByRole('heading', { level: 1, name: heading }).waitFor()
      await other.getByText('n 130').first().waitFor()
      assert.deepEqual(outside, [], 'nothing is asked but through the link')
      assert.equal(await other.getByRole('navigation').count(), 0)
      assert.equal(await other.getByRole('link').count(), 0)
      await assertAccessible(other, `shared board, ${locale}`)
      await assertFits(other, `shared board, ${locale}`)
      await stranger.close()
    })
  }

  test('closes the link, and whoever opens it is told politely', async () => {
    await page.goto(`${home}/links`)
    await page.getByText('opened 2 times').waitFor()
    await assertAccessible(page, 'list of links')
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('menuitem', { name: 'Close at once' }).click()
    await page.getByText('closed', { exact: true }).waitFor()
    for (const [locale, sentence] of [['en-GB', /This link shows nothing any more/], ['zh-CN', /该链接已失效/]] as const) {
      const stranger = await browser.newContext({ ...desk, locale })
      const other = await stranger.newPage()
      await other.goto(`${app.url}/shared${new URL(link).hash}`)
      await other.getByText(sentence).waitFor()
      await assertAccessible(other, `closed link, ${locale}`)
      await stranger.close()
    }
  })

  test('takes the report along in both languages', async () => {
    await page.goto(`${home}/studies/${study.handle}/results`)
    await page.getByRole('heading', { name: 'Figures' }).waitFor()
    for (const [language, file] of [['English', /Test study, Report\.pdf/], ['中文', /测试调查, 报告\.pdf/]] as const) {
      await page.getByRole('button', { name: 'Share' }).click()
      await page.getByRole('menuitem', { name: /Report as PDF/ }).click()
      await page.getByRole('radio', { name: language }).click()
      await page.getByRole('dialog').getByText('Sections').waitFor()
      if (language === 'English') await assertAccessible(page, 'report dialog')
      const arriving = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Make report' }).click()
      const download = await arriving
      assert.match(download.suggestedFilename(), file)
      const chunks: Buffer[] = []
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
      assert.equal(Buffer.concat(chunks).subarray(0, 5).toString(), '%PDF-')
    }
  })
})
