import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../../testing/close.ts'
import { ownTable } from '../../testing/golden.ts'
import { matrix, matrixOfRows, product, transposed, type Matrix } from '../../numbers/matrix.ts'
import { randomStream } from '../../numbers/random.ts'
import type { Columns } from '../../columns.ts'
import { observedInformation } from './curvature.ts'
import { impliedBy } from './implied.ts'
import { measurementInvariance } from './invariance.ts'
import { cellSlopes } from './likelihood.ts'
import { semEffects } from './effects.ts'
import { semModifications } from './modifications.ts'
import { itemMoments, saturated } from './saturated.ts'
import { pointAt, slopesAt } from './scoring.ts'
import { semEstimate } from './semEstimate.ts'
import { semModelProblems, type SemModel } from './semModel.ts'
import { semStudy, type SemOptions } from './semStudy.ts'
import { standardiser } from './standardised.ts'

const simulated = ownTable('sem_simulated.csv')
const columns: Columns = Object.fromEntries(simulated.names.slice(1).map((name) => [name, simulated.numbers(name)]))
const groups = simulated.text('group')
const chain: SemModel = {
  factors: ['a', 'b', 'c'].map((id) => ({ id, items: [`${id}1`, `${id}2`, `${id}3`] })),
  regressions: [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }, { from: 'a', to: 'c' }],
}
const measurement: SemModel = { factors: chain.factors }

function fitted(model: SemModel, options: SemOptions = {}, data: Columns = columns) {
  const study = semStudy(data, model, options)
  const estimate = semEstimate(study)
  return { study, estimate, solution: estimate.solution!, groups: study.groups! }
}

/** Discrepancy from Lambda (I - B)^-1 Psi (I - B)^-T Lambda' + Theta by plain matrices and Gaussian elimination, respondent by respondent. */
function slowLikelihood(rows: readonly (readonly number[])[], means: readonly number[], sigma: readonly (readonly number[])[]): number {
  let sum = 0
  for (const row of rows) {
    const at = row.flatMap((x, i) => (Number.isFinite(x) ? [i] : []))
    if (at.length === 0) continue
    const a = at.map((i) => [...at.map((j) => sigma[i]![j]!), row[i]! - means[i]!])
    let log = 0
    for (const [p, pivot] of a.entries()) {
      log += Math.log(pivot[p]!)
      for (let i = p + 1; i < a.length; i++) {
        const factor = a[i]![p]! / pivot[p]!
        for (let j = p; j <= at.length; j++) a[i]![j]! -= factor * pivot[j]!
      }
      // after elimination the last column holds independent residuals
    }
    sum -= 0.5 * (at.length * Math.log(2 * Math.PI) + log + a.reduce((total, line, p) => total + line[at.length]! ** 2 / line[p]!, 0))
  }
  return sum
}

function impliedSlowly(lambda: Matrix, beta: Matrix, psi: Matrix, theta: Matrix): number[][] {
  // (I - B)^-1 = I + B + B² of a chain of three
  const inverse = matrix(3, 3, product(beta, beta).values.map((x, at) => x + beta.values[at]! + (at % 4 === 0 ? 1 : 0)))
  const middle = product(product(inverse, psi), transposed(inverse))
  const sigma = product(product(lambda, middle), transposed(lambda)).values.map((x, at) => x + theta.values[at]!)
  return Array.from({ length: lambda.rows }, (_, i) => [...sigma.subarray(i * lambda.rows, (i + 1) * lambda.rows)])
}

test('the likelihood is that of the model written out, respondent by respondent, with gaps', () => {
  const { solution, study } = fitted(chain, { missing: 'fiml' })
  const value = (kind: string, from: string, to: string) => solution.parameters.find((x) => x.kind === kind && x.from === from && x.to === to)?.estimate ?? 0
  const items = study.plan.names.slice(0, 9)
  const factors = ['a', 'b', 'c']
  const table = (rows: readonly string[], columnsOf: readonly string[], kind: string, turned = false) => matrixOfRows(rows.map((to) => columnsOf.map((from) => (turned && to !== from ? 0 : value(kind, from, to)))))
  const sigma = impliedSlowly(table(items, factors, 'loading'), table(factors, factors, 'regression'), table(factors, factors, 'covariance', true), table(items, items, 'covariance', true))
  const rows = Array.from({ length: 320 }, (_, r) => items.map((id) => columns[id]![r]!))
  close(slowLikelihood(rows, items.map((id) => value('intercept', id, id)), sigma), solution.fit.logLikelihood!, 1e-11)
})

test('slopes of every cell, in the model or not, are those of differences; so is the information', () => {
  const { study, solution, groups: members } = fitted(chain, { missing: 'fiml' })
  const { plan } = study
  // away from the maximum, where slopes are not 0
  const parameters = solution.free.map((x, i) => x * (1 + 0.05 * Math.sin(i + 1)))
  const point = pointAt(plan, members, parameters)!
  const extra = [{ kind: 'loading' as const, from: 9, to: 5 }, { kind: 'covariance' as const, from: 1, to: 6 }, { kind: 'intercept' as const, from: 10, to: 10 }]
  const cells = [...plan.cells.filter(({ free }) => free >= 0), ...extra.map((cell) => ({ ...cell, group: 0, free: -1, value: 0 }))]
  const { gradient } = cellSlopes(point.groups[0]!, cells, true)
  const moved = (by: readonly number[]) => {
    const own = cells.map((cell, i) => ({ ...cell, free: i }))
    const fixed = plan.cells.filter(({ free }) => free < 0).filter((cell) => !cells.some((other) => other.kind === cell.kind && other.to === cell.to && other.from === cell.from))
    const values = Float64Array.from(cells, ({ free, value }, i) => (free >= 0 ? parameters[free]! : value) + by[i]!)
    const larger = { ...plan, cells: [...own, ...fixed], size: cells.length }
    return { point: pointAt(larger, members, values)!, implied: impliedBy(larger, values, 0) }
  }
  const unit = (i: number, h: number) => cells.map((_, j) => (i === j ? h : 0))
  for (const [i, slope] of gradient.entries()) {
    const difference = (moved(unit(i, 1e-4)).point.value - moved(unit(i, -1e-4)).point.value) / 2e-4
    assert.ok(Math.abs(difference - slope) < 1e-5 * (1 + Math.abs(slope)), `${i}: ${difference} ${slope}`)
  }
  // information of the complete pattern by traces of full matrices
  const [pattern] = members[0]!.patterns.filter(({ at }) => at.length === 9)
  const alone = pointAt(plan, [{ ...members[0]!, patterns: [pattern!] }], parameters)!
  const inverse = alone.groups[0]!.inverses[0]!.inverse
  const small = cellSlopes(alone.groups[0]!, cells, true).information
  const slopes = cells.map((_, i) => {
    const [up, down] = [moved(unit(i, 1e-4)).implied, moved(unit(i, -1e-4)).implied]
    return { sigma: matrix(9, 9, up.covariances.values.map((x, at) => (x - down.covariances.values[at]!) / 2e-4)), mean: up.means.subarray(0, 9).map((x, at) => (x - down.means[at]!) / 2e-4) }
  })
  for (const [i, a] of slopes.entries()) {
    for (const [j, b] of slopes.entries()) {
      const turned = product(product(inverse, a.sigma), product(inverse, b.sigma))
      const trace = turned.values.reduce((sum, x, at) => (at % 10 === 0 ? sum + x : sum), 0)
      const mean = a.mean.reduce((sum, x, p) => sum + b.mean.reduce((inner, y, q) => inner + x * inverse.values[p * 9 + q]! * y, 0), 0)
      const expected = pattern!.n * (trace / 2 + mean)
      assert.ok(Math.abs(expected - small.values[i * cells.length + j]!) < 1e-5 * (10 + Math.abs(expected)), `${i} ${j}`)
    }
  }
})

test('a solution is a maximum: no slope, and lower all around', () => {
  for (const options of [{}, { missing: 'fiml' as const }, { groups, equal: ['loadings' as const] }]) {
    const { study, solution, groups: members } = fitted(measurement, options)
    const point = pointAt(study.plan, members, solution.free)!
    const { gradient } = slopesAt(study.plan, point)
    for (const [i, slope] of gradient.entries()) {
      const se = Math.sqrt(solution.errors.values[i * (study.plan.size + 1)]!)
      assert.ok(Math.abs(slope * se) < 1e-6)
      for (const by of [-0.1 * se, 0.1 * se]) assert.ok(pointAt(study.plan, members, solution.free.map((x, j) => (i === j ? x + by : x)))!.value < point.value)
    }
  }
})

test('the observed information is how the slopes fall, also away from the maximum', () => {
  for (const [model, options] of [[chain, { missing: 'fiml' as const }], [measurement, { groups, equal: ['loadings' as const], missing: 'fiml' as const }], [chain, {}]] as const) {
    const { study, solution, groups: members } = fitted(model, options)
    const units = solution.free.map((_, i) => Math.sqrt(solution.errors.values[i * (study.plan.size + 1)]!))
    const beside = solution.free.map((x, i) => x + (i % 2 === 0 ? 0.3 : -0.2) * units[i]!)
    const { values } = observedInformation(study.plan, members, pointAt(study.plan, members, beside)!, units)
    const slopes = (i: number, h: number) => slopesAt(study.plan, pointAt(study.plan, members, beside.map((x, j) => (i === j ? x + h : x)))!).gradient
    for (const [i, unit] of units.entries()) {
      const [above, below] = [slopes(i, 1e-3 * unit), slopes(i, -1e-3 * unit)]
      for (const [j, other] of units.entries()) {
        const difference = ((below[j]! - above[j]!) / (2e-3 * unit)) * unit * other
        assert.ok(Math.abs(difference - values[i * units.length + j]! * unit * other) < 1e-5, `${i} ${j}: ${difference}`)
      }
    }
  }
})

test('standardised values and effects have the slopes of differences', () => {
  const { study, solution, estimate } = fitted(chain)
  const { plan } = study
  const at = (free: Float64Array) => standardiser(plan, 0, impliedBy(plan, free, 0), free)
  const here = at(solution.free)
  const step = (i: number, h: number) => solution.free.map((x, j) => (i === j ? x + h : x))
  for (const cell of plan.cells) {
    const { slopes } = here.cell(cell)!
    for (const [i, slope] of slopes.entries()) {
      const difference = (at(step(i, 1e-5)).cell(cell)!.value - at(step(i, -1e-5)).cell(cell)!.value) / 2e-5
      assert.ok(Math.abs(difference - slope) < 1e-8, `${cell.kind} ${cell.from} ${cell.to} by ${i}`)
    }
  }
  const total = semEffects(study, estimate).effects!.find(({ from, to }) => from === 'a' && to === 'c')!.total
  const [a, c] = [9, 11]
  const scaled = (free: Float64Array) => {
    const { effects, all } = impliedBy(plan, free, 0)
    return effects.values[c * 12 + a]! * Math.sqrt(all.values[a * 13]! / all.values[c * 13]!)
  }
  const slopes = solution.free.map((_, i) => (scaled(step(i, 1e-5)) - scaled(step(i, -1e-5))) / 2e-5)
  const square = slopes.reduce((sum, x, i) => sum + slopes.reduce((inner, y, j) => inner + x * y * solution.errors.values[i * plan.size + j]!, 0), 0)
  close(total.standardised, scaled(solution.free), 1e-12)
  close(total.standardisedSe, Math.sqrt(square), 1e-7)
})

test('EM for gaps ends where a model without constraints ends, and is what is there where nothing is missing', () => {
  const names = ['a1', 'a2', 'b2', 'c3']
  const free: SemModel = { factors: [], regressions: names.slice(0, 3).map((from) => ({ from, to: 'c3' })) }
  const { groups: members, solution, study } = fitted(free, { missing: 'fiml' })
  assert.equal(solution.fit.df, 0)
  const order = study.plan.names
  const { means, covariances } = members[0]!.saturated
  for (const [i] of order.entries()) {
    close(solution.implied[0]!.means[i], means[i]!, 1e-8)
    for (const [j] of order.entries()) assert.ok(Math.abs(solution.implied[0]!.covariances.values[i * 4 + j]! - covariances.values[i * 4 + j]!) < 1e-8)
  }
  const whole = semStudy(columns, free).groups![0]!
  assert.deepEqual(saturated(whole.patterns, 4)!.covariances, whole.patterns[0]!.covariances)
  close(itemMoments(whole.patterns, 4).variances[2], whole.patterns[0]!.covariances.values[10]!, 1e-12)
})

test('without gaps FIML is the usual estimate; scale, order and identification do not matter', () => {
  const kept = Int32Array.from({ length: 320 }, (_, r) => r).filter((r) => Object.values(columns).every((values) => Number.isFinite(values[r])))
  const complete = Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, Float64Array.from(kept, (r) => values[r]!)]))
  const { solution: usual } = fitted(measurement)
  const { solution: full } = fitted(measurement, { missing: 'fiml', information: 'expected' }, complete)
  close(full.fit.chiSquare, usual.fit.chiSquare, 1e-10)
  for (const own of usual.parameters) {
    const other = full.parameters.find((x) => x.kind === own.kind && x.from === own.from && x.to === own.to)!
    close(other.estimate, own.estimate, 1e-7)
    if (own.se !== null) close(other.se, own.se, 1e-7)
  }
  const stretched = Object.fromEntries(Object.entries(columns).map(([id, values], i) => [id, values.map((x) => (i % 2 === 0 ? -30 : 0.01) * x + 5)]))
  const { solution: other } = fitted({ factors: measurement.factors.map(({ id, items }) => ({ id, items: items.toReversed() })).toReversed() }, { identification: 'unit-variance' }, stretched)
  close(other.fit.chiSquare, usual.fit.chiSquare, 1e-9)
  close(other.fit.srmr, usual.fit.srmr, 1e-7)
  for (const { variable, r2 } of usual.explained) close(other.explained.find((x) => x.variable === variable)!.r2, r2!, 1e-7)
  const correlation = (s: typeof usual) => Math.abs(s.parameters.find(({ kind, from, to }) => kind === 'covariance' && from !== to && [from, to].sort().join('') === 'ab')!.standardised!)
  close(correlation(other), correlation(usual), 1e-7)
  const { solution: unbiased } = fitted(measurement, { divisor: 'n-1' })
  close(unbiased.fit.chiSquare, (usual.fit.chiSquare * (kept.length - 1)) / kept.length, 1e-10)
})

test('an index is about the drop of chi-square when the parameter is freed, and the change about the change', () => {
  const study = semStudy(columns, measurement)
  const estimate = semEstimate(study)
  const weak = semModifications(study, estimate).list!.filter(({ kind, from, to, index }) => kind === 'covariance' && from !== to && index < 3 && index > 0.5)
  assert.ok(weak.length > 3)
  for (const { from, to, index, expected } of weak.slice(0, 4)) {
    const { solution } = fitted({ ...measurement, covariances: [{ from, to }] })
    const drop = estimate.solution!.fit.chiSquare - solution.fit.chiSquare
    assert.ok(Math.abs(drop - index) < 0.15 * index, `${drop} ${index}`)
    const own = solution.parameters.find((x) => x.kind === 'covariance' && x.from === from && x.to === to)!
    assert.ok(Math.abs(own.estimate - expected) < 0.2 * Math.abs(expected))
  }
})

test('fixed and equal parameters are what they should be', () => {
  const { solution } = fitted({
    ...measurement,
    fixed: [{ kind: 'covariance', from: 'a', to: 'c', value: 0 }, { kind: 'covariance', from: 'c3', to: 'c3', value: 0.25 }],
    equal: [[{ kind: 'loading', from: 'b', to: 'b2' }, { kind: 'loading', from: 'b', to: 'b3' }], [{ kind: 'covariance', from: 'a1', to: 'a1' }, { kind: 'covariance', from: 'a2', to: 'a2' }]],
  })
  const own = (kind: string, from: string, to: string) => solution.parameters.find((x) => x.kind === kind && x.from === from && x.to === to)!
  assert.equal(own('loading', 'b', 'b2').estimate, own('loading', 'b', 'b3').estimate)
  assert.equal(own('covariance', 'a1', 'a1').estimate, own('covariance', 'a2', 'a2').estimate)
  assert.equal(own('covariance', 'c3', 'c3').estimate, 0.25)
  assert.equal(solution.fit.df, 24 + 4)
  const free = fitted({ ...measurement, automaticCovariances: false }).solution
  assert.equal(free.fit.df, 27)
})

/** Items of one factor with the correlations asked for. */
const heywood = { ids: ['x', 'y', 'z'], covariances: [[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1]], n: 200 }

test('what cannot be true is named', () => {
  const one: SemModel = { factors: [{ id: 'f', items: ['x', 'y', 'z'] }] }
  const result = semEstimate(semStudy(heywood, one))
  assert.equal(result.reason, null)
  assert.deepEqual(result.warnings.map(({ code, detail }) => [code, detail['fault'], detail['variable']]), [['improper', 'negative-variance', 'x']])
  close(result.solution!.parameters.find(({ kind, from }) => kind === 'covariance' && from === 'x')!.estimate, (1 - (0.9 * 0.8) / 0.5) * (199 / 200), 1e-9)
  honest({ ...result, solution: { ...result.solution, implied: [] } })
  const tied = { ids: ['x', 'y', 'u', 'v'], n: 300, covariances: [[1, 0.3, 0.6, 0.6], [0.3, 1, 0.4, 0.4], [0.6, 0.4, 1, 0.3], [0.6, 0.4, 0.3, 1]] }
  const two = semEstimate(semStudy(tied, { factors: [{ id: 'f', items: ['x', 'y'] }, { id: 'g', items: ['u', 'v'] }] }))
  assert.deepEqual(two.warnings.map(({ detail }) => detail['fault']), ['correlation-above-one', 'latent-covariances'])
})

test('data that do not serve give a reason, at once', () => {
  const flat = { ...columns, a2: new Float64Array(320).fill(3) }
  const twice = { ...columns, a2: columns['a1']! }
  const few = Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, values.slice(0, 8)]))
  const none = Object.fromEntries(Object.keys(columns).map((id) => [id, []]))
  const pair: SemModel = { factors: [{ id: 'a', items: ['a1', 'a2'] }] }
  const loose: SemModel = { factors: [{ id: 'a', items: ['a1', 'a2'] }, { id: 'b', items: ['b1', 'b2', 'b3'] }], fixed: [{ kind: 'covariance', from: 'a', to: 'b', value: 0 }] }
  const cases = [
    [flat, measurement, {}, 'no-variance'],
    [twice, measurement, {}, 'singular'],
    [few, measurement, {}, 'too-few'],
    [none, measurement, {}, 'no-answers'],
    [none, measurement, { missing: 'fiml' }, 'no-answers'],
    [columns, pair, {}, 'singular'],
    [columns, loose, {}, 'singular'],
  ] as const
  for (const [data, model, options, reason] of cases) {
    const study = semStudy(data, model, options)
    const estimate = semEstimate(study)
    assert.equal(estimate.reason, reason)
    assert.equal(estimate.solution, null)
    for (const result of [estimate, semModifications(study, estimate), semEffects(study, estimate)]) honest(result)
  }
  assert.deepEqual(semEstimate(semStudy(flat, measurement)).warnings, [{ code: 'no-variance', detail: { at: 'a2' } }])
  for (const model of [pair, loose]) assert.deepEqual(semEstimate(semStudy(columns, model)).warnings.map(({ code }) => code), ['not-identified'])
  const stuck = measurementInvariance(few, measurement, { groups: groups.slice(0, 8).map((_, i) => (i % 2 === 0 ? 'x' : 'y')) })
  assert.deepEqual([stuck.reached, stuck.reason, stuck.steps.length], [null, 'too-few', 4])
})

test('a model with a fault is told so', () => {
  const problems = (model: SemModel) => semModelProblems(model).map(({ code }) => code)
  assert.deepEqual(problems(chain), [])
  assert.deepEqual(problems({ factors: [] }), ['empty-model'])
  assert.deepEqual(problems({ factors: [{ id: 'a', items: [] }, { id: 'a', items: ['x', 'x'] }] }), ['duplicate-factor', 'factor-without-items', 'item-used-twice'])
  assert.deepEqual(problems({ ...measurement, regressions: [{ from: 'a', to: 'b' }, { from: 'b', to: 'a' }] }), ['cycle'])
  assert.deepEqual(problems({ ...measurement, regressions: [{ from: 'a', to: 'a' }] }), ['path-to-itself'])
  assert.deepEqual(problems({ ...measurement, covariances: [{ from: 'a1', to: 'x9' }] }), ['unknown-variable'])
  assert.deepEqual(problems({ ...measurement, equal: [[{ kind: 'loading', from: 'a', to: 'b1' }]] }), ['unknown-parameter'])
  assert.throws(() => semStudy(columns, { factors: [] }), { code: 'invalid-parameter' })
  assert.throws(() => semStudy({}, measurement), { code: 'invalid-parameter' })
  assert.throws(() => semStudy(columns, measurement, { groups: ['x'] }), { code: 'unequal-length' })
  assert.throws(() => semStudy(columns, measurement, { missing: 'fiml', divisor: 'n-1' }), { code: 'invalid-parameter' })
  assert.throws(() => semStudy(columns, measurement, { level: 2 }), { code: 'invalid-level' })
})

test('paths put in are found again', () => {
  const random = randomStream(11)
  const n = 4000
  const f = Float64Array.from({ length: n }, random.normal)
  const g = f.map((x) => 0.7 * x + 0.5 * random.normal())
  const item = (factor: Float64Array, loading: number) => factor.map((x) => loading * x + 0.6 * random.normal())
  const data = { f1: item(f, 1), f2: item(f, 0.8), f3: item(f, -0.7), g1: item(g, 1), g2: item(g, 0.9), g3: item(g, 1.1) }
  const { solution } = fitted({ factors: [{ id: 'f', items: ['f1', 'f2', 'f3'] }, { id: 'g', items: ['g1', 'g2', 'g3'] }], regressions: [{ from: 'f', to: 'g' }] }, {}, data)
  for (const [kind, from, to, value] of [['regression', 'f', 'g', 0.7], ['loading', 'f', 'f3', -0.7], ['loading', 'g', 'g3', 1.1], ['covariance', 'g', 'g', 0.25]] as const) {
    const own = solution.parameters.find((x) => x.kind === kind && x.from === from && x.to === to)!
    assert.ok(Math.abs(own.estimate - value) < 4 * own.se!, `${to}: ${own.estimate}`)
  }
  assert.ok(solution.fit.p! > 0.001 && solution.fit.cfi! > 0.995)
})
