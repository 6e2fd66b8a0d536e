import assert from 'node:assert/strict'
import { test } from 'node:test'
import { covarianceMatrix, correlationMatrix, dot } from '../../numbers/covariance.ts'
import { symmetricEigen } from '../../numbers/eigen.ts'
import { identity, matrix, product, submatrix, transposed } from '../../numbers/matrix.ts'
import { close, honest } from '../../testing/close.ts'
import { simulatedPaths } from '../../testing/simulatedPaths.ts'
import { alpha } from '../alpha.ts'
import { htmt } from '../htmt.ts'
import { regression } from '../regression.ts'
import { availableFit } from './availableCases.ts'
import { plsEstimate, plsSampleSize, type PlsSolution } from './estimate.ts'
import { latentIndex } from './latentIndex.ts'
import { plsScores } from './scores.ts'
import { plsStudy, type PlsOptions, type PlsStudy } from './study.ts'

const simulated = simulatedPaths()
const formative = simulatedPaths({ formative: true })

function solved(study: PlsStudy): PlsSolution {
  const estimate = plsEstimate(study)
  honest(estimate)
  assert.ok(estimate.solution, String(estimate.reason))
  return estimate.solution
}

test('weights from covariances equal weights from scores, respondent by respondent', () => {
  for (const { model, columns } of [simulated, formative]) {
    for (const scheme of ['centroid', 'factorial', 'path'] as const) {
      for (const scaled of [true, false]) {
        const study = plsStudy(columns, model, { scheme, scaled, tolerance: 1e-13 })
        const solution = solved(study)
        const slow = availableFit(study.plan, study.settings, study.itemIds.map((id) => columns[id]!))
        assert.ok('scores' in slow)
        for (const [i, { loading }] of solution.indicators.entries()) close(Math.abs(loading), Math.abs(slow.loadings[i]!), 1e-10, `${scheme} ${scaled}`)
        for (const [at, { from, to }] of study.plan.paths.entries()) {
          const place = study.plan.predecessors[to]!.indexOf(from)
          close(Math.abs(solution.paths[at]!.estimate), Math.abs(slow.coefficients[to]![place]!), 1e-9, `${scheme} ${scaled}`)
        }
      }
    }
  }
})

test('paths, R², f² and VIF are those of regressions on the scores', () => {
  const study = plsStudy(formative.columns, formative.model)
  const { scores } = plsScores(study)
  const solution = solved(study)
  for (const { id, r2, adjustedR2 } of solution.explained) {
    const causes = solution.paths.filter(({ to }) => to === id)
    const on = (ids: readonly string[]) => regression(scores![id]!, ids.map((from) => ({ id: from, values: scores![from]! })))
    const full = on(causes.map(({ from }) => from))
    close(r2, full.r2!, 1e-10)
    close(adjustedR2, full.adjustedR2!, 1e-10)
    for (const { from, estimate, f2, vif } of causes) {
      const slope = full.slopes!.find((other) => other.id === from)!
      close(estimate, slope.estimate, 1e-10)
      close(vif, slope.vif, 1e-10)
      const others = causes.filter((cause) => cause.from !== from).map((cause) => cause.from)
      const without = others.length > 0 ? on(others).r2! : 0
      close(f2, (r2 - without) / (1 - r2), 1e-9)
    }
  }
})

test('total effects are (I - B)^-1 - I', () => {
  const { effects, paths } = solved(plsStudy(simulated.columns, simulated.model))
  const ids = ['a', 'b', 'c', 'd']
  const b = matrix(4, 4)
  for (const { from, to, estimate } of paths) b.values[ids.indexOf(from) * 4 + ids.indexOf(to)] = estimate
  let power = identity(4)
  const total = matrix(4, 4)
  for (let step = 0; step < 4; step++) {
    power = product(power, b)
    for (const [at, value] of power.values.entries()) total.values[at]! += value
  }
  assert.equal(effects.length, 6)
  for (const { from, to, direct, indirect, total: found } of effects) {
    close(found, total.values[ids.indexOf(from) * 4 + ids.indexOf(to)]!, 1e-12)
    close(direct + indirect, found, 1e-12)
  }
})

test('alpha and HTMT are those of the scale methods', () => {
  const { constructs, pairs } = solved(plsStudy(simulated.columns, simulated.model))
  const items = (id: string) => [1, 2, 3].map((i) => ({ id: `${id}${i}`, answers: simulated.columns[`${id}${i}`]! }))
  for (const { id, reliability } of constructs) close(reliability.alpha, alpha(items(id)).standardised!, 1e-11)
  const ratios = htmt(constructs.map(({ id }) => ({ id, items: items(id).map(({ answers }) => answers) })))
  for (const pair of pairs) close(pair.htmt, ratios.find(({ first, second }) => first === pair.first && second === pair.second)!.value!, 1e-11)
})

test('two formative blocks give the first canonical correlation', () => {
  const model = { constructs: ['a', 'b'].map((id) => ({ id, items: [`${id}1`, `${id}2`, `${id}3`], mode: 'B' as const })), paths: [{ from: 'a', to: 'b' }] }
  const { paths, constructs } = solved(plsStudy(simulated.columns, model))
  const s = covarianceMatrix(model.constructs.flatMap(({ items }) => items.map((id) => simulated.columns[id]!))).matrix
  const whole = matrix(6, 6, correlationMatrix(s, 6)!)
  const cross = matrix(3, 3, [0, 1, 2].flatMap((i) => [3, 4, 5].map((j) => whole.values[i * 6 + j]!)))
  const root = (at: number[]) => {
    const { values, vectors } = symmetricEigen(submatrix(whole, at))
    const scaled = matrix(3, 3, vectors.values.map((v, cell) => v / Math.sqrt(values[cell % 3]!)))
    return product(scaled, transposed(vectors))
  }
  const middle = product(product(root([0, 1, 2]), cross), root([3, 4, 5]))
  close(paths[0]!.estimate ** 2, Math.max(...symmetricEigen(product(middle, transposed(middle))).values), 1e-10)
  assert.deepEqual(constructs.map(({ reliability }) => reliability.reason), ['not-applicable', 'not-applicable'])
})

test('the order of constructs, items and respondents does not matter, nor does the unit of an item', () => {
  const there = solved(plsStudy(simulated.columns, simulated.model))
  const turned = Object.fromEntries(Object.entries(simulated.columns).map(([id, values]) => [id, values.toReversed().map((x) => (id === 'b2' ? 3 * x - 40 : x))]))
  const model = {
    constructs: simulated.model.constructs.toReversed().map((construct) => ({ ...construct, items: construct.items.toReversed() })),
    paths: simulated.model.paths.toReversed(),
  }
  const back = solved(plsStudy(turned, model))
  for (const { from, to, estimate } of there.paths) close(back.paths.find((path) => path.from === from && path.to === to)!.estimate, estimate, 1e-8)
  for (const { id, weight } of there.indicators) close(back.indicators.find((item) => item.id === id)!.weight, weight, 1e-8)
})

test('a construct goes along with the majority of its items', () => {
  const turned = { ...simulated.columns, b1: simulated.columns.b1!.map((x) => -x) }
  const plain = solved(plsStudy(simulated.columns, simulated.model))
  const found = plsEstimate(plsStudy(turned, simulated.model))
  close(found.solution!.indicators[3]!.loading, -plain.indicators[3]!.loading, 1e-8)
  close(found.solution!.paths[0]!.estimate, plain.paths[0]!.estimate, 1e-8)
  assert.ok(found.warnings.some(({ code, detail }) => code === 'negative-item' && detail.item === 'b1'))
})

test('incomplete respondents are left out and counted, or their gaps take the mean', () => {
  const columns = { ...simulated.columns, a1: simulated.columns.a1!.map((x, r) => (r % 10 === 0 ? Number.NaN : x)) }
  const left = plsEstimate(plsStudy(columns, simulated.model))
  assert.deepEqual([left.n, left.missing, left.deletion], [108, 12, 'listwise'])
  const complete = Object.fromEntries(Object.entries(simulated.columns).map(([id, values]) => [id, values.filter((_, r) => r % 10 !== 0)]))
  assert.deepEqual(left.solution!.paths, solved(plsStudy(complete, simulated.model)).paths)
  const filled = plsEstimate(plsStudy(columns, simulated.model, { missing: 'mean' }))
  assert.deepEqual([filled.n, filled.missing, filled.conventions.replaced], [120, 0, 12])
  const { scores } = plsScores(plsStudy(columns, simulated.model))
  assert.ok(Number.isNaN(scores!.b![10]) && Number.isFinite(scores!.b![11]))
})

test('scores have mean 0 and variance 1', () => {
  for (const values of Object.values(plsScores(plsStudy(simulated.columns, simulated.model)).scores!)) {
    close(values.reduce((sum, y) => sum + y, 0) + 1, 1, 1e-12)
    close(dot(values, values) / (values.length - 1), 1, 1e-12)
  }
})

test('an index with a negative weight is refused, one without scales has no meaning', () => {
  const scales = Object.fromEntries(Object.keys(simulated.columns).filter((id) => id !== 'd3').map((id) => [id, { min: 0, max: 10 }]))
  const columns = { ...simulated.columns, b1: simulated.columns.b1!.map((x) => 10 - x) }
  const found = latentIndex(plsStudy(columns, simulated.model, { scales }))
  honest(found)
  assert.deepEqual(found.indices!.map(({ reason }) => reason), [null, 'out-of-range', null, 'not-applicable'])
  assert.deepEqual(found.warnings.map(({ detail }) => detail.item), ['b1'])
})

test('what cannot be estimated says why and where', () => {
  const { model, columns } = simulated
  const flat = { ...columns, b2: columns.b2!.map(() => 4) }
  const one = Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, values.slice(0, 1)]))
  const none = Object.fromEntries(Object.keys(columns).map((id) => [id, [Number.NaN]]))
  const twins = { ...columns, a3: columns.a1!.map((x, r) => x + columns.a2![r]!) }
  const copied = { ...columns, b1: columns.a1!, b2: columns.a2!, b3: columns.a3! }
  const apart = columns.b1!.map((x, r) => 3 * Math.sin(r) + x)
  const against = { ...columns, b1: apart, b2: columns.b1!.map((x, r) => x - 3 * Math.sin(r)), b3: columns.b1!.map((x, r) => x + 9 * Math.cos(7 * r * r)) }
  const tried = (data: typeof columns, options: PlsOptions = {}, of = model) => plsEstimate(plsStudy(data, of, options))
  const cases = [
    [tried(flat), 'no-variance', { item: 'b2' }],
    [tried(one), 'too-few', null],
    [plsEstimate(plsStudy(none, model)), 'no-answers', null],
    [tried(twins, {}, formative.model), 'singular', { construct: 'a' }],
    [tried(copied), 'singular', { construct: 'c' }],
    [tried(columns, { maxIterations: 1 }), 'not-converged', null],
    [tried(against, { consistent: true }), 'improper', { construct: 'b' }],
  ] as const
  for (const [found, reason, detail] of cases) {
    honest(found)
    assert.equal(found.solution, null)
    assert.equal(found.reason, reason)
    if (detail) assert.partialDeepStrictEqual(found.warnings[0]!.detail, detail)
  }
  assert.ok(Number(tried(against, { consistent: true }).warnings[0]!.detail.rhoA) < 0)
  assert.equal(plsScores(plsStudy(flat, model)).reason, 'no-variance')
})

test('wrong calls throw', () => {
  const { model, columns } = simulated
  const { a1: _, ...rest } = columns
  assert.throws(() => plsStudy(rest, model), { code: 'invalid-parameter' })
  assert.throws(() => plsStudy({ ...columns, a1: [1, 2] }, model), { code: 'unequal-length' })
  assert.throws(() => plsStudy(columns, model, { scaled: false, consistent: true }), { code: 'invalid-parameter' })
  assert.throws(() => plsStudy(columns, model, { scales: { a1: { min: 3, max: 3 } } }), { code: 'invalid-scale' })
})

test('respondents needed for a path', () => {
  assert.equal(plsSampleSize(0.2), 155)
  assert.equal(plsSampleSize(-0.2), 155)
  assert.equal(plsSampleSize(0), null)
})

test('consistent PLS finds the paths of a factor model that PLS flattens', () => {
  const large = simulatedPaths({ n: 20000, seed: 3 })
  const path = (options: PlsOptions) => solved(plsStudy(large.columns, large.model, options)).paths[0]!.estimate
  assert.ok(Math.abs(path({ consistent: true }) - 0.6) < 0.02)
  assert.ok(path({}) < 0.53)
})
