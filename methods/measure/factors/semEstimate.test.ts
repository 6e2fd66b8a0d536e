import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../../testing/close.ts'
import { ownJson, ownTable, sharedJson, sharedTable, skipWithoutShared, type Json } from '../../testing/golden.ts'
import type { Matrix } from '../../numbers/matrix.ts'
import { factorQuality } from './factorQuality.ts'
import { semEffects } from './effects.ts'
import type { FitIndices } from './fitIndices.ts'
import { measurementInvariance } from './invariance.ts'
import { semModifications, type Modification } from './modifications.ts'
import { semEstimate, type SemParameter, type SemSolution } from './semEstimate.ts'
import type { SemModel } from './semModel.ts'
import { semScores } from './semScores.ts'
import { semStudy, type SampleMoments, type SemOptions } from './semStudy.ts'
import type { Columns } from '../../columns.ts'

const simulated = ownTable('sem_simulated.csv')
const reference = ownJson('sem.json')
const columns: Columns = Object.fromEntries(simulated.names.slice(1).map((name) => [name, simulated.numbers(name)]))
const groups = simulated.text('group')
const measurement: SemModel = { factors: ['a', 'b', 'c'].map((id) => ({ id, items: [`${id}1`, `${id}2`, `${id}3`] })) }
const chain: SemModel = { ...measurement, regressions: [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }, { from: 'a', to: 'c' }] }

function solve(data: Columns | SampleMoments, model: SemModel, options: SemOptions = {}): SemSolution {
  const result = semEstimate(semStudy(data, model, options))
  honest({ ...result, solution: result.solution && { ...result.solution, implied: [] } })
  return result.solution!
}

const operators = { loading: '=~', regression: '~', covariance: '~~', intercept: '~1' }

/** Whether a row of the reference speaks of this parameter or modification. */
function speaksOf(row: Json, { kind, from, to }: Pick<Modification, 'kind' | 'from' | 'to'>): boolean {
  const { lhs, op, rhs } = row.raw as Record<string, string>
  if (op !== operators[kind]) return false
  if (kind === 'intercept') return lhs === to
  const [left, right] = kind === 'regression' ? [to, from] : [from, to]
  return (lhs === left && rhs === right) || (kind === 'covariance' && lhs === right && rhs === left)
}

function sameParameters(rows: Json[], parameters: readonly SemParameter[], tolerance: number, what: string, compare: (row: Json, parameter: SemParameter) => [number, number][]): void {
  const names = [...new Set(parameters.map(({ group }) => group))]
  let compared = 0
  for (const row of rows) {
    const { lhs, op, rhs, group = 1 } = row.raw as Record<string, string | number>
    if (op === ':=' || op === '==') continue
    const own = parameters.find((parameter) => names.indexOf(parameter.group) === Number(group) - 1 && speaksOf(row, parameter))
    assert.ok(own, `${what}: ${lhs} ${op} ${rhs} is there`)
    for (const [found, expected] of compare(row, own)) assert.ok(Math.abs(found - expected) < tolerance, `${what}: ${lhs} ${op} ${rhs} in ${group}: ${found} is not ${expected}`)
    compared++
  }
  assert.equal(compared, parameters.length, what)
}

function sameFit(fit: FitIndices, expected: Json, tolerance: number, what: string): void {
  const names: [string, number | null | undefined][] = [
    ['npar', fit.parameters], ['chisq', fit.chiSquare], ['df', fit.df], ['pvalue', fit.p], ['baseline.chisq', fit.baseline.chiSquare], ['baseline.df', fit.baseline.df],
    ['cfi', fit.cfi], ['tli', fit.tli], ['rmsea', fit.rmsea], ['rmsea.ci.lower', fit.rmseaInterval?.lower], ['rmsea.ci.upper', fit.rmseaInterval?.upper],
    ['rmsea.pvalue', fit.closeFit], ['srmr', fit.srmr], ['logl', fit.logLikelihood], ['aic', fit.aic], ['bic', fit.bic],
  ]
  for (const [name, value] of names) {
    if (what === 'wishart' && ['logl', 'aic', 'bic'].includes(name)) continue // there the reference gives the likelihood of Wishart
    const wanted = expected.at(name).number
    // R searches the ends of the interval to six digits
    const own = name.startsWith('rmsea.ci') ? Math.max(tolerance, 2e-6) : tolerance
    assert.ok(Math.abs(value! - wanted) <= own * Math.max(Math.abs(wanted), name.endsWith('pvalue') ? 1 : 0.01), `${what} ${name}: ${value} is not ${wanted}`)
  }
}

function sameAsReference(solution: SemSolution, expected: Json, tolerance: number, what: string): void {
  sameFit(solution.fit, expected.at('fit'), tolerance, what)
  sameParameters(expected.at('estimates').list, solution.parameters, tolerance, what, (row, { estimate, se }) => [[estimate, row.at('est').number], [se ?? 0, row.at('se').number]])
  const standardised = (row: Json, own: SemParameter): [number, number][] => [[own.standardised!, row.at('est.std').number], [own.standardisedSe!, row.at('se').number]]
  sameParameters(expected.at('standardised').list, solution.parameters, tolerance, what, standardised)
}

const secondOrder: SemModel = { factors: [...measurement.factors, { id: 'q', items: ['a', 'b', 'c'] }] }
const pathModel: SemModel = { factors: [], regressions: [{ from: 'a1', to: 'b1' }, { from: 'a2', to: 'b1' }, { from: 'b1', to: 'c1' }, { from: 'a2', to: 'c1' }] }

test('estimates, errors, standardised values and fit equal the reference', () => {
  const cases: [string, SemModel, SemOptions][] = [
    ['marker', measurement, {}],
    ['unit', measurement, { identification: 'unit-variance' }],
    ['means', measurement, { means: true }],
    ['wishart', measurement, { divisor: 'n-1' }],
    ['observed', measurement, { information: 'observed' }],
    ['chain', chain, {}],
    ['second', secondOrder, {}],
    ['path', pathModel, {}],
  ]
  for (const [name, model, options] of cases) sameAsReference(solve(columns, model, options), reference.at(name), 5e-8, name)
})

test('answers that are missing are no loss of the others: FIML equals the reference', () => {
  const result = semEstimate(semStudy(columns, measurement, { missing: 'fiml' }))
  assert.deepEqual([result.n, result.missing, result.deletion], [320, 0, 'available'])
  sameAsReference(result.solution!, reference.at('fiml'), 5e-6, 'fiml')
  assert.ok(result.solution!.fit.logLikelihood! >= reference.at('fiml', 'fit', 'logl').number)
})

test('invariance in four steps equals the reference', () => {
  const result = measurementInvariance(columns, measurement, { groups })
  for (const { step, estimate } of result.steps) {
    sameAsReference(estimate.solution!, reference.at('groups', step), step === 'configural' || step === 'metric' ? 5e-8 : 2e-5, step)
    assert.ok(estimate.solution!.fit.chiSquare <= reference.at('groups', step, 'fit', 'chisq').number + 1e-9)
  }
  // the third item of b was given another level in the south: the form and the loadings hold, the intercepts do not
  assert.deepEqual(result.steps.map(({ holds }) => holds), [true, true, false, true])
  assert.equal(result.reached, 'metric')
  const [, metric, scalar] = result.steps
  assert.deepEqual([metric!.difference!.df, scalar!.difference!.df], [6, 6])
  close(scalar!.difference!.chiSquare, scalar!.estimate.solution!.fit.chiSquare - metric!.estimate.solution!.fit.chiSquare, 1e-12)
  honest({ ...result, steps: result.steps.map(({ difference, reason }) => ({ difference, reason })) })
})

test('partial invariance: one intercept of its own repairs the step, and the indices point at it', () => {
  const equal = ['loadings', 'intercepts'] as const
  const study = semStudy(columns, measurement, { groups, equal })
  const estimate = semEstimate(study)
  const released = semModifications(study, estimate).list!.filter(({ change, kind }) => change === 'release' && kind === 'intercept')
  assert.equal(released[0]!.to, 'b2')
  const freed = solve(columns, measurement, { groups, equal, except: [{ kind: 'intercept', from: 'b2', to: 'b2' }] })
  const drop = estimate.solution!.fit.chiSquare - freed.fit.chiSquare
  assert.equal(estimate.solution!.fit.df - freed.fit.df, 1)
  assert.ok(Math.abs(drop - released[0]!.index) < 0.1 * drop, `${drop} ${released[0]!.index}`)
  const unit = solve(columns, measurement, { groups, equal, identification: 'unit-variance' })
  sameAsReference(unit, reference.at('unit_groups'), 5e-5, 'unit')
  close(unit.fit.chiSquare, estimate.solution!.fit.chiSquare, 1e-10)
})

test('modification indices and expected changes equal the reference', () => {
  for (const [name, model] of [['marker', measurement], ['chain', chain]] as const) {
    const study = semStudy(columns, model)
    const result = semModifications(study, semEstimate(study))
    honest(result)
    for (const row of reference.at(name, 'modifications').list) {
      const own = result.list!.find((candidate) => speaksOf(row, candidate))!
      close(own.index, row.at('mi').number, 1e-5, `${name} ${own.from} ${own.to}`)
      close(own.expected, row.at('epc').number, 1e-5)
      close(own.standardised, row.at('sepc.all').number, 1e-5)
    }
    assert.deepEqual([result.list![0]!.from, result.list![0]!.to].sort(), ['b3', 'c3'])
  }
})

test('indirect effects and their errors equal the reference', () => {
  const study = semStudy(columns, chain)
  const result = semEffects(study, semEstimate(study))
  honest(result)
  const pair = result.effects!.find(({ from, to }) => from === 'a' && to === 'c')!
  const expected = (name: string, of: 'estimates' | 'standardised') => reference.at('chain', of).list.find((row) => row.at('lhs').raw === name)!
  for (const [name, own] of [['indirect', pair.indirect!], ['total', pair.total]] as const) {
    close(own.value, expected(name, 'estimates').at('est').number, 1e-8, name)
    close(own.se, expected(name, 'estimates').at('se').number, 1e-8, name)
    close(own.standardised, expected(name, 'standardised').at('est.std').number, 1e-8, name)
    close(own.standardisedSe, expected(name, 'standardised').at('se').number, 1e-7, name)
  }
  assert.deepEqual(result.routes!.map(({ through }) => through), [['a', 'b', 'c']])
  assert.equal(result.routes![0]!.value, pair.indirect!.value)
})

test('factor scores equal the reference', () => {
  const study = semStudy(columns, measurement)
  for (const kind of ['regression', 'bartlett'] as const) {
    const { scores } = semScores(columns, study, semEstimate(study), { kind })
    const complete = [...scores!['a']!.keys()].filter((row) => Number.isFinite(scores!['a']![row]))
    assert.equal(complete.length, study.n)
    for (const [i, row] of reference.at('scores', kind).list.entries()) {
      for (const [q, id] of ['a', 'b', 'c'].entries()) assert.ok(Math.abs(scores![id]![complete[i]!]! - row.numbers[q]!) < 1e-7)
    }
  }
})

test('the shared studies: fit to 1e-6, parameters as far as the reference goes, never less likely', skipWithoutShared, () => {
  const golden = sharedJson('golden/cfa.json')
  const mobile = tableColumns('data/ecsi_mobi_1to10.csv', (name) => name)
  const kiosk = tableColumns('data/kiosk_ipa_1to7.csv', (name) => name.replace(/^perf/, 'v'))
  const nine = sharedJson('golden/efa.json').at('holzinger9')
  const correlations: SampleMoments = { ids: nine.at('R', 'rows').raw as string[], covariances: nine.at('R', 'values').list.map((row) => row.numbers), n: 301 }
  const mediation = [{ from: 'QUAL', to: 'VAL' }, { from: 'VAL', to: 'SAT' }, { from: 'QUAL', to: 'SAT' }]
  for (const [name, data, regressions] of [['hs3', correlations, []], ['kiosk6_ipa_perf', kiosk, []], ['ecsi5', mobile, []], ['mobi_mediation_sem', mobile, mediation]] as const) {
    const expected = golden.at(name)
    const study = semStudy(data, { factors: factorsOf(expected), regressions })
    const estimate = semEstimate(study)
    const { fit, parameters, explained } = estimate.solution!
    // correlations in place of covariances change the likelihood's constant only
    if (name !== 'hs3') sameFit(fit, expected.at('fit'), 1e-5, name)
    close(fit.chiSquare, expected.at('fit', 'chisq').number, 1e-9, name)
    assert.ok(fit.chiSquare <= expected.at('fit', 'chisq').number * (1 + 1e-12))
    const standardised = (row: Json, own: SemParameter): [number, number][] => [[own.standardised!, row.at('est.std').number], [own.standardisedSe!, row.at('se').number]]
    sameParameters(expected.at('standardized_with_se').list, parameters, 1e-5, name, standardised)
    if (name !== 'hs3') sameParameters(expected.at('estimates').list, parameters, 3e-5, name, (row, { estimate: value, se }) => [[value, row.at('est').number], [se ?? 0, row.at('se').number]])
    for (const { variable, r2 } of explained) assert.ok(Math.abs(r2! - expected.at('r2', variable).number) < 1e-5)
    const { list } = semModifications(study, estimate)
    for (const row of expected.at('mi_top15').list) {
      const own = list!.find((candidate) => speaksOf(row, candidate))!
      close(own.index, row.at('mi').number, 1e-4, name)
      close(own.standardised, row.at('sepc.all').number, 1e-4, name)
    }
    const quality = factorQuality(study, estimate)
    honest(quality)
    for (const { id, ave, compositeReliability, rawAve, omega } of quality.factors!) {
      close(ave, expected.at('ave_from_std', id).number, 1e-5)
      close(compositeReliability, expected.at('cr_from_std', id).number, 1e-5)
      if (name === 'hs3') continue
      close(rawAve, expected.at('semTools_AVE', id).number, 3e-5)
      // the reference divides by the observed variance of the sum, ours by the implied one
      const at = study.model.factors.find((factor) => factor.id === id)!.items.map((item) => study.plan.names.indexOf(item))
      const sum = ({ rows, values }: Matrix) => at.reduce((total, i) => at.reduce((inner, j) => inner + values[i * rows + j]!, total), 0)
      const rescaled = (omega! * sum(estimate.solution!.implied[0]!.covariances)) / sum(study.groups![0]!.saturated.covariances)
      close(rescaled, expected.at('semTools_compRelSEM_omega', id).number, 3e-5)
    }
  }
})

function tableColumns(path: string, rename: (name: string) => string): Columns {
  const table = sharedTable(path)
  return Object.fromEntries(table.names.map((name) => [rename(name), table.numbers(name)]))
}

function factorsOf(expected: Json): SemModel['factors'] {
  const loadings = expected.at('estimates').list.map((row) => row.raw as Record<string, string>).filter(({ op }) => op === '=~')
  return [...new Set(loadings.map(({ lhs }) => lhs!))].map((id) => ({ id, items: loadings.filter(({ lhs }) => lhs === id).map(({ rhs }) => rhs!) }))
}
