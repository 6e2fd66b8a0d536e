import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { ownJson } from '../testing/golden.ts'
import { gapAntecedents } from './gapAntecedents.ts'
import { mean } from './mean.ts'
import { weightedNps } from './npsSurvey.ts'
import { rake, weightedMean } from './surveyWeights.ts'

const own = ownJson('comparisons.json')
const a = Array.from({ length: 60 }, (_, i) => (i < 10 ? 0 : i < 30 ? 1 : 2))
const b = Array.from({ length: 60 }, (_, i) => Number((i + 1) % 3 === 0))
const x = Array.from({ length: 60 }, (_, i) => 1 + ((i + 1) * 7) % 10)

test('raked weights and the weighted mean equal R', () => {
  const raked = rake([{ id: 'a', codes: a, shares: [0.5, 0.3, 0.2] }, { id: 'b', codes: b, shares: [40, 60] }])
  for (const [i, at] of [0, 2, 10, 11, 30, 32].entries()) close(raked.weights![at], own.at('raking', 'weights', i).number, 1e-9)
  close(raked.effectiveN, own.at('raking', 'effective').number, 1e-9)
  close(raked.designEffect, 60 / own.at('raking', 'effective').number, 1e-9)
  const found = weightedMean(x, raked.weights!)
  close(found.value, own.at('raking', 'mean').number, 1e-9)
  close(found.se, own.at('raking', 'se').number, 1e-9)
  close(found.interval!.lower, own.at('raking', 'interval', 0).number, 1e-9)
  honest(found)
  honest({ ...raked, weights: null, reason: 'no-answers' })
})

test('respondents divide as asked, and the weights average one', () => {
  const raked = rake([{ id: 'a', codes: a, shares: [1, 1, 2] }])
  const share = a.reduce<number>((sum, code, i) => sum + (code === 0 ? raked.weights![i]! : 0), 0) / 60
  close(share, 0.25, 1e-12)
  close(raked.weights!.reduce((sum, w) => sum + w, 0), 60, 1e-12)
  assert.equal(raked.rounds <= 3, true)
})

test('who belongs nowhere has no weight; a group without an answer, or shares that contradict each other, are told', () => {
  const gaps = rake([{ id: 'a', codes: [0, 1, -1], shares: [1, 1] }])
  assert.deepEqual([gaps.n, gaps.missing, Number.isNaN(gaps.weights![2])], [2, 1, true])
  assert.equal(rake([{ id: 'a', codes: [0, 0], shares: [1, 1] }]).reason, 'empty-group')
  assert.equal(rake([{ id: 'a', codes: [-1], shares: [1, 1] }]).reason, 'no-answers')
  assert.equal(rake([{ id: 'a', codes: [0, 1], shares: [0.5, 0.5] }, { id: 'b', codes: [0, 1], shares: [0.9, 0.1] }]).reason, 'not-converged')
  honest(rake([{ id: 'a', codes: [0, 0], shares: [1, 1] }]))
  assert.throws(() => rake([]), { code: 'invalid-parameter' })
  assert.throws(() => rake([{ id: 'a', codes: [0], shares: [-1] }]), { code: 'invalid-parameter' })
})

test('equal weights give the plain mean with its interval, whole weights that of the answers repeated', () => {
  const plain = mean(x)
  const equal = weightedMean(x, x.map(() => 3))
  close(equal.value, plain.value!, 1e-12)
  close(equal.interval!.upper, plain.interval!.upper, 1e-12)
  close(equal.designEffect, 1, 1e-12)
  const weights = x.map((_, i) => 1 + (i % 3))
  close(weightedMean(x, weights).value, mean(x.flatMap((value, i) => Array.from({ length: weights[i]! }, () => value))).value!, 1e-12)
  close(weightedMean([1, 0, -1, 1], [1, 2, 1, 1]).value, weightedNps([9, 8, 0, 10], [1, 2, 1, 1]).value!, 1e-12)
  assert.deepEqual([weightedMean([1, 2, NaN], [1, 0, 1]).n, weightedMean([1, 2, NaN], [1, 0, 1]).reason], [1, 'too-few'])
  assert.throws(() => weightedMean([1], [-1]), { code: 'invalid-parameter' })
})

test('a gap is set against its antecedents as R does, and not below the number it takes', () => {
  const u = [6.1, 5.2, 7.3, 4.4, 5.5, 6.6, 3.7, 5.8, 6.9, 4.1, 5.3, 6.4]
  const teamwork = { id: 'teamwork', values: [5.2, 5.9, 6.1, 4.8, 5.1, 6.9, 4.7, 5.2, 6.6, 4.9, 5.8, 5.9] }
  const conflict = { id: 'conflict', values: [1, 3, 2, 5, 4, 2, 6, 3, 1, 5, 4, 2] }
  const size = u.map((value) => 7 - value)
  const found = gapAntecedents(size, [teamwork, conflict])
  for (const [i, { slope }] of found.antecedents.entries()) close(slope!.estimate, own.at('antecedents', 'slopes', i).number, 1e-10)
  close(found.r2, own.at('antecedents', 'r2').number, 1e-10)
  close(found.antecedents.reduce((sum, { share }) => sum + share!, 0), 1, 1e-12)
  honest(found)
  const few = gapAntecedents(size.slice(0, 9), [{ id: 'teamwork', values: teamwork.values.slice(0, 9) }])
  assert.deepEqual([few.reason, few.needed, few.antecedents[0]!.slope, few.antecedents[0]!.level.n], ['too-few', 10, null, 9])
  honest(few)
  assert.equal(gapAntecedents(size, [teamwork, conflict, { ...conflict, id: 'c' }, { ...conflict, id: 'd' }, { ...conflict, id: 'e' }]).reason, 'too-few') // twelve units, fifteen needed
  assert.equal(gapAntecedents(size, [conflict, { ...conflict, id: 'again' }]).reason, 'singular')
  assert.equal(gapAntecedents(size, []).reason, 'not-applicable')
})
