import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { randomStream } from '../../numbers/random.ts'
import { close, honest } from '../../testing/close.ts'
import { ownJson, ownTable, sharedJson, sharedTable, skipWithoutShared, type Json } from '../../testing/golden.ts'
import type { FitIndices } from './fitIndices.ts'
import { differenceOf } from './invariance.ts'
import { semOrdinalStudy } from './ordinalStudy.ts'
import { semEffects } from './effects.ts'
import { semModifications } from './modifications.ts'
import { semEstimate, type SemSolution } from './semEstimate.ts'
import { semStudy, type SemOptions } from './semStudy.ts'
import type { SemModel } from './semModel.ts'

const reference = ownJson('robust.json')
const table = ownTable('robust_simulated.csv')
const items = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3']
const columns = Object.fromEntries([...items, ...items.map((id) => `o${id}`)].map((id) => [id, table.numbers(id)]))
const modelOf = (prefix: string): SemModel => ({ factors: ['a', 'b', 'c'].map((id) => ({ id, items: [1, 2, 3].map((n) => `${prefix}${id}${n}`) })) })
const model = modelOf('')
const gaps = Object.fromEntries(items.map((id) => [id, Float64Array.from(columns[id]!)]))
for (const [id, from, every] of [['a1', 3, 17], ['b2', 5, 13], ['c3', 7, 11]] as const) for (let row = from - 1; row < 360; row += every) gaps[id]![row] = Number.NaN
const teams = table.text('team')

const fit = (options: SemOptions, data = columns) => {
  const estimate = semEstimate(semStudy(data, model, options))
  honest(estimate)
  return estimate.solution!
}

function same(solution: SemSolution, expected: Json, tolerance: number): void {
  const { fit: found, parameters } = solution
  const { scaled } = found
  const indices: Record<string, number | null | undefined> = {
    chisq: found.chiSquare, df: found.df, npar: found.parameters, cfi: found.cfi, tli: found.tli, rmsea: found.rmsea, srmr: found.srmr, 'baseline.chisq': found.baseline.chiSquare,
    'chisq.scaled': scaled?.chiSquare, 'pvalue.scaled': scaled?.p, 'chisq.scaling.factor': scaled?.factor, 'baseline.chisq.scaled': scaled?.baseline, 'baseline.chisq.scaling.factor': scaled?.baselineFactor,
    'cfi.scaled': scaled?.cfi, 'tli.scaled': scaled?.tli, 'rmsea.scaled': scaled?.rmsea,
    'cfi.robust': scaled?.robust?.cfi, 'tli.robust': scaled?.robust?.tli, 'rmsea.robust': scaled?.robust?.rmsea, 'rmsea.ci.lower.robust': scaled?.robust?.rmseaInterval?.lower, 'rmsea.ci.upper.robust': scaled?.robust?.rmseaInterval?.upper,
  }
  // lavaan's interval of the scaled RMSEA is of the plain chi-square with df times the factor; its robust one is ours
  for (const name of expected.at('fit').keys) if (expected.at('fit', name).raw !== null && !name.startsWith('rmsea.ci') || name.endsWith('robust')) close(indices[name], expected.at('fit', name).number, tolerance, name)
  for (const entry of expected.at('estimates').list) {
    const [from, op, to] = ['lhs', 'op', 'rhs'].map((key) => entry.at(key).raw as string)
    if (op !== '=~' && op !== '~~') continue
    if ((entry.raw as { group?: number }).group === 2) continue
    const ours = parameters.find((one) => (one.kind === 'loading') === (op === '=~') && ((one.from === from && one.to === to) || (one.kind === 'covariance' && one.from === to && one.to === from)))!
    close(ours.estimate, entry.at('est').number, 20 * tolerance, `${from} ${op} ${to}`)
    if (entry.at('se').number > 0 && ours.se !== null) close(ours.se, entry.at('se').number, 20 * tolerance, `se of ${from} ${op} ${to}`)
  }
}

test('Satorra and Bentler’s test and errors equal those of lavaan', () => same(fit({ robust: 'satorra-bentler' }), reference.at('mlm'), 1e-6))

test('Yuan and Bentler’s test and errors equal those of lavaan, in either identification', () => {
  same(fit({ robust: 'yuan-bentler' }), reference.at('mlr'), 1e-5)
  const unit = fit({ robust: 'yuan-bentler', identification: 'unit-variance' })
  same(unit, reference.at('unit_mlr'), 1e-5)
  for (const entry of reference.at('unit_mlr', 'standardised').list.slice(0, 9)) {
    const ours = unit.parameters.find(({ kind, to }) => kind === 'loading' && to === entry.at('rhs').raw)!
    close(ours.standardisedSe, entry.at('se').number, 1e-4)
  }
})

test('a mean structure changes neither test nor errors of loadings', () => {
  for (const robust of ['satorra-bentler', 'yuan-bentler'] as const) {
    const [without, withMeans] = [fit({ robust }), fit({ robust, means: true })]
    close(withMeans.fit.scaled!.chiSquare, without.fit.scaled!.chiSquare, 1e-9)
    close(withMeans.parameters[1]!.se, without.parameters[1]!.se!, 1e-7)
  }
})

test('with gaps, and in two groups, the scaled tests equal those of lavaan; so does their difference', () => {
  const filled = fit({ robust: 'yuan-bentler', missing: 'fiml' }, gaps)
  const expected = reference.at('mlr_gaps', 'fit')
  close(filled.fit.chiSquare, expected.at('chisq').number, 1e-6)
  close(filled.fit.scaled!.factor, expected.at('chisq.scaling.factor').number, 2e-5)
  close(filled.fit.scaled!.baselineFactor, expected.at('baseline.chisq.scaling.factor').number, 1e-5)
  robustEqual(filled.fit, expected)
  for (const entry of reference.at('mlr_gaps', 'estimates').list.slice(1, 3)) close(filled.parameters.find(({ to }) => to === entry.at('rhs').raw)!.se, entry.at('se').number, 1e-4)
  const study = (equal: readonly 'loadings'[]) => semEstimate(semStudy(columns, model, { robust: 'yuan-bentler', groups: teams, equal }))
  const [free, bound] = [study([]), study(['loadings'])]
  same(free.solution!, reference.at('mlr_groups'), 2e-5)
  const difference = differenceOf(bound, free)!
  honest(difference)
  close(difference.chiSquare, reference.at('difference', 'chisq').number, 1e-3)
  assert.equal(difference.df, reference.at('difference', 'df').number)
})

/** Robust indices of data with gaps, as lavaan makes them after Zhang and Savalei. */
function robustEqual({ scaled }: FitIndices, expected: Json): void {
  const { cfi, tli, rmsea, rmseaInterval } = scaled!.robust!
  for (const [value, name] of [[cfi, 'cfi'], [tli, 'tli'], [rmsea, 'rmsea'], [rmseaInterval?.lower, 'rmsea.ci.lower'], [rmseaInterval?.upper, 'rmsea.ci.upper']] as const) close(value, expected.at(`${name}.robust`).number, 2e-5, name)
}

test('with gaps in two groups the robust indices equal those of lavaan', () => {
  const found = semEstimate(semStudy(gaps, model, { robust: 'yuan-bentler', missing: 'fiml', groups: teams })).solution!
  const expected = ownJson('options.json').at('gaps_in_teams')
  close(found.fit.chiSquare, expected.at('chisq').number, 1e-6)
  assert.equal(found.fit.df, expected.at('df').number)
  robustEqual(found.fit, expected)
})

test('gaps that are none give what complete answers give', () => {
  const [complete, filled] = [fit({ robust: 'yuan-bentler', means: true }), fit({ robust: 'yuan-bentler', missing: 'fiml' })]
  close(filled.fit.scaled!.factor, complete.fit.scaled!.factor, 1e-7)
  close(filled.parameters[4]!.se, complete.parameters[4]!.se!, 1e-6)
})

test('generalised and unweighted least squares equal those of lavaan', () => {
  same(fit({ estimator: 'gls', divisor: 'n-1' }), reference.at('gls'), 2e-6)
  const unweighted = fit({ estimator: 'uls' })
  close(unweighted.fit.chiSquare, reference.at('uls', 'fit', 'chisq').number, 1e-8)
  close(unweighted.fit.cfi, reference.at('uls', 'fit', 'cfi').number, 1e-8)
  for (const entry of reference.at('uls', 'estimates').list.slice(0, 9)) close(unweighted.parameters.find(({ to }) => to === entry.at('rhs').raw)!.estimate, entry.at('est').number, 1e-5)
  assert.equal(semModifications(semStudy(columns, model, { estimator: 'uls' }), semEstimate(semStudy(columns, model, { estimator: 'uls' }))).reason, 'not-applicable')
})

test('answers in steps: estimates, errors and shifted test equal those of lavaan', () => {
  for (const [identification, name] of [['marker', 'wlsmv'], ['unit-variance', 'unit_wlsmv']] as const) {
    const study = semOrdinalStudy(columns, modelOf('o'), { identification })
    const estimate = semEstimate(study)
    honest(estimate)
    assert.equal(study.positiveDefinite, true)
    const { fit: found, parameters } = estimate.solution!
    const expected = reference.at(name)
    for (const [key, value] of [['chisq', found.chiSquare], ['df', found.df], ['chisq.scaled', found.scaled!.chiSquare], ['cfi.scaled', found.scaled!.cfi], ['tli.scaled', found.scaled!.tli], ['rmsea.scaled', found.scaled!.rmsea], ['srmr', found.srmr], ['baseline.chisq.scaled', found.scaled!.baseline]] as const) close(value, expected.at('fit', key).number, 1e-5, key)
    for (const entry of expected.at('standardised').list.slice(0, 9)) {
      const ours = parameters.find(({ kind, to }) => kind === 'loading' && to === entry.at('rhs').raw)!
      close(ours.standardised, entry.at('est.std').number, 1e-5)
      close(ours.standardisedSe, entry.at('se').number, 1e-4)
    }
  }
})

test('the employee survey by ordered answers is that of the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/more.json').at('employee_survey_cfa_wlsmv')
  const survey = sharedTable('data/employee_survey_pad.csv')
  const ids = golden.at('polychoric', 'rows').raw as string[]
  const cut = [0, 3, 6, 9, 13]
  const factors = ['Pol', 'Hab', 'Man', 'Car'].map((id, f) => ({ id, items: ids.slice(cut[f], cut[f + 1]) }))
  const { fit: found, parameters } = semEstimate(semOrdinalStudy(Object.fromEntries(ids.map((id) => [id, survey.numbers(id)])), { factors })).solution!
  for (const [key, value] of [['chisq', found.chiSquare], ['chisq.scaled', found.scaled!.chiSquare], ['cfi.scaled', found.scaled!.cfi], ['rmsea.scaled', found.scaled!.rmsea], ['srmr', found.srmr]] as const) close(value, golden.at('fit', key).number, 1e-6, key)
  for (const entry of golden.at('std').list) {
    const ours = parameters.find(({ kind, to }) => kind === 'loading' && to === entry.at('rhs').raw)!
    close(ours.standardised, entry.at('est.std').number, 1e-6)
    close(ours.standardisedSe, entry.at('se').number, 2e-5)
  }
})

const lavaan = spawnSync('Rscript', ['-e', 'quit(status = if (requireNamespace("lavaan", quietly = TRUE)) 0 else 1)']).status === 0

test('Holzinger and Swineford’s pupils, whose data R brings along', { skip: skipWithoutShared.skip || (lavaan ? false : 'R with lavaan is not here') }, () => {
  const printed = execFileSync('Rscript', ['-e', 'write.csv(lavaan::HolzingerSwineford1939[, paste0("x", 1:9)], row.names = FALSE)'], { encoding: 'utf8' })
  const rows = printed.trim().split('\n').slice(1).map((line) => line.split(',').map(Number))
  const pupils = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`x${i + 1}`, rows.map((row) => row[i]!)]))
  const golden = sharedJson('golden/cfa.json')
  const holzinger = { factors: ['visual', 'textual', 'speed'].map((id, f) => ({ id, items: [1, 2, 3].map((n) => `x${3 * f + n}`) })) }
  const found = (options: SemOptions) => semEstimate(semStudy(pupils, holzinger, options)).solution!
  const robust = found({ robust: 'yuan-bentler' })
  for (const [key, value] of [['chisq', robust.fit.chiSquare], ['chisq.scaled', robust.fit.scaled!.chiSquare], ['chisq.scaling.factor', robust.fit.scaled!.factor], ['cfi.robust', robust.fit.scaled!.robust!.cfi], ['tli.robust', robust.fit.scaled!.robust!.tli], ['rmsea.robust', robust.fit.scaled!.robust!.rmsea], ['cfi.scaled', robust.fit.scaled!.cfi], ['rmsea.scaled', robust.fit.scaled!.rmsea]] as const) close(value, golden.at('hs3_mlr', 'fit', key).number, 1e-6, key)
  for (const entry of golden.at('hs3_mlr', 'estimates').list.slice(0, 9)) {
    const ours = robust.parameters.find(({ kind, to }) => kind === 'loading' && to === entry.at('rhs').raw)!
    if (ours.se !== null) close(ours.se, entry.at('se').number, 2e-5)
  }
  for (const name of ['gls', 'uls'] as const) {
    const least = found({ estimator: name })
    close(least.fit.chiSquare, golden.at(`hs3_${name}`, 'fit', 'chisq').number, 1e-8)
    close(least.parameters[1]!.estimate, golden.at(`hs3_${name}`, 'estimates', 1, 'est').number, 1e-5)
  }
})

test('order of respondents and of items, and the direction of an item, leave the test as it is', () => {
  const turned = Object.fromEntries(items.map((id) => [id, columns[id]!.toReversed()]))
  const mirrored = { ...columns, b2: columns['b2']!.map((x) => 10 - x) }
  const shuffled = { factors: model.factors.toReversed() }
  for (const robust of ['satorra-bentler', 'yuan-bentler'] as const) {
    const there = fit({ robust })
    close(fit({ robust }, turned).fit.scaled!.chiSquare, there.fit.scaled!.chiSquare, 1e-9)
    close(fit({ robust }, mirrored).fit.scaled!.chiSquare, there.fit.scaled!.chiSquare, 1e-7)
    close(semEstimate(semStudy(columns, shuffled, { robust })).solution!.fit.scaled!.chiSquare, there.fit.scaled!.chiSquare, 1e-7)
  }
})

test('errors of effects are robust with the rest, and close to those of resamples', () => {
  const random = randomStream(9)
  const path = { factors: [{ id: 'a', items: ['a1', 'a2', 'a3'] }], regressions: [{ from: 'a', to: 'b1' }, { from: 'b1', to: 'c1' }] }
  const effectOf = (data: Record<string, ArrayLike<number>>) => {
    const study = semStudy(data as typeof columns, path, { robust: 'yuan-bentler' })
    return semEffects(study, semEstimate(study)).effects!.find(({ from, to }) => from === 'a' && to === 'c1')!.indirect!
  }
  const there = effectOf(columns)
  const draws = Array.from({ length: 200 }, () => {
    const rows = Array.from({ length: 360 }, () => Math.floor(360 * random.uniform()))
    return effectOf(Object.fromEntries(['a1', 'a2', 'a3', 'b1', 'c1'].map((id) => [id, Float64Array.from(rows, (row) => columns[id]![row]!)]))).value
  })
  const mean = draws.reduce((sum, x) => sum + x, 0) / 200
  const spread = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 199)
  assert.ok(Math.abs(there.se! / spread - 1) < 0.2, `${there.se} against ${spread}`)
})

test('normal answers need no scaling', () => {
  const random = randomStream(12)
  const n = 4000
  const drawn = Object.fromEntries(items.map((id) => [id, new Float64Array(n)]))
  for (let row = 0; row < n; row++) {
    const factor = { a: random.normal(), b: random.normal(), c: random.normal() }
    for (const id of items) drawn[id]![row] = factor[id[0] as 'a'] + random.normal()
  }
  for (const robust of ['satorra-bentler', 'yuan-bentler'] as const) {
    const { scaled } = fit({ robust }, drawn).fit
    assert.ok(Math.abs(scaled!.factor - 1) < 0.1 && Math.abs(scaled!.baselineFactor - 1) < 0.1, JSON.stringify(scaled))
  }
})

test('what cannot be robust has a reason or is refused', () => {
  const moments = { ids: items, covariances: items.map((_, i) => items.map((__, j) => (i === j ? 1 : 0.4))), n: 100 }
  assert.throws(() => semStudy(moments, model, { robust: 'yuan-bentler' }), /robust/)
  assert.throws(() => semStudy(columns, model, { robust: 'satorra-bentler', missing: 'fiml' }), /yuan-bentler/)
  assert.throws(() => semStudy(columns, model, { estimator: 'uls', groups: teams }), /one group/)
  const saturated = semEstimate(semStudy(columns, { factors: [model.factors[0]!] }, { robust: 'yuan-bentler' }))
  honest(saturated)
  assert.equal(saturated.solution!.fit.scaled, undefined)
  const flat = semOrdinalStudy({ ...columns, oa1: new Float64Array(360).fill(3) }, modelOf('o'))
  assert.deepEqual([flat.reason, flat.at, semEstimate(flat).reason], ['no-variance', 'oa1', 'no-variance'])
  const twin = semOrdinalStudy({ ...columns, oa2: columns['oa1']! }, modelOf('o'))
  assert.equal(twin.reason, 'improper')
  honest(semEstimate(twin))
})
