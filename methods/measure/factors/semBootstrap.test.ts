import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Columns } from '../../columns.ts'
import { randomStream } from '../../numbers/random.ts'
import { close, honest } from '../../testing/close.ts'
import { ownTable } from '../../testing/golden.ts'
import { semEffects } from './effects.ts'
import { semBootstrap, type SemBootstrap } from './semBootstrap.ts'
import { semEstimate } from './semEstimate.ts'
import type { SemModel } from './semModel.ts'
import { semStudy } from './semStudy.ts'

const simulated = ownTable('sem_simulated.csv')
const columns: Columns = Object.fromEntries(simulated.names.slice(1).map((name) => [name, simulated.numbers(name)]))
const groups = simulated.text('group')
/** What is seen of a works on c1 by way of b1, whose answers are steps of a chain. */
const model: SemModel = { factors: [{ id: 'a', items: ['a1', 'a2', 'a3'] }], regressions: [{ from: 'a', to: 'b1' }, { from: 'b1', to: 'c1' }, { from: 'a', to: 'c1' }] }
const ids = ['a1', 'a2', 'a3', 'b1', 'c1']

function indirect({ effects }: SemBootstrap) {
  return effects!.find(({ from, to, kind }) => from === 'a' && to === 'c1' && kind === 'indirect')!
}

function rowsOf(data: Columns): number[] {
  return [...data['a1']!.keys()].filter((row) => ids.every((id) => Number.isFinite(data[id]![row])))
}

describe('effects of a structural model by resampling', () => {
  test('each resample is the estimate of the respondents drawn, and the interval holds 95 % of them', () => {
    const found = semBootstrap(columns, model, { resamples: 60, seed: 4 })
    honest(found)
    const complete = rowsOf(columns)
    const again = Array.from({ length: 60 }, (_, r) => {
      const random = randomStream(4, r)
      const drawn = complete.map(() => complete[random.whole(complete.length)]!)
      const study = semStudy(Object.fromEntries(ids.map((id) => [id, drawn.map((row) => columns[id]![row]!)])), model)
      return semEffects(study, semEstimate(study)).effects!.find(({ from, to }) => from === 'a' && to === 'c1')!.indirect!.value
    }).sort((a, b) => a - b)
    const { estimate, se, interval } = indirect(found)
    const mean = again.reduce((sum, x) => sum + x, 0) / 60
    close(se, Math.sqrt(again.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 59), 1e-8)
    // R's quantile of type 7: positions 1 + 59 p
    close(interval!.lower, again[1]! + 0.475 * (again[2]! - again[1]!), 1e-8)
    close(interval!.upper, again[57]! + 0.525 * (again[58]! - again[57]!), 1e-8)
    assert.equal(estimate, semEffects(semStudy(columns, model), semEstimate(semStudy(columns, model))).effects!.find(({ from, to }) => from === 'a' && to === 'c1')!.indirect!.value)
  })

  test('errors are close to those of the delta method where answers are many and normal', () => {
    const study = semStudy(columns, model)
    const delta = semEffects(study, semEstimate(study)).effects!
    for (const { from, to, kind, se } of semBootstrap(columns, model, { resamples: 300, seed: 2 }).effects!) {
      const there = delta.find((one) => one.from === from && one.to === to)![kind]!
      assert.ok(Math.abs(se! / there.se! - 1) < 0.2, `${from} → ${to} ${kind}: ${se} against ${there.se}`)
    }
  })

  test('BCa moves the interval to where the estimate says it lies, and a seed gives it again', () => {
    const options = { resamples: 200, seed: 7, interval: 'bca' as const }
    const small = Object.fromEntries(ids.map((id) => [id, columns[id]!.slice(0, 90)]))
    const bca = semBootstrap(small, model, options)
    assert.deepEqual(bca, semBootstrap(small, model, options))
    const plain = indirect(semBootstrap(small, model, { ...options, interval: 'percentile' }))
    const { interval, estimate } = indirect(bca)
    assert.ok(interval!.lower < estimate && estimate < interval!.upper)
    assert.notEqual(interval!.lower, plain.interval!.lower)
    assert.equal(plain.se, indirect(bca).se)
  })

  test('groups are drawn by themselves, and the order of the columns changes nothing', () => {
    const found = semBootstrap(columns, model, { groups, resamples: 20 })
    honest(found)
    assert.deepEqual([...new Set(found.effects!.map(({ group }) => group))], [...new Set(groups)].sort())
    const turned = Object.fromEntries(Object.entries(columns).toReversed())
    assert.deepEqual(semBootstrap(turned, model, { groups, resamples: 20 }), found)
  })

  test('nothing to estimate gives its reason, and resamples that fail are counted', () => {
    const none = semBootstrap({ ...columns, b1: columns['b1']!.map(() => 3) }, model, { resamples: 5 })
    honest(none)
    assert.deepEqual([none.effects, none.reason], [null, 'no-variance'])
    const rare = { ...columns, c1: columns['c1']!.map((_, row) => (row === rowsOf(columns)[5] ? 1 : 0)) }
    const some = semBootstrap(rare, model, { resamples: 40 })
    honest(some)
    const failed = Object.values(some.failures).reduce((sum, n) => sum + n, 0)
    assert.ok(failed > 5 && failed < 40, JSON.stringify(some.failures))
    assert.deepEqual(some.warnings, [{ code: 'resamples-failed', detail: { failed, resamples: 40 } }])
    assert.throws(() => semBootstrap(columns, model, { resamples: 1 }), { code: 'invalid-parameter' })
  })
})
