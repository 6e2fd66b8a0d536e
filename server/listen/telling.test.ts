import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTelling } from './telling.ts'

test('many and varied ratings are telling', () => {
  assert.equal(isTelling([1, 5, 3, 2, 4, 5, 1, 2]), true)
  assert.equal(isTelling([5, 5, 5, 5, 4, 4, 3, 1]), true)
  assert.equal(isTelling(Array.from({ length: 66 }, (_, at) => 1 + ((at * 7) % 9))), true)
})

test('straight lines, nearly straight lines and few ratings are not: honest people share them', () => {
  assert.equal(isTelling(Array.from({ length: 66 }, () => 9)), false)
  assert.equal(isTelling([5, 5, 5, 5, 5, 4, 3, 1]), false)
  assert.equal(isTelling([4, 4, 4, 4, 3, 3, 3, 4, 4, 4, 3, 3, 3, 3]), false, 'two neighbouring points')
  assert.equal(isTelling([4, 4, 4, 4, 3, 2, 3, 3, 4, 2, 2, 3, 4, 3]), false, 'three points')
  assert.equal(isTelling([1, 5, 3, 2, 4, 5, 1]), false)
  assert.equal(isTelling([1, 5, 3, 2, 'na', 'dk', null, undefined, 4]), false)
  assert.equal(isTelling([]), false)
})
