import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { OpenDraft } from '@gap5/contract/listen/draft.ts'
import type { Instrument, Study } from '@gap5/contract/listen/studies.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { answered } from '@gap5/server/testing/json.ts'
import { testOrganisation, type TestCaller } from '@gap5/server/testing/organisation.ts'
import { assertAccessible, assertFits, comesTrue, desk, openBrowser, signedInPage } from './browser.ts'

const pasted = [
  ['No', 'Item', '题目', 'Dimension', 'Reversed'],
  ['1', 'The technician came on time', '技师准时到达', 'Punctuality / 准时', ''],
  ['2', 'Waiting took too long', '等候时间太长', 'Punctuality', 'R'],
  ['3', 'Staff were friendly and competent', '员工友好并且专业', 'People / 人员', ''],
  ['4', '', '', 'People', 'R'],
  ['5', 'I was told what comes next', '', 'People', 'maybe'],
]
  .map((row) => row.join('\t'))
  .join('\n')

describe('a researcher who writes a questionnaire of her own', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const org = await testOrganisation(app)
  const researcher = await org.as('researcher')
  const browser = await openBrowser()
  const home = `${app.url}/o/${org.handle}`
  const api = `/api/o/${org.handle}`

  async function opened(path: string, options?: BrowserContextOptions, caller: TestCaller = researcher): Promise<Page> {
    const page = await signedInPage(browser, app, caller, options)
    await page.goto(`${home}${path}`)
    return page
  }

  const create = (json: unknown) => answered<Instrument>(researcher.fetch(`${api}/instruments`, { method: 'POST', json }), 201)
  const draftOf = (id: string) => answered<OpenDraft>(researcher.fetch(`${api}/instruments/${id}/draft`))
  const saved = (page: Page) => page.getByRole('status').filter({ hasText: /Saved|已保存/ }).waitFor()
  const question = (page: Page, place: number, language = 'English') => page.getByRole('textbox', { name: `Question ${place}, ${language}` })

  test('pastes a table, mends what is weak, publishes, asks it, and sees what the next version changes', async () => {
    const page = await opened('/instruments')
    await page.getByRole('link', { name: 'New questionnaire' }).click()
    await page.getByRole('textbox', { name: 'English' }).fill('Visits')
    await page.getByRole('textbox', { name: 'Chinese' }).fill('上门服务')
    await assertAccessible(page, 'beginning')
    await page.getByRole('button', { name: 'Begin with a table' }).click()
    await page.getByRole('textbox', { name: 'Paste from a spreadsheet' }).fill(pasted)
    await page.getByRole('button', { name: 'Read it' }).click()
    await page.getByText('4 of 5 rows become questions; 2 need a look.').waitFor()
    await page.getByText('Expected: yes or no, 1 or 0, R or blank; taken as not reversed').waitFor()
    await assertAccessible(page, 'table')
    await page.getByRole('button', { name: 'Add 4 questions' }).click()
    await saved(page)
    await assertAccessible(page, 'editor')

    await page.getByText('Perhaps two questions in one (“and”)').waitFor()
    await question(page, 3).fill('Staff were friendly')
    await question(page, 3, 'Chinese').fill('员工友好')
    await page.getByText('Perhaps two questions in one').waitFor({ state: 'detached' })
    await page.getByText('No Chinese').waitFor()
    await question(page, 4, 'Chinese').fill('我知道接下来会怎样')
    await page.getByRole('button', { name: 'Checks' }).click()
    await page.getByText('Nothing weakens the results').waitFor()
    await assertAccessible(page, 'checks')

    await page.getByRole('button', { name: 'Questions', exact: true }).click()
    await page.getByRole('button', { name: 'Details of question 3' }).click()
    const phone = page.frameLocator('iframe')
    await phone.getByRole('heading', { name: 'Staff were friendly' }).waitFor()
    assert.ok((await page.locator('iframe').boundingBox())!.width <= 390)
    await page.getByRole('region', { name: 'Preview on a phone' }).getByRole('button', { name: '中文' }).click()
    await phone.getByRole('heading', { name: '员工友好' }).waitFor()
    await phone.getByRole('radio', { name: /^7/ }).check()
    await phone.getByRole('button', { name: '下一题' }).last().click()
    await phone.getByRole('heading', { name: '我知道接下来会怎样' }).waitFor()
    assert.deepEqual(await app.owner.selectFrom('response_draft').select('id').execute(), [])

    await page.getByRole('button', { name: 'Publish…' }).click()
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('Version 1, published').waitFor()
    await page.getByRole('link', { name: 'Use in a study' }).click()
    await page.getByRole('radio', { name: /Visits · yours/, checked: true }).waitFor()
    const [instrument] = await answered<Instrument[]>(researcher.fetch(`${api}/instruments`))
    const study = await answered<Study>(researcher.fetch(`${api}/studies`, { method: 'POST', json: { title: { en: 'Visits', zh: '上门' }, subject: { kind: 'own', name: { en: 'We', zh: '我们' } }, instrumentId: instrument!.id } }), 201)
    await answered(researcher.fetch(`${api}/studies/${study.handle}/publication`, { method: 'POST', headers: { 'If-Match': `"${study.revision}"` } }))
    const collector = await answered<{ slug: string }>(researcher.fetch(`${api}/studies/${study.handle}/collectors`, { method: 'POST', json: { kind: 'open', title: 'Link' } }), 201)
    const visitor = await page.context().newPage()
    await visitor.goto(`${app.url}/s/${collector.slug}?lang=en&page=1`)
    for (let place = 1; place <= 5; place++) {
      await visitor.getByText(`${place} / 5`).waitFor()
      await visitor.getByRole('radio', { name: /^6/ }).check()
      await visitor.locator('footer').getByRole('button').last().click()
    }
    await visitor.getByRole('heading', { name: 'Thank you. Your answers have arrived.' }).waitFor()

    await page.goto(`${home}/instruments/${instrument!.id}`)
    await page.getByRole('button', { name: 'Edit as version 2' }).click()
    await question(page, 1).fill('The technician arrived at the time agreed')
    await page.getByRole('button', { name: 'Remove question 2' }).click()
    await saved(page)
    await page.getByRole('button', { name: 'Publish…' }).click()
    await page.getByText('3 of 5 answers of version 1 can be compared with version 2 as they are').waitFor()
    await page.getByRole('button', { name: /^Publish/ }).last().click()
    await page.getByText('Version 2, published').waitFor()
    await page.getByRole('link', { name: 'Versions' }).click()
    await page.getByRole('heading', { level: 1, name: /3 of 5 answers/ }).waitFor()
    await page.locator('del', { hasText: 'came' }).waitFor()
    await page.locator('ins', { hasText: 'arrived at the' }).waitFor()
    await page.getByRole('link', { name: 'Visits' }).last().waitFor()
    await assertAccessible(page, 'versions')
    await page.context().close()
  })

  test('orders questions with the keyboard alone, undoes it, and finds everything again after a reload', async () => {
    const { id } = await create({ from: 'library', key: 'pulse' })
    const { document } = await draftOf(id)
    const items = (page: Page) => page.getByRole('textbox', { name: /^Question \d, English$/ }).evaluateAll((fields) => (fields as unknown as { value: string }[]).map(({ value }) => value.slice(0, 8)))
    const page = await opened(`/instruments/${id}/edit?block=${document.blocks[0]!.key}`)
    await page.getByRole('button', { name: 'Question', exact: true }).click()
    await question(page, 2).fill('Another')
    await page.getByRole('button', { name: /Move question 2/ }).first().focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByText('Moved to place 1 of 2').waitFor()
    assert.deepEqual(await items(page), ['Another', 'How like'])
    assert.equal(await page.evaluate('document.activeElement.id.startsWith("handle-")'), true, 'the focus stays with the question')
    await page.keyboard.press('Control+z')
    assert.deepEqual(await items(page), ['How like', 'Another'])
    await page.keyboard.press('Control+z')
    assert.deepEqual(await items(page), ['How like', ''])
    await page.keyboard.press('Control+Shift+z')
    await page.keyboard.press('Control+Shift+z')
    assert.deepEqual(await items(page), ['Another', 'How like'])
    await page.getByRole('button', { name: /Move question 1: / }).dragTo(question(page, 2), { targetPosition: { x: 60, y: 30 } })
    await comesTrue(() => items(page), ['How like', 'Another'])
    await page.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click()
    assert.deepEqual(await items(page), ['Another', 'How like'])
    await saved(page)
    await page.reload()
    await question(page, 2).waitFor()
    assert.deepEqual(await items(page), ['Another', 'How like'])
    await page.context().close()
  })

  test('loses nothing when the line goes, or a colleague writes too', async () => {
    const { id } = await create({ from: 'library', key: 'pulse' })
    const path = `/instruments/${id}/edit?block=loyalty`
    const mine = await opened(path)
    await question(mine, 1).waitFor()
    await mine.context().setOffline(true)
    await question(mine, 1).fill('Written without a line')
    await mine.getByText('No connection: kept in this tab').waitFor()
    await mine.keyboard.press('Control+z')
    await saved(mine)
    await mine.keyboard.press('Control+Shift+z')
    await mine.context().setOffline(false)
    await mine.getByText('No connection').waitFor({ state: 'detached' })
    await saved(mine)
    assert.equal((await draftOf(id)).document.blocks[0]!.items[0]!.text.en, 'Written without a line')

    const theirs = await opened(path, { ...desk, locale: 'zh-CN' }, await org.as('manager'))
    await theirs.getByRole('textbox', { name: '第 1 题，中文' }).fill('对方改的')
    await saved(theirs)
    await question(mine, 1).fill('Mine')
    await mine.getByText('Put together with what somebody else changed meanwhile').waitFor()
    await saved(mine)
    assert.deepEqual((await draftOf(id)).document.blocks[0]!.items[0]!.text, { en: 'Mine', zh: '对方改的' })

    await theirs.reload()
    await theirs.getByRole('textbox', { name: '第 1 题，英文' }).fill('Theirs')
    await saved(theirs)
    await question(mine, 1).fill('Mine again')
    await mine.getByText('Somebody else changed the same words').waitFor()
    await assertAccessible(mine, 'conflict')
    await mine.getByRole('button', { name: 'Keep mine' }).click()
    await saved(mine)
    assert.equal((await draftOf(id)).document.blocks[0]!.items[0]!.text.en, 'Mine again')
    const aside = (await answered<Instrument[]>(researcher.fetch(`${api}/instruments`))).find(({ definition }) => definition.title.en.endsWith('(set aside)'))
    assert.equal(aside?.definition.blocks[0]!.items[0]!.text.en, 'Theirs')
    await Promise.all([mine, theirs].map((page) => page.context().close()))
  })

  test('works on a phone in Chinese, with conditions built by choosing', async () => {
    const { id } = await create({ from: 'library', key: 'after-service' })
    const page = await opened(`/instruments/${id}/edit?block=fixed&item=open`, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN', colorScheme: 'dark' })
    await page.getByRole('combobox', { name: '条件 1：题目' }).waitFor()
    await assertFits(page, 'details')
    await assertAccessible(page, 'details')
    await page.getByRole('combobox', { name: '条件 1：题目' }).selectOption({ label: '1. 技师按约定时间到达' })
    await page.getByRole('combobox', { name: '条件 1：取值' }).selectOption('2')
    await saved(page)
    assert.deepEqual((await draftOf(id)).document.blocks[1]!.items[1]!.showIf, [{ variable: 'punctual.perception', is: 'atMost', value: 2 }])
    await page.getByRole('button', { name: '预览', exact: true }).click()
    await page.frameLocator('iframe').getByRole('heading', { name: '还有什么没有解决？' }).waitFor()
    await assertFits(page, 'preview')
    for (const part of ['scales', 'dimensions', 'about']) {
      await page.goto(`${home}/instruments/${id}/edit?part=${part}`)
      await page.getByRole('combobox', { name: '部分' }).waitFor()
      await assertFits(page, part)
      await assertAccessible(page, part)
    }
    await page.goto(`${home}/instruments?looking=ecsi`)
    await page.frameLocator('iframe').getByRole('link', { name: '开始填写' }).waitFor()
    await assertAccessible(page, 'library preview')
    await page.context().close()
  })
})
