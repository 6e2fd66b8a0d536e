/** Makes the large files of `bench/import.ts`: `node bench/import-files.ts ROWS COLUMNS FILE` (.csv or .xlsx). */
import { writeFileSync } from 'node:fs'
import { zipSync } from 'fflate'

/** Pairs of expectation and perception on 1–7, an id and a branch; a small generator instead of chance. */
function* largeRows(rows: number, columns: number): Generator<string[]> {
  const pairs = Math.floor((columns - 2) / 2)
  const spare = columns - 2 - pairs * 2
  const numbered = (letter: string) => Array.from({ length: pairs }, (_, i) => `${letter}${i + 1}`)
  yield ['id', 'branch', ...numbered('e'), ...numbered('p'), ...Array.from({ length: spare }, (_, i) => `sat${i + 1}`)]
  let seed = 1
  const next = () => (seed = (seed * 48_271) % 2_147_483_647)
  for (let row = 1; row <= rows; row++) {
    const cells = [String(row), `Branch ${(next() % 20) + 1}`]
    for (let column = 2; column < columns; column++) cells.push(next() % 50 === 0 ? '' : String((next() % (column < columns - spare ? 7 : 5)) + 1))
    yield cells
  }
}

function largeCsv(rows: number, columns: number): Buffer {
  const parts: Buffer[] = []
  let lines: string[] = []
  for (const cells of largeRows(rows, columns)) {
    if (lines.push(cells.join(',')) >= 1000) {
      parts.push(Buffer.from(`${lines.join('\n')}\n`))
      lines = []
    }
  }
  return Buffer.concat([...parts, Buffer.from(lines.join('\n'))])
}

/** The same as a workbook of one sheet, with its words in the cells. */
function largeWorkbook(rows: number, columns: number): Uint8Array {
  const parts: Buffer[] = [Buffer.from(`<?xml version="1.0"?><worksheet ${main}><sheetData>`)]
  let number = 0
  let xml = ''
  for (const cells of largeRows(rows, columns)) {
    number++
    xml += `<row r="${number}">${cells.map((cell, i) => cellXml(cell, `${letters(i)}${number}`)).join('')}</row>`
    if (number % 500 === 0) {
      parts.push(Buffer.from(xml))
      xml = ''
    }
  }
  parts.push(Buffer.from(`${xml}</sheetData></worksheet>`))
  const text = (source: string) => new TextEncoder().encode(source)
  return zipSync(
    {
      '[Content_Types].xml': text(contentTypes),
      '_rels/.rels': text(`<Relationships xmlns="${packageNames}/relationships"><Relationship Id="rId1" Type="${officeNames}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
      'xl/workbook.xml': text(`<workbook ${main} xmlns:r="${officeNames}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`),
      'xl/_rels/workbook.xml.rels': text(`<Relationships xmlns="${packageNames}/relationships"><Relationship Id="rId1" Type="${officeNames}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
      'xl/worksheets/sheet1.xml': Buffer.concat(parts),
    },
    { level: 6 },
  )
}

const packageNames = 'http://schemas.openxmlformats.org/package/2006'
const officeNames = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const partNames = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const contentTypes = `<Types xmlns="${packageNames}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${partNames}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${partNames}.worksheet+xml"/></Types>`
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

function cellXml(cell: string, reference: string): string {
  if (cell === '') return ''
  if (/^\d+$/.test(cell)) return `<c r="${reference}"><v>${cell}</v></c>`
  return `<c r="${reference}" t="inlineStr"><is><t>${cell}</t></is></c>`
}

function letters(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26)
}

const [rows = 0, columns = 0] = process.argv.slice(2, 4).map(Number)
const file = process.argv[4] ?? ''
writeFileSync(file, file.endsWith('.xlsx') ? largeWorkbook(rows, columns) : largeCsv(rows, columns))
