import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable, sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { alpha } from './alpha.ts'
import { hierarchicalOmega } from './factors/hierarchicalOmega.ts'
import { multivariateNormality } from './multivariateNormality.ts'
import { ordinalReliability } from './ordinalReliability.ts'
import { kr20, splitHalf } from './reliabilityForms.ts'

const reference = ownJson('robust.json')
const table = ownTable('robust_simulated.csv')
const names = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3']
const itemsOf = (ids: readonly string[]) => ids.map((id) => ({ id, answers: table.numbers(id) }))

test('ordinal alpha and omega equal those of psych on the polychoric correlations', () => {
  for (const [key, ids] of [['a', ['oa1', 'oa2', 'oa3']], ['all', names.map((id) => `o${id}`)]] as const) {
    const found = ordinalReliability(itemsOf(ids))
    honest(found)
    close(found.alpha, reference.at('scales', key, 'alpha').number, 1e-6)
    close(found.omega, reference.at('scales', key, 'omega').number, 1e-5)
    assert.equal(found.steps, 5)
    assert.ok(found.alpha! > alpha(itemsOf(ids)).standardised!)
  }
})

test('of the employee survey: alpha as the reference has it, and a higher ordinal one', skipWithoutShared, () => {
  const golden = sharedJson('golden/more.json')
  const survey = sharedTable('data/employee_survey_pad.csv')
  const ids = golden.at('employee_survey_cfa_wlsmv', 'polychoric', 'rows').raw as string[]
  for (const block of ['Ben', 'Work', 'Man', 'Car']) {
    const own = ids.filter((id) => id.startsWith(block))
    const items = own.map((id) => ({ id, answers: survey.numbers(id) }))
    close(alpha(items).value, golden.at('employee_alpha', block).number, 1e-10)
    const found = ordinalReliability(items)
    const at = own.map((id) => ids.indexOf(id))
    const total = at.flatMap((i) => at.map((j) => golden.at('employee_survey_cfa_wlsmv', 'polychoric', 'values', i, j).number)).reduce((sum, x) => sum + x, 0)
    close(found.alpha, (own.length / (own.length - 1)) * (1 - own.length / total), 1e-6)
    assert.ok(found.alpha! > alpha(items).value!)
  }
})

test('hierarchical omega equals that of psych', () => {
  const found = hierarchicalOmega(itemsOf(names))
  honest(found)
  close(found.hierarchical, reference.at('schmid', 'omega_h').number, 1e-4)
  close(found.total, reference.at('schmid', 'omega_total').number, 1e-4)
  for (const item of found.items!) close(item.general, reference.at('schmid', 'general', item.id).number, 1e-3)
  const turned = hierarchicalOmega(itemsOf(names.toReversed()))
  close(turned.hierarchical, found.hierarchical!, 1e-6)
})

test('a general factor put in is found again; without one there is little of it', () => {
  const random = randomStream(3)
  const draw = (general: number) => {
    const columns = names.map(() => new Float64Array(6000))
    for (let row = 0; row < 6000; row++) {
      const all = random.normal()
      const groups = [random.normal(), random.normal(), random.normal()]
      for (const [i, column] of columns.entries()) column[row] = Math.sqrt(general) * all + Math.sqrt(0.7 - general) * groups[Math.floor(i / 3)]! + Math.sqrt(0.3) * random.normal()
    }
    return hierarchicalOmega(columns.map((answers, i) => ({ id: names[i]!, answers })))
  }
  // (9 √.4)² / (9 + 9 · 2 · .7 + 9 · 6 · .4)
  close(draw(0.4).hierarchical, (81 * 0.4) / (9 + 18 * 0.7 + 54 * 0.4), 0.04)
  assert.ok(draw(0.02).hierarchical! < 0.25)
})

test('Mardia’s measures are those of psych, with divisor n in place of n - 1, and skewness that of all pairs of respondents', () => {
  const found = multivariateNormality(itemsOf(names))
  honest(found)
  const ratio = 360 / 359
  close(found.skewness!.value, reference.at('mardia', 'skew').number * ratio ** 3, 1e-9)
  close(found.kurtosis!.value, reference.at('mardia', 'kurtosis').number * ratio ** 2, 1e-9)
  assert.ok(found.kurtosis!.p < 1e-100)
  const random = randomStream(8)
  const normal = multivariateNormality([0, 1, 2, 3].map((i) => ({ id: `${i}`, answers: Array.from({ length: 500 }, () => random.normal()) })))
  assert.ok(normal.skewness!.p > 0.01 && normal.kurtosis!.p > 0.01)
  for (const { skewness, kurtosis } of normal.items!) assert.ok(Math.abs(skewness) < 0.4 && Math.abs(kurtosis) < 0.8)
})

test('KR-20 is alpha of right and wrong, and nothing else', () => {
  const found = kr20(itemsOf(['y1', 'y2', 'y3']))
  honest(found)
  // k/(k-1) (1 - Σ p q / variance of the sum), all with divisor n
  const columns = ['y1', 'y2', 'y3'].map((id) => table.numbers(id))
  const n = columns[0]!.length
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / n
  const totals = columns[0]!.map((_, i) => columns.reduce((sum, own) => sum + own[i]!, 0))
  const spread = mean(totals.map((x) => x * x)) - mean(totals) ** 2
  close(found.value, 1.5 * (1 - columns.reduce((sum, own) => sum + mean(own) * (1 - mean(own)), 0) / spread), 1e-12)
  const other = kr20(itemsOf(['oa1', 'oa2']))
  honest(other)
  assert.deepEqual([other.value, other.reason], [null, 'not-applicable'])
})

test('Horst allows for halves of unequal length, and is Spearman and Brown’s for equal ones', () => {
  const even = splitHalf(itemsOf(['oa1', 'oa2', 'oa3', 'ob1']))
  close(even.horst, even.spearmanBrown!, 1e-12)
  const odd = splitHalf(itemsOf(['oa1', 'oa2', 'oa3']))
  honest(odd)
  assert.deepEqual([odd.first, odd.second], [['oa1', 'oa3'], ['oa2']])
  assert.ok(odd.horst! > odd.spearmanBrown!)
  // parallel items of reliability .5: halves of two and one, the whole of three by the general Spearman–Brown formula
  const r = (2 * 0.5) / Math.sqrt((2 + 2 * 0.5) * 1)
  const [p, q] = [2 / 3, 1 / 3]
  close((r * (Math.sqrt(r * r + 4 * p * q * (1 - r * r)) - r)) / (2 * p * q * (1 - r * r)), (3 * 0.5) / (1 + 2 * 0.5), 1e-12)
})

test('what cannot be told has a reason', () => {
  const flat = { id: 'flat', answers: new Float64Array(360).fill(3) }
  const one = itemsOf(['oa1'])
  for (const found of [ordinalReliability(one), ordinalReliability([...one, flat]), ordinalReliability(itemsOf(['oa1', 'oa2'])), hierarchicalOmega(itemsOf(['oa1', 'oa2', 'oa3'])), hierarchicalOmega([...itemsOf(names), flat]), multivariateNormality([...one, flat]), multivariateNormality([...one, { id: 'twin', answers: table.numbers('oa1') }]), ordinalReliability([{ id: 'a', answers: [] }, { id: 'b', answers: [] }])]) {
    honest(found)
    assert.notEqual(found.reason, null)
  }
  assert.throws(() => hierarchicalOmega(itemsOf(names), { factors: 2 }), /three factors/)
})
