import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { oneSampleT } from './tTest.ts'
import { withinSlope } from './withinSlope.ts'

const nothing = Number.NaN

test('the mean of the persons’ own slopes, each by hand', () => {
  // Person 1: y = 1 + 2x; person 2: y = 9 − x; person 3: no spread in x; person 4: two pairs only.
  const x = [[1, 0, 5, 1], [2, 2, 5, 2], [4, 4, 5, nothing]]
  const y = [[3, 9, 1, 1], [5, 7, 2, 2], [9, 5, 3, 3]]
  const found = withinSlope(x, y)
  close(found.estimate, 0.5, 1e-12)
  assert.deepEqual([found.n, found.missing], [2, 2])
  close(found.p, oneSampleT([2, -1]).p!, 1e-12)
})

test('levels of persons cancel out: adding a constant to a person changes nothing', () => {
  const x = [[1, 3, 2], [2, 1, 5], [3, 2, 1], [5, 6, 4]]
  const y = [[2, 4, 3], [3, 1, 6], [2, 5, 2], [6, 7, 4]]
  const lifted = y.map((column) => column.map((value, person) => value + 100 * person))
  close(withinSlope(x, lifted).estimate, withinSlope(x, y).estimate!, 1e-9)
})

test('says why there is none', () => {
  for (const [found, reason] of [[withinSlope([[1], [2]], [[1], [2]]), 'no-answers'], [withinSlope([[1], [2], [3]], [[1], [2], [3]]), 'too-few']] as const) {
    assert.equal(found.reason, reason)
    honest(found)
  }
})
