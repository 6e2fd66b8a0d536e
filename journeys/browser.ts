import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { after } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { findInstalledChromium } from '../bin/testing/chromium.ts'
import type { TestApp } from '@gap5/server/testing/app.ts'
import type { TestCaller } from '@gap5/server/testing/organisation.ts'

/** `SLOW=6 npm test -- journeys` runs the pages at a sixth of their speed: what holds only where drawing is quick fails there. */
const slow = Number(process.env['SLOW'] ?? 1)

/** Longer than anything takes on a machine that has a lot else to do. */
const patience = 120_000

/** A real browser, closed when the file's tests end. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findInstalledChromium()
  assert.ok(executablePath, 'Chromium is needed: apt-get install chromium, or name it in CHROMIUM')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  after(() => browser.close())
  browser.on('context', (context) => {
    context.setDefaultTimeout(patience)
    if (slow > 1) context.on('page', (page) => void slowDown(page))
  })
  return browser
}

async function slowDown(page: Page): Promise<void> {
  try {
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow })
  } catch {
    // A page that is closed as soon as it was opened needs no slowing down.
  }
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
  page.on('pageerror', (error) => assert.fail(error))
  return page
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Fails with each rule and place where the page as it stands is hard to use for somebody. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  await arrived(page)
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: { run(options: object): Promise<AxeResult> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`))
  })
  assert.deepEqual(found, [], where)
}

/** Waits until nothing of the page is still to come: what stands in for it is pale or grey. */
async function arrived(page: Page): Promise<void> {
  await page.waitForLoadState('domcontentloaded')
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"], main output.animate-pulse, main .bg-sunken.animate-pulse') === null)
  // Where one thing comes to rest another may begin to move.
  while (((await page.evaluate(comeToRest)) as number) > 0);
}

/** What fades in or out has not its own colours yet. What moves for as long as something is awaited is not waited for. Gives how many moved. */
const comeToRest = `(async () => {
  const moving = document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().endTime < 2000)
  await Promise.all(moving.map((one) => one.finished.catch(() => {})))
  return moving.length
})()`

type AxeResult = { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }

/** Waits until `look` sees what is expected and fails with what it saw last: for what a page sends or shows a moment after a click. */
export async function comesTrue<Seen>(look: () => Promise<Seen>, expected: Seen): Promise<void> {
  const end = performance.now() + patience
  for (let seen = await look(); !isDeepStrictEqual(seen, expected); seen = await look()) {
    if (performance.now() > end) assert.deepEqual(seen, expected)
    await setTimeout(50)
  }
}

/** Fails when the page is wider than the screen. */
export async function assertFits(page: Page, where: string): Promise<void> {
  await arrived(page)
  const [wide, screen] = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]') as [number, number]
  assert.ok(wide <= screen, `${where}: ${wide} px wide on a screen of ${screen}`)
}
