import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { UnreadableCode } from './unreadable.ts'
import { readSeparated } from './separated.ts'
import { readTable } from './table.ts'
import { gbk, random, refusal, utf16 } from './import-testing.ts'

function read(bytes: Uint8Array | string) {
  const table = readTable(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
  return { ...table, cells: [...table.rows()].map((row) => row.cells) }
}

describe('separated text', () => {
  test('what is written is read back, whatever the cells hold and wherever the pieces are cut', () => {
    const next = random(7)
    const alphabet = ['a', '7', ' ', '"', ',', ';', '\t', '|', '\n', '\r', '期', '😀', "'"]
    for (let round = 0; round < 400; round++) {
      const separator = [',', ';', '\t', '|'][round % 4]!
      const width = 1 + (next() % 5)
      const rows = Array.from({ length: 1 + (next() % 6) }, () =>
        Array.from({ length: width }, () => Array.from({ length: next() % 6 }, () => alphabet[next() % alphabet.length]!).join('')),
      )
      const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join(['\n', '\r\n', '\r'][round % 3])
      const size = 1 + (next() % 7)
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))
      assert.deepEqual([...readSeparated(pieces, separator)].map((row) => row.cells), rows)
    }
  })

  test('a row has the number a spreadsheet program shows', () => {
    const { rows } = readTable(Buffer.from('id,q1\n1,"two\nlines"\n\n3,4\n,\n5,6\n\n'))
    assert.deepEqual([...rows()].map(({ number }) => number), [2, 4, 6])
  })

  test('every encoding gives the same cells', () => {
    const text = '编号,分店,期望1,感知1\n1,北区,5,4\n2,南区，东,3,2\n'
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), gbk(text), utf16(text, 'le', true), utf16(text, 'be', true), utf16(text, 'le', false), utf16(text, 'be', false)]) {
      const { headings, cells } = read(bytes)
      assert.deepEqual(headings, ['编号', '分店', '期望1', '感知1'])
      assert.deepEqual(cells, [['1', '北区', '5', '4'], ['2', '南区，东', '3', '2']])
    }
    assert.equal(read(gbk(text)).reading.encoding, 'gb18030')
    assert.equal(read(Buffer.from('nombre,Recepción\nJosé,7\nMaría,8\n', 'latin1')).reading.encoding, 'windows-1252')
  })

  test('separators, decimal commas and the line that names the separator are found', () => {
    for (const separator of [',', ';', '\t', '|']) {
      const { reading, cells } = read(`id${separator}text${separator}q1\n1${separator}"a, b; c"${separator}5\n2${separator}x${separator}4\n`)
      assert.equal(reading.separator, separator)
      assert.deepEqual(cells[0], ['1', 'a, b; c', '5'])
    }
    assert.equal(read('id;q1\n1;3,5\n2;4,0\n').reading.decimalComma, true)
    const named = read('sep=;\nid;q1\n1;3\n')
    assert.deepEqual([named.headings, named.cells], [['id', 'q1'], [['1', '3']]])
  })

  test('headings are found below titles, above wordings, or not at all', () => {
    assert.deepEqual(read('Survey 2026,,\n,,\nid,q1,q2\n1,5,4\n2,3,4\n').reading.headingRow, 3)
    assert.equal(read('1,5,4\n2,3,4\n3,3,5\n').reading.headingRow, 0)
    const qualtrics = read('ResponseId,Q1,Q2\nResponse ID,How satisfied are you with the staff?,How satisfied are you with the price?\n"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\nR_1,5,4\nR_2,3,4\n')
    assert.equal(qualtrics.reading.wordingRows, 2)
    assert.equal(qualtrics.wordings[1], 'How satisfied are you with the staff?')
    assert.deepEqual(qualtrics.cells, [['R_1', '5', '4'], ['R_2', '3', '4']])
  })

  test('empty and double headings, trailing separators and blank rows do no harm', () => {
    const { headings, cells } = read('id,,q1,q1,\n1,x,5,4,\n2,y,3,2,\n,,,,\n')
    assert.deepEqual(headings, ['id', '', 'q1', 'q1'])
    assert.deepEqual(cells, [['1', 'x', '5', '4'], ['2', 'y', '3', '2']])
  })

  test('a broken row in a whole file is told apart from files that leave out blanks', () => {
    const whole = `id,a,b\n${Array.from({ length: 30 }, (_, i) => `${i},1,2`).join('\n')}\n31,1\n`
    assert.equal(read(whole).reading.shortRows, 'refuse')
    assert.equal(read('id,a,b\n1,2\n2\n3,4,5\n').reading.shortRows, 'blank')
  })

  test('what keeps text from being a formula is none of it', () => {
    assert.deepEqual(read("id,text\n1,'=1+1\n2,'tis fine\n3,'＝1\n").cells, [['1', '=1+1'], ['2', "'tis fine"], ['3', '＝1']])
  })
})

test('a heading is kept as far as a recipe can name it', () => {
  assert.equal(readTable(Buffer.from(`id,${'q'.repeat(5000)}\n1,2\n`)).headings[1]?.length, 2000)
})

describe('files that are none', () => {
  const cases: [string, Uint8Array, UnreadableCode][] = [
    ['nothing', Buffer.alloc(0), 'import.file-empty'],
    ['headings only', Buffer.from('id,q1\n'), 'import.no-rows'],
    ['an open quote', Buffer.from('id,q1\n1,"5\n2,4\n3,3\n'), 'import.quote-open'],
    ['PDF', Buffer.from('%PDF-1.7 …'), 'import.kind-refused'],
    ['HTML called .xls', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), 'import.kind-refused'],
    ['JSON', Buffer.from('{"a": 1}'), 'import.kind-refused'],
    ['an old workbook', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]), 'import.kind-refused'],
    ['a workbook under a password', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]), 'import.file-protected'],
    ['bytes', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)), 'import.kind-refused'],
    ['too many columns', Buffer.from(`${'a,'.repeat(1500)}\n1\n`), 'import.table-too-large'],
  ]
  for (const [name, bytes, code] of cases) {
    test(name, () => assert.equal(refusal(() => [...readTable(bytes).rows()]), code))
  }

  test('a wrongly chosen encoding is told', () => {
    assert.equal(refusal(() => [...readTable(gbk('编号,期望\n1,2\n'), { encoding: 'utf-8' }).rows()]), 'import.encoding-wrong')
  })
})
