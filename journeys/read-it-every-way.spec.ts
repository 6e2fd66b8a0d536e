import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { assertAccessible, assertFits, desk, openBrowser, signedInPage } from './browser.ts'
import { studiesToRead } from './studies-to-read.ts'

describe('a researcher who reads the same service in every way', async () => {
  const app = await testApp({ now: '2026-05-02T08:00:00Z' })
  const org = await testOrganisation(app)
  const studies = await studiesToRead(app, org.id)
  const browser = await openBrowser()
  const researcher = await org.as('researcher')
  const open = (options: BrowserContextOptions) => signedInPage(browser, app, researcher, options)
  const address = (study: string, reading: string) => `${app.url}/o/${org.handle}/studies/${study}/results/${reading}`
  const headed = (page: Page, words: string | RegExp) => page.getByRole('heading', { level: 1, name: words }).waitFor()

  const page = await open({ ...desk, locale: 'en-GB' })

  test('goes from the result to importance and performance, derives importance, and shares what she sees', async () => {
    await page.goto(`${app.url}/o/${org.handle}/studies/${studies.ipa}/results`)
    await page.getByRole('link', { name: 'Importance–performance' }).click()
    await headed(page, /^Concentrate on/)
    await assertAccessible(page, 'importance and performance')
    await page.getByRole('combobox', { name: 'Importance' }).click()
    await page.getByRole('option', { name: 'Derived: correlation with satisfaction' }).click()
    await page.waitForURL(/importance=correlation/)
    await page.getByRole('switch', { name: 'Show intervals' }).click()
    await page.waitForURL(/intervals=shown/)
    await page.getByRole('combobox', { name: 'Lines between the quadrants' }).click()
    await page.getByRole('option', { name: 'Values of my own' }).click()
    await page.waitForURL(/crosshair=own.*cross-performance=/)
    await page.reload()
    await page.getByRole('textbox', { name: 'Line for performance' }).waitFor()
    assert.equal(await page.getByRole('combobox', { name: 'Importance' }).innerText(), 'Derived: correlation with satisfaction')
    await page.getByRole('img', { name: /^Somebody answers when I call: importance/ }).focus()
    await page.keyboard.press('ArrowRight')
    assert.match((await page.evaluate('document.activeElement.getAttribute("aria-label")')) as string, /^Service at hours that suit me/)
    await page.getByText('Quadrant', { exact: true }).first().waitFor()
  })

  test('sees which features are musts, swaps one that is not wanted, and finds that segments part', async () => {
    await page.goto(address(studies.kano, 'kano'))
    await headed(page, /is a must$/)
    await assertAccessible(page, 'Kano')
    await page.getByRole('button', { name: 'Swap its two answers' }).click()
    await page.getByRole('button', { name: 'Take the answers as given' }).waitFor()
    await page.goto(address(studies.kano, 'kano?by=branch'))
    await headed(page, /means something else to each segment/)
    await page.getByText('1 feature is not drawn').waitFor()
    await page.getByRole('img', { name: /^North: Attractive/ }).waitFor()
    await assertAccessible(page, 'Kano by segment')
  })

  test('reads who was delighted and who disappointed, and who moved', async () => {
    await page.goto(address(studies.confirmation, 'confirmation?person=customer'))
    await headed(page, /got what they expected or more/)
    await page.getByText('Jan 2026 → Apr 2026: 90 people').waitFor()
    await page.getByText('Different people answered each time.').waitFor()
    await assertAccessible(page, 'four outcomes')
  })

  test('has an index in a number, and one by blocks whose intervals come from the background', async () => {
    await page.goto(address(studies.ipa, 'satisfaction?by=branch'))
    await headed(page, /^The satisfaction index is [\d.]+ of 100/)
    await assertAccessible(page, 'satisfaction index')
    await page.goto(address(studies.ccsi, 'index-model'))
    await headed(page, /^The satisfaction index is [\d.]+ of 100$/)
    await assertAccessible(page, 'index by blocks')
    await page.getByRole('button', { name: 'Work out intervals' }).click()
    await page.getByText('Working out the intervals').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('The last calculation was cancelled.').waitFor()
    await app.work()
    await page.getByRole('button', { name: 'Work out intervals' }).click()
    await page.getByText('Working out the intervals').waitFor()
    await app.work()
    await page.getByText(/^Intervals from 1,000 resamples/).waitFor()
    await page.getByRole('img', { name: /^Satisfaction: index [\d.]+ \(95 % interval/ }).waitFor()
    await assertAccessible(page, 'index by blocks with intervals')
  })

  test('sees how far up the service reaches, what is lower, and which need is met least', async () => {
    await page.goto(address(studies.levels, 'levels'))
    await headed(page, /^The service reaches the level/)
    await assertAccessible(page, 'levels')
    await page.goto(address(studies.gronroos, 'outcome-process?by=branch'))
    await headed(page, 'How customers are served is judged lower than what they get')
    await assertAccessible(page, 'outcome and process')
    await page.goto(address(studies.needs, 'blocks'))
    await headed(page, /^Fairness is the weakest/)
    await assertAccessible(page, 'blocks')
  })

  test('sets two studies side by side and matches their items by hand', async () => {
    await page.goto(address(studies.ipa, 'side-by-side'))
    await headed(page, 'Choose a study to set beside this one')
    await page.getByRole('combobox', { name: 'Set a study beside this one' }).fill('repair')
    await page.getByRole('option', { name: 'What customers want of a repair' }).click()
    await headed(page, /^No item of the studies matches yet/)
    await page.getByText(/^Look at the matches/).click()
    await page.getByRole('combobox', { name: 'People who are polite – What customers want of a repair' }).selectOption({ label: 'a call before the visit' })
    await headed(page, /^Fix first: “People who are polite”/)
    await page.waitForURL(/pair=/)
    await assertAccessible(page, 'side by side')
  })

  test('learns what the other readings would need, and starts a study that asks it', async () => {
    await page.goto(address(studies.ipa, 'readings'))
    await page.getByText('It asks of each feature how it would be with it and without it.').waitFor()
    await assertAccessible(page, 'all readings')
    await page.getByRole('link', { name: 'Start a study that asks it' }).first().click()
    await page.waitForURL(/studies\/new\?library=/)
  })

  test('in Chinese, in the dark, on a phone: every reading fits and is accessible', async () => {
    const small = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN', colorScheme: 'dark' })
    const shown: [string, string, RegExp][] = [
      [studies.ipa, 'importance-performance', /^应优先改进/],
      [studies.kano, 'kano?by=branch', /应分开决定/],
      [studies.confirmation, 'confirmation', /达到或超出期望/],
      [studies.ipa, 'satisfaction', /^满意度指数为/],
      [studies.ccsi, 'index-model', /^顾客满意度指数为/],
      [studies.levels, 'levels', /^服务达到了/],
      [studies.gronroos, 'outcome-process', /过程质量低于结果质量/],
      [studies.needs, 'blocks', /最弱/],
      [studies.ipa, `side-by-side?with=${studies.kano}`, /尚未对应/],
      [studies.ipa, 'readings', /本调查的各种分析/],
    ]
    for (const [study, reading, words] of shown) {
      await small.goto(address(study, reading))
      await headed(small, words)
      await assertAccessible(small, `${reading} on a phone`)
      await assertFits(small, `${reading} on a phone`)
    }
  })
})
