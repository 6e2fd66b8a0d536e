import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answered } from '../../testing/json.ts'
import { testApp } from '../../testing/app.ts'
import { testMailServer } from '../../testing/mail-server.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { newBrowser } from '../survey/testing/browser.ts'
import { testMailing, withMail } from './mail-testing.ts'
import { sendMail } from './send-mail.ts'

describe('somebody who wants no more mail', async () => {
  const app = await testApp({ config: { publicUrl: 'https://gap5.example' } })
  const server = await testMailServer()
  const org = await testOrganisation(app)
  const caller = await withMail(org, server.port)
  const suppressed = async () => (await answered<{ suppressions: { address: string; reason: string }[] }>(caller.fetch(`/api/o/${org.handle}/mail/suppressions`))).suppressions.map(({ address }) => address)

  async function mailTo(list: string) {
    const { start } = await testMailing(app, org, caller, list)
    await start()
    await sendMail(app.deps, { orgId: org.id })
    const mail = server.received.at(-1)!
    return { mail, path: /https:\/\/gap5\.example(\/unsubscribe\/\S+)/.exec(mail.text)![1]! }
  }

  test('finds the way out in the mail and in the headers that mail programs read', async () => {
    const { mail, path } = await mailTo('a@example.org')
    assert.equal(mail.headers.get('list-unsubscribe'), `<https://gap5.example${path}>`)
    assert.equal(mail.headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
    assert.ok(mail.html.includes(path))
  })

  test('is out with one click of the mail program, and not because something looked at the link', async () => {
    const { path } = await mailTo('b@example.org')
    assert.equal((await app.fetch(path)).status, 200)
    assert.deepEqual(await suppressed(), [])
    const oneClick = { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }
    assert.equal((await app.fetch(path, oneClick)).status, 200)
    assert.equal((await app.fetch(path, oneClick)).status, 200)
    assert.deepEqual(await suppressed(), ['b@example.org'])
  })

  test('reads the page in the language of the mail, leaves without any script, and can come back', async () => {
    const { path } = await mailTo('lin@example.org,林女士,zh')
    const browser = newBrowser(app, { language: 'en' })
    await browser.open(path)
    assert.match(browser.text(), /确认退订？.*测试组织将不再向 l…@example.org/)
    await browser.send({}, { name: 'act', value: 'leave' })
    assert.match(browser.text(), /已退订/)
    assert.ok((await suppressed()).includes('lin@example.org'))
    await browser.send({}, { name: 'act', value: 'back' })
    assert.match(browser.text(), /将继续接收邮件/)
    assert.ok(!(await suppressed()).includes('lin@example.org'))
  })

  test('is told so when the link is not whole, made up, or of somebody else', async () => {
    const { path } = await mailTo('c@example.org')
    for (const wrong of [path.slice(0, -3), `${path.slice(0, -2)}AA`, '/unsubscribe/x']) {
      const answer = await app.fetch(wrong, { method: 'POST', body: '' })
      assert.equal(answer.status, 404)
    }
    assert.ok(!(await suppressed()).includes('c@example.org'))
  })
})
