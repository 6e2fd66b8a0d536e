import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MethodError } from '../result.ts'
import { scaleScores } from './scores.ts'
import { servperf } from './servperf.ts'

const missing = Number.NaN
const items = [
  [5, 5, missing],
  [7, missing, missing],
  [6, missing, 4],
  [2, 1, missing],
  [5, missing, missing],
]

test('a score needs at least half of the items, rounded up', () => {
  assert.deepEqual([...scaleScores(items)], [5, missing, missing])
})

test('another share of the items may be asked for', () => {
  assert.deepEqual([...scaleScores(items, { minimumAnswered: 0.4 })], [5, 3, missing])
  assert.deepEqual([...scaleScores(items, { minimumAnswered: 0 })], [5, 3, 4])
  assert.deepEqual([...scaleScores(items, { minimumAnswered: 1 })], [5, missing, missing])
})

test('the share is not rounded up by the noise of a product', () => {
  const twenty = Array.from({ length: 20 }, (_, i) => [i < 11 ? 3 : missing])
  assert.deepEqual([...scaleScores(twenty, { minimumAnswered: 0.55 })], [3])
})

test('a share outside of 0..1 is a mistake of the caller', () => {
  assert.throws(() => scaleScores(items, { minimumAnswered: 50 }), MethodError)
})

test('the rule reaches the scores of a method', () => {
  const asked = items.map((perception, i) => ({ id: `i${i}`, dimension: 'd', perception }))
  assert.equal(servperf({ items: asked }).dimensions[0]?.perception.n, 1)
  assert.equal(servperf({ items: asked }, { minimumAnswered: 0.2 }).dimensions[0]?.perception.n, 3)
})
