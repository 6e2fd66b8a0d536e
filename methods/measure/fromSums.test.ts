import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  completeRows,
  covarianceMatrix,
  gradedOutcomes,
  kano,
  kanoOfPairs,
  kanoPairsOf,
  outcomeCounts,
  outcomeCountsOfGrades,
  outcomeGrades,
  outcomesFromExpectation,
  outcomesFromZone,
  penaltyReward,
  penaltyRewardColumns,
  penaltyRewardOfCovariances,
  randomStream,
  regression,
  regressionOfCovariances,
  swappedPairs,
} from '../index.ts'
import { close } from '../testing/close.ts'

const random = randomStream(11)
const whole = (n: number, make: () => number) => Float64Array.from({ length: n }, make)
const points = (n: number, max: number, blanks = 0.05) => whole(n, () => (random.uniform() < blanks ? Number.NaN : 1 + random.whole(max)))
const casesOf = (columns: Float64Array[]) => {
  const rows = completeRows(columns)
  return { n: rows.length, missing: columns[0]!.length - rows.length, covariances: covarianceMatrix(columns, rows).matrix }
}

test('a regression from covariances has the slopes, intervals and R² of the one from cases', () => {
  const predictors = ['a', 'b', 'c', 'd'].map((id) => ({ id, values: points(300, 7) }))
  const outcome = whole(300, () => random.normal()).map((e, i) => predictors.reduce((sum, { values }, j) => sum + (j - 1) * values[i]!, e))
  const ids = predictors.map(({ id }) => id)
  const [full, plain] = [regression(outcome, predictors), regressionOfCovariances(casesOf([outcome, ...predictors.map(({ values }) => values)]), ids)]
  assert.deepEqual([plain.n, plain.missing], [full.n, full.missing])
  close(plain.r2, full.r2!, 1e-12)
  for (const [j, slope] of full.slopes!.entries()) {
    const found = plain.slopes![j]!
    for (const part of ['estimate', 'se', 't', 'p', 'standardised'] as const) close(found[part], slope[part], 1e-11)
    close(found.interval.upper, slope.interval.upper, 1e-11)
  }
})

test('it says why there is none as the other does', () => {
  const [x, twice, same, y] = [points(40, 5, 0), new Float64Array(40), new Float64Array(40).fill(3), points(40, 5, 0)]
  for (let i = 0; i < 40; i++) twice[i] = 2 * x[i]! + 1
  const why = (outcome: Float64Array, values: Float64Array[]) => {
    const predictors = values.map((column, j) => ({ id: String(j), values: column }))
    return [regression(outcome, predictors).reason, regressionOfCovariances(casesOf([outcome, ...values]), predictors.map(({ id }) => id)).reason]
  }
  assert.deepEqual(why(y, [x, twice]), ['singular', 'singular'])
  assert.deepEqual(why(y, [same]), ['no-variance', 'no-variance'])
  assert.deepEqual(why(twice, [x]), ['improper', 'improper'])
  assert.deepEqual(why(y.slice(0, 3), [x.slice(0, 3), y.slice(1, 4)]), ['too-few', 'too-few'])
  assert.deepEqual(why(new Float64Array(), [new Float64Array()]), ['no-answers', 'no-answers'])
})

test('penalties and rewards from sums are those from cases, also where nobody rated low', () => {
  const scale = { min: 1, max: 7 }
  const attributes = ['a', 'b', 'c'].map((id, j) => ({ id, scale, performance: points(400, 7).map((x) => (j === 2 ? Math.max(x, 4) : x)) }))
  const outcome = whole(400, () => random.normal()).map((e, i) => attributes.reduce((sum, { performance }) => sum + performance[i]!, e))
  const { columns } = penaltyRewardColumns(outcome, attributes)
  const [full, plain] = [penaltyReward(outcome, attributes), penaltyRewardOfCovariances(casesOf(columns), attributes)]
  assert.deepEqual([plain.n, plain.missing, plain.points!.map(({ factor }) => factor)], [full.n, full.missing, full.points!.map(({ factor }) => factor)])
  assert.equal(plain.points![2]!.penalty, null)
  close(plain.r2, full.r2!, 1e-12)
  for (const [j, point] of full.points!.entries()) {
    close(plain.points![j]!.reward!.estimate, point.reward!.estimate, 1e-11)
    close(plain.points![j]!.reward!.interval.lower, point.reward!.interval.lower, 1e-11)
  }
})

test('outcomes at several margins are found again in one grade a respondent', () => {
  const margins = [0.5, 1, 1.5, 2]
  const halves = () => points(500, 17, 0.1).map((x) => x / 2)
  const [p, a, d] = [halves(), halves(), halves()]
  for (const at of [margins.map((margin) => outcomesFromExpectation(p, a, margin)), margins.map((margin) => outcomesFromZone(p, a, d, margin))]) {
    const grades = Array.from({ length: outcomeGrades(margins.length) }, () => 0)
    for (const grade of gradedOutcomes(at)) if (grade >= 0) grades[grade]!++
    for (const [place, outcomes] of at.entries()) assert.deepEqual(outcomeCountsOfGrades(grades, place), outcomeCounts(outcomes))
  }
})

test('Kano from counted pairs: swapped answers are swapped pairs', () => {
  const [functional, dysfunctional] = [points(200, 5), points(200, 5)]
  const counts = Array.from({ length: 25 }, () => 0)
  for (const pair of kanoPairsOf(functional, dysfunctional)) if (pair >= 0) counts[pair]!++
  assert.deepEqual(kanoOfPairs(swappedPairs(counts)).counts, kano(dysfunctional, functional).counts)
})
