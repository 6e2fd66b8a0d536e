import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsFor } from './rows.ts'

test('names stand beside the plot where there is room, over it on a phone', () => {
  const long = ['Staff let you know exactly when something will be done', 'Staff serve you without delay']
  const wide = rowsFor(long, 700, 40)
  const phone = rowsFor(long, 320, 40)
  assert.equal(wide.beside, true)
  assert.equal(phone.beside, false)
  assert.ok(wide.left > 200 && phone.left < 20)
  assert.equal(rowsFor(['可靠性', '响应性'], 320, 40).beside, true)
})

test('rows follow each other without overlap, and end at the bottom', () => {
  const { rows, bottom } = rowsFor(
    ['a', 'a much longer name that needs more than a single line to be said', 'c'],
    360,
    40,
  )
  for (const [place, row] of rows.entries()) {
    assert.ok(row.y > row.top && row.y < row.top + row.height)
    assert.equal(row.top + row.height, rows[place + 1]?.top ?? bottom)
  }
})

test('capitals have their room: no name begins outside the picture', () => {
  const emOf = (sign: string) => (/[MW]/.test(sign) ? 0.9 : /[A-Z]/.test(sign) ? 0.64 : 0.53) // as the typeface has them
  for (const label of ['NW', 'MWW', 'WEST', 'North', 'a']) {
    const { rows } = rowsFor([label], 320, 100, 14)
    const drawn = 13 * [...label].reduce((sum, sign) => sum + emOf(sign), 0)
    assert.ok(rows[0]!.labelX - drawn >= 0, label)
  }
})
