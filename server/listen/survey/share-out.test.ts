import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedOut } from './share-out.ts'

test('points keep their proportions and add up', () => {
  assert.deepEqual(sharedOut([10, 10, 30], 100), [20, 20, 60])
  assert.deepEqual(sharedOut([50, 50, 50], 100), [34, 33, 33])
  assert.deepEqual(sharedOut([0, 0, 0, 0, 0], 100), [20, 20, 20, 20, 20])
  assert.deepEqual(sharedOut([0, 3], 100), [0, 100])
})

test('whatever is given, whole points add up to the total', () => {
  for (let round = 0; round < 500; round++) {
    const given = Array.from({ length: 2 + (round % 11) }, (_, index) => (round * 7919 * (index + 3)) % 101)
    const shares = sharedOut(given, 100)
    assert.equal(shares.reduce((a, b) => a + b, 0), 100)
    assert.ok(shares.every((share) => Number.isInteger(share) && share >= 0))
  }
})
