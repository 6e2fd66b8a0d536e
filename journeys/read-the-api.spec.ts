import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testApp } from '../server/testing/app.ts'
import { assertAccessible, assertFits, desk, openBrowser } from './browser.ts'

describe('somebody connects another system', async () => {
  const app = await testApp()
  const browser = await openBrowser()

  for (const [locale, find, roles] of [['en-GB', 'Find', /Owner, Manager, Researcher/], ['zh-CN', '查找', /所有者、经理、研究员/]] as const) {
    for (const [colorScheme, viewport] of [['light', desk.viewport], ['dark', { width: 390, height: 844 }]] as const) {
      test(`reads what the API does, in ${locale}, ${colorScheme}, ${viewport!.width} pixels wide`, async () => {
        const context = await browser.newContext({ ...desk, locale, colorScheme, viewport })
        const page = await context.newPage()
        page.on('pageerror', (error) => assert.fail(error))
        await page.goto(`${app.url}/api/docs`)
        await assertAccessible(page, 'list of the API')
        await assertFits(page, 'list of the API')
        await page.getByRole('searchbox', { name: find }).fill('post answers of one person')
        await page.waitForFunction(() => document.querySelectorAll('tbody tr:not([hidden])').length < 5)
        await page.getByRole('link', { name: /\/studies\/\{study\}\/responses$/ }).click()
        await page.getByRole('heading', { level: 1, name: 'Send the answers of one person' }).waitFor()
        assert.match((await page.textContent('main')) ?? '', roles)
        assert.match((await page.textContent('pre')) ?? '', /answers: \{\s+ratings\?/)
        await assertAccessible(page, 'an operation')
        await assertFits(page, 'an operation')
        await context.close()
      })
    }
  }

  test('changes the language, and goes back', async () => {
    const context = await browser.newContext({ ...desk, locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto(`${app.url}/api/docs/get-o-org-studies-study-results`)
    await page.getByRole('link', { name: '中文' }).click()
    await page.getByRole('heading', { name: '参数' }).waitFor()
    await page.getByRole('link', { name: /全部接口/ }).click()
    await page.getByRole('heading', { name: '问卷、调查与答卷' }).waitFor()
    await context.close()
  })
})
