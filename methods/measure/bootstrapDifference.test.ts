import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { bootstrapDifference } from './bootstrapDifference.ts'
import { groupsBy } from './groups.ts'
import { studentT, welchT } from './tTest.ts'
import { varianceRatio } from './varianceRatio.ts'

function byGender() {
  const table = sharedTable('data/kiosk_servqual_1to7.csv')
  const groups = groupsBy(table.numbers('sat1'), table.text('gender')).sort((a, b) => b.sample.length - a.sample.length)
  return groups.map(({ sample }) => sample) as [Float64Array, Float64Array]
}

test('a difference of means resampled meets the reference to the noise of drawing', skipWithoutShared, () => {
  const golden = sharedJson('golden/tests.json').at('boot_mean_diff')
  const [a, b] = byGender()
  const found = bootstrapDifference(a, b, { resamples: 10_000, seed: 5 })
  close(found.value, golden.at('t0').number, 1e-12)
  close(found.se, golden.at('se').number, 0.03)
  for (const [name, interval] of [['perc', found.percentile], ['bca', found.bca], ['basic', found.basic]] as const) {
    assert.ok(Math.abs(interval!.lower - golden.at(name, 0).number) < 0.015, `${name} lower ${interval!.lower}`)
    assert.ok(Math.abs(interval!.upper - golden.at(name, 1).number) < 0.015, `${name} upper ${interval!.upper}`)
  }
})

test('the ratio of variances and Student’s test equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/tests.json')
  const [a, b] = byGender()
  const ratio = varianceRatio(a, b)
  const expected = golden.at('var_test')
  close(ratio.statistic, expected.at('statistic').number, 1e-12)
  close(ratio.estimate, expected.at('estimate', 'ratio of variances').number, 1e-12)
  assert.deepEqual(ratio.df, [expected.at('parameter', 'num df').number, expected.at('parameter', 'denom df').number])
  close(ratio.p, expected.at('p').number, 1e-10)
  close(ratio.interval?.lower, expected.at('ci', 0).number, 1e-10)
  close(ratio.interval?.upper, expected.at('ci', 1).number, 1e-10)
  const student = studentT(a, b)
  close(student.interval?.lower, golden.at('student', 'ci', 0).number, 1e-10)
  close(student.interval?.upper, golden.at('student', 'ci', 1).number, 1e-10)
  close(student.df![0], golden.at('student', 'parameter', 'df').number, 0)
  close(welchT(a, b).estimate, golden.at('means', 0).number - golden.at('means', 1).number, 1e-12)
})

test('the percentile interval by sorting what was drawn; the others follow from it', () => {
  const [a, b] = [[5, 6, 7, 3, 4, 9, 2], [2, 2, 4, 3, 1]]
  const found = bootstrapDifference(a, b, { resamples: 400, seed: 2 })
  assert.deepEqual(bootstrapDifference(a, b, { resamples: 400, seed: 2 }), found)
  close(found.basic!.lower, 2 * found.value! - found.percentile!.upper, 1e-14)
  const mirrored = bootstrapDifference(a.map((x) => -x), b.map((x) => -x), { resamples: 400, seed: 2 })
  close(mirrored.percentile!.lower, -found.percentile!.upper, 1e-13)
  close(mirrored.se, found.se!, 1e-13)
  assert.ok(found.bca!.lower < found.value! && found.value! < found.bca!.upper)
})

test('the ratio of variances turned round is its inverse', () => {
  const [a, b] = [[5, 6, 7, 3, 4, 9], [2, 2, 4, 3]]
  const [there, back] = [varianceRatio(a, b), varianceRatio(b, a)]
  close(there.estimate, 1 / back.estimate!, 1e-13)
  close(there.p, back.p!, 1e-12)
  close(there.interval!.lower, 1 / back.interval!.upper, 1e-11)
})

test('spreads and resamples say why they cannot be had', () => {
  const cases = [
    [bootstrapDifference([], [1, 2]), 'empty-group'],
    [bootstrapDifference([1], [1, 2]), 'too-few'],
    [bootstrapDifference([1, 1], [2, 2]), 'no-variance'],
    [varianceRatio([NaN], [1, 2]), 'empty-group'],
    [varianceRatio([1], [1, 2]), 'too-few'],
    [varianceRatio([1, 1], [1, 2]), 'no-variance'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason, result.method)
    honest(result)
  }
  honest(bootstrapDifference([1, 1, 1, 2], [3, 3]))
})
