import { test } from 'node:test'
import assert from 'node:assert/strict'
import { utils, write } from '@e965/xlsx'
import { applyRecipe } from './apply.ts'
import { guessRecipe } from './guess.ts'
import { gbk, sharedFile, utf16 } from './import-testing.ts'
import { readTable } from './table.ts'

const kiosk = sharedFile('kiosk_servqual_1to7.csv')
const options = { skip: kiosk === null && 'the shared data are not at hand' }

/** Answers and attributes of every row, as the recipe guessed for the file itself gives them. */
function answersOf(bytes: Uint8Array, rename: (recipe: ReturnType<typeof guessRecipe>['recipe']) => typeof recipe = (recipe) => recipe) {
  const table = readTable(bytes)
  const { recipe } = guessRecipe(table)
  return Array.from(applyRecipe(table, rename(recipe)), ({ key, answers, attributes, problems }) => ({ key, answers, attributes, problems }))
}

const rows = () => kiosk!.toString().trim().split('\n').map((line) => line.trim().split(','))

test('a workbook, other encodings, separators and decimal signs give the same answers', options, () => {
  const expected = answersOf(kiosk!)
  assert.equal(expected.length, 211)
  const text = kiosk!.toString()
  const sheet = utils.aoa_to_sheet(rows().map((row) => row.map((cell) => (/^\d+$/.test(cell) ? Number(cell) : cell))))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'Kiosk')
  const commaDecimals = rows().map((row, at) => row.map((cell, column) => (at > 0 && column > 3 && cell !== '' ? `${cell},0` : cell)).join(';')).join('\r\n')
  for (const bytes of [
    new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer),
    Buffer.from(`\ufeff${text.replaceAll(',', ';')}`),
    Buffer.from(text.replaceAll(',', '\t')),
    Buffer.from(commaDecimals),
    utf16(text, 'le', true),
    utf16(text, 'be', false),
    gbk(text),
  ]) {
    assert.deepEqual(answersOf(bytes), expected)
  }
})

test('Chinese headings in GBK give the same numbers', options, () => {
  const [headings, ...answers] = rows()
  const chinese = headings!.map((heading) =>
    heading.replace(/^e(\d+)$/, '期望$1').replace(/^p(\d+)$/, '感知$1').replace(/^sat(\d)$/, '满意度$1').replace('reuse', '再次使用意愿').replace('recommend', '推荐意愿').replace('gender', '性别').replace('age_band', '年龄段').replace('use_freq', '使用频率').replace(/^id$/, '编号'),
  )
  const bytes = gbk([chinese, ...answers].map((row) => row.join(';')).join('\r\n'))
  assert.equal(readTable(bytes).reading.encoding, 'gb18030')
  const numbers = (row: ReturnType<typeof answersOf>[number]) => [row.key, ...Object.entries(row.answers.ratings).filter(([key]) => key.startsWith('item')), ...Object.values(row.attributes)]
  const found = answersOf(bytes)
  assert.deepEqual(found.map(numbers), answersOf(kiosk!).map(numbers))
  assert.deepEqual(found.map(({ answers: { ratings } }) => Object.values(ratings)), answersOf(kiosk!).map(({ answers: { ratings } }) => Object.values(ratings)))
})
