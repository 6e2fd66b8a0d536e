import assert from 'node:assert/strict'
import { test } from 'node:test'
import { covarianceMatrix } from '../../numbers/covariance.ts'
import { shuffled } from '../../numbers/shuffled.ts'
import { close, honest } from '../../testing/close.ts'
import { simulatedPaths } from '../../testing/simulatedPaths.ts'
import { welchT } from '../tTest.ts'
import { plsCompareGroups } from './compareGroups.ts'
import { plsEstimate } from './estimate.ts'
import { plsGrouping, type PlsGrouping } from './grouping.ts'
import { micom } from './micom.ts'
import { plsPermutations } from './permutations.ts'
import { plsReplicates } from './replicates.ts'
import { plsScores } from './scores.ts'
import { statisticsOf } from './statistics.ts'
import { plsStudy } from './study.ts'

const { model, columns } = simulatedPaths({ n: 90, seed: 8 })
// the second group's b hangs on nothing, and its mean is higher
const labels = Array.from({ length: 90 }, (_, r) => (r % 9 === 0 ? null : r % 2 === 0 ? 'north' : 'south'))
const moved = Object.fromEntries(
  Object.entries(columns).map(([id, values]) => [id, values.map((x, r) => (labels[r] === 'south' && id.startsWith('b') ? values[(r + 22) % 90]! + 2 : x))]),
)
const study = plsStudy(moved, model)
const grouping = plsGrouping(study, labels, ['north', 'south'])
const permutations = [plsPermutations(grouping, { from: 0, count: 99, seed: 1 })]

function groupColumns(group: string | null): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(moved).map(([id, values]) => [id, values.filter((_, r) => (group === null ? labels[r] !== null : labels[r] === group))]))
}

test('each group is a study of its own', () => {
  assert.deepEqual([grouping.pooled.n, grouping.studies[0].n, grouping.studies[1].n], [80, 40, 40])
  for (const [at, id] of grouping.ids.entries()) {
    const alone = plsEstimate(plsStudy(groupColumns(id), model)).solution!
    for (const [i, { estimate }] of plsEstimate(grouping.studies[at]!).solution!.paths.entries()) close(estimate, alone.paths[i]!.estimate, 1e-9)
  }
  assert.throws(() => plsGrouping(study, ['north'], ['north', 'south']), { code: 'unequal-length' })
})

test('invariance of composites by its definition', () => {
  const found = micom(grouping, permutations)
  honest(found)
  const pooled = groupColumns(null)
  const weights = grouping.ids.map((id) => plsEstimate(plsStudy(groupColumns(id), model)).solution!.indicators)
  const { scores } = plsScores(plsStudy(pooled, model))
  const members = labels.filter((label) => label !== null)
  for (const { id, compositional, means, variances } of found.constructs!) {
    const made = weights.map((indicators) => {
      const own = indicators.filter(({ construct }) => construct === id)
      return pooled.a1!.map((_, r) => own.reduce((sum, item) => sum + (item.weight * pooled[item.id]![r]!) / sdOf(pooled[item.id]!), 0))
    })
    const { matrix } = covarianceMatrix(made)
    close(compositional.correlation, matrix[1]! / Math.sqrt(matrix[0]! * matrix[3]!), 1e-9, id)
    const [north, south] = grouping.ids.map((group) => scores![id]!.filter((_, r) => members[r] === group)) as [Float64Array, Float64Array]
    close(means.difference, meanOf(north) - meanOf(south), 1e-8, id)
    close(variances.difference, Math.log(sdOf(north) ** 2 / sdOf(south) ** 2), 1e-8, id)
  }
  assert.equal(found.constructs!.find(({ id }) => id === 'b')!.means.holds, false)
})

test('a permutation equals a grouping with shuffled labels', () => {
  const order = shuffled(80, 1, 5)
  const kept = labels.filter((label) => label !== null)
  const again = plsGrouping(plsStudy(groupColumns(null), model), Array.from(order, (place) => kept[place]!), ['north', 'south'])
  const [north, south] = again.studies.map((part) => plsEstimate(part).solution!.paths)
  const { values } = plsPermutations(grouping, { from: 5, count: 1, seed: 1 })
  for (const [at, { estimate }] of north!.entries()) close(values[12 + at], estimate - south![at]!.estimate, 1e-8)
})

test('any division of the permutations gives the same', () => {
  const parts = [plsPermutations(structuredClone(grouping), { from: 40, count: 59, seed: 1 }), plsPermutations(grouping, { from: 0, count: 40, seed: 1 })]
  assert.deepEqual(micom(grouping, parts), micom(grouping, permutations))
  assert.throws(() => micom(grouping, parts.slice(0, 1)), { code: 'invalid-parameter' })
})

test('paths compared by four methods', () => {
  const draw = (of: PlsGrouping, group: 0 | 1) => [plsReplicates(of.studies[group], { from: 0, count: 150, seed: 20 + group })]
  const bootstraps = [draw(grouping, 0), draw(grouping, 1)] as const
  const found = plsCompareGroups(grouping, { bootstraps, permutations })
  honest(found)
  const start = statisticsOf(study).list.findIndex(({ kind }) => kind === 'path')
  const width = statisticsOf(study).list.length
  for (const [at, path] of found.paths!.entries()) {
    const samples = bootstraps.map(([part]) => Float64Array.from({ length: part!.kept }, (_, b) => part!.values[b * width + start + at]!))
    const [first, second] = [samples[0]!, samples[1]!]
    const [m1, m2] = [meanOf(first), meanOf(second)]
    const [s1, s2] = [sdOf(first), sdOf(second)]
    let above = 0
    for (const b1 of first) for (const b2 of second) if (2 * m1 - b1 - 2 * m2 + b2 > 0) above++
    close(path.henseler.p, 1 - above / (first.length * second.length), 1e-9)
    close(path.parametric.t, path.difference / (Math.sqrt((39 ** 2 / 78) * s1 ** 2 + (39 ** 2 / 78) * s2 ** 2) * Math.sqrt(2 / 40)), 1e-9)
    assert.equal(path.parametric.df, 78)
    const welch = welchT({ n: 40, mean: path.estimates[0], squares: s1 ** 2 * 40 * 39 }, { n: 40, mean: path.estimates[1], squares: s2 ** 2 * 40 * 39 })
    close(path.welch.t, welch.statistic!, 1e-9)
    close(path.welch.p, welch.p!, 1e-9)
    const exceeding = Array.from({ length: 99 }, (_, b) => Math.abs(permutations[0]!.values[b * 16 + 12 + at]!)).filter((d) => d >= Math.abs(path.difference)).length
    close(path.permutation!.p, (1 + exceeding) / 100, 1e-12)
  }
  const first = found.paths![0]!
  for (const p of [first.parametric.p, first.welch.p, first.permutation!.p]) assert.ok(p! < 0.05)
  assert.equal(plsCompareGroups(grouping, { bootstraps }).paths![0]!.reason, 'not-applicable')
})

test('a group that is not there, or cannot be estimated', () => {
  const draw = (of: PlsGrouping, group: 0 | 1) => [plsReplicates(of.studies[group], { from: 0, count: 3, seed: 1 })]
  const lonely = plsGrouping(study, labels, ['north', 'east'])
  const flat = plsGrouping(plsStudy({ ...moved, c1: moved.c1!.map((x, r) => (labels[r] === 'south' ? 3 : x)) }, model), labels, ['north', 'south'])
  for (const [of, reasons] of [[lonely, ['too-few', 'empty-group']], [flat, ['no-variance', 'no-variance']]] as const) {
    const invariance = micom(of, [plsPermutations(of, { from: 0, count: 3, seed: 1 })])
    const comparison = plsCompareGroups(of, { bootstraps: [draw(of, 0), draw(of, 1)] })
    honest(invariance)
    honest(comparison)
    assert.deepEqual([invariance.reason, comparison.reason], reasons)
  }
})

function meanOf(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}

function sdOf(values: Float64Array): number {
  return Math.sqrt(covarianceMatrix([values]).matrix[0]!)
}
