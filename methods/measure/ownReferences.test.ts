import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { ownJson, ownTable } from '../testing/golden.ts'
import { cohenKappa } from '../listen/cohenKappa.ts'
import { icc } from '../listen/icc.ts'
import { kaplanMeier } from '../relate/kaplanMeier.ts'
import { logRank } from '../relate/logRank.ts'
import { completeRows, pick } from '../columns.ts'
import { adjust } from './adjust.ts'
import { alpha } from './alpha.ts'
import { anova, gamesHowell, welchAnova } from './anova.ts'
import { kendallTest, pearsonTest, spearmanTest } from './correlationTest.ts'
import { johnsonDrivers, shapleyDrivers } from './drivers.ts'
import { bartlett, kmo } from './factorability.ts'
import { efa } from './factors/efa.ts'
import { groupsBy } from './groups.ts'
import { plsEstimate } from './pls/estimate.ts'
import { plsStudy } from './pls/study.ts'
import { kruskalWallis, mannWhitney, wilcoxonSignedRank } from './rankTests.ts'
import { regression } from './regression.ts'
import { lambda6 } from './reliabilityForms.ts'
import { pairedT, studentT, welchT } from './tTest.ts'
import { varianceRatio } from './varianceRatio.ts'

/** Each family against R on simulated answers that lie beside the package (references/scales.R), for whoever has nothing else. */

const golden = ownJson('scales.json')
const table = ownTable('sem_simulated.csv')
const names = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3']
const rows = completeRows(names.map((name) => table.numbers(name)))
const of = (name: string) => pick(table.numbers(name), rows)
const items = names.map((id) => ({ id, answers: of(id) }))
const labels = Array.from(rows, (r) => table.text('group')[r]!)

test('reliability of two scales', () => {
  assert.equal(rows.length, golden.at('n').number)
  for (const [name, scale] of [['scale_a', items.slice(0, 3)], ['scale_all', items]] as const) {
    const found = alpha(scale)
    close(found.value, golden.at(name, 'alpha').number, 1e-10)
    close(found.standardised, golden.at(name, 'standardised').number, 1e-10)
    close(lambda6(scale).value, golden.at(name, 'lambda6').number, 1e-10)
    for (const item of found.perItem ?? []) {
      close(item.correctedItemTotal, golden.at(name, 'item_rest', item.id).number, 1e-10)
      close(item.alphaIfDeleted, golden.at(name, 'without', item.id).number, 1e-10)
    }
  }
})

test('factors of a battery', () => {
  const sampling = kmo(items)
  close(sampling.value, golden.at('kmo').number, 1e-10)
  const sphere = bartlett(items)
  close(sphere.statistic, golden.at('bartlett', 'statistic').number, 1e-10)
  close(sphere.p, golden.at('bartlett', 'p').number, 1e-8)
  const likeliest = efa(items, { factors: 3, extraction: 'maximum-likelihood', rotation: 'none' }).solution!
  close(likeliest.test!.statistic, golden.at('ml_test', 'statistic').number, 1e-6)
  close(likeliest.test!.p, golden.at('ml_test', 'p').number, 1e-5)
  for (const item of likeliest.items) close(item.uniqueness, golden.at('ml_uniquenesses', item.id).number, 1e-5)
  const axes = efa(items, { factors: 3, rotation: 'none' }).solution!
  for (const item of axes.items) close(item.communality, golden.at('axes_communalities', item.id).number, 1e-6)
})

test('drivers of an outcome', () => {
  const predictors = ['a1', 'b1', 'b2', 'c1'].map((id) => ({ id, values: of(id) }))
  const expected = golden.at('regression')
  const fit = regression(of('c3'), predictors)
  close(fit.r2, expected.at('r2').number, 1e-10)
  close(fit.sigma, expected.at('sigma').number, 1e-10)
  close(fit.f!.statistic, expected.at('f').number, 1e-10)
  for (const slope of fit.slopes!) {
    close(slope.estimate, expected.at('coefficients', slope.id).number, 1e-10)
    close(slope.se, expected.at('se', slope.id).number, 1e-10)
    close(slope.robustSe, expected.at('hc3', slope.id).number, 1e-10)
  }
  for (const driver of shapleyDrivers(of('c3'), predictors).drivers!) close(driver.value, golden.at('lmg', driver.id).number, 1e-10)
  for (const driver of johnsonDrivers(of('c3'), predictors).drivers!) close(driver.value, golden.at('johnson', driver.id).number, 1e-10)
})

test('tests of two samples', () => {
  const groups = groupsBy(of('a1'), labels)
  const [first, second] = ['first', 'second'].map((place) => groups.find(({ id }) => id === golden.at('groups', place).raw)!.sample) as [Float64Array, Float64Array]
  const pairs = [
    ['welch', welchT(first, second)],
    ['student', studentT(first, second)],
    ['paired', pairedT(of('a1'), of('a2'))],
    ['variance', varianceRatio(first, second)],
  ] as const
  for (const [name, found] of pairs) {
    close(found.statistic, golden.at(name, 'statistic').number, 1e-10, name)
    close(found.p, golden.at(name, 'p').number, 1e-10, name)
    close(found.interval!.lower, golden.at(name, 'interval', 0).number, 1e-9, name)
    close(found.interval!.upper, golden.at(name, 'interval', 1).number, 1e-9, name)
  }
  const [u, v] = [of('a1').map(Math.round), of('a2').map(Math.round)]
  for (const [name, found] of [['rank_sum', mannWhitney(first, second)], ['signed_rank', wilcoxonSignedRank(u, v)]] as const) {
    close(found.statistic, golden.at(name, 'statistic').number, 1e-10, name)
    close(found.p, golden.at(name, 'p').number, 1e-10, name)
  }
  for (const [name, found] of [['pearson', pearsonTest(u, v)], ['spearman', spearmanTest(u, v)], ['kendall', kendallTest(u, v)]] as const) {
    close(found.estimate, golden.at(name, 'estimate').number, 1e-10, name)
    close(found.p, golden.at(name, 'p').number, 1e-9, name)
  }
})

test('tests of four samples and of pairs among them', () => {
  const expected = golden.at('quarters')
  const groups = groupsBy(of('c1'), expected.at('members').raw as string[]).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const [name, found] of [['welch', welchAnova(groups)], ['equal', anova(groups)], ['kruskal', kruskalWallis(groups)]] as const) {
    close(found.statistic, expected.at(name, 'statistic').number, 1e-10, name)
    close(found.p, expected.at(name, 'p').number, 1e-9, name)
  }
  const given = expected.at('games_howell').numbers
  for (const [i, pair] of gamesHowell(groups).entries()) assert.ok(Math.abs(pair.p! - given[i]!) < 1e-9) // R's studentised range keeps about 8 digits
  for (const rule of ['holm', 'hommel', 'by'] as const) {
    for (const [i, adjusted] of adjust(given, rule).entries()) close(adjusted, expected.at(rule, i).number, 1e-12, rule)
  }
})

test('agreement of three raters', () => {
  const ratings = ['a1', 'a2', 'a3'].map((name) => [...of(name).subarray(0, 40)])
  const codes = [ratings[0]!.map(Math.round), ratings[1]!.map(Math.round)] as const
  close(cohenKappa(...codes).value, golden.at('kappa', 'value').number, 1e-10)
  close(cohenKappa(...codes, { weights: 'quadratic' }).value, golden.at('kappa', 'weighted').number, 1e-10)
  for (const [form, type] of [['1,1', 'ICC1'], ['2,1', 'ICC2'], ['3,1', 'ICC3'], ['1,k', 'ICC1k'], ['2,k', 'ICC2k'], ['3,k', 'ICC3k']] as const) {
    const found = icc(ratings)[form]
    close(found.value, golden.at('icc', type, 'value').number, 1e-10, type)
    close(found.interval!.lower, golden.at('icc', type, 'lower').number, 1e-8, type)
    close(found.interval!.upper, golden.at('icc', type, 'upper').number, 1e-8, type)
  }
})

test('how long customers stay', () => {
  const life = ownTable('retention_simulated.csv')
  const columns = ['months', 'left', 'satisfaction', 'contract'].map((name) => life.numbers(name))
  const whole = completeRows(columns)
  const [months, left, , contract] = columns.map((values) => pick(values, whole)) as [Float64Array, Float64Array, Float64Array, Float64Array]
  const expected = golden.at('survival')
  const found = kaplanMeier(months, left)
  assert.deepEqual([found.n, found.median], [expected.at('n').number, expected.at('median').number])
  for (const [i, step] of found.steps.entries()) {
    close(step.time, expected.at('time', i).number, 0)
    close(step.survival, expected.at('survival', i).number, 1e-10)
    if (step.interval) close(step.interval.lower, expected.at('lower', i).number, 1e-9)
  }
  const group = (code: number) => ({ id: String(code), durations: months.filter((_, i) => contract[i] === code), ended: left.filter((_, i) => contract[i] === code) })
  close(logRank([group(0), group(1)]).statistic, expected.at('log_rank').number, 1e-10)
})

test('a path model', () => {
  const construct = (id: string) => ({ id: id.toUpperCase(), items: [1, 2, 3].map((i) => `${id}${i}`) })
  const model = { constructs: ['a', 'b', 'c'].map(construct), paths: [{ from: 'A', to: 'B' }, { from: 'A', to: 'C' }, { from: 'B', to: 'C' }] }
  const { solution } = plsEstimate(plsStudy(Object.fromEntries(names.map((name) => [name, of(name)])), model, { scheme: 'path' }))
  const expected = golden.at('path')
  for (const { id, weight } of solution!.indicators) close(weight, expected.at('weights', id).number, 1e-7)
  for (const { from, to, estimate } of solution!.paths) close(estimate, expected.at(`${from}${to}`.toLowerCase()).number, 1e-8)
  close(solution!.explained.find(({ id }) => id === 'C')!.r2, expected.at('r2_c').number, 1e-8)
})
