import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared, type Json } from '../testing/golden.ts'
import { chiSquareFit } from './chiSquareTest.ts'
import { continuousKano, kano, kanoCategory, kanoOfCounts, kanoTablePouliot, type KanoTable } from './kano.ts'

/** Published by the authors of the transfers study: features in order, Pouliot's table, Blauth's rule. */
const published = [
  { counts: { A: 91, O: 19, M: 9, I: 160, R: 49, Q: 30 }, better: 0.3942652, worse: -0.1003584, category: 'I' },
  { counts: { A: 70, O: 121, M: 59, I: 77, R: 9, Q: 22 }, better: 0.5840979, worse: -0.5504587, category: 'O' },
  { counts: { A: 78, O: 122, M: 66, I: 62, R: 7, Q: 23 }, better: 0.6097561, worse: -0.5731707, category: 'O' },
  { counts: { A: 145, O: 76, M: 25, I: 78, R: 12, Q: 22 }, better: 0.6820988, worse: -0.3117284, category: 'A' },
  { counts: { A: 18, O: 174, M: 90, I: 42, R: 7, Q: 27 }, better: 0.5925926, worse: -0.8148148, category: 'O' },
  { counts: { A: 88, O: 90, M: 32, I: 105, R: 15, Q: 28 }, better: 0.5650794, worse: -0.3873016, category: 'O' },
]

test('the published table of the transfers study is met', () => {
  for (const { counts, better, worse, category } of published) {
    const result = kanoOfCounts(counts)
    assert.equal(result.blauth, category)
    close(result.better.value, better, 1e-6)
    close(result.worse.value, worse, 1e-6)
    honest(result)
  }
})

test('the kiosk study equals the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/kano.json').at('kiosk')
  const answers = sharedTable('data/kiosk_kano_1to5.csv')
  for (const feature of golden.keys) {
    same(golden.at(feature), answers.numbers(`${feature}f`), answers.numbers(`${feature}d`))
  }
})

test('the transfers study equals the reference under both tables', skipWithoutShared, () => {
  const golden = sharedJson('golden/kano.json')
  const answers = sharedTable('data/kano_reppl_transfers.csv')
  for (const [name, table] of [['reppl_transfers_standard', undefined], ['reppl_transfers_pouliot', kanoTablePouliot]] as const) {
    for (const feature of golden.at(name).keys) {
      same(golden.at(name, feature), answers.numbers(`${feature.toLowerCase()}_fun`), answers.numbers(`${feature.toLowerCase()}_dys`), table)
    }
  }
})

test('the mode and Blauth’s rule part where wishes are spread', () => {
  const result = kanoOfCounts(published[5]!.counts)
  assert.equal(result.category, 'I')
  assert.equal(result.blauth, 'O')
})

test('ties go to the category that hurts most when it is missed', () => {
  assert.equal(kanoOfCounts({ A: 5, O: 5, M: 5, I: 5, R: 5, Q: 5 }).category, 'M')
  assert.equal(kanoOfCounts({ A: 5, O: 5, M: 4, I: 0, R: 0, Q: 0 }).category, 'O')
})

test('swapping the two answers turns reverse into wanted', () => {
  for (let f = 1; f <= 5; f++) {
    for (let d = 1; d <= 5; d++) {
      if (kanoCategory(f, d) === 'R') assert.match(kanoCategory(d, f) ?? '', /[AOM]/)
    }
  }
})

test('answers off the scale and halves of a pair are missing', () => {
  const result = kano([1, 1, NaN, 6, 2.5, 0], [5, NaN, 5, 5, 5, 5])
  assert.deepEqual([result.n, result.missing, result.counts.O], [1, 5, 1])
})

test('a feature without answers, and one of reverse answers only, say why', () => {
  const nobody = kano([], [])
  assert.equal(nobody.reason, 'no-answers')
  honest(nobody)
  const reverse = kano([5, 5, 4], [1, 1, 1])
  assert.equal(reverse.category, 'R')
  assert.equal(reverse.reason, 'not-applicable')
  assert.deepEqual(reverse.warnings.map(({ code }) => code), ['reverse-majority'])
  honest(reverse)
  honest(continuousKano([], []))
})

function same(expected: Json, functional: Float64Array, dysfunctional: Float64Array, table?: KanoTable): void {
  const result = kano(functional, dysfunctional, table ? { table } : {})
  assert.equal(result.n, expected.at('n').number)
  assert.deepEqual({ ...result.counts }, expected.at('counts').raw)
  assert.equal(result.category, expected.at('mode').raw)
  assert.equal(result.counts[result.second!], result.counts[expected.at('second').raw as 'A'])
  assert.equal(result.blauth, expected.at('blauth').raw)
  close(result.better.value, expected.at('better').number, 1e-12)
  close(result.worse.value, expected.at('worse').number, 1e-12)
  close(result.categoryStrength, expected.at('category_strength').number, 1e-12)
  close(result.totalStrength, expected.at('total_strength').number, 1e-12)
  close(result.fong!.critical, expected.at('fong', 'crit165').number, 1e-12)
  assert.equal(result.fong!.clear, expected.at('fong', 'significant').raw)
  const fit = chiSquareFit(Object.values(result.counts))
  close(fit.statistic, expected.at('chisq_equal6', 'x2').number, 1e-12)
  close(fit.p, expected.at('chisq_equal6', 'p').number, 1e-12)
  const continuous = continuousKano(functional, dysfunctional)
  close(continuous.functional.value, expected.at('continuous', 'functional_mean').number, 1e-12)
  close(continuous.functional.sd, expected.at('continuous', 'functional_sd').number, 1e-12)
  close(continuous.dysfunctional.value, expected.at('continuous', 'dysfunctional_mean').number, 1e-12)
  close(continuous.dysfunctional.sd, expected.at('continuous', 'dysfunctional_sd').number, 1e-12)
  honest(result)
}
