import assert from 'node:assert/strict'
import { test } from 'node:test'
import { icc } from '../listen/icc.ts'
import { cohenKappa } from '../listen/cohenKappa.ts'
import { quantile } from '../numbers/orderStatistics.ts'
import { coxRegression } from '../relate/coxRegression.ts'
import { kaplanMeier, restrictedMean } from '../relate/kaplanMeier.ts'
import { logRank } from '../relate/logRank.ts'
import type { Interval, Test } from '../result.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable, type Json } from '../testing/golden.ts'
import { adjust } from './adjust.ts'
import { alpha } from './alpha.ts'
import { anova, tukey, welchAnova } from './anova.ts'
import { chiSquareFit, chiSquareTest } from './chiSquareTest.ts'
import { kendallTest, pearsonTest, spearmanTest } from './correlationTest.ts'
import { groupsBy } from './groups.ts'
import { logisticRegression } from './logistic.ts'
import { partialCorrelation } from './partialCorrelation.ts'
import { powerOfTwoGroups, sizeOfTwoGroups } from './power.ts'
import { clopperPearson, wilson } from './proportion.ts'
import { randomIntercept } from './randomIntercept.ts'
import { kruskalWallis, mannWhitney, wilcoxonSignedRank } from './rankTests.ts'
import { rate } from './rate.ts'
import { regression } from './regression.ts'
import { shapiroWilk } from './shapiroWilk.ts'
import { fisherExact, mcNemar } from './smallTables.ts'
import { brownForsythe } from './spreads.ts'
import { effectiveSize } from './power.ts'
import { weightedMean } from './surveyWeights.ts'
import { oneSampleT, pairedT, studentT, welchT } from './tTest.ts'
import { twoProportions } from './twoProportions.ts'
import { varianceRatio } from './varianceRatio.ts'

/** What other references leave at its default: ties, continuity, levels, missing answers, unequal groups. Computed by `references/options.R`. */
const golden = ownJson('options.json')
const table = ownTable('options_simulated.csv')
const [x, y, z, t, e, w] = ['x', 'y', 'z', 't', 'e', 'w'].map((name) => table.numbers(name)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
const labels = table.text('g')
const groups = groupsBy(x, labels).toSorted((a, b) => a.id.localeCompare(b.id))
const [a, b] = groups.map(({ sample }) => sample) as [Float64Array, Float64Array]

function same(found: Test & { interval?: Interval | null | undefined }, expected: Json, what: string): void {
  honest(found)
  close(found.statistic, expected.at('statistic').number, 1e-10, `${what} statistic`)
  close(found.p, expected.at('p').number, 1e-9, `${what} p`)
  const interval = expected.at('interval').raw as number[]
  if (found.interval && interval.length === 2) {
    close(found.interval.lower, interval[0]!, 1e-9, `${what} lower`)
    close(found.interval.upper, interval[1]!, 1e-9, `${what} upper`)
  }
}

test('means: other levels, missing answers, pairs with gaps', () => {
  same(welchT(a, b, { level: 0.9 }), golden.at('welch'), 'Welch')
  same(studentT(a, b, { level: 0.99 }), golden.at('student'), 'Student')
  same(pairedT(x, y), golden.at('paired'), 'paired')
  same(oneSampleT(x, { against: 4.2 }), golden.at('one'), 'one sample')
  same(anova(groups), golden.at('anova'), 'analysis of variance')
  same(welchAnova(groups), golden.at('welch_anova'), 'Welch of several')
  same(brownForsythe(groups), golden.at('brown'), 'Brown–Forsythe')
  for (const pair of tukey(groups, { level: 0.9 })) {
    const [difference, lower, upper, p] = golden.at('tukey', `${pair.second}-${pair.first}`).numbers as [number, number, number, number]
    close(pair.estimate, -difference, 1e-10)
    close(pair.interval?.lower, -upper, 1e-6)
    close(pair.interval?.upper, -lower, 1e-6)
    close(pair.adjustedP, p, 1e-6)
  }
  const [mean, se, size] = golden.at('weighted').numbers as [number, number, number]
  const weighted = weightedMean(x, w)
  close(weighted.value, mean, 1e-12)
  close(weighted.se, se, 1e-12)
  close(weighted.effectiveN, size, 1e-12)
  assert.equal(effectiveSize([1, 1, 1, 0]), 3)
})

test('ranks with many ties, with continuity and without; zero differences dropped', () => {
  for (const [continuity, at] of [[false, ''], [true, '_continuity']] as const) {
    same(mannWhitney(a, b, { continuity }), golden.at(`rank${at}`), `Mann–Whitney${at}`)
    same(wilcoxonSignedRank(x, y, { continuity }), golden.at(`signed${at}`), `Wilcoxon${at}`)
  }
  same(kruskalWallis(groups), golden.at('kruskal'), 'Kruskal–Wallis')
  const spearman = spearmanTest(x, z)
  close(spearman.estimate, golden.at('rho').number, 1e-12)
  close(spearman.p, golden.at('spearman', 'p').number, 1e-9)
  const kendall = kendallTest(x, y)
  close(kendall.estimate, golden.at('tau').number, 1e-12)
  close(kendall.p, golden.at('kendall', 'p').number, 1e-9)
  same(pearsonTest(x, y, { level: 0.9 }), golden.at('pearson'), 'Pearson')
  close(partialCorrelation(x, y, [z]).estimate, golden.at('partial_r').number, 1e-10)
  same(shapiroWilk(z), golden.at('shapiro'), 'Shapiro–Wilk')
  same(shapiroWilk(x), golden.at('shapiro_ties'), 'Shapiro–Wilk with ties')
  same(varianceRatio(a, b, { level: 0.9 }), golden.at('variance'), 'variances')
  golden.at('quantiles').numbers.forEach((value, i) => close(quantile(z.filter(Number.isFinite).sort(), [0.1, 0.5, 0.83][i]!), value, 1e-12))
})

test('counts and shares: unequal shares expected, small tables, other levels, every correction for many tests', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => golden.at('table', id).numbers)
  same(chiSquareTest(rows), golden.at('chi'), 'table of four by four')
  same(chiSquareFit([31, 20, 40], [0.3, 0.3, 0.4]), golden.at('fit'), 'fit')
  close(fisherExact([[8, 2], [3, 11]]).p, golden.at('fisher').number, 1e-10)
  close(mcNemar({ yesToNo: 5, noToYes: 14 }).p, golden.at('mcnemar_exact').number, 1e-10)
  for (const [found, key] of [[wilson(7, 61, 0.99), 'wilson'], [clopperPearson(7, 61, 0.99), 'exact'], [rate(9, 140, { level: 0.9 }).interval!, 'rate']] as const) {
    close(found.lower, golden.at(key, 0).number, 1e-8, key)
    close(found.upper, golden.at(key, 1).number, 1e-8, key)
  }
  close(twoProportions({ count: 31, n: 80 }, { count: 12, n: 55 }).p, golden.at('two', 'p').number, 1e-10)
  const p = golden.at('p').numbers
  for (const [way, key] of [['holm', 'holm'], ['bonferroni', 'bonferroni'], ['hochberg', 'hochberg'], ['hommel', 'hommel'], ['bh', 'BH'], ['by', 'BY']] as const) {
    adjust(p, way).forEach((value, i) => close(value, golden.at('adjusted', key, i).number, 1e-12, way))
  }
  close(powerOfTwoGroups(0.6, 24), golden.at('power').number, 1e-3) // R leaves out the other tail
  close(sizeOfTwoGroups(0.45, 0.9), golden.at('size').number, 1e-5)
})

test('staying: every kind of interval, tied times, both ways with ties, missing predictors', () => {
  for (const kind of ['plain', 'log', 'log-log'] as const) {
    const { steps } = kaplanMeier(t, e, { interval: kind, level: 0.9 })
    for (const [i, time] of [3, 8, 15].entries()) {
      const step = steps.findLast((one) => one.time <= time)!
      close(step.survival, golden.at('curve', kind, 'survival', i).number, 1e-12)
      close(step.interval!.lower, golden.at('curve', kind, 'lower', i).number, 1e-9, kind)
      close(step.interval!.upper, golden.at('curve', kind, 'upper', i).number, 1e-9, kind)
    }
  }
  const [area, se] = golden.at('mean_survival').numbers as [number, number]
  const found = restrictedMean(kaplanMeier(t, e), 12)
  close(found.value, area, 1e-10)
  close(found.se, se, 1e-10)
  const parts = ['a', 'b', 'c', 'd'].map((id) => ({ id, durations: t.filter((_, i) => labels[i] === id), ended: e.filter((_, i) => labels[i] === id) }))
  close(logRank(parts).statistic, golden.at('log_rank').number, 1e-10)
  for (const ties of ['efron', 'breslow'] as const) {
    const fit = coxRegression(t, e, [{ id: 'x', values: x }, { id: 'z', values: z }], { ties, level: 0.9 })
    assert.equal(fit.n, golden.at(ties, 'n').number)
    close(fit.logLikelihood, golden.at(ties, 'loglik', 1).number, 1e-11)
    for (const { id, estimate, se: error, interval } of fit.hazards!) {
      close(estimate, golden.at(ties, 'coef', id).number, 1e-8)
      close(error, golden.at(ties, 'se', id).number, 1e-8)
      close(Math.log(interval.lower), golden.at(ties, 'lower', id).number, 1e-7)
    }
  }
})

test('models with gaps: logistic, least squares, levels by full likelihood, agreement, reliability', () => {
  const predictors = [{ id: 'x', values: x }, { id: 'z', values: z }]
  const yes = logisticRegression(table.numbers('bin'), predictors)
  for (const { id, estimate, se } of yes.slopes!) {
    close(estimate, golden.at('logistic', 'coef', id).number, 1e-8)
    close(se, golden.at('logistic', 'se', id).number, 1e-7)
  }
  close(-2 * yes.logLikelihood!, golden.at('logistic', 'deviance').number, 1e-10)
  close(yes.r2, 1 - golden.at('logistic', 'deviance').number / golden.at('logistic', 'null').number, 1e-10)
  const line = regression(y, predictors, { level: 0.9 })
  assert.equal(line.n, golden.at('regression', 'n').number)
  close(line.adjustedR2, golden.at('regression', 'adjusted').number, 1e-10)
  for (const { id, estimate, interval } of line.slopes!) {
    close(estimate, golden.at('regression', 'coef', id).number, 1e-10)
    close(interval.lower, golden.at('regression', 'lower', id).number, 1e-9)
  }
  const level = randomIntercept(y, table.numbers('k'), [{ id: 'z', values: z }], { likelihood: 'ml' })
  close(level.between, golden.at('ml', 'between').number, 1e-4)
  close(level.within, golden.at('ml', 'within').number, 1e-6)
  close(level.deviance, golden.at('ml', 'deviance').number, 1e-9)
  close(level.effects![1]!.se, golden.at('ml', 'se', 'z').number, 1e-5)
  const [k, l, m] = ['k', 'l', 'm'].map((name) => table.numbers(name)) as [Float64Array, Float64Array, Float64Array]
  const forms = icc([k, l, m], { level: 0.9 })
  for (const [name, form] of [['ICC1', '1,1'], ['ICC2', '2,1'], ['ICC3', '3,1'], ['ICC1k', '1,k'], ['ICC2k', '2,k'], ['ICC3k', '3,k']] as const) {
    const [value, lower, upper] = golden.at('icc', name).numbers as [number, number, number]
    close(forms[form].value, value, 1e-10)
    close(forms[form].interval?.lower, lower, 1e-8, `${form} lower`)
    close(forms[form].interval?.upper, upper, 1e-8, `${form} upper`)
  }
  for (const weights of ['linear', 'quadratic'] as const) close(cohenKappa(k, l, { weights }).value, golden.at(weights).number, 1e-10)
  const scale = alpha([{ id: 'k', answers: k }, { id: 'l', answers: l }, { id: 'm', answers: m }])
  close(scale.value, golden.at('alpha', 'value').number, 1e-10)
  close(scale.standardised, golden.at('alpha', 'standardised').number, 1e-10)
  assert.equal(scale.n, golden.at('alpha', 'n').number)
})
