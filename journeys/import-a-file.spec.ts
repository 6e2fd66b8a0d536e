import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createPool } from '@gap5/server/database.ts'
import { rooms } from '@gap5/server/rooms.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { workOnce } from '@gap5/server/worker.ts'
import { assertAccessible, assertFits, openBrowser, signedInPage } from './browser.ts'

const headings = ['编号', '分店', ...[1, 2, 3, 4].map((n) => `期望${n}`), ...[1, 2, 3, 4].map((n) => `感知${n}`)]
const rows = Array.from({ length: 80 }, (_, i) => [i + 1, i % 2 === 0 ? '北区' : '南区', 7, 6, 7, 5, (i % 7) + 1, 4, 5, ((i * 3) % 7) + 1])
const survey = (change: (row: number) => number) => [headings, ...rows.map((row, i) => row.with(6, change(i)))].map((row) => row.join(';')).join('\r\n')

describe('a researcher with a file', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const org = await testOrganisation(app)
  const browser = await openBrowser()
  const work = async () => {
    const pool = createPool(app.databaseUrl)
    await workOnce(app.deps, rooms, pool)
    await pool.end()
  }

  test('imports it on a phone, gives dimensions, mends a bad row and brings it again', async () => {
    const page = await signedInPage(browser, app, await org.as('researcher'), { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN', colorScheme: 'dark' })
    const look = async (where: string) => {
      await assertAccessible(page, where)
      await assertFits(page, where)
    }
    const next = () => page.getByRole('button', { name: '下一步' }).click()
    const file = (text: string) => page.setInputFiles('input[type=file]', { name: 'survey.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

    await page.goto(`${app.url}/o/${org.handle}/imports/new`)
    await page.getByText('将调查数据文件拖到此处').waitFor()
    await look('upload')
    await file(survey((row) => (row === 4 ? 77 : (row % 7) + 1)))
    await page.getByText('4 组期望与感知（1–7）').waitFor()
    await look('file')
    await next()
    await page.getByText('超出 1–7：77。').waitFor()
    await look('columns')
    await next()
    const kept = page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok() && response.request().postData()!.includes('关怀'))
    await page.getByLabel('维度及其题项').fill('Speed / 速度: 1, 2\nCare / 关怀: 3-4')
    await look('dimensions')
    await kept
    await page.reload()
    assert.match(await page.getByLabel('维度及其题项').inputValue(), /Speed \/ 速度: item1, item2\nCare/)
    await next()
    await page.getByRole('group', { name: '服务提供方名称' }).getByLabel('中文').fill('恒远')
    await look('study')
    await page.getByRole('button', { name: '开始导入' }).click()
    await page.getByText('等待处理').waitFor()
    await work()
    await page.getByText('已导入 79 行，另有部分行待修正。').waitFor()
    await page.getByText('77 超出量表范围 1–7。').waitFor()
    await look('outcome')

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载 CSV' }).click()])
    const refused = (await (await download.createReadStream()).toArray()).join('')
    assert.match(refused, /,问题\r\n5,北区,7,6,7,5,77,/)
    await file(refused.replace(',77,', ',7,'))
    await page.getByText('CSV，UTF-8，逗号分隔，1 行').waitFor()
    for (const _ of [1, 2, 3]) await next()
    await page.getByRole('button', { name: '开始导入' }).click()
    await page.getByText('等待处理').waitFor()
    await work()
    await page.getByText('导入完成：共 1 行。').waitFor()
    await page.getByRole('link', { name: '查看结果' }).waitFor()
  })
})
