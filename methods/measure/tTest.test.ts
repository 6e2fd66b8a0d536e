import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { moments } from '../numbers/moments.ts'
import { oneSampleT, pairedT, studentT, welchT } from './tTest.ts'

test('the kiosk comparisons equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/tests.json')
  const { women, men } = satisfactionByGender()
  const welch = welchT(women, men)
  close(welch.statistic, golden.at('welch', 'statistic').number, 1e-12)
  close(welch.df![0], golden.at('welch', 'parameter', 'df').number, 1e-12)
  close(welch.p, golden.at('welch', 'p').number, 1e-12)
  close(welch.interval?.lower, golden.at('welch', 'ci', 0).number, 1e-11)
  close(welch.interval?.upper, golden.at('welch', 'ci', 1).number, 1e-11)
  const student = studentT(women, men)
  close(student.statistic, golden.at('student', 'statistic').number, 1e-12)
  close(student.p, golden.at('student', 'p').number, 1e-12)
  const answers = sharedTable('data/kiosk_servqual_1to7.csv')
  const paired = pairedT(answers.numbers('p1'), answers.numbers('e1'))
  close(paired.statistic, golden.at('paired_p1_e1', 'statistic').number, 1e-12)
  close(paired.p, golden.at('paired_p1_e1', 'p').number, 1e-12)
  close(paired.interval?.lower, golden.at('paired_p1_e1', 'ci', 0).number, 1e-12)
  assert.equal(paired.n, 207)
  assert.equal(paired.missing, 4)
})

test('Welch from stored moments is Welch from the answers', () => {
  const [a, b] = [[5, 6, 7, 3, 4], [2, 2, 4, 3, 1, 9]]
  const [direct, stored] = [welchT(a, b), welchT(moments(a), moments(b))]
  assert.equal(direct.p, stored.p)
  assert.deepEqual(direct.interval, stored.interval)
})

test('changing places turns the sign and nothing else', () => {
  const [a, b] = [[5, 6, 7, 3, 4, NaN], [2, 2, 4, 3, 1, 9]]
  for (const compare of [welchT, studentT, pairedT]) {
    const [there, back] = [compare(a, b), compare(b, a)]
    close(there.statistic, -back.statistic!, 1e-15)
    assert.equal(there.p, back.p)
    close(there.interval!.lower, -back.interval!.upper, 1e-14)
  }
})

test('a test and its interval tell the same story', () => {
  const a = [1, 2, 3, 4, 6]
  const { interval } = oneSampleT(a, { level: 0.9 })
  close(oneSampleT(a, { against: interval!.lower }).p, 0.1, 1e-12)
  close(oneSampleT(a, { against: interval!.upper }).p, 0.1, 1e-12)
})

test('a paired test is the one-sample test of the differences', () => {
  const [a, b] = [[5, 6, 7, 3], [2, 6, 4, 3]]
  assert.equal(pairedT(a, b).p, oneSampleT([3, 0, 3, 0]).p)
})

test('data without an answer, with one, or all alike give a reason', () => {
  const cases = [
    [oneSampleT([]), 'no-answers'],
    [oneSampleT([NaN, 3]), 'too-few'],
    [oneSampleT([3, 3, 3]), 'no-variance'],
    [welchT([], [1, 2]), 'empty-group'],
    [welchT([1], [1, 2]), 'too-few'],
    [welchT([1, 1], [2, 2]), 'no-variance'],
    [pairedT([1, 2, NaN], [NaN, NaN, 1]), 'no-answers'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason)
    honest(result)
  }
})

test('a wrong call throws', () => {
  assert.throws(() => oneSampleT([1, 2], { level: 95 }), { code: 'invalid-level' })
  assert.throws(() => pairedT([1, 2], [1]), { code: 'unequal-length' })
})

function satisfactionByGender() {
  const table = sharedTable('data/kiosk_servqual_1to7.csv')
  const satisfaction = table.numbers('sat1')
  const gender = table.text('gender')
  const golden = sharedJson('golden/tests.json')
  const groups = [...new Set(gender)].map((g) => satisfaction.filter((x, i) => gender[i] === g && Number.isFinite(x)))
  const of = (n: number) => groups.find((group) => group.length === n)!
  return { women: of(golden.at('n', 0).number), men: of(golden.at('n', 1).number) }
}
