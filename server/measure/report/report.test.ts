import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { simulatedZone } from '../testing/reference-studies.ts'
import { studyWithAnswers } from '../testing/studies-with-answers.ts'

const app = await testApp({ now: '2026-03-02T08:00:00Z' })
const here = await testOrganisation(app)
const zone = simulatedZone()
const { study } = await studyWithAnswers(app, here.id, zone)
const path = `/api/o/${here.handle}/studies/${study.handle}`
const folder = mkdtempSync(join(tmpdir(), 'gap5-report-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined
const skipWithoutPoppler = { skip: hasPoppler ? false : 'pdftotext is not installed (apt-get install poppler-utils): the text of reports is NOT checked' }

async function report(query: string): Promise<Buffer> {
  const answer = await here.owner.fetch(`${path}/report.pdf?${query}`)
  assert.equal(answer.status, 200, await answer.clone().text())
  assert.equal(answer.headers.get('content-type'), 'application/pdf')
  return Buffer.from(await answer.arrayBuffer())
}

/** The text of each page. */
function pagesOf(pdf: Buffer): string[] {
  const file = join(folder, 'report.pdf')
  writeFileSync(file, pdf)
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)
}

describe('the report of a study', () => {
  test('is a document with bookmarks and page numbers, in both languages', async () => {
    for (const language of ['en', 'zh']) {
      const pdf = await report(`language=${language}`)
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
      assert.match(pdf.toString('latin1'), /\/Outlines \d+ 0 R/)
      assert.ok(pdf.length < 600_000, `${pdf.length} bytes`)
    }
  })

  test('says on paper what the page says, in Chinese', skipWithoutPoppler, async () => {
    const result = studyResultSchema.parse(await answered(here.owner.fetch(`${path}/results`)))
    const pages = pagesOf(await report('language=zh'))
    const all = pages.join('\n')
    assert.ok(pages.length >= 4 && pages.length <= 12, `${pages.length} pages`)
    assert.match(pages[0] ?? '', /测试组织[\s\S]*测试调查/)
    assert.ok(all.replaceAll(/\s/g, '').includes(result.conclusions[0]!.text.zh.replaceAll(/\s/g, '')), 'the main conclusion')
    const row = result.gaps.find(({ key, level }) => level === 'dimension' && key === 'responsiveness')!
    assert.match(all, new RegExp(`响应性 .*${row.perception!.value!.toFixed(1)}`))
    assert.match(all, /第1页，共\d+页/)
    for (const title of ['各维度', '逐题数据', '差异从何而来', '趋势', '回答的分布', '方法与约定']) assert.ok(all.includes(title), title)
  })

  test('says it in English, narrowed to what is selected', skipWithoutPoppler, async () => {
    const narrowed = studyResultSchema.parse(await answered(here.owner.fetch(`${path}/results?a.branch=North`)))
    const all = pagesOf(await report('language=en&a.branch=North')).join('\n')
    assert.match(all, /Branch: North/)
    assert.match(all, new RegExp(`n ${narrowed.responses}\\b`))
    assert.match(all, /Where perceived|Method and conventions/)
    const own = narrowed.gaps.find(({ key, level }) => level === 'dimension' && key === 'reliability')!
    assert.match(all, new RegExp(`Reliability .*\\${own.adequacy!.value! < 0 ? '−' : '+'}${Math.abs(own.adequacy!.value!).toFixed(1)}`))
  })

  test('has the sections that are asked for, and no others', skipWithoutPoppler, async () => {
    const all = pagesOf(await report('language=en&sections=levels,method')).join('\n')
    assert.match(all, /Dimensions[\s\S]*Method and conventions/)
    assert.doesNotMatch(all, /Over time|Statement by statement|How the answers spread/)
    await refused(await here.owner.fetch(`${path}/report.pdf?sections=levels,poem`), 'request.invalid')
    await refused(await here.owner.fetch(`${path}/report.pdf?language=fr`), 'request.invalid')
    await refused(await here.owner.fetch(`${path}/report.pdf?measure=nothing`), 'measure.measure-unknown')
  })

  test('shows no figure below the minimum', skipWithoutPoppler, async () => {
    const few = await studyWithAnswers(app, here.id, { ...zone, responses: zone.responses.slice(0, 4) })
    const answer = await here.owner.fetch(`/api/o/${here.handle}/studies/${few.study.handle}/report.pdf`)
    const pages = pagesOf(Buffer.from(await answer.arrayBuffer()))
    assert.equal(pages.length, 1)
    assert.match(pages[0] ?? '', /Figures show from 10 answers on/)
  })

  test('holds what people said only for those who may read it', async () => {
    const viewer = await here.as('viewer')
    await refused(await viewer.fetch(`${path}/report.pdf?sections=words`), 'access.not-allowed')
    assert.equal((await viewer.fetch(`${path}/report.pdf?sections=levels`)).status, 200)
  })
})
