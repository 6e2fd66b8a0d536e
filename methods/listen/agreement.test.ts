import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binomialQuantile } from '../numbers/binomial.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, sharedJson, skipWithoutShared } from '../testing/golden.ts'
import { cohenKappa } from './cohenKappa.ts'
import { icc } from './icc.ts'
import { kendallW } from './kendallW.ts'
import { krippendorffAlpha } from './krippendorff.ts'
import { fleissKappa, fleissKappaOfCounts, perreaultLeigh } from './manyRaters.ts'

const gap = Number.NaN
/** Krippendorff (2011), data C: four observers, twelve units. */
const observers = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
  [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
]
/** Shrout & Fleiss (1979), table 2: six targets, four judges. */
const judges = [
  [9, 6, 8, 7, 10, 6],
  [2, 1, 4, 1, 5, 2],
  [5, 3, 6, 2, 6, 4],
  [8, 2, 8, 6, 9, 7],
]

test('Krippendorff’s own example comes out as he printed it', () => {
  const printed = { nominal: 0.743, ordinal: 0.815, interval: 0.849, ratio: 0.797 } as const
  for (const metric of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
    const result = krippendorffAlpha(observers, { metric })
    close(Math.round(result.value! * 1000) / 1000, printed[metric], 1e-12, metric)
    assert.deepEqual([result.n, result.missing], [11, 1])
  }
})

test('Krippendorff’s alpha equals the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/agreement.json').at('krippendorff_nmm')
  const data = (golden.at('data', 'values').raw as (number | null)[][]).map((row) => row.map((x) => x ?? gap))
  for (const metric of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
    close(krippendorffAlpha(data, { metric }).value, golden.at(metric).number, 1e-12, metric)
  }
})

test('Shrout and Fleiss’ six forms come out as they printed them', () => {
  const printed = { '1,1': 0.17, '2,1': 0.29, '3,1': 0.71, '1,k': 0.44, '2,k': 0.62, '3,k': 0.91 } as const
  for (const [form, value] of Object.entries(printed)) {
    close(Math.round(icc(judges)[form as '1,1'].value! * 100) / 100, value, 1e-12, form)
  }
})

test('intraclass correlations and their intervals equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/agreement.json').at('icc_shrout_fleiss', 'results')
  const names = { ICC1: '1,1', ICC2: '2,1', ICC3: '3,1', ICC1k: '1,k', ICC2k: '2,k', ICC3k: '3,k' } as const
  for (const row of golden.list) {
    const found = icc(judges)[names[row.at('type').raw as 'ICC1']]
    close(found.value, row.at('ICC').number, 1e-12)
    close(found.statistic, row.at('F').number, 1e-12)
    close(found.p, row.at('p').number, 1e-10)
    close(found.interval?.lower, row.at('lower bound').number, 1e-9)
    close(found.interval?.upper, row.at('upper bound').number, 1e-9)
    honest(found)
  }
})

test('Fleiss’ diagnoses equal the reference, AC1 and Brennan–Prediger too', skipWithoutShared, () => {
  const golden = sharedJson('golden/agreement.json')
  const expected = golden.at('fleiss_diagnoses')
  const counts = expected.at('counts', 'values').list.map((row) => row.numbers)
  const result = fleissKappaOfCounts(counts)
  close(result.value, expected.at('kappa').number, 1e-12)
  close(result.statistic, expected.at('z').number, 1e-12)
  for (const [j, code] of result.perCode.entries()) {
    close(code.kappa, expected.at('detail', 'values', j, 0).number, 2.5e-3)
    close(code.z, expected.at('detail', 'values', j, 1).number, 1e-4)
  }
  close(result.ac1, golden.at('gwet_ac1_diagnoses', 'ac1').number, 1e-12)
  close(result.brennanPrediger, golden.at('brennan_prediger_diagnoses').number, 1e-12)
})

test('Cohen’s kappa on a table worked by hand', () => {
  // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: po .7, pe .5
  const cells = [[20, 1, 1], [5, 1, 0], [10, 0, 1], [15, 0, 0]]
  const coder = (which: number) => cells.flatMap((cell) => Array.from({ length: cell[0]! }, () => cell[which]!))
  const result = cohenKappa(coder(1), coder(2))
  close(result.value, 0.4, 1e-12)
  close(result.observed, 0.7, 1e-12)
  // Fleiss, Cohen & Everitt (1969), equation 1, term by term
  const p = [[0.3, 0.2], [0.1, 0.4]]
  const [row, column] = [[0.5, 0.5], [0.4, 0.6]]
  let variance = -((0.7 * 0.5 - 2 * 0.5 + 0.7) ** 2)
  for (const i of [0, 1]) {
    for (const j of [0, 1]) {
      variance += i === j ? p[i]![i]! * (0.5 - (row[i]! + column[i]!) * 0.3) ** 2 : 0.3 ** 2 * p[i]![j]! * (column[i]! + row[j]!) ** 2
    }
  }
  close(result.se, Math.sqrt(variance / 0.5 ** 4 / 50), 1e-12)
})

test('quadratic weights measure squared distance, linear ones distance', () => {
  const [a, b] = [[1, 2, 3, 4, 4, 2, 1, 3], [1, 3, 3, 4, 2, 2, 2, 4]]
  const distance = (power: number) => {
    const observed = a.reduce((sum, x, i) => sum + Math.abs(x - b[i]!) ** power, 0) / 8
    const expected = a.reduce((sum, x) => sum + b.reduce((s, y) => s + Math.abs(x - y) ** power, 0), 0) / 64
    return 1 - observed / expected
  }
  close(cohenKappa(a, b, { weights: 'quadratic' }).value, distance(2), 1e-12)
  close(cohenKappa(a, b, { weights: 'linear' }).value, distance(1), 1e-12)
  close(cohenKappa(a, b).p, cohenKappa(b, a).p!, 1e-12)
})

test('full agreement is 1, whatever the index', () => {
  const same = [1, 2, 3, 1, 2]
  assert.equal(cohenKappa(same, same).value, 1)
  close(fleissKappa([same, same, same]).value, 1, 1e-12)
  assert.equal(krippendorffAlpha([same, same]).value, 1)
  close(kendallW([same, same, same]).value, 1, 1e-12)
  assert.equal(perreaultLeigh(10, 10, 4).value, 1)
})

test('with two raters and no ties W is (1 + rho) / 2', () => {
  const [a, b] = [[1, 2, 3, 4, 5], [2, 1, 4, 3, 5]]
  const rho = 1 - (6 * a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0)) / (5 * 24)
  close(kendallW([a, b]).value, (1 + rho) / 2, 1e-12)
})

test('a bootstrap of alpha is the same each time and holds the estimate', () => {
  const run = () => krippendorffAlpha(observers, { bootstrap: { resamples: 200, seed: 2 } })
  assert.deepEqual(run(), run())
  assert.ok(run().interval!.lower < run().value! && run().value! <= run().interval!.upper)
})

test('agreement says why it cannot be had', () => {
  const cases = [
    [cohenKappa([], []), 'no-answers'],
    [cohenKappa([1, 1], [1, 1]), 'not-applicable'],
    [fleissKappa([[], []]), 'no-answers'],
    [fleissKappa([[1, 1], [1, 1]]), 'not-applicable'],
    [krippendorffAlpha([[1, gap], [gap, 1]]), 'no-answers'],
    [krippendorffAlpha([[1, 1], [1, 1]]), 'not-applicable'],
    [icc([[1], [2]])['2,1'], 'too-few'],
    [icc([[1, 2], [1, 2]])['3,1'], 'no-variance'],
    [kendallW([[1, 1], [1, 1]]), 'all-tied'],
    [perreaultLeigh(0, 0, 3), 'no-answers'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason, result.method)
    honest(result)
  }
  assert.throws(() => icc([[1, 2]]), { code: 'invalid-parameter' })
})

test('Krippendorff’s own resampling: of names it is binomial, of the rest the reference drawn by R', () => {
  const golden = ownJson('resampling.json').at('krippendorff')
  const data = { observers, coders: golden.at('raters').raw as number[][] }
  for (const key of ['observers', 'coders'] as const) {
    for (const expected of golden.at(key).list) {
      const metric = expected.at('metric').raw as 'nominal'
      const found = (level: number) => krippendorffAlpha(data[key], { metric, level, bootstrap: { resamples: 4000, seed: 7, of: 'disagreements' } }).interval!
      const [wide, narrow] = [found(0.95), found(0.8)]
      for (const [i, value] of [wide.lower, narrow.lower, null, narrow.upper, wide.upper].entries()) {
        if (value !== null) assert.ok(Math.abs(value - expected.at('quantiles', i).number) < 0.02, `${key} ${metric} ${value}`)
      }
      if (metric !== 'nominal') continue
      const [pairs, chance] = [expected.at('pairs').number, expected.at('expected').number]
      const disagreeing = (p: number) => binomialQuantile(p, pairs, expected.at('observed').number)
      close(narrow.lower, 1 - disagreeing(0.9) / (pairs * chance), 1e-9)
      close(narrow.upper, 1 - disagreeing(0.1) / (pairs * chance), 1e-9)
    }
  }
  const units = krippendorffAlpha(observers, { metric: 'interval', bootstrap: { resamples: 2000, seed: 1 } })
  const pairs = krippendorffAlpha(observers, { metric: 'interval', bootstrap: { resamples: 2000, seed: 1, of: 'disagreements' } })
  assert.equal(units.value, pairs.value)
  assert.deepEqual([units.conventions['resampled'], pairs.conventions['resampled']], ['units', 'disagreements'])
  assert.ok(pairs.interval!.upper - pairs.interval!.lower < units.interval!.upper - units.interval!.lower)
})

test('where resamples agree wholly, as many count for nothing as would be of a single code', () => {
  const [a, b] = [[1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2]]
  const found = krippendorffAlpha([a, b], { bootstrap: { resamples: 2000, seed: 3, of: 'disagreements' } })
  honest(found)
  // P(no pair of twelve differs) = (22/24)^12 = .35, and (18/24)^12 + (4/24)^12 = .03 of a single code: above 2.5 % at 0
  assert.deepEqual([found.interval!.lower, found.interval!.upper], [0, 1])
})
