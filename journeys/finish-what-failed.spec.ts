import { describe, test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { inOrganisation } from '../server/database.ts'
import { on, record } from '../server/events.ts'
import { responseErased } from '../server/listen/events.ts'
import { rooms } from '../server/rooms.ts'
import { testApp } from '../server/testing/app.ts'
import { testOrganisation } from '../server/testing/organisation.ts'
import { assertAccessible, assertFits, desk, openBrowser, phone, signedInPage } from './browser.ts'

describe('an owner finds what failed in the background', async () => {
  let isWell = false
  const failing = on(responseErased, 'measure.cells.erased', async () => {
    if (!isWell) throw new Error('could not extend file: no space left on device')
  })
  const others = rooms.map((room) => ({ ...room, handlers: () => [] }))
  const app = await testApp({ rooms: [...others, { name: 'failing', handlers: () => [failing] }], now: new Date().toISOString() })
  const org = await testOrganisation(app)
  const browser = await openBrowser()

  async function open(options: BrowserContextOptions) {
    const page = await signedInPage(browser, app, org.owner, options)
    await page.goto(`${app.url}/o/${org.handle}/settings/unfinished`)
    return page
  }

  test('reads what it is and why, in both languages, and tries it again', async () => {
    const id = '0195d0c0-0000-7000-8000-000000000001'
    await inOrganisation(app.db, org.id, (trx) => record(trx, responseErased, { orgId: org.id, at: app.clock.now(), payload: { studyId: id, responseId: id } }))
    await app.work()
    for (const [locale, title, size] of [['en-GB', 'Take the words of an erased person out of the results', desk], ['zh-CN', '从结果中移除已清除者的文字属性', phone]] as const) {
      const page = await open({ ...size, locale })
      await page.getByRole('heading', { name: title }).waitFor()
      await page.getByText('no space left on device').waitFor()
      await page.locator('summary').click()
      await assertAccessible(page, `unfinished work, ${locale}`)
      await assertFits(page, `unfinished work, ${locale}`)
      await page.context().close()
    }
    const page = await open({ ...desk, locale: 'en-GB' })
    isWell = true
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Tried again now').waitFor()
    await app.work()
    await page.getByText('Nothing is unfinished').waitFor()
    await page.context().close()
  })
})
