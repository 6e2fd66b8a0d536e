import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { utils, write, type WorkBook } from '@e965/xlsx'
import { strToU8, zipSync } from 'fflate'
import { assertQuick } from '../../../methods/testing/quick.ts'
import { random, refusal } from './import-testing.ts'
import { readTable } from './table.ts'
import { openWorkbook } from './workbook.ts'

function bookOf(sheets: Record<string, unknown[][]>, change: (book: WorkBook) => void = () => {}): Uint8Array {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name)
  change(book)
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer)
}

const rowsOf = (bytes: Uint8Array, sheet?: string) => [...readTable(bytes, sheet ? { sheet } : {}).rows()].map(({ cells }) => cells)

describe('workbooks', () => {
  test('another program’s workbook is read cell by cell', () => {
    const next = random(3)
    const cells = Array.from({ length: 50 }, (_, row) =>
      Array.from({ length: 30 }, (_, column) => {
        const kind = (row * 7 + column + next()) % 6
        return kind === 0 ? null : kind === 1 ? `text <${row}> & "é" 期望 😀` : kind === 2 ? (next() % 1000) / 8 : kind === 3 ? row - 20 : kind === 4 ? true : '1e5'
      }),
    )
    const bytes = bookOf({ Data: [Array.from({ length: 30 }, (_, i) => `h${i}`), ...cells] })
    const expected = cells.map((row) => row.map((cell) => (cell === null ? '' : cell === true ? 'TRUE' : String(cell))))
    assert.deepEqual(rowsOf(bytes), expected)
  })

  test('dates, formulas and errors come as what they show', () => {
    const bytes = bookOf({ Data: [['id', 'at', 'time', 'sum', 'bad', 'open']] }, (book) => {
      const sheet = book.Sheets['Data']!
      sheet['A2'] = { t: 'n', v: 1 }
      sheet['B2'] = { t: 'n', v: 46_112, z: 'yyyy-mm-dd' }
      sheet['C2'] = { t: 'n', v: 46_112.5, z: 'd/m/yyyy h:mm' }
      sheet['D2'] = { t: 'n', v: 7, f: 'A2+6' }
      sheet['E2'] = { t: 'e', v: 42 }
      sheet['F2'] = { t: 'n', f: 'A2+1' }
      sheet['!ref'] = 'A1:F2'
    })
    const [row] = rowsOf(bytes)
    assert.deepEqual(row!.slice(0, 5), ['1', '2026-03-31', '2026-03-31T12:00:00', '7', '#N/A'])
  })

  test('a sheet can be chosen; the first that is not empty is taken, hidden ones never', () => {
    const bytes = bookOf({ Empty: [], First: [['id', 'q'], [1, 2]], Second: [['id', 'q'], [3, 4]], Secret: [['id'], [9]] }, (book) => {
      book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 0 }, { Hidden: 0 }, { Hidden: 1 }] }
    })
    assert.deepEqual(openWorkbook(bytes).sheets, ['Empty', 'First', 'Second'])
    assert.deepEqual(rowsOf(bytes), [['1', '2']])
    assert.deepEqual(rowsOf(bytes, 'Second'), [['3', '4']])
    assert.equal(refusal(() => rowsOf(bytes, 'Secret')), 'import.sheet-unknown')
  })

  test('rows and columns that are left out keep the others in their place', () => {
    const bytes = bookOf({ Data: [['a', 'b', 'c'], [1, null, 3], [], [null, null, 5]] })
    assert.deepEqual([...readTable(bytes).rows()].map(({ number, cells }) => [number, cells]), [[2, ['1', '', '3']], [4, ['', '', '5']]])
  })
})

const relations = (sheet: Uint8Array) => ({
  'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'),
  'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'),
  'xl/worksheets/sheet1.xml': sheet,
})

describe('workbooks that mean harm', () => {
  test('a bomb is refused by what it declares, before it is opened', () => {
    const bomb = zipSync(relations(new Uint8Array(64 << 20).fill(32)), { level: 9 })
    assert.ok(bomb.length < 100_000)
    const before = process.memoryUsage.rss()
    assert.equal(refusal(() => rowsOf(bomb)), 'import.file-swollen')
    assert.ok(process.memoryUsage.rss() - before < 32 << 20)
  })

  test('a bomb that lies about its size is stopped while it unpacks', () => {
    const bomb = zipSync(relations(new Uint8Array(64 << 20).fill(32)), { level: 9 })
    const view = new DataView(bomb.buffer)
    for (let at = 0; at + 4 < bomb.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1 << 20) view.setUint32(at + 24, 1000, true)
    }
    assert.equal(refusal(() => rowsOf(bomb)), 'import.file-swollen')
  })

  test('a zip of something else, a cut file and broken parts are named', () => {
    assert.equal(refusal(() => rowsOf(zipSync({ 'word/document.xml': strToU8('<w/>') }))), 'import.kind-refused')
    assert.equal(refusal(() => rowsOf(zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<o/>') }))), 'import.kind-refused')
    const whole = bookOf({ Data: [['id'], [1]] })
    assert.equal(refusal(() => rowsOf(whole.subarray(0, whole.length / 2))), 'import.file-damaged')
    assert.equal(refusal(() => rowsOf(zipSync(relations(strToU8('<worksheet><sheetData/></worksheet>'))))), 'import.file-empty')
  })
})

/** What begins again and again and never ends: read with a pattern, each takes the square of its length, which is minutes. */
describe('workbooks made to keep the reader busy are done with at once', () => {
  const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
  const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
  const often = (part: string) => part.repeat(400_000)
  const cases: Record<string, Record<string, string>> = {
    'cells that never end': { 'xl/worksheets/sheet1.xml': sheet(`${row}<row r="3">${often('<c >')}</row>`) },
    'values that never end': { 'xl/worksheets/sheet1.xml': sheet(`${row}<row r="3"><c r="A3">${often('<v >')}</c></row>`) },
    'readings of characters that never end': { 'xl/worksheets/sheet1.xml': sheet(row.replace('<t>', `${often('<rPh>')}<t>`)) },
    'texts that never end': { 'xl/worksheets/sheet1.xml': sheet(row), 'xl/sharedStrings.xml': `<sst><si>${often('<t >')}</si></sst>` },
    'styles that never end': { 'xl/worksheets/sheet1.xml': sheet(row), 'xl/styles.xml': often('<cellXfs >') },
    'a date code without end': { 'xl/worksheets/sheet1.xml': sheet(row), 'xl/styles.xml': `<numFmts><numFmt numFmtId="200" formatCode="${often('[')}"/></numFmts>` },
  }
  for (const [name, parts] of Object.entries(cases)) {
    test(name, () => {
      const bytes = zipSync({ ...relations(new Uint8Array()), ...Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])) }, { level: 1 })
      assertQuick(20, name, () => assert.deepEqual(rowsOf(bytes), [['1']]))
    })
  }

  test('four million empty texts', () => {
    const bytes = zipSync({ ...relations(strToU8(sheet(row))), 'xl/sharedStrings.xml': strToU8(`<sst>${'<si/>'.repeat(4_500_000)}</sst>`) }, { level: 0 })
    assert.equal(refusal(() => rowsOf(bytes)), 'import.table-too-large')
  })
})

test('whatever bytes come, they are read or refused, in good time', () => {
  const next = random(11)
  const seeds = [
    bookOf({ Data: [['id', 'q1', 'text'], ...Array.from({ length: 40 }, (_, i) => [i, i % 5, `a "quoted", text ${i}`])] }),
    Buffer.from(`id,q1,text\n${Array.from({ length: 60 }, (_, i) => `${i},${i % 5},"said, ""${i}"""`).join('\n')}`),
    Buffer.from('\ufeffid\tq1\n1\t2\n', 'utf16le'),
  ]
  for (let round = 0; round < 1500; round++) {
    const bytes = Uint8Array.from(seeds[round % seeds.length]!)
    for (let change = 0; change < 1 + (next() % 8); change++) bytes[next() % bytes.length] = next() % 256
    const cut = bytes.subarray(0, round % 5 === 0 ? next() % bytes.length : bytes.length)
    assertQuick(20, `round ${round}`, () => refusal(() => [...readTable(cut).rows()]))
  }
})
