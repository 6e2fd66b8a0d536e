import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Study } from '@gap5/contract/listen/studies.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { answered } from '@gap5/server/testing/json.ts'
import { testOrganisation, type TestCaller } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'
import { assertAccessible, assertFits, openBrowser, signedInPage } from './browser.ts'

describe('a researcher', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const org = await testOrganisation(app)
  const browser = await openBrowser()
  const home = `${app.url}/o/${org.handle}`

  async function opened(caller: TestCaller, path: string, options?: BrowserContextOptions): Promise<Page> {
    const page = await signedInPage(browser, app, caller, options)
    await page.goto(`${home}${path}`)
    return page
  }

  test('goes from nothing to a link on a phone, in Chinese, and loses nothing on the way', async () => {
    const page = await opened(await org.as('researcher'), '/studies', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN', colorScheme: 'dark' })
    await page.getByText('还没有调查').waitFor()
    await assertAccessible(page, 'empty list')
    await page.getByRole('link', { name: '新建调查' }).first().click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('请选择一份问卷。').first().waitFor()
    await page.getByRole('radio', { name: /RATER 三栏问卷/ }).click()
    await page.getByRole('button', { name: '手机预览' }).click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Test organisation uses up-to-date equipment and systems').waitFor()
    await page.getByRole('button', { name: '关闭' }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '接触点' }).click()
    await assertAccessible(page, 'attributes')
    await assertFits(page, 'attributes')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('group', { name: /调查标题/ }).getByLabel('中文').fill('售后回访')
    await page.reload()
    assert.equal(await page.getByRole('group', { name: /调查标题/ }).getByLabel('中文').inputValue(), '售后回访')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('售后回访').waitFor()
    await page.getByRole('button', { name: '发布并获取链接' }).click()
    await page.getByRole('img', { name: /二维码/ }).waitFor()
    const link = await page.getByText(/\/s\/[2-9a-z]{10}$/).innerText()
    await assertAccessible(page, 'collecting')
    await page.goto(link)
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.match(await page.locator('body').innerText(), /测试组织/)
    await page.context().close()
  })

  test('makes Kano pairs from a list of features', async () => {
    const page = await opened(await org.as('researcher'), '/studies/new?library=kano-pairs')
    await page.getByRole('textbox', { name: 'Features' }).fill('photo report | 照片报告\nremote diagnosis')
    await page.getByText('If Test organisation does not offer this: remote diagnosis. How do you feel?').first().waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('group', { name: /Title of the study/ }).getByLabel('English').fill('Features 2026')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('Kano pairs · 2 features').waitFor()
    await page.getByRole('button', { name: 'Publish and get the link' }).click()
    await page.getByRole('button', { name: 'Copy link' }).waitFor()
    await page.getByRole('link', { name: 'Questionnaires' }).click()
    await page.getByRole('link', { name: /Kano pairs/ }).click()
    await page.getByText('照片报告').first().waitFor()
    await page.context().close()
  })

  test('sees an answer come in without reloading', async () => {
    const { study } = await testStudy(app, org.id)
    const page = await opened(await org.as('researcher'), `/studies/${study.handle}`)
    await page.getByText('Waiting for the first answer').waitFor()
    const key = await org.withKey('researcher')
    const answers = { ratings: { 'l1.adequate': 5, 'l1.desired': 8, 'l1.perception': 6 }, texts: { why: '<img src=x onerror=alert(1)> 很好' } }
    await answered(key.fetch(`/api/o/${org.handle}/studies/${study.handle}/responses`, { method: 'POST', json: { externalId: 'one', answers } }), 201)
    await page.getByText('9 more answers and figures are shown').waitFor()
    await page.getByRole('link', { name: /Answers/ }).click()
    await page.locator('tbody a').first().click()
    await page.getByText('<img src=x onerror=alert(1)> 很好').waitFor()
    await assertAccessible(page, 'one answer')
    await page.context().close()
  })

  test('sets how many answers there may be, is told when it is full, and allows more', async () => {
    const { study, collector } = await testStudy(app, org.id)
    const page = await opened(await org.as('researcher'), `/studies/${study.handle}/settings`)
    const maximum = page.getByRole('textbox', { name: 'Answers at most' })
    const save = async (value: string) => {
      await maximum.fill(value)
      await page.getByRole('button', { name: 'Save' }).click()
    }
    await save('1.5')
    await page.getByText('Enter a whole number from 1, or leave it empty.').first().waitFor()
    await save('1')
    await page.getByText('Saved').waitFor()
    const key = await org.withKey('researcher')
    const answers = { ratings: { 'l1.adequate': 5, 'l1.desired': 8, 'l1.perception': 6 } }
    await answered(key.fetch(`/api/o/${org.handle}/studies/${study.handle}/responses`, { method: 'POST', json: { externalId: 'one', answers } }), 201)
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByText('The study has the one answer it may have').waitFor()
    await assertAccessible(page, 'full')
    const visitor = await page.context().newPage()
    await visitor.goto(`${app.url}/s/${collector.slug}?lang=zh`)
    await visitor.getByRole('heading', { name: '本次调查的名额已满' }).waitFor()
    await assertAccessible(visitor, 'full survey')
    await page.getByRole('link', { name: 'Studies', exact: true }).first().click()
    await page.getByRole('row', { name: /Full/ }).waitFor()
    await page.goto(`${home}/studies/${study.handle}`)
    await page.getByRole('link', { name: 'Allow more answers' }).click()
    await save('')
    await page.getByText('Saved').waitFor()
    await visitor.reload()
    await visitor.getByRole('link', { name: '开始填写' }).waitFor()
    await page.context().close()
  })

  test('types at once into a page that has only just come, and loses no key', async () => {
    const { study } = await testStudy(app, org.id)
    const page = await opened(await org.as('researcher'), `/studies/${study.handle}`)
    await page.evaluate('{ const soon = requestAnimationFrame; window.requestAnimationFrame = (then) => setTimeout(() => soon(then), 400) }')
    await page.getByRole('main').getByRole('link', { name: 'Settings' }).click()
    const maximum = page.getByRole('textbox', { name: 'Answers at most' })
    await maximum.focus()
    await page.waitForTimeout(800)
    await page.keyboard.type('25')
    assert.equal(await maximum.inputValue(), '25')
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.locator('h1:focus').waitFor()
    await page.context().close()
  })

  test('who changes what a colleague changed meanwhile is told and keeps what was typed', async () => {
    const { study } = await testStudy(app, org.id)
    const [mine, theirs] = await Promise.all(['researcher', 'manager'].map(async (role) => opened(await org.as(role as 'researcher'), `/studies/${study.handle}/settings`)))
    const english = (page: Page, group: RegExp) => page.getByRole('group', { name: group }).getByLabel('English')
    const [title, named] = [/Title of the study/, /Name in the questions/]
    await english(mine!, title).fill('Mine')
    await english(theirs!, title).fill('Theirs')
    await english(theirs!, named).fill('Their service')
    await theirs!.getByRole('button', { name: 'Save' }).click()
    await theirs!.getByText('Saved').waitFor()
    await mine!.getByText('Somebody else changed this study meanwhile').waitFor()
    await mine!.getByRole('button', { name: 'Take over the new state' }).click()
    assert.deepEqual([await english(mine!, title).inputValue(), await english(mine!, named).inputValue()], ['Mine', 'Their service'])
    await english(mine!, title).fill('Both of us')
    await mine!.getByRole('button', { name: 'Save' }).click()
    await mine!.getByRole('heading', { level: 1, name: 'Both of us' }).waitFor()
    const kept = await answered<Study>(org.owner.fetch(`/api/o/${org.handle}/studies/${study.handle}`))
    assert.deepEqual([kept.title.en, kept.subject.name.en], ['Both of us', 'Their service'])
    await Promise.all([mine, theirs].map((page) => page!.context().close()))
  })
})
