import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { sendMail, findDueMail } from '@gap5/server/listen/mail/send-mail.ts'
import { segment } from '@gap5/server/listen/mail/mail-testing.ts'
import { branching } from '@gap5/server/listen/survey/testing/definitions.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testMailServer } from '@gap5/server/testing/mail-server.ts'
import { testOrganisation, type TestCaller } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'
import { assertAccessible, assertFits, desk, openBrowser, signedInPage } from './browser.ts'

const days = 24 * 60 * 60_000

describe('a service manager invites customers by e-mail', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const server = await testMailServer()
  const org = await testOrganisation(app)
  const browser = await openBrowser()
  const { study } = await testStudy(app, org.id, { definition: branching, attributes: [segment] })
  const manager = await org.as('manager')
  const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN', colorScheme: 'dark' }

  async function opened(caller: TestCaller, path: string, options?: BrowserContextOptions): Promise<Page> {
    const page = await signedInPage(browser, app, caller, options)
    await page.goto(`${app.url}/o/${org.handle}${path}`)
    return page
  }

  async function deliver(): Promise<void> {
    await findDueMail(app.deps)
    await sendMail(app.deps, { orgId: org.id })
  }

  const linkTo = (address: string) => /https?:\/\/[^/\s]+(\/s\/\S+)/.exec(server.received.find(({ to }) => to === address)!.text)![1]!

  test('sets up the mail server and hears that a test message went out', async () => {
    const page = await opened(manager, '/settings/mail')
    await page.getByText('No mail can be sent yet').waitFor()
    await page.getByLabel('Server').fill('127.0.0.1')
    await page.getByRole('textbox', { name: 'Port' }).fill(String(server.port))
    await page.getByRole('combobox', { name: 'Encryption' }).click()
    await page.getByRole('option', { name: /None/ }).click()
    await page.getByLabel('Sender address').fill('surveys@example.org')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Mail goes out by 127.0.0.1').waitFor()
    await page.getByLabel('To', { exact: true }).fill('me@example.org')
    await page.getByRole('button', { name: 'Send a test message' }).click()
    await page.getByText('The server took it').waitFor()
    assert.deepEqual(server.received.map(({ to }) => to), ['me@example.org'])
    server.refuse.set('me@example.org', '550 5.7.1 not from you')
    await page.getByRole('button', { name: 'Send a test message' }).click()
    await page.getByText(/It said: 550 5\.7\.1 not from you/).first().waitFor()
    await assertAccessible(page, 'mail settings')
    await page.context().close()
    server.received.length = 0
  })

  test('pastes people, sees what was understood, sends, and watches them come', async () => {
    const page = await opened(manager, `/studies/${study.handle}/invitations`)
    await page.getByText('Nobody invited yet').waitFor()
    await assertAccessible(page, 'no mailing yet')
    await page.getByRole('button', { name: 'New mailing' }).click()
    await page.getByLabel('Name').fill('April')
    await page.getByRole('button', { name: 'Go on to people and text' }).click()
    await page.getByLabel('Paste a list').fill('email,name,language,segment\nann@example.org,Ann Lee,en,Small\nlin@example.org,林女士,zh,大型\nbo@example.org,Bo,en,Small\nnot an address,X,en,Small')
    await page.getByRole('button', { name: 'Read the list' }).click()
    await page.getByText('3 people can be added').waitFor()
    await page.getByText('1 row does not fit').waitFor()
    await assertAccessible(page, 'list read')
    await page.getByRole('button', { name: 'Add 3 people' }).click()
    await page.getByText('lin@example.org').first().waitFor()
    await page.frameLocator('iframe').getByText(/Dear Ms Lin/).waitFor()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('button', { name: 'Send invitations' }).click()
    await page.getByText('Mails go out').waitFor()
    await deliver()
    await page.getByText('Sent, reminders to come').waitFor()
    assert.deepEqual(server.received.map(({ to }) => to), ['ann@example.org', 'lin@example.org', 'bo@example.org'])
    await assertAccessible(page, 'mailing sent')
    await page.context().close()
  })

  test('hears from those who follow the link of their mail, and reminds only the others', async () => {
    const context = await browser.newContext({ ...phone, colorScheme: 'light' })
    const page = await context.newPage()
    await page.goto(`${app.url}${linkTo('lin@example.org')}`)
    await page.getByRole('link', { name: '开始填写' }).click()
    await page.locator('[name="overall.satisfaction"][value="5"]').check()
    await page.getByRole('button', { name: '下一题' }).last().click()
    await page.locator('[value="green"]').check()
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('您的回答已收到').waitFor()
    await context.close()
    server.received.length = 0
    app.clock.advance(4 * days)
    await deliver()
    assert.deepEqual(server.received.map(({ to }) => to).sort(), ['ann@example.org', 'bo@example.org'])
    assert.match(server.received[0]!.headers.get('subject') ?? '', /A reminder/)
  })

  test('leaves alone who unsubscribes, on a page in their language', async () => {
    const mail = server.received.find(({ to }) => to === 'bo@example.org')!
    const context = await browser.newContext({ ...desk, locale: 'zh-CN', javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${app.url}${/(\/unsubscribe\/\S+)/.exec(mail.text)![1]}`)
    await page.getByRole('heading', { name: 'Unsubscribe?' }).waitFor()
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor()
    await context.close()
    server.received.length = 0
    app.clock.advance(5 * days)
    await deliver()
    assert.deepEqual(server.received.map(({ to }) => to), ['ann@example.org'])
  })

  test('reads the response rate with the reasons of loss, in Chinese, on a phone', async () => {
    const page = await opened(await org.as('manager'), `/studies/${study.handle}/response-rate`, phone)
    await page.getByText(/收到邀请的 3 人中有 1 人作答：33%/).waitFor()
    await page.getByRole('table', { name: '受邀者各环节人数' }).waitFor()
    await page.getByText('大型').waitFor()
    await assertAccessible(page, 'response rate')
    await assertFits(page, 'response rate')
    await page.goto(`${app.url}/o/${org.handle}/studies/${study.handle}/invitations`)
    await page.getByRole('link', { name: 'April' }).click()
    await page.getByText('已作答').first().waitFor()
    await page.getByText('bo@example.org').waitFor()
    await assertAccessible(page, 'mailing on a phone')
    await assertFits(page, 'mailing on a phone')
    await page.context().close()
  })
})
