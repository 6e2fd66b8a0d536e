import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { close } from '../testing/close.ts'
import { outcomeCounts, outcomes, outcomesAsked, outcomesFromExpectation, outcomesFromZone, outcomeShares, outcomeShift, outcomeTransitions } from './confirmation.ts'

const words = (of: Int8Array) => Array.from(of, (o) => outcomes[o] ?? null)

test('an answer against expectation is one of four outcomes, on every usual scale', () => {
  const points = (min: number, max: number) => words(outcomesAsked(Array.from({ length: max - min + 1 }, (_, i) => min + i), { min, max }))
  assert.deepEqual(points(1, 4), ['disappointed', 'regret', 'satisfied', 'delighted'])
  assert.deepEqual(points(1, 5), ['disappointed', 'regret', 'satisfied', 'satisfied', 'delighted'])
  assert.deepEqual(points(1, 7), ['disappointed', 'disappointed', 'regret', 'satisfied', 'satisfied', 'delighted', 'delighted'])
  assert.deepEqual(words(outcomesAsked([Number.NaN], { min: 1, max: 5 })), [null])
})

test('from expectation and from the zone, ends included as told', () => {
  assert.deepEqual(words(outcomesFromExpectation([7, 6, 5, 4, 3, 2.9], [5, 5, 5, 5, 4, 4])), ['delighted', 'satisfied', 'satisfied', 'regret', 'regret', 'disappointed'])
  assert.deepEqual(words(outcomesFromZone([9, 8, 5, 4, 3, 5], [5, 5, 5, 5, 5, 6], [8, 8, 8, 8, 8, 5])), ['delighted', 'satisfied', 'satisfied', 'regret', 'disappointed', null])
})

test('shares add up to one; the shift of two samples is theirs, and turns round with them', () => {
  const shares = outcomeShares([10, 20, 5, 15])
  close(shares.reduce((sum, { value }) => sum + (value ?? 0), 0), 1, 1e-14)
  const forth = outcomeShift([10, 20, 5, 15], [20, 20, 5, 5])
  const back = outcomeShift([20, 20, 5, 5], [10, 20, 5, 15])
  close(forth.shifts[0]?.estimate, 0.2, 1e-14)
  for (const [o, shift] of forth.shifts.entries()) close(shift.estimate, 0 - (back.shifts[o]?.estimate ?? 0), 1e-12)
  close(forth.test.statistic, back.test.statistic ?? 0, 1e-12)
})

test('transitions of the same people: the marginals are the shares, better and worse are told apart', () => {
  const random = randomStream(5)
  const draw = () => Int8Array.from({ length: 200 }, () => random.whole(5) - 1)
  const [before, now] = [draw(), draw()]
  const found = outcomeTransitions(before, now)
  const both = Array.from(before.keys()).filter((i) => before[i]! >= 0 && now[i]! >= 0)
  const marginal = outcomeCounts(Int8Array.from(both, (i) => now[i]!))
  const earlier = outcomeCounts(Int8Array.from(both, (i) => before[i]!))
  assert.equal(found.n, both.length)
  for (const o of outcomes.keys()) {
    assert.equal(found.counts.reduce((sum, row) => sum + row[o]!, 0), marginal[o])
    close(found.net[o]?.value, (marginal[o]! - earlier[o]!) / both.length, 1e-12)
  }
  assert.equal(found.better.count + found.same.count + found.worse.count, found.n)
  assert.equal(found.worse.count, both.filter((i) => now[i]! > before[i]!).length)
  assert.equal(outcomeTransitions(new Int8Array([-1]), new Int8Array([0])).reason, 'no-answers')
})
