import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { differenceReliability } from './differenceReliability.ts'
import { gapScores, servqual } from './servqual.ts'
import { servperf } from './servperf.ts'
import { weightsFromImportance, weightsFromPoints } from './weights.ts'

const small = [
  { id: 'a1', dimension: 'a', expectation: [7, 6, 5, NaN, 7], perception: [5, 6, NaN, 4, 6] },
  { id: 'a2', dimension: 'a', expectation: [7, 7, 6, 6, NaN], perception: [6, 4, 5, 5, 6] },
  { id: 'a3', dimension: 'a', expectation: [6, 6, 6, 6, 6], perception: [6, 6, 6, NaN, NaN] },
  { id: 'b1', dimension: 'b', expectation: [5, 5, 5, 5, 5], perception: [4, 3, 5, 2, 5] },
]

test('the kiosk study equals the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/servqual_kiosk.json')
  const { items, importance } = kiosk()
  const result = servqual({ items, weights: weightsFromImportance(importance) })
  for (const row of result.items) {
    const expected = golden.at('item', row.id)
    assert.equal(row.n, expected.at('n').number)
    close(row.expectation.value, expected.at('e').number, 1e-10, `${row.id} e`)
    close(row.perception.value, expected.at('p').number, 1e-10, `${row.id} p`)
    close(row.gap.value, expected.at('gap').number, 1e-10, `${row.id} gap`)
    close(row.gap.sd, expected.at('sd_gap').number, 1e-10, `${row.id} sd`)
    close(row.test.statistic, expected.at('t').number, 1e-10, `${row.id} t`)
    close(row.test.p, expected.at('p_value').number, 1e-10, `${row.id} p`)
  }
  for (const [i, row] of result.dimensions.entries()) {
    const of = (name: string) => golden.at(name, row.id).number
    close(row.gap.value, of('dim_gap_mean'), 1e-10, row.id)
    close(row.gap.sd, of('dim_gap_sd'), 1e-10, row.id)
    close(row.expectation.value, of('dim_e'), 1e-10, row.id)
    close(row.perception.value, of('dim_p'), 1e-10, row.id)
    close(row.test.statistic, golden.at('paired_dim_t', i, 't').number, 1e-10, row.id)
    close(row.test.p, golden.at('paired_dim_t', i, 'p').number, 1e-10, row.id)
    close(result.weights!.mean[row.id]!.value, of('weights_mean'), 1e-10, row.id)
  }
  close(result.unweighted.value, golden.at('unweighted_mean').number, 1e-10, 'unweighted')
  close(result.unweighted.sd, golden.at('unweighted_sd').number, 1e-10, 'unweighted sd')
  close(result.weighted!.value, golden.at('weighted_mean').number, 1e-10, 'weighted')
  close(result.weighted!.sd, golden.at('weighted_sd').number, 1e-10, 'weighted sd')
  close(result.weightedFromMeans, golden.at('weighted_from_mean_weights').number, 1e-10, 'from means')
})

test('perception alone equals the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/servqual_kiosk.json')
  const { items, importance } = kiosk()
  const result = servperf({ items, weights: weightsFromImportance(importance) }, { scale: { min: 1, max: 7 } })
  close(result.unweighted.value, golden.at('servperf_unweighted').number, 1e-10)
  close(result.weighted!.value, golden.at('servperf_weighted').number, 1e-10)
  close(result.index!.value, (100 * (golden.at('servperf_unweighted').number - 1)) / 6, 1e-10)
})

test('the reliability of difference scores equals the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/servqual_kiosk.json').at('gap_reliability_difference_score')
  const { items } = kiosk()
  for (const dimension of golden.keys) {
    const expected = golden.at(dimension)
    const ofDimension = items.filter((item) => item.dimension === dimension)
    const result = differenceReliability(ofDimension.map((item) => ({ id: item.id, first: item.perception, second: item.expectation })))
    close(result.value, expected.at('peter_formula').number, 1e-10, dimension)
    close(result.correlation, expected.at('r_ep').number, 1e-10, dimension)
    close(result.first.value, expected.at('alpha_p').number, 1e-10, dimension)
    close(result.second.value, expected.at('alpha_e').number, 1e-10, dimension)
    close(result.difference.value, expected.at('alpha_gap').number, 1e-10, dimension)
    honest(result)
  }
})

test('a dimension needs half of its pairs, rounded up', () => {
  const { dimensions } = gapScores(small)
  assert.deepEqual([...dimensions[0]!.gap], [-1, -1, -0.5, NaN, NaN])
})

test('dimensions count equally whatever their number of items', () => {
  const { unweighted } = gapScores(small)
  assert.deepEqual([...unweighted], [-1, -1.5, -0.25, NaN, NaN])
})

test('weights are applied to each respondent before the mean is taken', () => {
  const weights = weightsFromPoints({ a: [90, 10, 50, 50, 50], b: [10, 90, 50, 50, 50] })
  const result = servqual({ items: small, weights })
  const expected = (-1 + (-0.1 - 0.9 * 2) + -0.25) / 3
  close(result.weighted!.value, expected, 1e-14)
  assert.notEqual(result.weighted!.value, result.weightedFromMeans)
})

test('points off 100 are rescaled near it and rejected far from it', () => {
  const weights = weightsFromPoints({ a: [60, 57, 60, -5, 60, NaN], b: [40, 38, 46, 105, NaN, NaN] })
  assert.deepEqual([weights.n, weights.rescaled, weights.rejected, weights.incomplete, weights.missing], [2, 1, 2, 1, 4])
  assert.equal(weights.shares['a']![1], 0.6)
  assert.deepEqual(weights.warnings.map(({ code }) => code), ['weights-rescaled', 'weights-rejected', 'weights-incomplete'])
})

test('results with too little data say why', () => {
  for (const n of [0, 1, 2]) {
    const cut = small.map((item) => ({ ...item, expectation: item.expectation.slice(0, n), perception: item.perception.slice(0, n) }))
    const result = servqual({ items: cut, weights: weightsFromPoints({ a: Array(n).fill(200), b: Array(n).fill(0) }) })
    for (const part of [...result.items, ...result.dimensions, result.unweighted, result.weighted]) honest(part)
  }
})

test('swapping expectation and perception turns every gap round', () => {
  const swapped = small.map((item) => ({ ...item, expectation: item.perception, perception: item.expectation }))
  const [there, back] = [servqual({ items: small }), servqual({ items: swapped })]
  for (const [i, item] of there.items.entries()) close(item.gap.value, -back.items[i]!.gap.value!, 1e-15, item.id)
  close(there.unweighted.value, -back.unweighted.value!, 1e-15)
})

function kiosk() {
  const dims = sharedJson('golden/servqual_kiosk.json').at('dims')
  const answers = sharedTable('data/kiosk_servqual_1to7.csv')
  const rated = sharedTable('data/kiosk_ipa_1to7.csv')
  const dimensionOf = (number: number) => dims.keys.find((name) => dims.at(name).numbers.includes(number))!
  const items = dims.keys.flatMap((name) =>
    dims.at(name).numbers.map((number) => ({
      id: `item${number}`,
      dimension: dimensionOf(number),
      expectation: answers.numbers(`e${number}`),
      perception: answers.numbers(`p${number}`),
    })),
  )
  const importance = Object.fromEntries(
    dims.keys.map((name) => [name, dims.at(name).numbers.map((number) => rated.numbers(`imp${number}`))]),
  )
  return { items, importance }
}
