import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable } from '../testing/golden.ts'
import { zoneOfTolerance } from './zone.ts'
import { libqualRecords } from './zoneScores.ts'
import { mean } from './mean.ts'
import { weightsFromPoints } from './weights.ts'

const golden = ownJson('zot_simulated_a.json')
const table = ownTable('zot_simulated_a.csv')
const names: Record<string, string> = { t: 'tangibles', l: 'reliability', s: 'responsiveness', a: 'assurance', m: 'empathy' }
const items = golden.at('items').keys.map((id) => ({
  id,
  dimension: names[id[0]!]!,
  adequate: table.numbers(`${id}_adequate`),
  desired: table.numbers(`${id}_desired`),
  perceived: table.numbers(`${id}_perceived`),
}))
const weights = weightsFromPoints(Object.fromEntries(Object.values(names).map((name) => [name, table.numbers(`points_${name}`)])))
const result = zoneOfTolerance({ items, weights })

test('items and dimensions of the simulated study equal the reference', () => {
  for (const [level, rows] of [['items', result.items], ['dimensions', result.dimensions]] as const) {
    for (const row of rows) {
      const expected = golden.at(level, row.id)
      const what = `${level}.${row.id}`
      close(row.adequate.value, expected.at('adequate').number, 1e-10, `${what}.adequate`)
      close(row.desired.value, expected.at('desired').number, 1e-10, `${what}.desired`)
      close(row.perceived.value, expected.at('perceived').number, 1e-10, `${what}.perceived`)
      close(row.width, expected.at('width').number, 1e-10, `${what}.width`)
      close(row.position, expected.at('position').number, 1e-10, `${what}.position`)
      close(row.shareInside.value, expected.at('share_inside').number, 1e-10, `${what}.shareInside`)
      sameMean(row.adequacy, expected.at('msa'), `${what}.msa`)
      sameMean(row.superiority, expected.at('mss'), `${what}.mss`)
      assert.equal(row.n, expected.at('n').number)
    }
  }
  assert.equal(result.violations, golden.at('violations').number)
})

test('the whole, unweighted and weighted, equals the reference', () => {
  const expected = golden.at('overall')
  sameMean(result.overall.adequacy, expected.at('msa'), 'msa')
  sameMean(result.overall.superiority, expected.at('mss'), 'mss')
  sameMean(result.overall.weightedAdequacy!, expected.at('msa_weighted'), 'weighted msa')
  sameMean(result.overall.weightedSuperiority!, expected.at('mss_weighted'), 'weighted mss')
  assert.equal(weights.n, expected.at('weights_used').number)
  assert.equal(weights.rescaled, expected.at('weights_rescaled').number)
  assert.equal(weights.rejected, expected.at('weights_rejected').number)
  for (const name of Object.values(names)) close(weights.mean![name]?.value, expected.at('mean_weights', name).number, 1e-10, name)
})

test('responsiveness by branch equals the reference', () => {
  const branches = table.text('branch')
  const scores = result.scores.dimensions.find(({ id }) => id === 'responsiveness')!.adequacy
  const expected = golden.at('responsiveness_msa_by_branch')
  for (const branch of expected.keys) {
    sameMean(mean(scores.filter((_, i) => branches[i] === branch)), expected.at(branch), branch)
  }
})

test('results are honest about what they lack', () => {
  honest({ ...result, scores: null, reason: '', weights: { ...result.weights, shares: null, reason: '' } })
})

test('each respondent is counted once: valid, missing or in violation', () => {
  for (const item of result.items) assert.equal(item.n + item.missing + item.violations, result.respondents)
  for (const dimension of result.dimensions) assert.equal(dimension.n + dimension.missing, result.respondents)
})

test('superiority plus width is adequacy, and the weights do not touch the unweighted figures', () => {
  const unweighted = zoneOfTolerance({ items })
  for (const row of [...unweighted.items, ...unweighted.dimensions]) {
    close(row.superiority.value! + row.width!, row.adequacy.value!, 1e-12, row.id)
  }
  assert.equal(unweighted.overall.adequacy.value, result.overall.adequacy.value)
  assert.equal(unweighted.overall.weightedAdequacy, null)
  assert.equal(unweighted.weights, null)
})

test('little or odd data give reasons', () => {
  const one = (adequate: number[], desired: number[], perceived: number[]) =>
    zoneOfTolerance({ items: [{ id: 'i', dimension: 'd', adequate, desired, perceived }] })
  const cases = [
    [one([], [], []), 'no-answers', null],
    [one([5], [7], [6]), 'too-few', null],
    [one([8, 9], [5, 6], [6, 7]), 'no-answers', null],
    [one([5, 6, 7], [5, 6, 7], [3, 4, 4]), 'zone-without-width', 'below'],
    [one([5, 5, 5], [7, 7, 7], [6, 6, 6]), null, 'inside'],
  ] as const
  for (const [found, reason, status] of cases) {
    for (const row of [found.items[0]!, found.dimensions[0]!]) {
      assert.equal(row.reason, reason)
      assert.equal(row.status, status)
      honest(row)
    }
  }
  assert.equal(one([8, 9], [5, 6], [6, 7]).violations, 2)
  assert.throws(() => zoneOfTolerance({ items: [] }), { code: 'no-items' })
  assert.throws(() => one([1, 2], [1], [1]), { code: 'unequal-length' })
})

function sameMean(ours: ReturnType<typeof mean>, expected: ReturnType<typeof golden.at>, what: string): void {
  assert.equal(ours.n, expected.at('n').number, what)
  close(ours.value, expected.at('mean').number, 1e-10, `${what} mean`)
  close(ours.sd, expected.at('sd').number, 1e-10, `${what} sd`)
  close(ours.interval?.lower, expected.at('lower').number, 1e-10, `${what} lower`)
  close(ours.interval?.upper, expected.at('upper').number, 1e-10, `${what} upper`)
}

test('by LibQUAL’s rule careless and nearly empty records are left out whole, and the rest reads as if they had never come', () => {
  const from = { adequate: 5, desired: 7, perceived: 6 }
  const turned = { adequate: 8, desired: 7, perceived: 6 }
  const gap = { adequate: 5, desired: 7, perceived: Number.NaN }
  const record = (turnedItems: number, gaps: number) => Array.from({ length: 22 }, (_, i) => (i < turnedItems ? turned : i < turnedItems + gaps ? gap : from))
  const records = [record(9, 0), record(10, 0), record(0, 11), record(0, 12), record(9, 11), record(0, 22), record(0, 0)]
  const asked = (of: typeof records) => Array.from({ length: 22 }, (_, i) => ({ id: `${i}`, dimension: `${i % 2}`, adequate: of.map((one) => one[i]!.adequate), desired: of.map((one) => one[i]!.desired), perceived: of.map((one) => one[i]!.perceived) }))
  const found = zoneOfTolerance({ items: asked(records) }, { records: libqualRecords })
  assert.deepEqual([found.dropped, found.respondents, zoneOfTolerance({ items: asked(records) }).dropped], [2, 7, 0])
  const without = zoneOfTolerance({ items: asked(records.filter((_, i) => i !== 1 && i !== 3)) })
  assert.equal(found.violations, without.violations)
  found.dimensions.forEach((dimension, i) => assert.deepEqual([dimension.adequacy.value, dimension.n], [without.dimensions[i]!.adequacy.value, without.dimensions[i]!.n]))
})
