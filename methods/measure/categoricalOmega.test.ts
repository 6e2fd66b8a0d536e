import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable } from '../testing/golden.ts'
import { alpha } from './alpha.ts'
import { categoricalOmega } from './categoricalOmega.ts'
import { ordinalReliability } from './ordinalReliability.ts'

const table = ownTable('robust_simulated.csv')
const itemsOf = (ids: readonly string[]) => ids.map((id) => ({ id, answers: table.numbers(id) }))

test('Green and Yang’s omega and its loadings equal those of R', () => {
  for (const golden of ownJson('ordinal.json').at('scales').list) {
    const ids = golden.at('names').raw as string[]
    const found = categoricalOmega(itemsOf(ids))
    honest(found)
    assert.equal(found.n, golden.at('n').number)
    close(found.value, golden.at('omega').number, 1e-5)
    for (const id of ids) close(found.loadings![id], golden.at('loadings', id).number, 1e-5)
  }
})

test('of many answers cut from one factor it is the share of the sum that comes back in a second, parallel sum', () => {
  const random = randomStream(12)
  const cuts = [[-1, 0.2, 0.8], [-0.3, 1.1, 1.8], [0, 0.5, 2]]
  const loadings = [0.8, 0.7, 0.6]
  const n = 20_000
  const twice = [0, 1].map(() => cuts.map(() => new Float64Array(n)))
  for (let row = 0; row < n; row++) {
    const factor = random.normal()
    for (const form of twice) for (const [i, answers] of form.entries()) answers[row] = cuts[i]!.filter((cut) => loadings[i]! * factor + Math.sqrt(1 - loadings[i]! ** 2) * random.normal() > cut).length
  }
  const sums = twice.map((form) => form[0]!.map((_, row) => form.reduce((sum, answers) => sum + answers[row]!, 0)))
  const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / n
  const covariance = (a: Float64Array, b: Float64Array) => mean(a.map((x, i) => x * b[i]!)) - mean(a) * mean(b)
  const parallel = covariance(sums[0]!, sums[1]!) / Math.sqrt(covariance(sums[0]!, sums[0]!) * covariance(sums[1]!, sums[1]!))
  const items = twice[0]!.map((answers, i) => ({ id: `${i}`, answers }))
  const found = categoricalOmega(items)
  assert.ok(Math.abs(found.value! - parallel) < 0.015, `${found.value} and ${parallel}`)
  assert.ok(found.value! < ordinalReliability(items).omega!)
  assert.ok(Math.abs(found.value! - alpha(items).value!) < 0.05)
})

test('turning an item’s steps round with the sign of its answers, or stretching all of them, changes nothing', () => {
  const items = itemsOf(['oa1', 'oa2', 'oa3', 'ob1'])
  const found = categoricalOmega(items)
  close(categoricalOmega(items.map(({ id, answers }) => ({ id, answers: answers.map((x) => 10 - 3 * x) }))).value, found.value!, 1e-8)
  close(categoricalOmega(items.toReversed()).value, found.value!, 1e-8)
  assert.notEqual(categoricalOmega(items.map(({ id, answers }, i) => ({ id, answers: i === 0 ? answers.map((x) => 3 * x) : answers }))).value, found.value)
})

test('what cannot be told has a reason', () => {
  const [one, two, three] = itemsOf(['oa1', 'oa2', 'oa3'])
  const flat = { id: 'flat', answers: new Float64Array(360).fill(3) }
  const cases = [[[one!], 'single-item'], [[one!, two!], 'not-applicable'], [[one!, two!, flat], 'no-variance'], [[one!, two!, { id: 'twin', answers: one!.answers }], 'improper'], [[one!, two!, three!].map(({ id }) => ({ id, answers: [] })), 'no-answers']] as const
  for (const [items, reason] of cases) {
    const found = categoricalOmega(items)
    honest(found)
    assert.deepEqual([found.value, found.reason], [null, reason])
  }
})
