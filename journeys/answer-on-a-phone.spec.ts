import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { readLibrary } from '@gap5/server/listen/library.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'
import { assertAccessible, assertFits, openBrowser, phone } from './browser.ts'

describe('a customer answers on a phone', async () => {
  const app = await testApp()
  const { id: orgId } = await testOrganisation(app)
  const browser = await openBrowser()
  const rater = (await readLibrary()).find(({ key }) => key === 'rater-three-column')!

  async function opened(options: BrowserContextOptions, paging: 'item' | 'block' | 'whole' = 'item') {
    const subject = { kind: 'own' as const, name: { en: 'Hengyuan Equipment Service', zh: '恒远设备服务' } }
    const { study, collector } = await testStudy(app, orgId, { definition: rater, settings: { paging }, subject })
    const context = await browser.newContext({ ...phone, ...options })
    const page = await context.newPage()
    const foreign: string[] = []
    page.on('request', (request) => void (request.url().startsWith(app.url) || request.url().startsWith('data:') || foreign.push(request.url())))
    const wrong: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())))
    await page.goto(`${app.url}/s/${collector.slug}`)
    const close = async () => {
      assert.deepEqual([foreign, wrong.filter((text) => !text.includes('422'))], [[], []])
      await context.close()
    }
    return { page, study, close, answers: () => answersOf(study.id) }
  }

  async function answersOf(studyId: string) {
    const row = await app.owner
      .selectFrom('response')
      .innerJoin('response_revision as revision', 'revision.response_id', 'response.id')
      .select(['answers', 'marks', 'language'])
      .where('study_id', '=', studyId)
      .executeTakeFirstOrThrow()
    return row
  }

  const choose = (page: Page, field: string, point: number) => page.locator(`label:has([name="${field}"][value="${point}"])`).click()
  const items = rater.blocks[0]!.items

  for (const javaScriptEnabled of [true, false]) {
    test(`in Chinese, all 22 items in three columns, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
      const { page, answers, close } = await opened({ locale: 'zh-CN', javaScriptEnabled })
      await page.getByRole('link', { name: '开始填写' }).click()
      for (const [index, item] of items.entries()) {
        await page.getByRole('heading', { level: 1, name: item.text.zh.replaceAll('{provider}', '恒远设备服务') }).waitFor()
        if (index === 0) await assertFits(page, 'item')
        if (index === 4) {
          await page.getByRole('button', { name: '没有经历过，跳过这一题' }).click()
          continue
        }
        for (const [column, role] of ['adequate', 'desired', 'perception'].entries()) await choose(page, `${item.key}.${role}`, 5 + column + (index % 2))
        await page.getByRole('button', { name: '下一题' }).click()
      }
      await page.getByLabel('说到做到').fill('40')
      await page.getByLabel('乐于帮忙').fill('60')
      await page.getByRole('button', { name: '下一题' }).click()
      await page.getByLabel('说到做到').waitFor({ state: 'detached' })
      for (;;) {
        const last = page.getByRole('button', { name: '提交' })
        const next = page.getByRole('button', { name: '下一题' })
        await last.or(next.last()).last().waitFor()
        if (await last.isVisible()) break
        const heading = await page.locator('h1').textContent()
        await next.last().click()
        await page.locator('h1', { hasNotText: heading! }).waitFor()
      }
      await page.locator('textarea').fill('工程师很专业 <3')
      await page.getByRole('button', { name: '提交' }).click()
      await page.getByRole('heading', { name: '谢谢！您的回答已收到。' }).waitFor()
      const { answers: kept, language } = await answers()
      assert.equal(language, 'zh')
      assert.equal(kept.ratings[`${items[4]!.key}.perception`], 'na')
      assert.equal(kept.ratings[`${items[21]!.key}.perception`], 8)
      assert.equal(Object.values(kept.ratings).filter((given) => typeof given === 'number').length, 21 * 3 + 5)
      await close()
    })
  }

  test('with big targets and nothing beyond the edge, in both languages, light and dark, page by page and whole', async () => {
    for (const [locale, colorScheme] of [['zh-CN', 'light'], ['en-GB', 'dark']] as const) {
      for (const paging of ['item', 'block', 'whole'] as const) {
        const { page, close } = await opened({ locale, colorScheme }, paging)
        await assertAccessible(page, `cover, ${locale}`)
        await page.locator('a.first').click()
        await page.locator('.scale').first().waitFor()
        const where = `${paging}, ${locale}, ${colorScheme}`
        await assertFits(page, where)
        await assertAccessible(page, where)
        const boxes = await page.locator('.points label').evaluateAll((labels) => labels.map((label) => (label as unknown as { getBoundingClientRect(): { width: number; height: number } }).getBoundingClientRect()).map(({ width, height }) => [width, height]))
        assert.ok(boxes.every(([width, height]) => width! >= 28 && height! >= 40), `${where}: ${JSON.stringify(boxes[0])}`)
        await close()
      }
    }
  })

  test('and sees the end of a scale of eleven points as clearly', async () => {
    const pulse = (await readLibrary()).find(({ key }) => key === 'pulse')!
    const { collector } = await testStudy(app, orgId, { definition: pulse })
    const page = await (await browser.newContext({ ...phone, locale: 'en-GB' })).newPage()
    await page.goto(`${app.url}/s/${collector.slug}?page=1`)
    await assertFits(page, 'eleven points')
    await assertAccessible(page, 'eleven points')
    await page.getByRole('radio', { name: /^10/ }).focus()
    assert.equal(await page.getByRole('radio').count(), 11)
    await page.context().close()
  })

  test('switches the language in the middle and loses nothing', async () => {
    const { page, close } = await opened({ locale: 'zh-CN' })
    await page.getByRole('link', { name: '开始填写' }).click()
    await choose(page, `${items[0]!.key}.adequate`, 6)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Least acceptable').waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    assert.ok(await page.locator(`[name="${items[0]!.key}.adequate"][value="6"]`).isChecked())
    await close()
  })
})
