import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sorted } from './sorted.ts'

const itself = <Value>(value: Value) => value

test('figures go by size, and what is missing comes last either way', () => {
  assert.deepEqual(sorted([3, null, -1, 10, undefined], itself, false, 'en'), [-1, 3, 10, null, undefined])
  assert.deepEqual(sorted([3, null, -1, 10], itself, true, 'en'), [10, 3, -1, null])
})

test('Chinese goes by pinyin, English by letters, numbers in words by size', () => {
  assert.deepEqual(sorted(['西区', '北区', '东区', '南区'], itself, false, 'zh-CN'), ['北区', '东区', '南区', '西区'])
  assert.deepEqual(sorted(['Item 10', 'item 2', 'Item 1'], itself, false, 'en'), ['Item 1', 'item 2', 'Item 10'])
})

test('equal rows keep their order, and the given rows stay as they are', () => {
  const rows = [
    { name: 'b', n: 1 },
    { name: 'a', n: 1 },
  ]
  assert.deepEqual(
    sorted(rows, ({ n }) => n, true, 'en').map(({ name }) => name),
    ['b', 'a'],
  )
  assert.equal(rows[0]?.name, 'b')
})
