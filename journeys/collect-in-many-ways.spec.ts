import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { CollectorLink, Study } from '@gap5/contract/listen/studies.ts'
import { segment } from '@gap5/server/listen/mail/mail-testing.ts'
import { branching } from '@gap5/server/listen/survey/testing/definitions.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { answered } from '@gap5/server/testing/json.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'
import { assertAccessible, assertFits, desk, openBrowser, signedInPage } from './browser.ts'

describe('a researcher collects', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const org = await testOrganisation(app)
  const browser = await openBrowser()
  const researcher = await org.as('researcher')
  const { study } = await testStudy(app, org.id, { definition: branching, attributes: [{ ...segment, settableByLink: true }], settings: { offerHelp: false } })
  const api = `/api/o/${org.handle}/studies/${study.handle}`

  async function opened(path: string, options?: BrowserContextOptions): Promise<Page> {
    const page = await signedInPage(browser, app, researcher, options)
    await page.goto(`${app.url}/o/${org.handle}${path}`)
    return page
  }

  async function collector(title: string): Promise<CollectorLink> {
    const all = await answered<CollectorLink[]>(researcher.fetch(`${api}/collectors`))
    return all.find((one) => one.title === title)!
  }

  async function add(page: Page, kind: RegExp, name: string): Promise<void> {
    await page.getByRole('button', { name: 'Another way' }).click()
    await page.getByRole('radio', { name: kind }).click()
    await page.getByLabel('Name').fill(name)
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
  }

  test('on a kiosk that goes back to the start by itself and keeps nothing of anybody', async () => {
    const page = await opened(`/studies/${study.handle}/collecting`)
    await add(page, /^Kiosk/, 'Front desk')
    await assertAccessible(page, 'kiosk collector')
    await page.context().close()
    const { slug } = await collector('Front desk')

    const context = await browser.newContext({ viewport: { width: 810, height: 1080 } })
    const kiosk = await context.newPage()
    await kiosk.clock.install()
    await kiosk.goto(`${app.url}/s/${slug}`)
    // Time passes only where it is let run: how long a look at the page takes must not count as somebody's absence.
    await kiosk.clock.pauseAt(Date.now() + 60_000)
    const look = async (where: string) => {
      const looked = assertAccessible(kiosk, where).then(() => true)
      while (!(await Promise.race([looked, kiosk.clock.runFor(1).then(() => false)]))); // looking takes timers too
    }
    await look('kiosk start')
    await kiosk.getByRole('link', { name: 'English · Start' }).click()
    await kiosk.locator('[name="overall.satisfaction"][value="5"]').check()
    await kiosk.getByRole('button', { name: 'Next' }).last().click()
    await kiosk.locator('[value="green"]').check()
    await kiosk.getByRole('button', { name: 'Submit' }).click()
    await kiosk.getByText('Your answers have arrived').waitFor()
    await kiosk.clock.runFor(3_000)
    await kiosk.getByText(/Back to the start in \d s/).waitFor()
    await kiosk.clock.runFor(13_000)
    await kiosk.getByRole('link', { name: '中文 · 开始填写' }).waitFor()

    await kiosk.getByRole('link', { name: '中文 · 开始填写' }).click()
    await kiosk.locator('[name="overall.satisfaction"][value="3"]').check()
    await kiosk.clock.runFor(47_000)
    await kiosk.getByRole('dialog', { name: '您还在吗？' }).waitFor()
    await look('kiosk warning')
    await kiosk.getByRole('button', { name: '继续填写' }).click()
    assert.equal(await kiosk.locator('[name="overall.satisfaction"][value="3"]').isChecked(), true)
    await kiosk.clock.runFor(62_000)
    await kiosk.getByRole('link', { name: 'English · Start' }).waitFor()

    await kiosk.getByRole('link', { name: 'English · Start' }).click()
    await kiosk.locator('[name="overall.satisfaction"][value="1"]').check()
    await context.setOffline(true)
    await kiosk.getByRole('button', { name: 'Next' }).last().click()
    await kiosk.getByText('That did not go through.').waitFor()
    await kiosk.clock.runFor(62_000)
    await kiosk.getByRole('heading', { name: '暂时没有网络' }).waitFor()
    assert.equal(await kiosk.getByRole('dialog').count() + await kiosk.locator('form').count(), 0, 'nothing of the one who left')
    await context.setOffline(false)
    await kiosk.clock.runFor(12_000)
    await kiosk.getByRole('link', { name: 'English · Start' }).waitFor()
    assert.deepEqual(await context.cookies(), [])
    assert.equal(await kiosk.evaluate('localStorage.length + sessionStorage.length'), 0)
    assert.equal(await kiosk.evaluate('history.length'), 2, 'nothing to go back to but the blank page')
    await kiosk.route(`**/s/${slug}`, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: (await answer.text()).replace(/data-build="\w+"/, 'data-build="newer"') })
    })
    await Promise.all([kiosk.waitForEvent('framenavigated'), kiosk.clock.runFor(11 * 60_000)])
    await kiosk.getByRole('link', { name: 'English · Start' }).waitFor()
    assert.equal(await kiosk.evaluate('history.length'), 2, 'an update of the product is loaded at rest, in place')
    const drafts = await app.owner.selectFrom('response_draft').select('id').execute()
    assert.deepEqual(drafts, [])
    await context.close()
  })

  test('within a website of another origin, at its full height, and in no other', async () => {
    const page = await opened(`/studies/${study.handle}/collecting`)
    await add(page, /^In a website/, 'Our website')
    const site = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>Shop</title><h1>Shop</h1>${snippet}<p style="height: 2000px">`))
    let snippet = ''
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', () => done()))
    after(() => site.close())
    const { port } = site.address() as AddressInfo
    const card = page.getByRole('region', { name: 'Our website' })
    await card.getByRole('button', { name: 'Change' }).click()
    await page.getByLabel('Websites that may show it').fill(`http://localhost:${port}/shop`)
    await page.getByRole('button', { name: 'Save' }).click()
    await card.getByText(`Shown within http://localhost:${port}`).waitFor()
    await card.frameLocator('iframe').getByText('Preview. Nothing is recorded.').or(card.frameLocator('iframe').getByRole('link', { name: 'Start' })).first().waitFor()
    snippet = await card.locator('pre').innerText()
    await assertAccessible(page, 'embed collector')
    await page.context().close()

    const context = await browser.newContext(desk)
    const shop = await context.newPage()
    // The script may come after the page in the frame.
    await context.route('**/embed.js', async (route) => (await new Promise((done) => setTimeout(done, 1_500)), route.continue()))
    await shop.goto(`http://localhost:${port}/`)
    await shop.waitForFunction(() => document.querySelector('iframe')!.style.height !== '640px')
    const frame = shop.frameLocator('iframe')
    await frame.getByRole('link', { name: 'Start' }).click()
    await frame.locator('[name="overall.satisfaction"][value="2"]').check()
    await shop.evaluate('scrollTo(0, 300)')
    await frame.getByRole('button', { name: 'Next' }).last().click()
    await frame.getByRole('textbox', { name: /What was wrong/ }).waitFor()
    await shop.waitForFunction(() => document.querySelector('iframe')!.getBoundingClientRect().top > -1)
    assert.deepEqual(await context.cookies(), [])
    const refusal = shop.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await shop.goto(`http://127.0.0.1:${port}/`)
    await refusal
    assert.equal(await shop.frameLocator('iframe').getByRole('link', { name: 'Start' }).count(), 0, 'refused where it is not named')
    await context.close()
  })

  test('so many of each kind, sees how far it is, and repeats it in waves', async () => {
    const page = await opened(`/studies/${study.handle}/collecting`, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN', colorScheme: 'dark' })
    await page.getByRole('button', { name: '更多' }).click()
    await page.getByRole('dialog').getByRole('link', { name: '对标' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '设置配额' }).click()
    await page.getByRole('button', { name: '新增配额' }).click()
    await page.getByRole('combobox', { name: '客户群' }).click()
    await page.getByRole('option', { name: '小型' }).click()
    await page.getByRole('textbox', { name: '目标数量' }).fill('1')
    await assertAccessible(page, 'quota dialog')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('客户群：小型').waitFor()
    await answered(researcher.fetch(`${api}/responses`, { method: 'POST', headers: { 'Idempotency-Key': 'a' }, json: { answers: { ratings: { 'overall.satisfaction': 5 }, choices: {}, texts: {} }, attributes: { segment: 'small' } } }), 201)
    await page.getByText('共 1 项，已满 1 项').waitFor()
    await assertFits(page, 'quotas on a phone')
    await page.goto(`${app.url}/o/${org.handle}/studies/${study.handle}`)
    await page.getByRole('button', { name: '新一轮' }).click()
    await page.getByRole('button', { name: '建立新一轮' }).click()
    await page.getByRole('heading', { name: '测试调查 · 第 2 轮' }).waitFor()
    await page.getByRole('link', { name: '第 2 轮' }).click()
    await page.getByText('系列调查，共 2 轮').waitFor()
    await assertAccessible(page, 'series')
    await assertFits(page, 'series on a phone')
    await page.getByRole('combobox', { name: '新一轮' }).click()
    await page.getByRole('option', { name: '每季度' }).click()
    const nextYear = app.clock.now().getFullYear() + 1
    await page.getByLabel('下一轮首日').fill(`${nextYear}-01-31`)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('请选择 1 日至 28 日之间的日期').first().waitFor()
    await page.getByLabel('下一轮首日').fill(`${nextYear}-01-15`)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText(`下一轮将于 ${nextYear}-01-15 开放`).waitFor()
    const waves = await answered<{ studies: Study[] }>(researcher.fetch(`/api/o/${org.handle}/studies`))
    assert.deepEqual(waves.studies.map(({ wave }) => wave), [2, 1])
    await page.context().close()
  })
})
