import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import { inOrganisation } from '@gap5/server/database.ts'
import { acceptMany } from '@gap5/server/listen/intake.ts'
import { simulatedZone } from '@gap5/server/measure/testing/reference-studies.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'
import { assertAccessible, assertFits, openBrowser, signedInPage } from './browser.ts'

const same = (text: string) => ({ en: text, zh: text })
const month = 30 * 86_400_000

describe('a manager who asks whether it changed, and how the service stands', async () => {
  const app = await testApp({ now: '2026-11-20T08:00:00Z' })
  const here = await testOrganisation(app)
  const zone = simulatedZone()
  const definition = definitionSchema.parse({ ...zone.frame.definition, blocks: [...zone.frame.definition.blocks, { key: 'words', items: [{ type: 'text', key: 'why', text: { en: 'Why?', zh: '为什么？' } }] }] })

  /** 50 answers a month; from the ninth month on the service is better by `better` points. */
  async function study(subject: 'own' | 'competitor', name: string, shift: number, better = 0) {
    const made = await testStudy(app, here.id, { definition, attributes: zone.frame.attributes, subject: { kind: subject, name: same(name) } })
    const rows = zone.responses.slice(0, 500).map(({ ratings, attributes }, i) => {
      const later = i >= 400 ? better : 0
      const moved = Object.fromEntries(Object.entries(ratings).map(([key, value]) => [key, key.endsWith('.perception') ? Math.min(9, Math.max(1, value + shift + later)) : value]))
      const texts: Record<string, string> = i % 4 === 0 ? { why: i % 8 === 0 ? '等配件等了两周' : 'The hotline never answers' } : {}
      return {
        externalId: randomUUID(), answers: { ratings: moved, choices: {}, texts }, attributes, language: i % 8 === 0 ? ('zh' as const) : ('en' as const), startedAt: null, marks: [], body: null,
        submittedAt: new Date(Date.UTC(2026, 0, 5, 9) + Math.floor(i / 50) * month + (i % 50) * 3_600_000),
      }
    })
    const source = { orgId: here.id, studyId: made.study.id, collectorId: made.collector.id, channel: 'test', receivedAt: app.clock.now() }
    await inOrganisation(app.db, here.id, (trx) => acceptMany(trx, source, rows))
    return made.study
  }
  const own = await study('own', 'Ours', 0, 2)
  await study('competitor', 'Better Co', 2)

  const browser = await openBrowser()
  const page = await signedInPage(browser, app, here.owner)
  const results = `${app.url}/o/${here.handle}/studies/${own.handle}/results`
  const heading = (text: RegExp) => page.getByRole('heading', { level: 1, name: text }).waitFor()

  test('over time: what lies outside the limits is said first, and a month leads to its answers', async () => {
    await page.goto(`${results}/trend?measure=dimension.reliability.perception`)
    await heading(/Reliability \(perceived\): .*above/)
    await page.getByRole('table', { name: 'Figures by period' }).waitFor()
    await assertAccessible(page, 'trend')
    await page.getByRole('link', { name: 'Nov 2026' }).or(page.getByRole('link', { name: 'Oct 2026' })).first().click()
    await page.getByRole('table', { name: 'Answers' }).waitFor()
    assert.match(page.url(), /responses\?.*from=2026-1\d-01/)
    await assertAccessible(page, 'answers of a month')
  })

  test('periods: two of them beside each other', async () => {
    await page.goto(`${results}/periods?from=2026-09-01&to=2026-10-31&against=2026-01-01..2026-08-31`)
    await heading(/rose by .* since/)
    await assertAccessible(page, 'periods')
  })

  test('units and the zone of tolerance', async () => {
    await page.goto(`${results}/ranking`)
    await page.getByRole('table', { name: 'Units in order' }).waitFor()
    await assertAccessible(page, 'ranking')
    await page.getByRole('link', { name: 'Zone of tolerance' }).first().click()
    await page.getByRole('table', { name: 'Zones and their widths' }).waitFor()
    await assertAccessible(page, 'zone')
  })

  test('words: found in Chinese, narrowed as the page is', async () => {
    await page.goto(`${app.url}/o/${here.handle}/studies/${own.handle}/statements?a.branch=North`)
    await page.getByRole('searchbox', { name: 'Search' }).fill('配件')
    await page.getByRole('searchbox', { name: 'Search' }).press('Enter')
    await page.locator('mark').first().waitFor()
    assert.equal(await page.locator('mark').first().innerText(), '配件')
    assert.match(decodeURIComponent(page.url()), /search=配件/)
    await assertAccessible(page, 'words')
  })

  test('benchmark: own past and competitors on one page; on a phone and in Chinese too', async () => {
    await page.goto(`${app.url}/o/${here.handle}/benchmark`)
    await heading(/behind Better Co, the best/)
    await page.getByRole('heading', { name: 'Against our own past' }).waitFor()
    await assertAccessible(page, 'benchmark')
    const phone = await signedInPage(browser, app, here.owner, { viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    for (const path of [`/o/${here.handle}/benchmark`, `/o/${here.handle}/studies/${own.handle}/results/trend`, `/o/${here.handle}/studies/${own.handle}/results/ranking`, `/o/${here.handle}/studies/${own.handle}/statements`]) {
      await phone.goto(app.url + path)
      await phone.getByRole('heading', { level: 1 }).waitFor()
      await assertFits(phone, path)
    }
    await phone.goto(`${app.url}/o/${here.handle}/benchmark`)
    await phone.getByRole('heading', { level: 1, name: /落后于最好的Better Co/ }).waitFor()
    await assertAccessible(phone, 'benchmark in Chinese')
  })
})
