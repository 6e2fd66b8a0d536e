import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { createOneTimeLink } from '@gap5/server/access/entry-links.ts'
import { findUserByEmail } from '@gap5/server/access/accounts.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { assertAccessible, assertFits, desk, openBrowser, phone } from './browser.ts'

describe('a manager starts with Gap5 and invites a colleague', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const browser = await openBrowser()
  const mei = await (await browser.newContext({ ...desk, locale: 'en-GB', timezoneId: 'Asia/Shanghai' })).newPage()
  const lei = await (await browser.newContext({ ...phone, locale: 'zh-CN' })).newPage()
  let link = ''

  test('she signs up: account and organisation in one step, told what is missing', async () => {
    await mei.goto(`${app.url}/`)
    await mei.getByRole('link', { name: 'Sign up' }).click()
    await mei.getByRole('button', { name: 'Make account and organisation' }).click()
    await mei.getByText('Enter the name of your organisation.').first().waitFor()
    await looksRight(mei, 'sign-up with errors')
    await mei.getByLabel('Your name').fill('Mei')
    await mei.getByLabel('E-mail').fill('mei@example.org')
    await mei.getByLabel('Password').fill('a long password')
    await mei.getByRole('textbox', { name: 'Organisation' }).fill('Lakeside Lift Service')
    await mei.getByRole('button', { name: 'Make account and organisation' }).click()
    await mei.waitForURL(/\/o\/lakeside-lift-service/)
  })

  test('she adds a branch with a workshop below it, and undoes a deletion', async () => {
    await mei.goto(`${app.url}/o/lakeside-lift-service/settings/units`)
    await addUnit('North region', 'north')
    await mei.getByRole('button', { name: 'Actions for North region' }).click()
    await mei.getByRole('menuitem', { name: 'Add a unit below…' }).click()
    await fillUnit('Beijing workshop', 'beijing')
    await mei.getByRole('button', { name: 'Actions for North region' }).click()
    await mei.getByRole('menuitem', { name: 'Delete…' }).click()
    await mei.getByRole('button', { name: 'Delete unit' }).click()
    await mei.getByText('Other units stand below this one.').waitFor()
    await mei.getByRole('button', { name: 'Cancel' }).click()
    await mei.getByRole('button', { name: 'Actions for Beijing workshop' }).click()
    await mei.getByRole('menuitem', { name: 'Delete…' }).click()
    await mei.getByRole('button', { name: 'Delete unit' }).click()
    await mei.getByRole('button', { name: 'Undo' }).click()
    await mei.getByRole('button', { name: 'Actions for Beijing workshop' }).waitFor()
    await looksRight(mei, 'units')
  })

  test('she makes an invitation and is shown its link once', async () => {
    await mei.goto(`${app.url}/o/lakeside-lift-service/settings/members`)
    await mei.getByRole('button', { name: 'Invite' }).click()
    await mei.getByLabel('E-mail').fill('lei@example.org')
    await mei.getByRole('radio', { name: 'Viewer' }).click()
    await mei.getByRole('button', { name: 'Make link' }).click()
    await mei.getByText('it is shown this once').waitFor()
    link = (await mei.getByLabel('Invitation link').textContent()) ?? ''
    assert.match(link, /\/invitation#[0-9a-f]{32}_[0-9a-f]{40}$/)
    await looksRight(mei, 'invitation made')
  })

  test('he opens it on a phone, in Chinese, makes an account and is in', async () => {
    await lei.goto(link)
    await lei.getByText('只读成员').first().waitFor()
    await looksRight(lei, 'invitation')
    await lei.getByRole('link', { name: '创建账户' }).click()
    await lei.getByLabel('您的姓名').fill('李雷')
    await lei.getByLabel('密码').fill('一句很长的密码短语吧')
    await lei.getByRole('button', { name: '创建账户' }).click()
    await lei.getByRole('button', { name: '接受邀请' }).click()
    await lei.waitForURL(/\/o\/lakeside-lift-service/)
    await lei.goto(`${app.url}/o/lakeside-lift-service/settings/units`)
    await lei.getByText('North region').first().waitFor()
    assert.equal(await lei.getByRole('button', { name: '添加机构' }).count(), 0, 'a viewer is offered nothing he may not do')
    await looksRight(lei, 'units of a viewer')
  })

  test('he finds the keys closed, with the reason', async () => {
    await lei.goto(`${app.url}/o/lakeside-lift-service/settings/keys`)
    await lei.getByText('您的角色无权执行此操作').waitFor()
  })

  test('she reads in the trail what was done', async () => {
    await mei.goto(`${app.url}/o/lakeside-lift-service/settings/audit`)
    await mei.getByText('became a member').waitFor()
    await mei.getByText('deleted a unit').waitFor()
    await looksRight(mei, 'audit trail')
  })

  test('he has lost his password: a link signs him in once, and he sets another', async () => {
    const id = await findUserByEmail(app.db, 'lei@example.org')
    const path = await createOneTimeLink(app.db, id!, app.clock, '/account')
    await lei.context().clearCookies()
    await lei.goto(app.url + path)
    await lei.getByLabel('新密码').fill('另一句很长的密码短语')
    await lei.getByRole('button', { name: '设置密码' }).click()
    await lei.getByText('密码已更改').waitFor()
    await looksRight(lei, 'account')
    await lei.goto('about:blank')
    await lei.goto(app.url + path)
    await lei.getByRole('button', { name: '使用链接登录' }).click()
    await lei.getByText('该登录链接已使用或已过期').waitFor()
  })

  test('with sign-up closed, a stranger is told so at the door, and one who belongs nowhere what to do', async () => {
    app.deps.config.signUp = 'invited'
    await mei.goto(`${app.url}/o/lakeside-lift-service/settings/members`)
    await mei.getByRole('button', { name: 'Invite' }).click()
    await mei.getByLabel('E-mail').fill('han@example.org')
    await mei.getByRole('button', { name: 'Make link' }).click()
    link = (await mei.getByLabel('Invitation link').textContent()) ?? ''
    const han = await (await browser.newContext({ ...phone, locale: 'zh-CN' })).newPage()
    await han.goto(app.url)
    await han.getByText('本系统仅凭邀请创建账户').waitFor()
    assert.equal(await han.getByRole('link', { name: '注册' }).count(), 0)
    await looksRight(han, 'sign-in, closed')
    await han.goto(`${app.url}/sign-up`)
    await han.getByText('本系统仅凭邀请创建账户').waitFor()
    assert.equal(await han.getByRole('button', { name: /创建/ }).count(), 0)
    await looksRight(han, 'sign-up, closed')
    await han.goto(link)
    await han.getByRole('link', { name: '创建账户' }).click()
    await han.getByLabel('您的姓名').fill('韩梅梅')
    await han.getByLabel('密码').fill('一句很长的密码短语吧')
    await han.getByRole('button', { name: '创建账户' }).click()
    await han.getByRole('button', { name: '接受邀请' }).waitFor()
    await han.goto(app.url)
    await han.getByText('尚未加入任何组织').waitFor()
    await looksRight(han, 'no organisation')
  })

  async function addUnit(name: string, code: string) {
    await mei.getByRole('button', { name: 'Add unit' }).click()
    await fillUnit(name, code)
  }

  async function fillUnit(name: string, code: string) {
    const dialog = mei.getByRole('dialog')
    await dialog.getByLabel('English').fill(name)
    await dialog.getByLabel('Code').fill(code)
    await dialog.getByRole('button', { name: 'Add unit' }).click()
    await mei.getByRole('button', { name: `Actions for ${name}` }).waitFor()
  }
})

async function looksRight(page: Page, where: string) {
  await assertAccessible(page, where)
  await assertFits(page, where)
}
