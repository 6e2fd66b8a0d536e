import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { inOrganisation } from '@gap5/server/database.ts'
import { acceptMany } from '@gap5/server/listen/intake.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'
import { assertAccessible, assertFits, desk, openBrowser, phone, signedInPage } from './browser.ts'

describe('a customer asks what is known of her, and to be forgotten', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const here = await testOrganisation(app)
  const { study, collector } = await testStudy(app, here.id)
  const manager = await here.as('manager')
  const browser = await openBrowser()
  await answerAs('Lin Example', 'lin@example.org', '请回电')
  await answerAs('Bo Example', 'bo@example.org', 'Lin Example was kind')

  test('he finds her by her address, sees what is known, and saves it for her', async () => {
    const page = await open(desk, 'en-GB')
    await page.getByLabel('Whom').fill('nobody@example.org')
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText('Nothing is known of “nobody@example.org”').waitFor()
    await looksRight(page, 'nobody')
    await page.getByLabel('Whom').fill('Lin Example')
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText('Found in 2 places').waitFor()
    assert.equal(await page.getByRole('checkbox', { checked: true }).count(), 1, 'words that only mention her are not chosen')
    await page.getByRole('rowheader', { name: 'Words and contact' }).waitFor()
    await looksRight(page, 'found')
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a page' }).click()])
    const text = readFileSync(await saved.path(), 'utf8')
    assert.match(text, /lin@example\.org/)
    assert.ok(!text.includes('bo@example.org'))
    const [data] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as data (JSON)' }).click()])
    assert.match(data.suggestedFilename(), /\.json$/)
    assert.ok(JSON.parse(readFileSync(await data.path(), 'utf8')).sections.length >= 3)
    await page.context().close()
  })

  test('in Chinese on a phone he erases her, asked once; her scores stay', async () => {
    const page = await open(phone, 'zh-CN')
    await page.getByLabel('查找对象').fill('lin@example.org')
    await page.getByRole('button', { name: '查找' }).click()
    await page.getByText('在 1 处找到').waitFor()
    await looksRight(page, 'found on a phone')
    await page.getByRole('button', { name: '清除……' }).click()
    await page.getByRole('alertdialog').waitFor()
    await looksRight(page, 'asked once')
    await page.getByRole('button', { name: '清除个人信息' }).click()
    await page.getByText('没有“lin@example.org”的数据').waitFor()
    await page.context().close()
    const { rows } = await sql<{ n: number; said: number }>`
      select (select count(*) from response_revision where org_id = ${here.id})::int as n,
        (select count(*) from statement where org_id = ${here.id} and contact is not null)::int as said`.execute(app.owner)
    assert.deepEqual(rows, [{ n: 2, said: 1 }])
  })

  test('the trail tells that it was done, and names nobody', async () => {
    const page = await open(desk, 'en-GB', 'audit')
    await page.getByText('erased a person').waitFor()
    await page.getByText('handed out what is known of a person').first().waitFor()
    assert.ok(!(await page.getByRole('main').innerText()).includes('Lin'))
    await page.context().close()
  })

  async function open(device: typeof desk, locale: string, place = 'persons'): Promise<Page> {
    const page = await signedInPage(browser, app, manager, { ...device, locale, timezoneId: 'Asia/Shanghai', acceptDownloads: true })
    await page.goto(`${app.url}/o/${here.handle}/settings/${place}`)
    return page
  }

  async function answerAs(name: string, email: string, text: string): Promise<void> {
    const ratings = { 'l1.adequate': 4, 'l1.desired': 8, 'l1.perception': 5 }
    const row = {
      externalId: email, answers: { ratings, choices: {}, texts: { why: text } }, attributes: {}, language: 'zh' as const, startedAt: null,
      submittedAt: app.clock.now(), marks: [], help: { text: '请联系', contact: { name, email } }, body: { name },
    }
    await inOrganisation(app.db, here.id, (trx) => acceptMany(trx, { orgId: here.id, studyId: study.id, collectorId: collector.id, channel: 'api', receivedAt: app.clock.now() }, [row]))
  }
})

async function looksRight(page: Page, where: string): Promise<void> {
  await assertAccessible(page, where)
  await assertFits(page, where)
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${where.replaceAll(' ', '-')}.png`, fullPage: true })
}
