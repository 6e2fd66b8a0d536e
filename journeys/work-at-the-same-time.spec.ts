import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { OpenDraft } from '@gap5/contract/listen/draft.ts'
import type { Instrument, Study } from '@gap5/contract/listen/studies.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { answered } from '@gap5/server/testing/json.ts'
import { testOrganisation, type TestCaller } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'
import { assertAccessible, desk, openBrowser } from './browser.ts'

describe('two people, or one in two tabs, at the same time', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const org = await testOrganisation(app)
  const browser = await openBrowser()
  const { owner } = org
  const api = `/api/o/${org.handle}`

  async function opened(caller: TestCaller, path: string): Promise<Page> {
    const context = await browser.newContext({ ...desk, locale: 'en-GB' })
    const [name = '', value = ''] = (caller.headers['Cookie'] ?? '').split('=')
    await context.addCookies([{ name, value, url: app.url }])
    const page = await context.newPage()
    await page.goto(`${app.url}/o/${org.handle}${path}`)
    return page
  }

  test('one set of study settings: what was typed stays, and the rest is as the other left it', async () => {
    const { study } = await testStudy(app, org.id)
    const page = await opened(await org.as('researcher'), `/studies/${study.handle}/settings`)
    const title = page.getByRole('group', { name: 'Title of the study' })
    await title.getByRole('textbox', { name: 'English' }).fill('Mine')
    const now = await answered<Study>(owner.fetch(`${api}/studies/${study.handle}`))
    await answered(owner.fetch(`${api}/studies/${study.handle}`, { method: 'PATCH', json: { title: { en: 'Theirs', zh: '他们的' }, settings: { ...now.settings, paging: 'whole' } }, headers: { 'If-Match': `"${now.revision}"` } }))
    await page.getByText('Somebody else changed this study meanwhile').waitFor()
    await assertAccessible(page, 'changed meanwhile')
    await page.getByRole('button', { name: 'Take over the new state' }).click()
    assert.equal(await title.getByRole('textbox', { name: 'English' }).inputValue(), 'Mine')
    assert.equal(await title.getByRole('textbox', { name: 'Chinese' }).inputValue(), '他们的')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    const after = await answered<Study>(owner.fetch(`${api}/studies/${study.handle}`))
    assert.deepEqual([after.title, after.settings.paging], [{ en: 'Mine', zh: '他们的' }, 'whole'])
    await page.context().close()
  })

  test('one questionnaire over a slow line: each word is saved once, and nobody is told of a change of their own', async () => {
    const made = await answered<Instrument>(owner.fetch(`${api}/instruments`, { method: 'POST', json: { from: 'nothing', title: { en: 'Slow', zh: '慢' } } }), 201)
    const page = await opened(await org.as('researcher'), `/instruments/${made.id}/edit`)
    await page.getByRole('button', { name: 'Question', exact: true }).click()
    await page.route('**/draft', async (route) => (await new Promise((done) => setTimeout(done, 1_500)), route.continue()))
    const refused: string[] = []
    page.on('response', (answer) => answer.status() >= 400 && refused.push(`${answer.status()} ${answer.url()}`))
    const field = page.getByRole('textbox', { name: 'Question 1, English' })
    const untrue = await watchSaved(page)
    for (const word of ['The', ' engineer', ' came', ' on', ' time']) {
      await field.pressSequentially(word)
      await page.waitForTimeout(900)
    }
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
    assert.deepEqual(refused, [])
    assert.deepEqual(await untrue(), [], 'said to be saved while it was not')
    assert.equal(await page.getByText('Put together').count(), 0)
    const draft = await answered<OpenDraft>(owner.fetch(`${api}/instruments/${made.id}/draft`))
    assert.equal(draft.document.blocks[0]!.items[0]!.text.en, 'The engineer came on time')
    await page.context().close()
  })

  test('signed out in another tab: it is said, nothing typed is lost, and it goes on after signing in again', async () => {
    const { study } = await testStudy(app, org.id)
    const caller = await org.as('researcher')
    const page = await opened(caller, `/studies/${study.handle}/settings`)
    const field = page.getByRole('group', { name: 'Title of the study' }).getByRole('textbox', { name: 'English' })
    await field.fill('Typed before')
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await page.getByText('You are signed out.').waitFor()
    await assertAccessible(page, 'signed out')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Please sign in first.').first().waitFor()
    assert.equal(await field.inputValue(), 'Typed before')
    await page.context().addCookies(cookies)
    await page.getByText('You are signed out.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.context().close()
  })

  test('given another role, then removed, while working: the page says so', async () => {
    const { study } = await testStudy(app, org.id)
    const caller = await org.as('researcher')
    const page = await opened(caller, `/studies/${study.handle}/settings`)
    const field = page.getByRole('group', { name: 'Title of the study' }).getByRole('textbox', { name: 'English' })
    await field.fill('Typed before')
    assert.equal((await owner.fetch(`${api}/members/${caller.id}`, { method: 'PATCH', json: { role: 'viewer' } })).status, 204)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('You are here as: Viewer').waitFor()
    assert.equal(await field.inputValue(), 'Typed before')
    assert.equal((await owner.fetch(`${api}/members/${caller.id}`, { method: 'DELETE' })).status, 204)
    await page.getByRole('heading', { name: 'There is no such organisation, or you are not a member of it.' }).waitFor()
    await page.getByRole('link', { name: 'To the start' }).waitFor()
    await page.context().close()
  })
})

/**
 * Watches the page from within, at each change, for a "Saved" beside words that no save has brought to the server:
 * from outside one would have to look at the right moment. The promise gives the words so found.
 */
async function watchSaved(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const watched = window as unknown as { untrue: string[] }
    watched.untrue = []
    let saved = ''
    const send = window.fetch
    window.fetch = async (to, init) => {
      const answer = await send(to, init)
      if (init?.method === 'PUT' && answer.ok) saved = String(init.body)
      return answer
    }
    const look = () => {
      const [status] = [...document.querySelectorAll('[role=status]')].filter((each) => each.textContent.startsWith('Saved'))
      const words = document.querySelector<HTMLTextAreaElement>('textarea[aria-label="Question 1, English"]')?.value ?? ''
      if (status !== undefined && words !== '' && !saved.includes(JSON.stringify(words))) watched.untrue.push(words)
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { untrue: string[] }).untrue)
}
