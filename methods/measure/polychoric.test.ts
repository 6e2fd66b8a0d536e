import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { bivariateNormalLower } from '../numbers/bivariateNormal.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable, sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { polychoric, polychoricMatrix } from './polychoric.ts'

const reference = ownJson('robust.json')
const table = ownTable('robust_simulated.csv')
const steps = ['oa1', 'oa2', 'oa3', 'ob1', 'ob2', 'ob3', 'oc1', 'oc2', 'oc3']
const itemsOf = (ids: readonly string[]) => ids.map((id) => ({ id, answers: table.numbers(id) }))

test('polychoric correlations and thresholds equal those of lavaan', () => {
  const found = polychoricMatrix(itemsOf(steps))
  honest(found)
  assert.equal(found.n, 360)
  for (const [i] of steps.entries()) for (const [j, id] of steps.entries()) close(found.correlations!.values[i * 9 + j], reference.at('polychoric', i, id).number, 2e-6, `${i} ${id}`)
  const wanted = reference.at('thresholds')
  for (const [at, own] of found.thresholds!.entries()) for (const [cut, threshold] of own.entries()) close(threshold, wanted.at(`${steps[at]}|t${cut + 1}`).number, 1e-7)
})

test('the shared surveys have the correlations that lavaan and psych find', skipWithoutShared, () => {
  for (const [file, path] of [['employee_survey_pad', ['employee_survey_cfa_wlsmv', 'polychoric']], ['patient_satisfaction_servqual5_mcavariants', ['patient_servqual5', 'polychoric']]] as const) {
    const golden = sharedJson('golden/more.json').at(...path)
    const data = sharedTable(`data/${file}.csv`)
    const ids = golden.at('rows').raw as string[]
    const found = polychoricMatrix(ids.map((id) => ({ id, answers: data.numbers(id) })))
    for (const [at, value] of found.correlations!.values.entries()) close(value, golden.at('values', Math.floor(at / ids.length), at % ids.length).number, path[0] === 'patient_servqual5' ? 1e-4 : 1e-6, file)
  }
})

test('two by two is tetrachoric, and a cell that nobody is in is filled as asked', () => {
  const [lavaan, psych] = [reference.at('tetrachoric', 'lavaan').numbers, reference.at('tetrachoric', 'psych').numbers]
  for (const [at, [first, second]] of ([['y1', 'y2'], ['y1', 'y3'], ['y2', 'y3']] as const).entries()) {
    const found = polychoric(table.numbers(first), table.numbers(second))
    honest(found)
    close(found.value, lavaan[at]!, 2e-6)
    close(found.value, psych[at]!, 2e-3)
  }
  const [z1, z2] = [table.numbers('z1'), table.numbers('z2')]
  const kept = polychoric(z1, z2)
  assert.equal(kept.emptyCells, 1)
  assert.equal(kept.conventions['emptyCells'], 'half-in-2x2')
  close(kept.value, reference.at('empty', 'lavaan').number, 1e-5)
  close(polychoric(z1, z2, { emptyCells: 'half' }).value, reference.at('empty', 'half').number, 2e-3)
  const bare = polychoric(z1, z2, { emptyCells: 'none' })
  assert.deepEqual([bare.value, bare.reason], [null, 'improper'])
  honest(bare)
})

test('it is the correlation that makes the table likeliest: no other on a fine grid does better', () => {
  const [a, b] = [table.numbers('oa1'), table.numbers('ob1')]
  const { value, thresholds } = polychoric(a, b)
  const likelihood = (r: number) => {
    let sum = 0
    for (let i = 0; i < a.length; i++) {
      const edges = (own: Float64Array, answer: number) => [answer === 1 ? -Infinity : own[answer - 2]!, own[answer - 1] ?? Infinity] as const
      const [[x0, x1], [y0, y1]] = [edges(thresholds![0], a[i]!), edges(thresholds![1], b[i]!)]
      sum += Math.log(bivariateNormalLower(x1, y1, r) - bivariateNormalLower(x0, y1, r) - bivariateNormalLower(x1, y0, r) + bivariateNormalLower(x0, y0, r))
    }
    return sum
  }
  const best = likelihood(value!)
  for (let r = -0.99; r < 1; r += 0.03) assert.ok(likelihood(r) <= best, `${r}`)
  assert.ok(likelihood(value! + 1e-4) < best && likelihood(value! - 1e-4) < best)
})

test('order of respondents, of items and of the scale: nothing moves but the sign', () => {
  const [a, b] = [table.numbers('oa1'), table.numbers('ob1')]
  const there = polychoric(a, b)
  close(polychoric(b, a).value, there.value!, 1e-11)
  close(polychoric(b, a).se, there.se!, 1e-10)
  close(polychoric(a.toReversed(), b.toReversed()).value, there.value!, 1e-12)
  close(polychoric(a.map((x) => 6 - x), b).value, -there.value!, 1e-11)
  close(polychoric(a.map((x) => 10 * x * x), b).value, there.value!, 1e-14)
})

test('its standard error is the spread over samples', () => {
  const random = randomStream(5)
  const estimates: number[] = []
  const errors: number[] = []
  for (let sample = 0; sample < 300; sample++) {
    const pairs = Array.from({ length: 250 }, () => {
      const x = random.normal()
      return [x, 0.6 * x + 0.8 * random.normal()] as const
    })
    const found = polychoric(pairs.map(([x]) => Number(x > -0.5) + Number(x > 0.8)), pairs.map(([, y]) => Number(y > -1) + Number(y > 0) + Number(y > 1)))
    estimates.push(found.value!)
    errors.push(found.se!)
  }
  const mean = estimates.reduce((sum, x) => sum + x, 0) / 300
  const spread = Math.sqrt(estimates.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 299)
  assert.ok(Math.abs(mean - 0.6) < 0.012, `${mean}`)
  assert.ok(Math.abs(spread / (errors.reduce((sum, x) => sum + x, 0) / 300) - 1) < 0.12, `${spread}`)
})

test('answers that cannot be used have a reason and no number', () => {
  const cases = [
    [[1, 2, Number.NaN], [Number.NaN, Number.NaN, 3], 'no-answers'],
    [[1, Number.NaN], [2, 3], 'too-few'],
    [[2, 2, 2, 2], [1, 2, 3, 1], 'no-variance'],
    [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 'improper'],
    [Array.from({ length: 40 }, (_, i) => i), Array.from({ length: 40 }, (_, i) => i % 3), 'not-applicable'],
  ] as const
  for (const [first, second, reason] of cases) {
    const found = polychoric([...first], [...second])
    honest(found)
    assert.deepEqual([found.value, found.reason], [null, reason])
  }
  const contrary = polychoricMatrix([{ id: 'a', answers: [1, 1, 2, 2, 3, 3] }, { id: 'b', answers: [1, 1, 2, 2, 3, 3] }])
  honest(contrary)
  assert.deepEqual(contrary.warnings, [{ code: 'improper', detail: { first: 'a', second: 'b' } }])
})

test('correlations that cannot all be true at once are told', () => {
  // each pair pulls its own way: a with b, b with c, yet a against c
  const counts = [[0, 0, 0, 1], [1, 1, 1, 1], [0, 0, 1, 14], [1, 1, 0, 14], [0, 1, 1, 14], [1, 0, 0, 14], [0, 1, 0, 1], [1, 0, 1, 1]] as const
  const rows = counts.flatMap(([a, b, c, count]) => Array.from({ length: count }, () => [a, b, c]))
  const found = polychoricMatrix(['a', 'b', 'c'].map((id, i) => ({ id, answers: rows.map((row) => row[i]!) })))
  honest(found)
  assert.equal(found.positiveDefinite === false, found.warnings.some(({ detail }) => detail['fault'] === 'not-positive-definite'))
})
