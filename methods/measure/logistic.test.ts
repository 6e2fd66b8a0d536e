import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable } from '../testing/golden.ts'
import { logisticRegression, shapleyLogistic } from './logistic.ts'

const reference = ownJson('logistic.json')
const table = ownTable('robust_simulated.csv')
const top = table.numbers('oc1').map((answer) => Number(answer >= 4))
const names = ['oa1', 'ob1', 'oc2', 'oc3']
const predictors = names.map((id) => ({ id, values: table.numbers(id) }))

test('slopes, errors and likelihood equal those of R', () => {
  const found = logisticRegression(top, predictors)
  honest(found)
  close(found.intercept, reference.at('coefficients', '(Intercept)').number, 1e-9)
  close(found.logLikelihood, reference.at('loglik').number, 1e-11)
  close(found.r2, reference.at('r2').number, 1e-10)
  for (const slope of found.slopes!) {
    close(slope.estimate, reference.at('coefficients', slope.id).number, 1e-9)
    close(slope.se, reference.at('se', slope.id).number, 1e-7) // R takes the weights of its last step but one
    close(slope.z, reference.at('z', slope.id).number, 1e-7)
    close(slope.oddsRatio, Math.exp(slope.estimate), 1e-14)
  }
})

test('shares add up to McFadden’s R² and equal those of R; the order of predictors does not matter, nor does which answer is yes', () => {
  const found = shapleyLogistic(top, predictors, { bootstrap: { resamples: 40, seed: 1 } })
  honest(found)
  close(found.r2, reference.at('r2').number, 1e-9)
  for (const driver of found.drivers!) {
    close(driver.value, reference.at('lmg', driver.id).number, 1e-8)
    assert.ok(driver.interval!.lower <= driver.value && driver.interval!.upper >= driver.value)
  }
  close(found.drivers!.reduce((sum, { share }) => sum + share, 0), 1, 1e-12)
  for (const driver of shapleyLogistic(top.map((yes) => 1 - yes), predictors.toReversed()).drivers!) close(driver.value, reference.at('lmg', driver.id).number, 1e-8)
})

test('one predictor of two values: the odds ratio of the table of four', () => {
  const x = [...Array(30).fill(0), ...Array(20).fill(1)] as number[]
  const y = [...Array(24).fill(0), ...Array(6).fill(1), ...Array(8).fill(0), ...Array(12).fill(1)] as number[]
  const found = logisticRegression(y, [{ id: 'x', values: x }])
  close(found.slopes![0]!.oddsRatio, (24 * 12) / (6 * 8), 1e-10)
  close(found.slopes![0]!.se, Math.sqrt(1 / 24 + 1 / 6 + 1 / 8 + 1 / 12), 1e-9)
})

test('what cannot be told has a reason', () => {
  const some = (values: readonly number[]) => [{ id: 'x', values }]
  const cases = [
    [[], [], 'no-answers'],
    [[0, 1], [1, 2], 'too-few'],
    [[1, 1, 1, 1], [1, 2, 3, 4], 'no-variance'],
    [[0, 1, 0, 1], [2, 2, 2, 2], 'no-variance'],
    [[0, 2, 0, 1], [1, 2, 3, 4], 'not-applicable'],
    [[0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6], 'not-converged'],
  ] as const
  for (const [y, x, reason] of cases) {
    for (const found of [logisticRegression([...y], some([...x])), shapleyLogistic([...y], some([...x]))]) {
      honest(found)
      assert.equal(found.reason, reason)
    }
  }
  const twins = logisticRegression(top, [predictors[0]!, { id: 'twin', values: predictors[0]!.values }])
  honest(twins)
  assert.equal(twins.reason, 'singular')
  assert.throws(() => shapleyLogistic(top, Array.from({ length: 11 }, (_, i) => ({ ...predictors[0]!, id: `${i}` }))), /up to 10/)
})
