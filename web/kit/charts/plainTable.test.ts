import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { Column } from '../column.ts'
import { clipboardOf, figureIn, plainTable } from './plainTable.ts'

test('figures are figures, words are words, and a dash is nothing', () => {
  assert.deepEqual(['1,234', '−0.4', '+0.4', '12', '—', '', '5.9 to 6.3', '64 %', '1,23'].map(figureIn), [1234, -0.4, 0.4, 12, null, null, '5.9 to 6.3', '64 %', '1,23'])
})

test('a table is saved in full precision, an interval as its two ends', () => {
  type Row = { name: string; mean: number; ends: [number, number] }
  const columns: Column<Row>[] = [
    { key: 'name', header: { en: 'Row', zh: '行' }, render: (row) => row.name },
    { key: 'mean', header: { en: 'Mean', zh: '均值' }, render: (row) => row.mean.toFixed(1), sort: (row) => row.mean },
    { key: 'interval', header: 'interval', render: ({ ends }) => ends.join(' to '), plain: [{ header: 'lower', value: ({ ends }) => ends[0] }, { header: 'upper', value: ({ ends }) => ends[1] }] },
  ]
  const table = plainTable(columns, [{ name: '=北区', mean: 6.123456, ends: [5.9, 6.3] }], [['=北区', '6.1', '5.9 to 6.3']], (words) => (typeof words === 'string' ? words : words.zh))
  assert.deepEqual(table, { header: ['行', '均值', 'lower', 'upper'], rows: [['=北区', 6.123456, 5.9, 6.3]] })
})

test('the clipboard holds the table as it reads, in signs a spreadsheet understands', () => {
  const { text, html } = clipboardOf(['Row', 'Difference', 'Share'], [['A & B', '−1,234.5', '64 %'], ['两行\n文字', '—', '']])
  assert.equal(text, 'Row\tDifference\tShare\nA & B\t-1234.5\t64%\n两行 文字\t\t')
  assert.match(html, /<tr><td>A &amp; B<\/td><td>-1234.5<\/td><td>64%<\/td><\/tr>/)
})

test('no name that is pasted into a spreadsheet becomes a formula there', () => {
  const { text, html } = clipboardOf(['=Row'], [['@here'], ['+0.4'], ['−0.4 to 0.2']])
  assert.equal(text, "'=Row\n'@here\n0.4\n−0.4 to 0.2")
  assert.match(html, /<th>'=Row<\/th>.*<td>'@here<\/td>/)
})
