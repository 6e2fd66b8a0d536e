import assert from 'node:assert/strict'
import type { TestApp } from '../../../testing/app.ts'
import { testStudy } from '../../../testing/study.ts'
import { newBrowser } from './browser.ts'

/** A new study whose survey somebody has just opened. */
export async function openedSurvey(app: TestApp, orgId: string, wanted: Parameters<typeof testStudy>[2] = {}, visitor: Parameters<typeof newBrowser>[1] = {}) {
  const { study, collector } = await testStudy(app, orgId, wanted)
  const path = `/s/${collector.slug}`
  const browser = newBrowser(app, visitor)
  await browser.open(path)
  return { study, collector, path, browser }
}

/** Whether a page says so, with this status, in English and in Chinese. */
export async function says(app: TestApp, path: string, status: number, en: RegExp, zh: RegExp): Promise<void> {
  for (const [language, words] of [['en', en], ['zh-CN', zh]] as const) {
    const browser = newBrowser(app, { language })
    await browser.open(path)
    assert.equal(browser.status, status, path)
    assert.match(browser.text(), words)
    assert.match(browser.html, new RegExp(`<html lang="${language}"`))
  }
}
