import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { Problem } from '../../problem.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { importer } from '../import/import-testing.ts'
import { readFile } from './read-file.ts'

/** Three hundred answers, and a list of texts none of them uses that takes long to go through. */
function slowWorkbook(texts: number): Uint8Array {
  const cell = (column: string, row: number, value: number) => `<c r="${column}${row}"><v>${value}</v></c>`
  const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>p1</t></is></c></row>'
  const rows = Array.from({ length: 300 }, (_, at) => `<row r="${at + 2}">${cell('A', at + 2, at)}${cell('B', at + 2, (at % 7) + 1)}</row>`)
  const parts = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${head}${rows.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${'<si><t>word</t></si>'.repeat(texts)}</sst>`,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level: 0 })
}

const known = { choice: {}, fileName: 'slow.xlsx', libraries: [] }
const refusedAs = (code: string) => (error: unknown) => error instanceof Problem && error.code === code

describe('a file that takes long to read', async () => {
  const bytes = slowWorkbook(300_000)

  test('holds up neither respondents nor the health check, and becomes a study', async () => {
    const app = await testApp()
    const org = await testOrganisation(app)
    const { collector } = await testStudy(app, org.id)
    const imports = importer(app, org)
    const begin = performance.now()
    const reading = { isDone: false }
    const upload = imports.upload('slow.xlsx', bytes).finally(() => (reading.isDone = true))
    let longest = 0
    for (let last = begin; !reading.isDone; ) {
      const answers = await Promise.all([app.fetch('/healthz'), app.fetch(`/s/${collector.slug}`)])
      assert.deepEqual(answers.map(({ status }) => status), [200, 200])
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
    }
    const record = await upload
    const whole = performance.now() - begin
    assert.equal(record.columns.length, 2)
    assert.ok(longest < whole / 2, `others waited ${longest.toFixed()} of ${whole.toFixed()} ms`)
  })

  test('is left when whoever brought it goes, and refused beyond its limits, with a sentence', async () => {
    await assert.rejects(readFile('survey', bytes, known, { signal: AbortSignal.timeout(200) }), { name: 'TimeoutError' })
    await assert.rejects(readFile('survey', bytes, known, { limits: { seconds: 0.2, megabytes: 1024 } }), refusedAs('import.reading-too-long'))
    await assert.rejects(readFile('survey', bytes, known, { limits: { seconds: 60, megabytes: 8 } }), refusedAs('import.reading-too-large'))
  })
})

test('what is wrong with a large file is told as with a small one', async () => {
  for (const rows of [10, 60_000]) {
    const bytes = new TextEncoder().encode(`id,p1\n${'1,5\n'.repeat(rows)}2,"open`)
    await assert.rejects(readFile('survey', bytes, known), refusedAs('import.quote-open'))
    const people = new TextEncoder().encode(`name\n${'no address\n'.repeat(rows)}`)
    await assert.rejects(readFile('recipients', people, { study: { attributes: [], unitCodes: new Set() }, roles: null }), refusedAs('listen.no-addresses'))
  }
})
