import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, skipWithoutShared } from '../testing/golden.ts'
import { momentsOfCounts } from '../numbers/moments.ts'
import { binomialLower, binomialUpper } from '../numbers/binomial.ts'
import { distribution } from './distribution.ts'
import { effort, effortVersion1 } from './effort.ts'
import { mean } from './mean.ts'
import { nps, npsDifference, npsOfCounts } from './nps.ts'
import { clopperPearson, proportion, topBox, wilson } from './proportion.ts'
import { statusOf } from './zone.ts'

test('net promoter scores equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/tests.json').at('nps')
  const scores = ['ex1', 'ex2'].map((name) => {
    const given = golden.at(name)
    const result = npsOfCounts({
      promoters: given.at('promoters').number,
      passives: given.at('passives').number,
      detractors: given.at('detractors').number,
    })
    close(result.value, given.at('nps').number, 1e-12)
    close(result.se, given.at('se').number, 1e-12)
    close(result.waldInterval?.lower, given.at('ci95', 0).number, 1e-12)
    close(result.waldInterval?.upper, given.at('ci95', 1).number, 1e-12)
    return result
  })
  const difference = npsDifference(scores[0]!, scores[1]!)
  close(difference.statistic, golden.at('diff_test', 'z').number, 1e-12)
  close(difference.p, golden.at('diff_test', 'p').number, 1e-12)
})

test('promoters, passives and detractors are told apart at their borders', () => {
  const result = nps([0, 6, 7, 8, 9, 10, NaN, 11, -1])
  assert.deepEqual([result.promoters, result.passives, result.detractors, result.n, result.missing], [2, 2, 2, 6, 3])
})

test('the adjusted interval does not shrink to nothing when all are promoters', () => {
  const result = npsOfCounts({ promoters: 8, passives: 0, detractors: 0 })
  assert.equal(result.se, 0)
  assert.ok(result.interval!.upper - result.interval!.lower > 0.2)
  assert.equal(result.waldInterval!.lower, 1)
})

test('the net promoter score is the mean of +1, 0 and -1', () => {
  const answers = [10, 9, 8, 3, 7, 0, 9, 10]
  const scored = mean(answers.map((x) => (x >= 9 ? 1 : x >= 7 ? 0 : -1)))
  close(nps(answers).value, scored.value!, 1e-15)
  close(nps(answers).se, scored.se! * Math.sqrt(7 / 8), 1e-14)
})

test('effort says which end is good', () => {
  const now = effort([1, 5, 6, 7, 4, 9])
  assert.deepEqual([now.direction, now.easy.count, now.hard.count, now.mean.n, now.mean.missing], ['high-is-good', 3, 1, 5, 1])
  const then = effortVersion1([1, 2, 5, 4, 3])
  assert.deepEqual([then.direction, then.easy.count, then.hard.count], ['low-is-good', 2, 2])
})

test('a mean from a histogram is the mean of the answers', () => {
  const answers = [1, 1, 2, 5, 5, 5, 7]
  const [direct, stored] = [mean(answers), mean(momentsOfCounts([1, 2, 5, 7], [2, 1, 3, 1]))]
  close(stored.value, direct.value!, 1e-15)
  close(stored.interval!.upper, direct.interval!.upper, 1e-15)
})

test('a mean survives a large offset', () => {
  const offset = 1e9
  close(mean([1, 2, 3, 4].map((x) => x + offset)).sd, mean([1, 2, 3, 4]).sd!, 1e-12)
})

test('Wilson’s interval holds the shares that its own test does not reject', () => {
  for (const [count, n] of [[0, 10], [3, 10], [10, 10], [45, 120]] as const) {
    const { lower, upper } = wilson(count, n, 0.95)
    for (const limit of [lower, upper]) {
      if (limit === 0 || limit === 1) continue
      const z = (count / n - limit) / Math.sqrt((limit * (1 - limit)) / n)
      close(Math.abs(z), 1.959963984540054, 1e-10)
    }
    const mirrored = wilson(n - count, n, 0.95)
    close(mirrored.lower, 1 - upper, 1e-12)
  }
})

test('Clopper and Pearson’s limits put exactly the tail outside', () => {
  const { lower, upper } = clopperPearson(7, 50, 0.95)
  close(binomialUpper(6, 50, lower), 0.025, 1e-11)
  close(binomialLower(7, 50, upper), 0.025, 1e-11)
})

test('a top box counts answers at or above its floor', () => {
  const result = topBox([7, 6, 5, NaN, 4, 7], 6)
  assert.deepEqual([result.count, result.n, result.missing], [3, 5, 1])
})

test('a distribution names what lies between points and beyond the ends', () => {
  const result = distribution([1, 2, 2, 2.5, 3, 9, NaN, 5], { min: 1, max: 5 })
  assert.deepEqual(result.counts.map(({ count }) => count), [1, 2, 1, 0, 1])
  assert.deepEqual([result.between, result.outside, result.n, result.missing], [1, 1, 6, 2])
  assert.deepEqual([result.min, result.lowerQuartile, result.median, result.upperQuartile, result.max], [1, 2, 2.25, 2.875, 5])
})

test('the status in the zone follows the intervals', () => {
  const between = (lower: number, upper: number) => ({ ...mean([1, 2]), value: (lower + upper) / 2, interval: { level: 0.95, lower, upper } })
  const cases = [
    [between(-2, -1), between(-4, -3), 'below'],
    [between(-0.1, 0.1), between(-4, -3), 'at-lower-limit'],
    [between(1, 2), between(-2, -1), 'inside'],
    [between(1, 2), between(-0.1, 0.1), 'at-upper-limit'],
    [between(3, 4), between(1, 2), 'above'],
    [between(-1, 2), between(-2, 0.5), 'at-lower-limit'],
  ] as const
  for (const [adequacy, superiority, expected] of cases) assert.equal(statusOf(adequacy, superiority).status, expected)
  assert.equal(statusOf(between(-1, 2), between(-2, 0.5)).warnings[0]!.code, 'zone-narrower-than-interval')
})

test('nothing to compute from gives a reason, never NaN', () => {
  const results = [mean([]), mean([NaN]), mean([4]), proportion(0, 0), nps([]), npsDifference(nps([]), nps([9])), npsDifference(nps([9]), nps([9])), topBox([NaN], 3), distribution([], { min: 1, max: 5 }), distribution([3], { min: 1, max: 5 })]
  for (const result of results) honest(result)
  assert.equal(mean([4]).value, 4)
  assert.equal(mean([4]).reason, 'too-few')
})
