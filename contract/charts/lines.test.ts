import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areas, pieces } from './lines.ts'

const at = (x: number, value: number | null) => ({
  x,
  value,
  lower: value === null ? null : value - 1,
  upper: value === null ? null : value + 1,
})
const same = (value: number) => value

test('a missing figure leaves a gap, not a bridge', () => {
  assert.deepEqual(pieces([at(0, 1), at(1, 2), at(2, null), at(3, 4)], same), ['M0,1L1,2', 'M3,4'])
  assert.deepEqual(pieces([at(0, null)], same), [])
})

test('the band runs over the upper ends and back under the lower ones', () => {
  assert.deepEqual(areas([at(0, 5), at(1, 6)], same), ['M0,6L1,7L1,5L0,4Z'])
})
