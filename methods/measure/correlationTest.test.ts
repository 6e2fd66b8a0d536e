import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { normalUpper } from '../numbers/normal.ts'
import { randomStream } from '../numbers/random.ts'
import { kendallTest, pearsonTest, spearmanTest } from './correlationTest.ts'

test('satisfaction and loyalty of 250 customers equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/tests.json')
  const table = sharedTable('data/ecsi_mobi_1to10.csv')
  const [a, b] = [table.numbers('CUSA1'), table.numbers('CUSL1')]
  const r = pearsonTest(a, b)
  close(r.estimate, golden.at('cor_pearson', 'estimate', 'cor').number, 1e-12)
  close(r.statistic, golden.at('cor_pearson', 'statistic').number, 1e-12)
  close(r.df![0], golden.at('cor_pearson', 'parameter', 'df').number, 0)
  close(r.p, golden.at('cor_pearson', 'p').number, 1e-10)
  close(r.interval?.lower, golden.at('cor_pearson', 'ci', 0).number, 1e-12)
  close(r.interval?.upper, golden.at('cor_pearson', 'ci', 1).number, 1e-12)
  const rho = spearmanTest(a, b)
  close(rho.estimate, golden.at('cor_spearman', 'estimate', 'rho').number, 1e-12)
  close(rho.p, golden.at('cor_spearman', 'p').number, 1e-10)
  close(((250 ** 3 - 250) / 6) * (1 - rho.estimate!), golden.at('cor_spearman', 'statistic').number, 1e-12)
  const tau = kendallTest(a, b)
  close(tau.estimate, golden.at('cor_kendall', 'estimate', 'tau').number, 1e-12)
  close(tau.statistic, golden.at('cor_kendall', 'statistic').number, 1e-12)
  close(tau.p, golden.at('cor_kendall', 'p').number, 1e-10)
})

test('Kendall’s tau by looking at every pair', () => {
  const random = randomStream(31)
  for (let round = 0; round < 40; round++) {
    const n = 2 + random.whole(30)
    const [a, b] = [0, 1].map(() => Array.from({ length: n }, () => random.whole(6))) as [number[], number[]]
    let [difference, untiedA, untiedB] = [0, 0, 0]
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        difference += Math.sign(a[i]! - a[j]!) * Math.sign(b[i]! - b[j]!)
        untiedA += a[i] === a[j] ? 0 : 1
        untiedB += b[i] === b[j] ? 0 : 1
      }
    }
    const found = kendallTest(a, b)
    if (untiedA === 0 || untiedB === 0) assert.equal(found.reason, 'all-tied')
    else close(found.estimate, difference / Math.sqrt(untiedA * untiedB), 1e-12)
    honest(found)
  }
})

test('without ties the variance of Kendall’s score is that of random orders', () => {
  const a = [1, 2, 3, 4, 5, 6]
  const b = [2, 1, 4, 3, 6, 5]
  const z = 9 / Math.sqrt((6 * 5 * 17) / 18) // 12 concordant, 3 discordant
  close(kendallTest(a, b).statistic, z, 1e-12)
  close(kendallTest(a, b).p, 2 * normalUpper(z), 1e-12)
})

test('a rank correlation does not mind a rising transformation, and turns its sign with the scale', () => {
  const random = randomStream(8)
  const a = Array.from({ length: 60 }, random.normal)
  const b = a.map((x) => x + random.normal())
  for (const method of [spearmanTest, kendallTest]) {
    close(method(a.map(Math.exp), b).estimate, method(a, b).estimate!, 1e-13)
    close(method(a.map((x) => -x), b).estimate, -method(a, b).estimate!, 1e-13)
    close(method(b, a).p, method(a, b).p!, 1e-12)
  }
  close(pearsonTest(a, b.map((x) => 3 * x - 7)).statistic, pearsonTest(a, b).statistic!, 1e-11)
})

test('correlations say why they cannot be had', () => {
  const cases = [
    [pearsonTest([], []), 'no-answers'],
    [pearsonTest([1, NaN], [2, 3]), 'too-few'],
    [pearsonTest([1, 1, 1], [2, 3, 4]), 'no-variance'],
    [pearsonTest([1, 2, 3], [2, 4, 6]), 'no-variance'],
    [spearmanTest([1, 1, 1], [2, 3, 4]), 'all-tied'],
    [kendallTest([], []), 'no-answers'],
    [kendallTest([1], [2]), 'too-few'],
    [kendallTest([1, 1], [2, 3]), 'all-tied'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason, result.method)
    honest(result)
  }
  assert.equal(pearsonTest([1, 2, 3], [2, 4, 6]).estimate, 1)
  assert.equal(pearsonTest([1, 2, 3, NaN], [2, 4, 7, 1]).missing, 1)
  assert.throws(() => pearsonTest([1], [1, 2]), { code: 'unequal-length' })
})
