import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { penaltyReward } from './penaltyReward.ts'

const ten = { min: 1, max: 10 }

test('the advertisers’ study equals the reference', skipWithoutShared, () => {
  const answers = sharedTable('data/customerSat_bayesm.csv')
  const golden = sharedJson('golden/drivers.json').at('penalty_reward_customerSat')
  const attributes = ['q2', 'q3', 'q4', 'q5'].map((id) => ({ id, performance: answers.numbers(id), scale: ten }))
  const found = penaltyReward(answers.numbers('q1'), attributes)
  honest(found)
  close(found.r2, golden.at('r2').number, 1e-10)
  for (const { id, low, high, penalty, reward } of found.points ?? []) {
    assert.deepEqual([low, high], [4, 9])
    close(penalty?.estimate, golden.at('coef', `${id}_low`).number, 1e-10)
    close(reward?.estimate, golden.at('coef', `${id}_high`).number, 1e-10)
    close(reward?.p, golden.at('p', `${id}_high`).number, 1e-8)
  }
})

/** Satisfaction falls by 3 where the basic attribute is low, rises by 3 where the exciting one is high, both by 2 for the third. */
function simulated() {
  const random = (seed: number) => (i: number) => ((Math.sin(seed + i * 12.9898) * 43758.5453) % 1 + 1) % 1
  const rating = (seed: number) => Float64Array.from({ length: 900 }, (_, i) => 1 + Math.floor(random(seed)(i) * 7))
  const [basic, exciting, linear] = [rating(1), rating(2), rating(3)]
  const outcome = Float64Array.from(basic, (x, i) => {
    const at = (value: number, low: number, high: number) => (value <= 3 ? low : value >= 6 ? high : 0)
    return 10 + at(x, -3, 0) + at(exciting[i]!, 0, 3) + at(linear[i]!, -2, 2) + random(4)(i)
  })
  const scale = { min: 1, max: 7 }
  return { outcome, attributes: [{ id: 'basic', performance: basic, scale }, { id: 'exciting', performance: exciting, scale }, { id: 'linear', performance: linear, scale }] }
}

test('what was built in is found, and the cuts of seven points are 3 and 6', () => {
  const { outcome, attributes } = simulated()
  const { points } = penaltyReward(outcome, attributes)
  assert.deepEqual(points?.map(({ factor, low, high }) => [factor, low, high]), [['basic', 3, 6], ['excitement', 3, 6], ['performance', 3, 6]])
})

test('turning all scales round swaps penalty and reward', () => {
  const { outcome, attributes } = simulated()
  const turned = penaltyReward(outcome.map((x) => -x), attributes.map((a) => ({ ...a, performance: a.performance.map((x) => 8 - x) })), { low: 2, high: 5 })
  const plain = penaltyReward(outcome, attributes, { low: 3, high: 6 })
  for (const [j, { penalty }] of (turned.points ?? []).entries()) close(penalty?.estimate, -(plain.points?.[j]?.reward?.estimate ?? 0), 1e-9)
})

test('where nobody rated low there is no penalty, and a reason', () => {
  const found = penaltyReward([1, 2, 3, 4, 5, 6, 2, 3], [{ id: 'a', performance: [7, 6, 5, 7, 7, 6, 5, 4], scale: { min: 1, max: 7 } }])
  honest(found)
  assert.equal(found.points?.[0]?.penalty, null)
  assert.equal(found.points?.[0]?.reason, 'no-variance')
  assert.equal(penaltyReward([Number.NaN], [{ id: 'a', performance: [3], scale: ten }]).reason, 'no-answers')
})
