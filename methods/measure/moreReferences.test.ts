import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared, type Json } from '../testing/golden.ts'
import { kano } from './kano.ts'
import { alpha } from './alpha.ts'
import { johnsonDrivers, shapleyDrivers } from './drivers.ts'
import { semEstimate } from './factors/semEstimate.ts'
import { semStudy } from './factors/semStudy.ts'
import { mean } from './mean.ts'
import { pearsonTest } from './correlationTest.ts'
import { regression } from './regression.ts'
import { meanOfAll } from './scores.ts'
import { fisherExact } from './smallTables.ts'

/** Reference numbers that no other test file reads: second studies of the same methods. */

test('what drives satisfaction with the kiosk equals the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/drivers.json').at('kiosk_perf_dims')
  const survey = sharedTable('data/kiosk_servqual_1to7.csv')
  const places: Record<string, number[]> = { tangibles: [4, 5, 6, 22], security: [19, 20, 21], economy: [10, 11, 18], convenience: [13, 14, 15, 16, 17], usefulness: [1, 2, 3], control: [7, 8] }
  const x = Object.entries(places).map(([id, items]) => ({ id, values: meanOfAll(items.map((i) => survey.numbers(`p${i}`))) }))
  const y = meanOfAll([survey.numbers('sat1'), survey.numbers('sat2')])
  const fit = regression(y, x)
  assert.equal(fit.n, golden.at('n').number)
  close(fit.r2, golden.at('r2').number, 1e-10)
  close(fit.adjustedR2, golden.at('adj_r2').number, 1e-10)
  close(fit.sigma, golden.at('sigma').number, 1e-10)
  close(fit.f!.statistic, golden.at('F').number, 1e-10)
  close(fit.f!.p, golden.at('F_p').number, 1e-9)
  assert.deepEqual(fit.f!.df, [golden.at('df1').number, golden.at('df2').number])
  for (const [j, coefficient] of [fit.intercept!, ...fit.slopes!].entries()) {
    const of = (name: string) => golden.at(name, coefficient.id === '(intercept)' ? '(Intercept)' : coefficient.id).number
    close(coefficient.estimate, of('coef'), 1e-9)
    close(coefficient.se, of('se'), 1e-10)
    close(coefficient.t, of('t'), 1e-9)
    close(coefficient.p, of('p'), 1e-8)
    close(coefficient.robustSe, of('hc3_se'), 1e-10)
    close(coefficient.interval.lower, golden.at('ci95', 'values', j, 0).number, 1e-9)
    close(coefficient.interval.upper, golden.at('ci95', 'values', j, 1).number, 1e-9)
  }
  for (const slope of fit.slopes!) {
    const of = (name: string) => golden.at(name, slope.id).number
    close(slope.standardised, of('beta_std'), 1e-10)
    close(slope.vif, of('vif'), 1e-10)
    close(slope.semipartialSquared, of('semipartial_sq'), 1e-9)
    close(slope.semipartialSquared, of('last'), 1e-9)
    close(slope.partialCorrelation, of('partial_r'), 1e-9)
    close(slope.standardised ** 2, of('betasq'), 1e-9)
    close(slope.standardised * of('zero_order_r'), of('pratt'), 1e-9)
  }
  for (const driver of shapleyDrivers(y, x).drivers!) {
    close(driver.value, golden.at('lmg', driver.id).number, 1e-10)
    close(driver.value, golden.at('domir_general', driver.id).number, 1e-10)
    close(driver.share, golden.at('lmg_rel', driver.id).number, 1e-10)
    close(driver.correlation ** 2, golden.at('first', driver.id).number, 1e-10)
  }
  for (const driver of johnsonDrivers(y, x).drivers!) {
    close(driver.value, golden.at('johnson_raw', driver.id).number, 1e-10)
    close(driver.value, golden.at('rwa_pkg_raw', driver.id).number, 1e-10)
    close(100 * driver.share, golden.at('johnson_pct', driver.id).number, 1e-10)
  }
})

test('the employees’ scales and their model equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/more.json')
  const table = sharedTable('data/employee_survey_pad.csv')
  const own = (prefix: string) => table.names.filter((name) => new RegExp(`^${prefix}\\d`).test(name))
  for (const prefix of ['Ben', 'Work', 'Man', 'Car']) {
    close(alpha(own(prefix).map((id) => ({ id, answers: table.numbers(id) }))).value, golden.at('employee_alpha', prefix).number, 1e-10, prefix)
  }
  const std = golden.at('employee_survey_cfa', 'std').list.filter((row) => row.at('op').raw === '=~')
  const factors = [...new Set(std.map((row) => String(row.at('lhs').raw)))]
  const model = { factors: factors.map((id) => ({ id, items: std.filter((row) => row.at('lhs').raw === id).map((row) => String(row.at('rhs').raw)) })) }
  const columns = Object.fromEntries(table.names.map((name) => [name, table.numbers(name)]))
  const { solution } = semEstimate(semStudy(columns, model))
  const fit = golden.at('employee_survey_cfa', 'fit')
  close(solution!.fit.chiSquare, fit.at('chisq').number, 1e-6)
  assert.equal(solution!.fit.df, fit.at('df').number)
  for (const name of ['cfi', 'tli', 'rmsea', 'srmr'] as const) close(solution!.fit[name], fit.at(name).number, 3e-6, name) // where the search of the reference stops
  for (const row of std) {
    const found = solution!.parameters.find(({ kind, from, to }) => kind === 'loading' && from === row.at('lhs').raw && to === row.at('rhs').raw)
    close(found!.standardised, row.at('est.std').number, 1e-5)
    close(found!.standardisedSe, row.at('se').number, 1e-4)
  }
})

test('the patients’ five dimensions equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/more.json').at('patient_servqual5')
  const table = sharedTable('data/patient_satisfaction_servqual5_mcavariants.csv')
  for (const [i, id] of table.names.entries()) {
    const found = mean(table.numbers(id))
    assert.equal(found.n, golden.at('n').number)
    close(found.value, golden.at('means', id).number, 1e-12)
    close(found.sd, golden.at('sds', id).number, 1e-12)
    for (const [j, other] of table.names.slice(0, i).entries()) {
      close(pearsonTest(table.numbers(id), table.numbers(other)).estimate, golden.at('R', 'values', i, j).number, 1e-12)
    }
  }
  close(alpha(table.names.map((id) => ({ id, answers: table.numbers(id) }))).value, golden.at('alpha').number, 1e-10)
})

test('Kano’s cross tables, shares and second categories equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/kano.json').at('kiosk')
  const answers = sharedTable('data/kiosk_kano_1to5.csv')
  for (const feature of golden.keys) {
    const [f, d] = [answers.numbers(`${feature}f`), answers.numbers(`${feature}d`)]
    const expected: Json = golden.at(feature)
    const found = kano(f, d)
    assert.equal(found.n, expected.at('n').number)
    for (const category of ['A', 'O', 'M', 'I', 'R', 'Q'] as const) close(found.counts[category] / found.n, expected.at('pct', category).number, 1e-12)
    expected.at('kano_cross', 'values').list.forEach((row, i) => {
      row.numbers.forEach((count, j) => assert.equal(f.reduce((sum, x, at) => sum + (x === i + 1 && d[at] === j + 1 ? 1 : 0), 0), count))
    })
  }
})

test('Fisher’s exact p equals the reference', skipWithoutShared, () => {
  close(fisherExact([[8, 2], [1, 5]]).p, sharedJson('golden/tests.json').at('fisher', 'p').number, 1e-10)
})
