import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared, type Json } from '../../testing/golden.ts'
import { symmetricEigen } from '../../numbers/eigen.ts'
import { identity, matrix, matrixOfRows, product, transposed, type Matrix } from '../../numbers/matrix.ts'
import { randomStream } from '../../numbers/random.ts'
import { scaleData } from '../scaleData.ts'
import { efa, efaOf, type EfaOptions, type EfaSolution } from './efa.ts'
import { efaScores } from './efaScores.ts'
import { likeliestFactors } from './extraction.ts'
import { oblimin, promax } from './oblique.ts'
import { principalAxes } from './principalAxes.ts'
import { varimax } from './varimax.ts'

const golden = skipWithoutShared.skip ? null : sharedJson('golden/efa.json')

function matrixAt(json: Json): Matrix {
  return matrixOfRows(json.at('values').list.map((row) => row.numbers))
}

function solve(name: string, options: Omit<EfaOptions, 'factors'>): EfaSolution {
  const expected = golden!.at(name)
  const ids = expected.at('R', 'rows').raw as string[]
  const { solution } = efaOf(matrixAt(expected.at('R')), ids, expected.at('n').number, { factors: expected.at('nf').number, ...options })
  return solution!
}

/** Compares with a reference solution up to the order and the direction of the factors. */
function sameFactors(solution: EfaSolution, expected: Json, tolerance: number, what: string): void {
  const loadings = matrixAt(expected.at('loadings'))
  const m = loadings.columns
  const partner = solution.factors.map((_, q) => {
    const along = Array.from({ length: m }, (_, c) => solution.items.reduce((sum, item, i) => sum + item.loadings[q]! * loadings.values[i * m + c]!, 0))
    const c = along.reduce((best, x, at) => (Math.abs(x) > Math.abs(along[best]!) ? at : best), 0)
    return { c, sign: Math.sign(along[c]!) }
  })
  assert.equal(new Set(partner.map(({ c }) => c)).size, m, `${what}: each factor has a partner`)
  for (const [q, { c, sign }] of partner.entries()) {
    for (const [i, item] of solution.items.entries()) {
      const off = Math.abs(item.loadings[q]! - sign * loadings.values[i * m + c]!)
      assert.ok(off < tolerance, `${what}: ${item.id} on ${q} off by ${off}`)
    }
    if (!expected.keys.includes('phi')) continue
    for (const [p, other] of partner.entries()) {
      const off = Math.abs(solution.correlations[q]![p]! - sign * other.sign * expected.at('phi', 'values', c, other.c).number)
      assert.ok(off < tolerance, `${what}: correlation of ${q} and ${p} off by ${off}`)
    }
  }
}

test('principal axes equal the reference, unrotated and by four rotations', skipWithoutShared, () => {
  for (const name of golden!.keys) {
    const expected = golden!.at(name)
    const unrotated = solve(name, { rotation: 'none' })
    sameFactors(unrotated, expected.at('paf_unrotated'), 1e-8, name)
    for (const [q, { ss }] of unrotated.factors.entries()) close(ss, expected.at('paf_unrotated', 'ss').numbers[q]!, 1e-8, name)
    for (const { id, communality } of unrotated.items) close(communality, expected.at('paf_unrotated', 'communality', id).number, 1e-8, id)
    const turned = solve(name, { rotation: 'varimax' })
    sameFactors(turned, expected.at('paf_varimax_tight'), 1e-6, name)
    sameFactors(solve(name, { rotation: 'promax' }), expected.at('paf_promax4_tight'), 1e-6, name)
    sameFactors(solve(name, { rotation: 'oblimin' }), expected.at('paf_oblimin_gpa_raw'), 1e-6, name)
    sameFactors(solve(name, { rotation: 'oblimin', kaiser: true }), expected.at('paf_oblimin_gpa_kaiser'), 1e-6, name)
  }
})

test('maximum likelihood equals the reference as far as that goes, and is more likely', skipWithoutShared, () => {
  const ml = { extraction: 'maximum-likelihood' } as const
  for (const name of golden!.keys) {
    const expected = golden!.at(name)
    const direct = likeliestFactors(matrixAt(expected.at('R')), expected.at('nf').number)!
    // the reference stops where its search is satisfied: ours is lower, so its loadings are met less closely than its minimum
    assert.ok(direct.discrepancy! <= expected.at('ml_criterion').number)
    close(direct.discrepancy, expected.at('ml_criterion').number, 1e-8, name)
    const tolerance = name === 'holzinger9' ? 5e-6 : 5e-5
    const turned = solve(name, { ...ml, rotation: 'varimax' })
    sameFactors(turned, expected.at('ml_varimax_tight'), tolerance, name)
    if (name === 'holzinger9') {
      sameFactors(solve(name, { ...ml, rotation: 'promax' }), expected.at('ml_promax4_tight'), tolerance, name)
      sameFactors(solve(name, { ...ml, rotation: 'oblimin' }), expected.at('ml_oblimin_gpa_raw'), tolerance, name)
    } else sameFactors(solve(name, { ...ml, kaiser: true }), expected.at('ml_oblimin_gpa_kaiser'), tolerance, name)
    for (const item of turned.items) assert.ok(Math.abs(item.uniqueness - expected.at('ml_uniqueness', item.id).number) < tolerance)
    close(turned.test!.statistic, expected.at('ml_chisq').number, 1e-6)
    assert.equal(turned.test!.df, expected.at('ml_dof').number)
    close(turned.test!.p, expected.at('ml_p').number, 1e-6)
  }
})

test('where the tightest search in R ends, ours does too', skipWithoutShared, () => {
  // factanal with factr = 1 and pgtol = 0 on the nine tests
  const tight = [0.512528062226, 0.748735775104, 0.54277436002, 0.279193042202, 0.242877299278, 0.305215788140, 0.502208589420, 0.468549571047, 0.543246719037]
  const found = likeliestFactors(matrixAt(golden!.at('holzinger9', 'R')), 3)!
  for (const [i, u] of tight.entries()) assert.ok(Math.abs(found.uniquenesses[i]! - u) < 2e-8)
})

test('oblimin reaches the criterion of the reference from every start', skipWithoutShared, () => {
  for (const name of golden!.keys) {
    const expected = golden!.at(name)
    const { loadings } = likeliestFactors(matrixAt(expected.at('R')), expected.at('nf').number)!
    for (const kaiser of [false, true]) {
      const found = oblimin(loadings, { kaiser })!
      close(found.criterion, expected.at('oblimin_criterion', kaiser ? 'ml_kaiser' : 'ml_raw').number, 1e-5)
      assert.equal(found.reached, 11)
    }
  }
})

test('a battery in a file: complete cases, order, direction', skipWithoutShared, () => {
  const table = sharedTable('data/kiosk_ipa_1to7.csv')
  const ids = golden!.at('kiosk_ipa_perf20', 'R', 'rows').raw as string[]
  const result = efa(ids.map((id) => ({ id, answers: table.numbers(id) })), { factors: 6, rotation: 'varimax' })
  assert.deepEqual([result.n, result.missing], [207, 4])
  sameFactors(result.solution!, golden!.at('kiosk_ipa_perf20', 'paf_varimax_tight'), 1e-6, 'file')
  const { factors, items } = result.solution!
  for (const [q, { ss }] of factors.entries()) {
    assert.ok(q === 0 || ss <= factors[q - 1]!.ss)
    assert.ok(items.reduce((sum, item) => sum + item.loadings[q]!, 0) >= 0)
  }
  honest(result)
})

/** Six items of two correlated factors for `n` respondents. */
function battery(n: number, seed = 1) {
  const random = randomStream(seed)
  const rows = Array.from({ length: n }, () => {
    const [f, e] = [random.normal(), random.normal()]
    return [f, 0.5 * f + Math.sqrt(0.75) * e]
  })
  const weights = [[0.9, 0], [0.7, 0], [0.6, 0], [0, 0.8], [0, 0.7], [0, -0.6]]
  return weights.map(([a, b], i) => ({ id: `i${i + 1}`, answers: rows.map(([f, g]) => a! * f! + b! * g! + 0.6 * random.normal()) }))
}

const items = battery(150)
const r = scaleData(items).correlations!

test('likely uniquenesses leave no slope, by differences of a discrepancy computed from scratch', () => {
  const found = likeliestFactors(r, 2)!
  const at = (uniquenesses: readonly number[]) => {
    const scaled = matrix(6, 6, r.values.map((x, p) => x / Math.sqrt(uniquenesses[Math.floor(p / 6)]! * uniquenesses[p % 6]!)))
    return symmetricEigen(scaled).values.slice(2).reduce((sum, t) => sum + t - Math.log(t) - 1, 0)
  }
  const here = [...found.uniquenesses]
  close(at(here), found.discrepancy!, 1e-12)
  for (const i of here.keys()) {
    const moved = (by: number) => at(here.map((u, j) => (i === j ? u + by : u)))
    assert.ok(Math.abs((moved(1e-4) - moved(-1e-4)) / 2e-4) < 1e-6)
    assert.ok(moved(1e-3) > found.discrepancy! && moved(-1e-3) > found.discrepancy!)
  }
})

test('principal axes end where plain iteration ends', () => {
  const quick = principalAxes(r, 2)!
  const reduced = matrix(6, 6, r.values)
  let h = new Float64Array(6).fill(0.5)
  for (let round = 0; round < 400; round++) {
    for (let i = 0; i < 6; i++) reduced.values[i * 7] = h[i]!
    const { values, vectors } = symmetricEigen(reduced)
    h = Float64Array.from({ length: 6 }, (_, i) => values[0]! * vectors.values[i * 6]! ** 2 + values[1]! * vectors.values[i * 6 + 1]! ** 2)
  }
  for (let i = 0; i < 6; i++) assert.ok(Math.abs(1 - quick.uniquenesses[i]! - h[i]!) < 1e-9)
})

test('rotations leave what is explained alone, and reach the best angle', () => {
  const { loadings } = principalAxes(r, 2)!
  const whole = product(loadings, transposed(loadings))
  const turned = varimax(loadings, false)
  product(turned, transposed(turned)).values.forEach((x, at) => assert.ok(Math.abs(x - whole.values[at]!) < 1e-12))
  const simplicity = ({ values }: Matrix) =>
    [0, 1].reduce((sum, q) => {
      const squares = [...values].filter((_, at) => at % 2 === q).map((l) => l * l)
      const mean = squares.reduce((a, b) => a + b, 0) / 6
      return sum + squares.reduce((a, s) => a + (s - mean) ** 2, 0)
    }, 0)
  const angles = Array.from({ length: 2000 }, (_, step) => (step * Math.PI) / 2000)
  const best = Math.max(...angles.map((t) => simplicity(product(loadings, matrixOfRows([[Math.cos(t), -Math.sin(t)], [Math.sin(t), Math.cos(t)]])))))
  assert.ok(simplicity(turned) >= best && simplicity(turned) < best * 1.0001)
  for (const oblique of [promax(loadings)!, oblimin(loadings)!]) {
    const again = product(product(oblique.loadings, oblique.correlations), transposed(oblique.loadings))
    again.values.forEach((x, at) => assert.ok(Math.abs(x - whole.values[at]!) < 1e-10))
    for (const q of [0, 1]) close(oblique.correlations.values[q * 3], 1, 1e-12)
  }
})

test('oblimin is lower than any pair of directions on a fine grid', () => {
  const { loadings } = principalAxes(r, 2)!
  const found = oblimin(loadings)!
  let lowest = Infinity
  for (let s = 0; s < 360; s++) {
    for (let t = 0; t < s; t++) {
      const [a, b] = [(s * Math.PI) / 360, (t * Math.PI) / 360]
      const det = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b)
      const inverse = matrixOfRows([[Math.sin(b) / det, -Math.cos(b) / det], [-Math.sin(a) / det, Math.cos(a) / det]])
      const l = product(loadings, transposed(inverse)).values
      let value = 0
      for (let i = 0; i < 6; i++) value += (l[2 * i]! * l[2 * i + 1]!) ** 2 / 2
      lowest = Math.min(lowest, value)
    }
  }
  assert.ok(found.criterion <= lowest && found.criterion > lowest * 0.9, `${found.criterion} ${lowest}`)
})

test('scores: Bartlett is exact for answers without error, regression has the variance it should', () => {
  const solution = efa(items, { factors: 2, rotation: 'oblimin' }).solution!
  const z = scaleData(items)
  const regression = efaScores(items, solution)
  const bartlett = efaScores(items, solution, 'bartlett')
  honest({ ...regression, scores: {} })
  const f = regression.scores!['F1']!
  // S' R^-1 S is the covariance matrix of the regression scores
  const variance = f.reduce((sum, x) => sum + x * x, 0) / (f.length - 1)
  const weights = solveBySweeps(z.correlations!, solution.items.map(({ structure }) => structure[0]!))
  close(variance, solution.items.reduce((sum, { structure }, i) => sum + structure[0]! * weights[i]!, 0), 1e-9)
  // normal equations: what the scores leave is at right angles to the weighted loadings
  const first = items.map(({ answers }, i) => {
    const mean = z.columns[i]!.reduce((a, b) => a + b, 0) / z.n
    return (answers[0]! - mean) / Math.sqrt(z.covariances.values[i * 7]!)
  })
  for (const q of [0, 1]) {
    const slope = solution.items.reduce((sum, item, i) => sum + (item.loadings[q]! / item.uniqueness) * (first[i]! - item.loadings[0]! * bartlett.scores!['F1']![0]! - item.loadings[1]! * bartlett.scores!['F2']![0]!), 0)
    assert.ok(Math.abs(slope) < 1e-10)
  }
})

/** Gauss–Seidel: slow, and of no kin to the factorisations in use. */
function solveBySweeps(a: Matrix, b: readonly number[]): number[] {
  const x = b.map(() => 0)
  for (let sweep = 0; sweep < 3000; sweep++) {
    for (const i of x.keys()) {
      const rest = x.reduce((sum, value, j) => (i === j ? sum : sum + a.values[i * a.columns + j]! * value), 0)
      x[i] = (b[i]! - rest) / a.values[i * a.columns + i]!
    }
  }
  return x
}

test('a respondent who leaves an item out has no scores', () => {
  const gap = items.map((item, i) => ({ ...item, answers: item.answers.map((x, row) => (i === 2 && row === 4 ? Number.NaN : x)) }))
  const result = efa(gap, { factors: 2 })
  assert.deepEqual([result.n, result.missing], [149, 1])
  const { scores } = efaScores(gap, result.solution!)
  assert.ok(Number.isNaN(scores!['F1']![4]) && Number.isFinite(scores!['F1']![5]))
  assert.throws(() => efaScores(gap.slice(1), result.solution!), { code: 'invalid-parameter' })
})

test('Heywood cases are named, whichever way the factors are found', () => {
  const spiked = matrixOfRows([[1, 0.9, 0.8, 0.1], [0.9, 1, 0.5, 0.1], [0.8, 0.5, 1, 0.1], [0.1, 0.1, 0.1, 1]])
  for (const extraction of ['principal-axes', 'maximum-likelihood'] as const) {
    const result = efaOf(spiked, ['a', 'b', 'c', 'd'], 100, { factors: 1, extraction })
    assert.deepEqual(result.warnings.map(({ code, detail }) => [code, detail['item']]), [['improper', 'a']])
    assert.equal(result.reason, null)
  }
})

test('degenerate batteries give a reason, wrong calls throw', () => {
  const flat = [...items, { id: 'flat', answers: Array(150).fill(3) }]
  const twice = [...items, { id: 'twice', answers: items[0]!.answers }]
  const short = items.map(({ id, answers }) => ({ id, answers: answers.slice(0, 5) }))
  const cases = [
    [efa(flat, { factors: 2 }), 'no-variance'],
    [efa(twice, { factors: 2 }), 'singular'],
    [efa(twice, { factors: 2, extraction: 'maximum-likelihood' }), 'singular'],
    [efa(short, { factors: 2 }), 'too-few'],
    [efa(items, { factors: 4 }), 'not-applicable'],
    [efa(items.map(({ id }) => ({ id, answers: [] })), { factors: 2 }), 'no-answers'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason)
    honest(result)
  }
  assert.throws(() => efa(items, { factors: 6 }), { code: 'invalid-parameter' })
  assert.throws(() => efa(items, { factors: 1.5 }), { code: 'invalid-parameter' })
  assert.deepEqual(efaOf(identity(6), items.map(({ id }) => id), 50, { factors: 1, extraction: 'maximum-likelihood', rotation: 'varimax' }).reason, null)
})
