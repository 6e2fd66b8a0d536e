import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { percentileInterval } from '../numbers/orderStatistics.ts'
import { randomStream } from '../numbers/random.ts'
import { johnsonDrivers, shapleyDrivers } from './drivers.ts'
import { derivedImportance, ipa, quadrantOf } from './ipa.ts'
import { regression } from './regression.ts'
import { meanOfAll } from './scores.ts'

const random = randomStream(12)
const base = Array.from({ length: 40 }, random.normal)
const predictors = ['a', 'b', 'c', 'd'].map((id) => ({ id, values: base.map((x) => x + random.normal()) }))
const outcome = base.map((x, i) => x + predictors[0]!.values[i]! + random.normal())

test('the advertisers’ study equals the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/drivers.json').at('customerSat')
  const table = sharedTable('data/customerSat_bayesm.csv')
  const ids = golden.at('x').raw as string[]
  const x = ids.map((id) => ({ id, values: table.numbers(id) }))
  const y = table.numbers('q1')
  const fit = regression(y, x)
  close(fit.r2, golden.at('r2').number, 1e-10)
  close(fit.adjustedR2, golden.at('adj_r2').number, 1e-10)
  close(fit.sigma, golden.at('sigma').number, 1e-10)
  close(fit.f!.statistic, golden.at('F').number, 1e-10)
  close(fit.intercept!.estimate, golden.at('coef', '(Intercept)').number, 1e-9)
  close(fit.intercept!.robustSe, golden.at('hc3_se', '(Intercept)').number, 1e-9)
  for (const slope of fit.slopes!) {
    const of = (name: string) => golden.at(name, slope.id).number
    close(slope.estimate, of('coef'), 1e-10, slope.id)
    close(slope.se, of('se'), 1e-10, slope.id)
    close(slope.t, of('t'), 1e-10, slope.id)
    close(slope.p, of('p'), 1e-9, slope.id)
    close(slope.standardised, of('beta_std'), 1e-10, slope.id)
    close(slope.vif, of('vif'), 1e-10, slope.id)
    close(slope.robustSe, of('hc3_se'), 1e-10, slope.id)
    close(slope.semipartialSquared, of('semipartial_sq'), 1e-10, slope.id)
    close(slope.partialCorrelation, of('partial_r'), 1e-10, slope.id)
  }
  for (const driver of shapleyDrivers(y, x).drivers!) {
    close(driver.value, golden.at('lmg', driver.id).number, 1e-10, driver.id)
    close(driver.share, golden.at('lmg_rel', driver.id).number, 1e-10, driver.id)
    close(driver.correlation, golden.at('zero_order_r', driver.id).number, 1e-10, driver.id)
  }
  for (const driver of johnsonDrivers(y, x).drivers!) close(driver.value, golden.at('johnson_raw', driver.id).number, 1e-10, driver.id)
})

test('Shapley importance by all orders of entry, one by one', () => {
  const r2Of = (of: readonly number[]) => (of.length === 0 ? 0 : regression(outcome, of.map((j) => predictors[j]!)).r2!)
  const orders = permutations([0, 1, 2, 3])
  const expected = [0, 0, 0, 0]
  for (const order of orders) {
    for (const [place, j] of order.entries()) expected[j]! += (r2Of(order.slice(0, place + 1)) - r2Of(order.slice(0, place))) / orders.length
  }
  const found = shapleyDrivers(outcome, predictors)
  for (const [j, driver] of found.drivers!.entries()) close(driver.value, expected[j]!, 1e-11, driver.id)
  close(found.r2, r2Of([0, 1, 2, 3]), 1e-12)
})

test('both partings add up to R² and do not mind the order of predictors', () => {
  for (const method of [shapleyDrivers, johnsonDrivers]) {
    const there = method(outcome, predictors)
    const back = method(outcome, predictors.toReversed())
    close(there.drivers!.reduce((sum, { value }) => sum + value, 0), regression(outcome, predictors).r2!, 1e-12)
    for (const driver of there.drivers!) close(driver.value, back.drivers!.find(({ id }) => id === driver.id)!.value, 1e-11, driver.id)
  }
})

test('uncorrelated predictors are worth their squared correlations', () => {
  const x = [{ id: 'u', values: [1, 1, -1, -1, 1, 1, -1, -1] }, { id: 'v', values: [1, -1, 1, -1, 1, -1, 1, -1] }]
  const y = [5, 2, 4, 1, 6, 3, 2, 2]
  for (const method of [shapleyDrivers, johnsonDrivers]) {
    for (const { value, correlation } of method(y, x).drivers!) close(value, correlation ** 2, 1e-12)
  }
})

test('a bootstrap of drivers by drawing the rows of every resample', () => {
  const resamples = 25
  const slow = Array.from({ length: resamples }, (_, b) => {
    const draw = randomStream(4, b)
    const rows = outcome.map(() => draw.whole(outcome.length))
    return shapleyDrivers(rows.map((r) => outcome[r]!), predictors.map(({ id, values }) => ({ id, values: rows.map((r) => values[r]!) }))).drivers!
  })
  for (const [j, { interval }] of shapleyDrivers(outcome, predictors, { bootstrap: { resamples, seed: 4 } }).drivers!.entries()) {
    const expected = percentileInterval(slow.map((drivers) => drivers[j]!.value), 0.95)
    close(interval!.lower, expected.lower, 1e-11)
    close(interval!.upper, expected.upper, 1e-11)
  }
})

test('a bootstrap of drivers is the same each time', () => {
  const run = () => shapleyDrivers(outcome, predictors, { bootstrap: { resamples: 60, seed: 4 } })
  assert.deepEqual(run(), run())
  for (const { value, interval } of run().drivers!) assert.ok(interval!.lower <= value && value <= interval!.upper)
})

test('importance and performance of the kiosk equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/ipa.json')
  const table = sharedTable('data/kiosk_ipa_1to7.csv')
  const survey = sharedTable('data/kiosk_servqual_1to7.csv')
  const attributes = Array.from({ length: 24 }, (_, i) => ({
    id: `item${i + 1}`,
    importance: table.numbers(`imp${i + 1}`),
    performance: table.numbers(`perf${i + 1}`),
  }))
  const result = ipa(attributes)
  close(result.crosshair!.importance, golden.at('grand_importance').number, 1e-12)
  close(result.crosshair!.performance, golden.at('grand_performance').number, 1e-12)
  close(result.correlation, golden.at('cor_importance_performance_over_items').number, 1e-12)
  for (const point of result.points) {
    assert.equal(point.quadrant?.replace('-', '_'), golden.at('quadrant_stated_grand_mean', point.id).raw)
  }
  const medians = ipa(attributes, { crosshair: 'medians' }).crosshair!
  close(medians.importance, golden.at('median_importance').number, 1e-12)
  close(medians.performance, golden.at('median_performance').number, 1e-12)
  const overall = meanOfAll([survey.numbers('sat1'), survey.numbers('sat2')])
  for (const [by, name] of [['correlation', 'derived_r'], ['partial', 'derived_partial_r'], ['partial-log', 'derived_partial_r_ln']] as const) {
    const { values } = derivedImportance(overall, attributes, { by })
    for (const [i, { id }] of attributes.entries()) close(values![id], golden.at(name, `perf${i + 1}`).number, 1e-9, `${name} ${id}`)
  }
})

test('a point on a line counts as high', () => {
  assert.equal(quadrantOf({ importance: 3, performance: 3 }, { importance: 3, performance: 3 }), 'keep-up')
  assert.equal(quadrantOf({ importance: 2, performance: 3 }, { importance: 3, performance: 3 }), 'possible-overkill')
})

test('drivers and regressions say why they cannot be had', () => {
  const flat = { id: 'f', values: outcome.map(() => 1) }
  const twin = { id: 't', values: predictors[0]!.values.map((x) => 2 * x + 1) }
  const cases = [
    [regression([1, 2], [{ id: 'x', values: [1, 3] }]), 'too-few'],
    [regression([NaN], [{ id: 'x', values: [1] }]), 'no-answers'],
    [regression(outcome, [flat]), 'no-variance'],
    [regression(outcome, [...predictors, twin]), 'singular'],
    [regression(twin.values, [predictors[0]!]), 'improper'],
    [shapleyDrivers(outcome, [...predictors, twin]), 'singular'],
    [johnsonDrivers(outcome, [...predictors, twin]), 'singular'],
    [shapleyDrivers(outcome, [flat]), 'no-variance'],
    [derivedImportance([], []), 'no-answers'],
    [ipa([{ id: 'a', importance: [], performance: [] }]), 'no-answers'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason, result.method)
    honest(result)
  }
  honest(regression(outcome, predictors))
  honest(shapleyDrivers(outcome, predictors))
})

function permutations(of: readonly number[]): number[][] {
  if (of.length <= 1) return [[...of]]
  return of.flatMap((first) => permutations(of.filter((x) => x !== first)).map((rest) => [first, ...rest]))
}
