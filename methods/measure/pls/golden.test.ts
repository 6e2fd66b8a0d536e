import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../../testing/close.ts'
import { mobileColumns, mobileModel, mobileScales, named } from '../../testing/ecsi.ts'
import { sharedJson, sharedTable, skipWithoutShared, type Json } from '../../testing/golden.ts'
import { plsEstimate, type PlsSolution } from './estimate.ts'
import { latentIndex } from './latentIndex.ts'
import { plsScores } from './scores.ts'
import { plsStudy, type PlsOptions } from './study.ts'

const golden = () => sharedJson('golden/pls_ecsi.json')

function solved(options: PlsOptions): PlsSolution {
  const estimate = plsEstimate(plsStudy(mobileColumns(), mobileModel, { tolerance: 1e-13, ...options }))
  honest(estimate)
  assert.ok(estimate.solution, String(estimate.reason))
  return estimate.solution
}

/** A cell of a matrix as the reference files write it. */
function cell(from: Json, row: string, col: string): number {
  const at = (name: string, id: string) => (from.at(name).raw as string[]).indexOf(id)
  return from.at('values', at('rows', row), at('cols', col)).number
}

for (const [scheme, smart] of [['centroid', 'centroid'], ['factorial', 'factorial'], ['path', 'pathWeighting']] as const) {
  test(`the ${scheme} scheme equals SmartPLS to its eight digits`, skipWithoutShared, () => {
    const solution = solved({ scheme })
    const from = golden().at(`smartpls_${smart}`)
    for (const { from: cause, to, estimate } of solution.paths) near(estimate, cell(from.at('pathCoefficients'), named(cause), named(to)))
    for (const { id, construct, weight, crossLoadings } of solution.indicators) {
      near(weight, cell(from.at('outerWeights'), id, named(construct)))
      for (const [other, value] of Object.entries(crossLoadings)) near(value, cell(from.at('crossLoadings'), id, named(other)), 2.5e-8)
    }
    close(solution.goodnessOfFit.value, golden().at(`plspm_${scheme}`, 'gof').number, 1e-7)
    for (const { from: cause, to, total } of solution.effects) near(total, cell(from.at('totalEffects'), named(cause), named(to)))
  })
}

/** The reference prints eight digits; its cross loadings are 2e-8 off those on which R's packages agree. */
function near(actual: number, expected: number, tolerance = 1e-8) {
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`)
}

test('everything that seminr reports under the path and factorial schemes', skipWithoutShared, () => {
  for (const scheme of ['path', 'factorial'] as const) {
    const from = golden().at(`seminr_${scheme}`)
    const solution = solved({ scheme })
    checkCommon(solution, from, scheme === 'path' ? 1e-8 : 1e-7)
    for (const { first, second, correlation, htmt } of solution.pairs) {
      close(correlation, cell(from.at('construct_cor'), named(first), named(second)), 1e-7)
      close(htmt, cell(from.at('htmt'), named(second), named(first)), 1e-10, `${first} ${second}`)
    }
    for (const { id, construct, vif, crossLoadings } of solution.indicators) {
      close(vif, from.at('vif_items', named(construct), id).number, 1e-10)
      for (const [other, value] of Object.entries(crossLoadings)) close(value, cell(from.at('cross'), id, named(other)), 1e-7)
    }
    for (const { from: cause, to, vif } of solution.paths) {
      const expected = from.at('vif_antecedents', named(to), named(cause)).raw
      close(vif, typeof expected === 'number' ? expected : 1, 1e-7)
    }
  }
})

test('consistent PLS equals seminr', skipWithoutShared, () => {
  const solution = solved({ scheme: 'path', consistent: true })
  const from = golden().at('seminr_plsc')
  for (const { id, construct, loading } of solution.indicators) close(loading, cell(from.at('loadings'), id, named(construct)), 1e-7, id)
  checkCommon(solution, from, 1e-7)
})

function checkCommon(solution: PlsSolution, from: Json, tolerance: number) {
  for (const { from: cause, to, estimate } of solution.paths) close(estimate, cell(from.at('paths'), named(cause), named(to)), tolerance, `${cause} ${to}`)
  for (const { id, construct, weight } of solution.indicators) close(weight, cell(from.at('weights'), id, named(construct)), tolerance, id)
  for (const { id, r2, adjustedR2 } of solution.explained) {
    close(r2, cell(from.at('r2'), 'Rsq', named(id)), tolerance, id)
    close(adjustedR2, cell(from.at('r2'), 'AdjRsq', named(id)), tolerance, id)
  }
  for (const { id, reliability } of solution.constructs) {
    if (reliability.reason === 'single-item') continue
    for (const name of ['alpha', 'rhoC', 'ave', 'rhoA'] as const) {
      close(reliability[name], cell(from.at('reliability'), named(id), name === 'ave' ? 'AVE' : name), tolerance, `${id} ${name}`)
    }
  }
}

test('total and indirect effects equal seminr', skipWithoutShared, () => {
  for (const { from: cause, to, total, indirect } of solved({ scheme: 'path' }).effects) {
    close(total, cell(golden().at('seminr_path', 'total_effects'), named(cause), named(to)), 1e-8)
    close(indirect, cell(golden().at('seminr_path', 'total_indirect'), named(cause), named(to)), 1e-7)
  }
})

test('the paper of 2005 as printed: centred items, centroid scheme', skipWithoutShared, () => {
  const solution = solved({ scheme: 'centroid', scaled: false })
  const printed = {
    image: [0.493, 0.153, 0.212],
    expectation: [0.545, 0.066, 0.037],
    quality: [0.54, 0.544],
    value: [0.2],
    satisfaction: [0.54, 0.466],
    complaints: [0.05],
  }
  const rounded = (x: number) => Number(x.toFixed(3))
  for (const [cause, expected] of Object.entries(printed)) {
    // .465496 stands in print as .466
    const found = solution.paths.filter(({ from }) => from === cause).map(({ estimate }) => (rounded(estimate) === 0.465 ? 0.466 : rounded(estimate)))
    assert.deepEqual(found.sort(), expected.sort(), cause)
  }
  const r2 = { expectation: 0.243, quality: 0.297, value: 0.335, satisfaction: 0.672, complaints: 0.292, loyalty: 0.432 }
  for (const { id, r2: found } of solution.explained) assert.equal(rounded(found), r2[id as keyof typeof r2], id)
  const loadings = [
    [0.717, 0.566, 0.658, 0.792, 0.698],
    [0.687, 0.644, 0.726],
    [0.778, 0.651, 0.801, 0.76, 0.732, 0.766, 0.803],
    [0.933, 0.911],
    [0.711, 0.872, 0.885],
    [1],
    [0.855, 0.273, 0.869],
  ]
  assert.deepEqual(solution.indicators.map(({ loading }) => rounded(loading)), loadings.flat())
  const alphas = { image: 0.723, expectation: 0.452, quality: 0.877, value: 0.824, satisfaction: 0.779, loyalty: 0.472 }
  for (const { id, reliability } of solution.constructs) if (reliability.alpha !== null) assert.equal(rounded(reliability.alpha), alphas[id as keyof typeof alphas], id)
  close(solution.goodnessOfFit.value, golden().at('plspm_centroid_unscaled', 'gof').number, 1e-7)
  for (const { from: cause, to, estimate } of solution.paths) close(estimate, cell(golden().at('plspm_centroid_unscaled', 'paths'), named(to), named(cause)), 1e-6)
})

test('scores equal the reference, and stay in the rows of their respondents', skipWithoutShared, () => {
  const table = sharedTable('golden/pls_ecsi_scores_path.csv')
  const columns = { ...mobileColumns() }
  const { scores } = plsScores(plsStudy(columns, mobileModel, { tolerance: 1e-13 }))
  for (const [id, values] of Object.entries(scores!)) {
    const expected = table.numbers(named(id))
    for (const [i, value] of values.entries()) assert.ok(Math.abs(value - expected[i]!) < 1e-7, `${id} ${i}`)
  }
})

test('the index from 0 to 100 by the American formula', skipWithoutShared, () => {
  for (const scheme of ['centroid', 'factorial', 'path'] as const) {
    const found = latentIndex(plsStudy(mobileColumns(), mobileModel, { scheme, scales: mobileScales, tolerance: 1e-13 }))
    honest(found)
    for (const { construct, value, sd, unweighted, weights } of found.indices!) {
      const from = golden().at('index_0_100', scheme, named(construct))
      close(value, from.at('mean').number, 1e-8, construct)
      close(sd, from.at('sd').number, 1e-8, construct)
      close(unweighted, from.at('mean_unweighted').number, 1e-12, construct)
      for (const { item, share } of weights) close(share, from.at('norm_weights', item).number, 1e-7, item)
    }
  }
})
