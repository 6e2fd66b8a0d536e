import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { after } from 'node:test'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { findInstalledChromium } from '../bin/testing/chromium.ts'
import type { TestApp } from '@gap5/server/testing/app.ts'
import type { TestCaller } from '@gap5/server/testing/organisation.ts'

/** A real browser, closed when the file's tests end. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findInstalledChromium()
  assert.ok(executablePath, 'Chromium is needed: apt-get install chromium, or name it in CHROMIUM')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  after(() => browser.close())
  return browser
}

export const phone: BrowserContextOptions = { viewport: { width: 360, height: 680 }, hasTouch: true, isMobile: true }
export const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }

/** An empty page in a browser where `caller` is signed in. What goes wrong in its scripts fails the test. */
export async function signedInPage(
  browser: Browser,
  app: Pick<TestApp, 'url'>,
  caller: Pick<TestCaller, 'headers'>,
  options: BrowserContextOptions = { ...desk, locale: 'en-GB' },
): Promise<Page> {
  const context = await browser.newContext(options)
  const [name = '', value = ''] = (caller.headers['Cookie'] ?? '').split('=')
  await context.addCookies([{ name, value, url: app.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  page.on('pageerror', (error) => assert.fail(error))
  return page
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Fails with each rule and place where the page as it stands is hard to use for somebody. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  // What fades in or out has not its own colours yet. What moves for as long as something is awaited is not waited for.
  await page.evaluate(`Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 2000).map((one) => one.finished.catch(() => {})))`)
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: { run(options: object): Promise<AxeResult> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`))
  })
  assert.deepEqual(found, [], where)
}

type AxeResult = { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }

/** Fails when the page is wider than the screen. */
export async function assertFits(page: Page, where: string): Promise<void> {
  // A page that is just turning has no document to measure.
  await page.waitForLoadState('domcontentloaded')
  const [wide, screen] = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]') as [number, number]
  assert.ok(wide <= screen, `${where}: ${wide} px wide on a screen of ${screen}`)
}
