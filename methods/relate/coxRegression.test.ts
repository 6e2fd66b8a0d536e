import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalUpper } from '../numbers/normal.ts'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable } from '../testing/golden.ts'
import { coxRegression, proportionality } from './coxRegression.ts'
import { logRank } from './logRank.ts'
import { partialLikelihood, riskOrder } from './partialLikelihood.ts'

const kept = ownTable('retention_simulated.csv')
const months = kept.numbers('months')
const left = kept.numbers('left')
const predictors = ['satisfaction', 'contract'].map((id) => ({ id, values: kept.numbers(id) }))
const reference = ownJson('retention.json').at('cox')

test('leaving customers by satisfaction and contract equal the reference, with either rule for ties', () => {
  for (const ties of ['efron', 'breslow'] as const) {
    const golden = reference.at(ties)
    const found = coxRegression(months, left, predictors, { ties })
    honest(found)
    for (const hazard of found.hazards!) {
      close(hazard.estimate, golden.at('coef', hazard.id).number, 1e-9, hazard.id)
      close(hazard.se, golden.at('se', hazard.id).number, 1e-9, hazard.id)
      close(hazard.p, golden.at('p', hazard.id).number, 1e-7, hazard.id)
      close(hazard.interval.lower, golden.at('lower', hazard.id).number, 1e-9, hazard.id)
      close(hazard.interval.upper, golden.at('upper', hazard.id).number, 1e-9, hazard.id)
    }
    close(found.nullLogLikelihood, golden.at('loglik', 0).number, 1e-12)
    close(found.logLikelihood, golden.at('loglik', 1).number, 1e-12)
    close(found.tests!.likelihoodRatio.statistic, golden.at('lr').number, 1e-9)
    close(found.tests!.wald.statistic, golden.at('wald').number, 1e-8)
    close(found.tests!.score.statistic, golden.at('score').number, 1e-9)
  }
})

test('whether hazards stay proportional equals the test as it was published', () => {
  const found = proportionality(months, left, predictors)
  for (const [j, { statistic, p }] of found.entries()) {
    close(statistic, reference.at('proportionality', j).number, 1e-7)
    assert.ok(p > 0 && p <= 1)
  }
})

test('the partial likelihood by writing out every risk set, and its slope by differences', () => {
  const order = riskOrder(Float64Array.from(months), Float64Array.from(left), predictors.map(({ values }) => Float64Array.from(values)))
  const score = (at: Float64Array, i: number) => order.columns.reduce((sum, column, j) => sum + at[j]! * column[i]!, 0)
  const slow = (at: Float64Array) => {
    let value = 0
    for (const time of new Set(order.durations)) {
      const leaving = [...order.durations.keys()].filter((i) => order.durations[i] === time && order.ended[i] === 1)
      const risk = [...order.durations.keys()].filter((i) => order.durations[i]! >= time)
      const total = (rows: number[]) => rows.reduce((sum, i) => sum + Math.exp(score(at, i)), 0)
      for (const [l, i] of leaving.entries()) value += score(at, i) - Math.log(total(risk) - (l / leaving.length) * total(leaving))
    }
    return value
  }
  const at = Float64Array.of(-0.3, 0.2)
  const found = partialLikelihood(order, at, 'efron')
  close(found.value, slow(at), 1e-12)
  for (const j of [0, 1]) {
    const moved = (h: number) => slow(at.map((x, m) => (m === j ? x + h : x)))
    close(found.gradient[j], (moved(1e-5) - moved(-1e-5)) / 2e-5, 1e-6)
  }
})

test('the score test of one group without ties is the log-rank test', () => {
  const random = randomStream(4)
  const durations = Array.from({ length: 60 }, () => -Math.log(random.uniform()))
  const ended = durations.map(() => Number(random.uniform() < 0.7))
  const group = durations.map((_, i) => Number(i % 3 === 0))
  const of = (code: number) => ({
    id: String(code),
    durations: durations.filter((_, i) => group[i] === code),
    ended: ended.filter((_, i) => group[i] === code),
  })
  const found = coxRegression(durations, ended, [{ id: 'group', values: group }])
  close(found.tests!.score.statistic, logRank([of(0), of(1)]).statistic!, 1e-10)
  close(found.hazards![0]!.p, 2 * normalUpper(Math.abs(found.hazards![0]!.z)), 1e-14)
})

test('units and order of customers change nothing; a missing value leaves its customer out', () => {
  const once = coxRegression(months, left, predictors)
  const turned = coxRegression([...months].toReversed(), [...left].toReversed(), predictors.map(({ id, values }) => ({ id, values: [...values].toReversed().map((x) => x * 100 + 7) })))
  for (const [j, hazard] of once.hazards!.entries()) close(turned.hazards![j]!.estimate * 100, hazard.estimate, 1e-9)
  const lacking = coxRegression([...months, 5], [...left, 1], predictors.map(({ id, values }) => ({ id, values: [...values, Number.NaN] })))
  assert.deepEqual([lacking.n, lacking.missing], [240, 1])
  close(lacking.logLikelihood, once.logLikelihood!, 1e-14)
})

test('what cannot be told has a reason', () => {
  const x = { id: 'x', values: [1, 2, 3, 4, 5, 6] }
  const reasonOf = (...call: Parameters<typeof coxRegression>) => {
    const found = coxRegression(...call)
    honest(found)
    return found.reason
  }
  assert.equal(reasonOf([], [], [{ id: 'x', values: [] }]), 'no-answers')
  assert.equal(reasonOf([1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0], [x]), 'no-variance')
  assert.equal(reasonOf([1, 2, 3, 4, 5, 6], [1, 0, 0, 0, 0, 0], [x]), 'too-few')
  assert.equal(reasonOf([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1], [{ id: 'x', values: [2, 2, 2, 2, 2, 2] }]), 'no-variance')
  assert.equal(reasonOf([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1], [x, { id: 'y', values: x.values.map((v) => 2 * v + 1) }]), 'singular')
  assert.equal(reasonOf([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1], [x]), 'not-converged')
  assert.deepEqual(proportionality([1, 2], [0, 0], [{ id: 'x', values: [1, 2] }]), [])
  assert.throws(() => coxRegression([1], [1], []), { code: 'no-items' })
  assert.throws(() => coxRegression([1], [1, 1], [x]), { code: 'unequal-length' })
})
