import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { chiSquareTest } from './chiSquareTest.ts'
import { correlationInterval } from './correlationInterval.ts'
import { kano } from './kano.ts'
import { kanoSegments } from './kanoSegments.ts'

const none = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 }

test('a feature that delights one half and is taken for granted by the other has no category of its own', () => {
  const found = kanoSegments([{ ...none, A: 60, I: 10, O: 10, M: 5 }, { ...none, M: 60, I: 10, O: 10, A: 5 }])
  assert.equal(found.divided, true)
  assert.equal(found.pooled, false)
  assert.ok((found.test.p ?? 1) < 1e-10)
})

test('alike segments are not divided; small counts are pooled', () => {
  const found = kanoSegments([{ ...none, A: 30, I: 11, R: 1 }, { ...none, A: 31, I: 10, Q: 2 }])
  assert.deepEqual([found.divided, found.pooled], [false, true])
  close(found.test.statistic, chiSquareTest([[30, 12], [31, 12]]).statistic ?? 0, 1e-12)
})

test('the kiosk survey by gender: the table is the one that counting by hand gives', skipWithoutShared, () => {
  const answers = sharedTable('data/kiosk_kano_1to5.csv')
  const gender = answers.text('gender')
  const [f, d] = [answers.numbers('k4f'), answers.numbers('k4d')]
  const of = (value: string) => {
    const only = (x: Float64Array) => x.map((answer, i) => (gender[i] === value ? answer : Number.NaN))
    return kano(only(f), only(d)).counts
  }
  const [women, men] = [of('F'), of('M')]
  const whole = kano(f, d).counts
  for (const category of ['A', 'O', 'M', 'I', 'R', 'Q'] as const) assert.equal(women[category] + men[category], whole[category])
  const found = kanoSegments([women, men])
  assert.equal(found.test.n, 207)
})

test('Fisher’s interval, worked by hand', () => {
  const found = correlationInterval(0.5, 28)
  close(found?.lower, Math.tanh(Math.atanh(0.5) - 1.959963984540054 / 5), 1e-12)
  assert.equal(correlationInterval(0.5, 10, { given: 7 }), null)
  assert.equal(correlationInterval(1, 30), null)
})
