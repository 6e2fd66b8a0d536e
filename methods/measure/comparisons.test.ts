import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { fUpper } from '../numbers/fisherF.ts'
import { randomStream } from '../numbers/random.ts'
import { adjust, type Adjustment } from './adjust.ts'
import { anova, gamesHowell, tukey, welchAnova } from './anova.ts'
import { chiSquareFit, chiSquareTest } from './chiSquareTest.ts'
import { groupsBy } from './groups.ts'
import { clopperPearson, wilson } from './proportion.ts'
import { kruskalWallis, mannWhitney, wilcoxonSignedRank } from './rankTests.ts'
import { studentT, welchT } from './tTest.ts'
import { twoProportions, waldDifference } from './twoProportions.ts'

const groups = [
  { id: 'east', sample: [5, 6, 7, 3, 4, 5, 8] },
  { id: 'west', sample: [2, 2, 4, 3, 1, 9] },
  { id: 'north', sample: [7, 8, 8, 9, 6, 7, 7, 5] },
]

test('adjusted p-values equal the reference for every rule', skipWithoutShared, () => {
  const golden = sharedJson('golden/tests.json').at('p_adjust')
  const p = golden.at('p').numbers
  const names: Record<string, Adjustment> = { bonferroni: 'bonferroni', holm: 'holm', hochberg: 'hochberg', BH: 'bh', BY: 'by', hommel: 'hommel' }
  for (const [name, rule] of Object.entries(names)) {
    for (const [i, adjusted] of adjust(p, rule).entries()) close(adjusted, golden.at(name, i).number, 1e-12, `${name} ${i}`)
  }
})

test('adjustment keeps the order given, skips what is not there, and never lowers p', () => {
  assert.deepEqual(adjust([0.04, null, 0.01, NaN]), [0.04, null, 0.02, null])
  const random = randomStream(7)
  for (let round = 0; round < 50; round++) {
    const p = Array.from({ length: 1 + random.whole(8) }, () => random.uniform() ** 2)
    for (const rule of ['holm', 'bonferroni', 'hochberg', 'hommel', 'bh', 'by'] as const) {
      const adjusted = adjust(p, rule)
      assert.ok(adjusted.every((value, i) => value! >= p[i]! && value! <= 1))
    }
    // Hommel by the closed testing of all intersections with Simes' test: slow and obvious
    const hommel = adjust(p, 'hommel')
    for (const [i, value] of hommel.entries()) close(value, closedSimes(p, i), 1e-12)
  }
})

test('shares and their intervals equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/tests.json').at('two_prop')
  const [x1, n1, x2, n2] = golden.at('input').numbers as [number, number, number, number]
  const result = twoProportions({ count: x1, n: n1 }, { count: x2, n: n2 })
  close(result.statistic! ** 2, golden.at('no_correct', 'statistic').number, 1e-12)
  close(result.p, golden.at('no_correct', 'p').number, 1e-12)
  close(result.cohenH, golden.at('cohen_h').number, 1e-12)
  const wald = waldDifference({ count: x1, n: n1 }, { count: x2, n: n2 })
  close(wald.lower, golden.at('no_correct', 'ci', 0).number, 1e-12)
  close(wald.upper, golden.at('no_correct', 'ci', 1).number, 1e-12)
  close(wilson(x1, n1, 0.95).lower, golden.at('wilson_45_120', 0).number, 1e-12)
  close(wilson(x1, n1, 0.95).upper, golden.at('wilson_45_120', 1).number, 1e-12)
  close(clopperPearson(x1, n1, 0.95).lower, golden.at('clopper', 0).number, 1e-12)
  close(clopperPearson(x1, n1, 0.95).upper, golden.at('clopper', 1).number, 1e-12)
  const table = chiSquareTest([[x1, n1 - x1], [x2, n2 - x2]])
  close(table.statistic, golden.at('no_correct', 'statistic').number, 1e-12)
})

test('Newcombe’s interval equals his worked example', () => {
  // Newcombe (1998) Table II, method 10: 56/70 against 48/80 gives .0524 to .3339; 9/10 against 3/10 gives .1705 to .8090
  const first = twoProportions({ count: 56, n: 70 }, { count: 48, n: 80 }).interval!
  close(first.lower, 0.0524, 1e-3)
  close(first.upper, 0.3339, 1e-3)
  const second = twoProportions({ count: 9, n: 10 }, { count: 3, n: 10 }).interval!
  close(second.lower, 0.1705, 1e-3)
  close(second.upper, 0.809, 1e-3)
})

test('rank tests equal the reference', skipWithoutShared, () => {
  const golden = sharedJson('golden/tests.json')
  const table = sharedTable('data/kiosk_servqual_1to7.csv')
  const bySize = groupsBy(table.numbers('sat1'), table.text('gender')).sort((a, b) => b.sample.length - a.sample.length)
  const [a, b] = [bySize[0]!.sample, bySize[1]!.sample]
  const corrected = mannWhitney(a, b)
  close(corrected.statistic, golden.at('wilcox', 'statistic').number, 1e-12)
  close(corrected.p, golden.at('wilcox', 'p').number, 1e-12)
  close(corrected.cliffDelta, golden.at('cliff_delta', 'est').number, 1e-12)
  close(mannWhitney(a, b, { continuity: false }).p, golden.at('wilcox_nocorrect', 'p').number, 1e-12)
  const paired = wilcoxonSignedRank(table.numbers('p1'), table.numbers('e1'))
  close(paired.statistic, golden.at('wilcox_paired', 'statistic').number, 1e-12)
  close(paired.p, golden.at('wilcox_paired', 'p').number, 1e-12)
})

test('with two groups the k-sample tests are the two-sample tests', () => {
  const two = groups.slice(0, 2)
  const [a, b] = [two[0]!.sample, two[1]!.sample]
  close(welchAnova(two).statistic, welchT(a, b).statistic! ** 2, 1e-12)
  close(welchAnova(two).p, welchT(a, b).p!, 1e-12)
  close(anova(two).p, studentT(a, b).p!, 1e-12)
  close(gamesHowell(two)[0]!.p, welchT(a, b).p!, 1e-11)
  close(gamesHowell(two)[0]!.interval!.lower, welchT(a, b).interval!.lower, 1e-11)
  close(tukey(two)[0]!.p, studentT(a, b).p!, 1e-11)
  close(kruskalWallis(two).statistic, mannWhitney(a, b, { continuity: false }).z! ** 2, 1e-12)
})

test('the analysis of variance by brute force', () => {
  const all = groups.flatMap(({ sample }) => sample)
  const average = (x: readonly number[]) => x.reduce((s, v) => s + v, 0) / x.length
  const between = groups.reduce((s, { sample }) => s + sample.length * (average(sample) - average(all)) ** 2, 0)
  const within = groups.reduce((s, { sample }) => s + sample.reduce((t, x) => t + (x - average(sample)) ** 2, 0), 0)
  const f = between / 2 / (within / (all.length - 3))
  const result = anova(groups)
  close(result.statistic, f, 1e-12)
  close(result.p, fUpper(f, 2, all.length - 3), 1e-12)
  close(result.etaSquared, between / (between + within), 1e-12)
})

test('the order of groups does not matter', () => {
  const turned = groups.toReversed()
  for (const compare of [welchAnova, anova, kruskalWallis]) close(compare(turned).p, compare(groups).p!, 1e-12)
  const [there, back] = [gamesHowell(groups), gamesHowell(turned)]
  const same = back.find(({ first, second }) => first === 'west' && second === 'east')!
  close(same.estimate, -there[0]!.estimate!, 1e-14)
  close(same.p, there[0]!.p!, 1e-12)
})

test('comparisons say why they cannot be made', () => {
  const flat = [{ id: 'a', sample: [3, 3] }, { id: 'b', sample: [3, 3, 3] }]
  const cases = [
    [welchAnova([]), 'one-group'],
    [welchAnova([{ id: 'a', sample: [1, 2] }, { id: 'b', sample: [4] }]), 'one-group'],
    [welchAnova(flat), 'no-variance'],
    [anova(flat), 'no-variance'],
    [kruskalWallis(flat), 'all-tied'],
    [kruskalWallis([{ id: 'a', sample: [] }]), 'no-answers'],
    [mannWhitney([], [1]), 'empty-group'],
    [mannWhitney([1, 1], [1]), 'all-tied'],
    [wilcoxonSignedRank([1, 2], [1, 2]), 'all-tied'],
    [twoProportions({ count: 0, n: 0 }, { count: 1, n: 2 }), 'empty-group'],
    [twoProportions({ count: 2, n: 2 }, { count: 3, n: 3 }), 'no-variance'],
    [chiSquareTest([[0, 0], [0, 0]]), 'no-answers'],
    [chiSquareTest([[1, 2], [0, 0]]), 'one-group'],
    [chiSquareFit([0, 0]), 'no-answers'],
  ] as const
  for (const [result, reason] of cases) {
    assert.equal(result.reason, reason, result.method)
    honest(result)
  }
  assert.equal(welchAnova([...groups, { id: 'tiny', sample: [4] }]).warnings[0]!.code, 'groups-dropped')
  for (const pair of gamesHowell([...flat, { id: 'c', sample: [1, 2] }])) honest(pair)
})

test('groups form by label; rows without one stay out', () => {
  const found = groupsBy([1, 2, 3, 4], ['x', null, 'y', 'x'])
  assert.deepEqual(found.map(({ id, sample }) => [id, [...sample]]), [['x', [1, 4]], ['y', [3]]])
})

/** The largest Simes p over all sets of hypotheses that hold the i-th. */
function closedSimes(p: readonly number[], i: number): number {
  let largest = 0
  for (let set = 0; set < 1 << p.length; set++) {
    if (!(set & (1 << i))) continue
    const chosen = p.filter((_, j) => set & (1 << j)).sort((a, b) => a - b)
    largest = Math.max(largest, Math.min(...chosen.map((value, rank) => (chosen.length * value) / (rank + 1))))
  }
  return largest
}
