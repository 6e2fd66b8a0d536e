import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from './csv.ts'

test('a table is written so that spreadsheets read it as it is', () => {
  assert.equal(csvOf([['name', 'link'], ['Li, "Xiao"', 'https://x/1']]), '\ufeffname,link\r\n"Li, ""Xiao""",https://x/1\r\n')
})

test('no cell is taken for a formula', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＠']) assert.match(csvOf([[`${start}1+1`]]), /^\ufeff"?'/)
})

test('a figure that was written as text stays one', () => {
  assert.equal(csvOf([['-5', '+0,5', '-12.5%', '-5+1']]), "\ufeff-5,\"+0,5\",-12.5%,'-5+1\r\n")
})
