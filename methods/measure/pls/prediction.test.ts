import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shuffled } from '../../numbers/shuffled.ts'
import { close, honest } from '../../testing/close.ts'
import { mobileColumns, mobileModel, mobileScales, named } from '../../testing/ecsi.ts'
import { sharedJson, skipWithoutShared } from '../../testing/golden.ts'
import { simulatedPaths } from '../../testing/simulatedPaths.ts'
import { regression } from '../regression.ts'
import { blindfolding } from './blindfolding.ts'
import { plsEstimate } from './estimate.ts'
import { importancePerformanceMap } from './importancePerformance.ts'
import { latentIndex } from './latentIndex.ts'
import { plsPredict } from './predict.ts'
import { plsStudy } from './study.ts'

const { model, columns } = simulatedPaths({ n: 60, seed: 5 })
const study = plsStudy(columns, model)

test('blindfolding of cases equals semPLS', skipWithoutShared, () => {
  // the reference refits by the centroid scheme, whatever the scheme asked for
  const found = blindfolding(plsStudy(mobileColumns(), mobileModel, { scheme: 'centroid' }), { distance: 7, omit: 'cases' })
  honest(found)
  const golden = sharedJson('golden/pls_ecsi.json').at('semPLS_centroid', 'qSquared_d7')
  for (const { id, q2 } of found.constructs) {
    close(q2, golden.at('values', (golden.at('rows').raw as string[]).indexOf(named(id)), 0).number, 1e-7, id)
  }
  assert.equal(found.constructs.length, 6)
})

test('blindfolding of cells, written out for one construct', () => {
  const { q2, sse, sso } = blindfolding(study).constructs.find(({ id }) => id === 'b')!
  const standard = Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, standardised(values)]))
  let errors = 0
  let spread = 0
  for (let offset = 0; offset < 7; offset++) {
    const blind = (item: number, r: number) => ((item - 1) * 60 + r) % 7 === offset
    const left = Object.fromEntries([1, 2, 3].map((item) => [`b${item}`, mean(standard[`b${item}`]!.filter((_, r) => !blind(item, r)))]))
    const filled = { ...standard }
    for (const item of [1, 2, 3]) filled[`b${item}`] = standard[`b${item}`]!.map((x, r) => (blind(item, r) ? left[`b${item}`]! : x))
    const { indicators, paths } = plsEstimate(plsStudy(filled, model)).solution!
    const scoreOfA = (r: number) => [1, 2, 3].reduce((sum, i) => sum + indicators[i - 1]!.weight * standard[`a${i}`]![r]!, 0)
    for (const item of [1, 2, 3]) {
      const values = filled[`b${item}`]!
      for (let r = 0; r < 60; r++) {
        if (!blind(item, r)) continue
        const actual = standard[`b${item}`]![r]!
        errors += (actual - mean(values) - deviation(values) * indicators[2 + item]!.loading * paths[0]!.estimate * scoreOfA(r)) ** 2
        spread += (actual - left[`b${item}`]!) ** 2
      }
    }
  }
  close(sse, errors, 1e-9)
  close(sso, spread, 1e-9)
  close(q2, 1 - errors / spread, 1e-9)
})

test('blindfolding says why it cannot be done', () => {
  assert.throws(() => blindfolding(study, { distance: 6 }), { code: 'invalid-parameter' })
  for (const omit of ['cells', 'cases'] as const) {
    const found = blindfolding(plsStudy({ ...columns, c1: columns.c1!.map(() => 2) }, model), { omit })
    honest(found)
    assert.deepEqual(found.constructs.map(({ reason }) => reason), ['no-variance', 'no-variance', 'no-variance'])
  }
})

for (const antecedents of ['direct', 'earliest'] as const) {
  test(`prediction from the ${antecedents} antecedents, fold by fold`, () => {
    const found = plsPredict(study, { seed: 3, folds: 5, repetitions: 2, antecedents })
    honest(found)
    const item = 'd2'
    const sums = { pls: new Float64Array(60), lm: new Float64Array(60), mean: new Float64Array(60) }
    for (let repetition = 0; repetition < 2; repetition++) {
      const places = shuffled(60, 3, repetition)
      for (let fold = 0; fold < 5; fold++) {
        const inside = (r: number) => places[r]! % 5 !== fold
        const training = Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, values.filter((_, r) => inside(r))]))
        const { indicators, paths } = plsEstimate(plsStudy(training, model)).solution!
        const standard = (id: string, r: number) => (columns[id]![r]! - mean(training[id]!)) / deviation(training[id]!)
        const score = (letter: string, r: number) =>
          indicators.filter(({ construct }) => construct === letter).reduce((sum, { id, weight }) => sum + weight * standard(id, r), 0)
        const [ab, ac, bc, cd] = paths.map(({ estimate }) => estimate) as [number, number, number, number]
        const start = antecedents === 'direct' ? 'c' : 'a'
        const line = regression(training[item]!, [1, 2, 3].map((i) => ({ id: `${start}${i}`, values: training[`${start}${i}`]! })))
        for (let r = 0; r < 60; r++) {
          if (inside(r)) continue
          const scoreOfD = antecedents === 'direct' ? cd * score('c', r) : cd * (ac + bc * ab) * score('a', r)
          sums.pls[r]! += (mean(training[item]!) + deviation(training[item]!) * indicators.find(({ id }) => id === item)!.loading * scoreOfD) / 2
          sums.lm[r]! += (line.intercept!.estimate + line.slopes!.reduce((sum, { id, estimate }) => sum + estimate * columns[id]![r]!, 0)) / 2
          sums.mean[r]! += mean(training[item]!) / 2
        }
      }
    }
    const rmse = (of: Float64Array) => Math.sqrt(mean(of.map((x, r) => (columns[item]![r]! - x) ** 2)))
    const { pls, lm, q2 } = found.indicators!.find(({ id }) => id === item)!
    close(pls.rmse, rmse(sums.pls), 1e-8)
    close(pls.mae, mean(sums.pls.map((x, r) => Math.abs(columns[item]![r]! - x))), 1e-8)
    close(lm!.rmse, rmse(sums.lm), 1e-9)
    close(q2, 1 - rmse(sums.pls) ** 2 / rmse(sums.mean) ** 2, 1e-8)
    const better = found.indicators!.filter(({ pls, lm }) => pls.rmse < lm!.rmse).length
    assert.equal(found.power, better === 9 ? 'high' : better >= 5 ? 'medium' : better > 0 ? 'low' : 'none')
  })
}

test('prediction says why it cannot be had', () => {
  const twins = plsPredict(plsStudy({ ...columns, c3: columns.c1!.map((x, r) => x + columns.c2![r]!) }, model), { seed: 1, folds: 3, repetitions: 1 })
  const few = plsPredict(study, { seed: 1, folds: 40 })
  const flat = plsPredict(plsStudy({ ...columns, c3: columns.c1!.map(() => 1) }, model), { seed: 1, folds: 3, repetitions: 1 })
  for (const found of [twins, few, flat]) honest(found)
  assert.deepEqual(twins.indicators!.map(({ lm, reason }) => [lm === null, reason]).at(-1), [true, 'singular'])
  assert.deepEqual([few.reason, flat.reason, flat.failed], ['too-few', 'no-variance', 3])
  assert.throws(() => plsPredict(study, { seed: 1, folds: 1 }), { code: 'invalid-parameter' })
  const one = plsPredict(study, { seed: 1, folds: 60, repetitions: 1 })
  assert.ok(one.indicators!.every(({ q2 }) => q2! < 1))
})

test('importance is what the target gains for a point of the construct', () => {
  const scales = Object.fromEntries(Object.keys(columns).map((id) => [id, { min: -10, max: id.endsWith('2') ? 30 : 20 }]))
  const scaled = plsStudy(columns, model, { scales })
  const map = importancePerformanceMap(scaled, 'd')
  honest(map)
  assert.deepEqual(map.points!.map(({ construct }) => construct), ['a', 'b', 'c'])
  const { indices } = latentIndex(scaled)
  const scores = Object.fromEntries(
    indices!.map(({ construct, weights }) => [
      construct,
      columns.a1!.map((_, r) => weights.reduce((sum, { item, share }) => sum + (share * 100 * (columns[item]![r]! + 10)) / (scales[item]!.max + 10), 0)),
    ]),
  )
  for (const { construct, value, sd } of indices!) {
    close(mean(scores[construct]!), value!, 1e-10)
    close(deviation(scores[construct]!), sd!, 1e-10)
  }
  const slopes = regression(scores.d!, [{ id: 'c', values: scores.c! }]).slopes!
  const last = map.points!.at(-1)!
  close(last.importance, slopes[0]!.estimate, 1e-8)
  close(last.items.reduce((sum, { importance }) => sum + importance, 0), last.importance, 1e-12)
  close(last.items.reduce((sum, { performance }, i) => sum + performance * indices![2]!.weights[i]!.share, 0), last.performance, 1e-12)
  assert.throws(() => importancePerformanceMap(scaled, 'x'), { code: 'invalid-parameter' })
  const without = importancePerformanceMap(study, 'd')
  honest(without)
  assert.equal(without.reason, 'not-applicable')
})

test('the map of the mobile study stands on its indices', skipWithoutShared, () => {
  const map = importancePerformanceMap(plsStudy(mobileColumns(), mobileModel, { scheme: 'centroid', scales: mobileScales, tolerance: 1e-13 }), 'loyalty')
  const golden = sharedJson('golden/pls_ecsi.json').at('index_0_100', 'centroid')
  for (const { construct, performance, importance, standardised } of map.points!) {
    close(performance, golden.at(named(construct), 'mean').number, 1e-8)
    close(importance, (standardised * golden.at('Loyalty', 'sd').number) / golden.at(named(construct), 'sd').number, 1e-8)
  }
})

function mean(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}

function deviation(values: Float64Array): number {
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (values.length - 1))
}

function standardised(values: Float64Array): Float64Array {
  const [middle, sd] = [mean(values), deviation(values)]
  return values.map((x) => (x - middle) / sd)
}
