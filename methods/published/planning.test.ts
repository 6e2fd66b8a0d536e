import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { powerOfTwoGroups, sizeOfTwoGroups } from '../measure/power.ts'

describe('published: power of the t test of two groups (Cohen 1988, Statistical Power Analysis, table 2.4.1)', () => {
  test('a medium effect, d .5, takes 63.77, that is 64 a group for a power of .80', () => {
    assert.equal(sizeOfTwoGroups(0.5).toFixed(2), '63.77')
    assert.equal(Math.ceil(sizeOfTwoGroups(0.5)), 64)
  })

  test('a small one takes 394 where Cohen prints 393, who rounds, and a large one 26', () => {
    assert.deepEqual([Math.ceil(sizeOfTwoGroups(0.2)), Math.ceil(sizeOfTwoGroups(0.8))], [394, 26])
    assert.ok(Math.abs(powerOfTwoGroups(0.5, 64) - 0.8) < 0.002)
  })
})
