import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marksOf } from './marks.ts'
import { branching, twoPart } from './testing/definitions.ts'

const calm = { seconds: 600, fastSecondsPerItem: 1, trapFilled: false }
const ratings = (of: (index: number, role: string) => number | 'na') =>
  Object.fromEntries(Array.from({ length: 12 }, (_, i) => ['expectation', 'perception'].map((role) => [`i${i + 1}.${role}`, of(i, role)] as const)).flat())
const answered = (of: (index: number, role: string) => number | 'na') => ({ ratings: ratings(of), choices: {}, texts: {} })

test('careful answers get no mark', () => {
  assert.deepEqual(marksOf(twoPart, answered((i) => 1 + (i % 7)), calm), [])
})

test('high expectations of everything are no straight line while perceptions differ', () => {
  assert.deepEqual(marksOf(twoPart, answered((i, role) => (role === 'expectation' ? 7 : 1 + (i % 7))), calm), [])
  assert.deepEqual(marksOf(twoPart, answered(() => 4), calm), ['straight-lined'])
  assert.deepEqual(marksOf(twoPart, answered((i) => (i < 7 ? 4 : 'na')), calm), [])
})

test('less than a second an item is fast', () => {
  const varied = answered((i) => 1 + (i % 7))
  assert.deepEqual(marksOf(twoPart, varied, { ...calm, seconds: 11.9 }), ['fast'])
  assert.deepEqual(marksOf(twoPart, varied, { ...calm, seconds: 12 }), [])
  assert.deepEqual(marksOf(twoPart, varied, { ...calm, seconds: 0, fastSecondsPerItem: 0 }), [])
})

test('a filled trap, a missed attention check and half an answer are marked', () => {
  const answers = { ratings: {}, choices: { attention: ['red'] }, texts: {} }
  assert.deepEqual(marksOf(branching, answers, { ...calm, trapFilled: true }), ['attention', 'honeypot'])
  assert.deepEqual(marksOf(branching, { ...answers, choices: { attention: ['green'] } }, calm), [])
  assert.deepEqual(marksOf(twoPart, { ratings: { 'i1.perception': 3 }, choices: {}, texts: {} }, calm), ['incomplete'])
})
