import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Download, Page } from 'playwright-core'
import { openSav } from '../server/listen/spss/open-sav.ts'
import { readTable } from '../server/listen/import/table.ts'
import { answeredStudy, oddAnswers } from '../server/measure/testing/exported.ts'
import { testApp } from '../server/testing/app.ts'
import { testOrganisation } from '../server/testing/organisation.ts'
import { assertAccessible, assertFits, desk, openBrowser, signedInPage } from './browser.ts'

describe('a researcher takes answers and pictures to other programs', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const org = await testOrganisation(app)
  const rows = oddAnswers(120)
  const { study } = await answeredStudy(app, org.id, rows)
  const counted = rows.filter(({ marks }) => !marks.includes('honeypot')).length
  const browser = await openBrowser()
  const results = `${app.url}/o/${org.handle}/studies/${study.handle}/results`

  async function open(locale: 'en-GB' | 'zh-CN', more: object = {}): Promise<Page> {
    const page = await signedInPage(browser, app, org.owner, { ...desk, locale, acceptDownloads: true, ...more })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(results)
    await page.getByRole('button', { name: /^(?:Export|导出)$/ }).waitFor()
    return page
  }
  async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, click()])
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }

  const formats = [
    ['Excel workbook', 'Excel 工作簿', 'xlsx'], ['For SPSS', '用于 SPSS', 'sav'], ['For R', '用于 R', 'zip'],
    ['CSV, one row a response', 'CSV，一行一份答卷', 'csv'], ['CSV, one row a rating', 'CSV，一行一个评分', 'csv'], ['Codebook only', '仅变量表', 'csv'],
  ] as const

  for (const [language, locale, at] of [['English', 'en-GB', 0], ['Chinese', 'zh-CN', 1]] as const) {
    test(`saves the answers in every format, in ${language}`, async () => {
      const page = await open(locale)
      const word = (en: string, zh: string) => (at === 0 ? en : zh)
      for (const format of formats) {
        await page.getByRole('button', { name: word('Export', '导出'), exact: true }).click()
        await page.getByRole('menuitem', { name: word('For Excel, SPSS or R', '用于 Excel、SPSS 或 R') }).click()
        const dialog = page.getByRole('dialog', { name: /^(?:Export answers|导出答卷)$/ })
        await dialog.getByText(word(`${counted} responses`, `${counted} 份答卷`)).waitFor()
        assert.match(page.url(), /export=answers/)
        if (format === formats[0]) await assertAccessible(page, `export dialog, ${language}`)
        await dialog.getByRole('radio', { name: format[at] }).click()
        const { name, bytes } = await saved(page, () => dialog.getByRole('button', { name: word('Save file', '保存文件') }).click())
        assert.ok(name.startsWith(word('Test study', '测试调查')) && name.endsWith(`.${format[2]}`), name)
        if (format[2] === 'sav') assert.equal([...openSav(bytes).rows()].length, counted)
        if (format[2] === 'xlsx') assert.equal([...readTable(bytes).rows()].length, counted)
        assert.ok(bytes.length > 500, name)
        await dialog.waitFor({ state: 'detached' })
      }
      await page.context().close()
    })
  }

  test('takes the figures as a workbook, and a narrowed view as narrowed answers', async () => {
    const page = await open('en-GB')
    await page.goto(`${results}?a.branch=north&export=answers`)
    const dialog = page.getByRole('dialog', { name: /^(?:Export answers|导出答卷)$/ })
    await dialog.getByText('Branch: North branch').waitFor()
    await dialog.getByRole('radio', { name: 'CSV, one row a response' }).click()
    await dialog.getByRole('checkbox', { name: /Mark the file as UTF-8/ }).click()
    const { bytes } = await saved(page, () => dialog.getByRole('button', { name: 'Save file' }).click())
    assert.equal(bytes.subarray(0, 11).toString(), 'response_id', 'no mark where none is wanted')
    const north = rows.filter(({ marks, attributes }) => !marks.includes('honeypot') && attributes['branch'] === 'north').length
    assert.equal([...readTable(bytes).rows()].length, north)
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const figures = await saved(page, () => page.getByRole('menuitem', { name: 'All tables (Excel)' }).click())
    assert.ok(readTable(figures.bytes).sheets.includes('Gaps'))
    await page.context().close()
  })

  test('an export that is refused says why, and one that is let go leaves the page as it was', async () => {
    const page = await open('en-GB')
    await page.goto(`${results}?export=answers`)
    const dialog = page.getByRole('dialog', { name: /^(?:Export answers|导出答卷)$/ })
    await page.route('**/export/answers/**', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ title: 'The disk is full.' }) }))
    await dialog.getByRole('button', { name: 'Save file' }).click()
    await dialog.getByText('The disk is full.').waitFor()
    await page.unroute('**/export/answers/**')
    await page.route('**/export/answers/**', () => {})
    await dialog.getByRole('button', { name: 'Save file' }).click()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.doesNotMatch(page.url(), /export=/)
    await page.context().close()
  })

  test('saves a chart by the keyboard, in light colours whatever the screen, and pastes its table', async () => {
    const page = await open('zh-CN', { colorScheme: 'dark' })
    const menu = page.getByRole('button', { name: /^保存或复制/ }).first()
    const choose = async (name: RegExp) => {
      await page.getByRole('menu').waitFor({ state: 'detached' })
      await menu.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name }).waitFor()
      while (!(await page.getByRole('menuitem', { name }).evaluate((item) => item.hasAttribute('data-highlighted')))) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    }
    const svg = await saved(page, () => choose(/保存为 SVG/))
    const text = svg.bytes.toString('utf8')
    assert.match(svg.name, /^测试调查, .*\.svg$/)
    for (const part of ['<rect width="760"', 'fill="#ffffff"', 'font-family=', `n ${counted}`, '全部时间', 'Gap5']) assert.ok(text.includes(part), part)
    assert.doesNotMatch(text, /class=|var\(|oklab|color-mix|tabindex|aria-/)
    const png = await saved(page, () => choose(/保存为 PNG/))
    assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG')
    assert.equal(png.bytes.readUInt32BE(16), 2 * Number(/width="(\d+)"/.exec(text)![1]))
    const csv = await saved(page, () => choose(/表格存为 CSV/))
    const [heading, first] = csv.bytes.toString('utf8').split('\r\n')
    assert.match(heading!, /95% 下限,95% 上限/)
    assert.match(first!, /\d\.\d{6,}/)
    await choose(/复制表格/)
    await page.getByText('表格已复制').waitFor()
    const [plain, html] = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      return Promise.all(['text/plain', 'text/html'].map(async (type) => (await item!.getType(type)).text()))
    })
    assert.ok(plain!.split('\n').length > 2 && plain!.includes('\t'))
    assert.match(html!, /<table[\s\S]*<\/table>/)
    await choose(/复制图形/)
    await page.getByText('图形已复制').waitFor()
    assert.ok(await page.evaluate(async () => (await navigator.clipboard.read())[0]!.types.includes('image/png')))
    await page.context().close()
  })

  test('on a phone everything fits and can be reached', async () => {
    const page = await open('zh-CN', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    await page.goto(`${results}?export=answers`)
    const dialog = page.getByRole('dialog', { name: /^(?:Export answers|导出答卷)$/ })
    await dialog.getByRole('radio', { name: '用于 SPSS' }).click()
    await assertAccessible(page, 'export dialog on a phone')
    await assertFits(page, 'export dialog on a phone')
    const { name } = await saved(page, () => dialog.getByRole('button', { name: '保存文件' }).click())
    assert.match(name, /\.sav$/)
    await page.context().close()
  })
})
