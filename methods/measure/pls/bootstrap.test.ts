import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalLower, normalQuantile } from '../../numbers/normal.ts'
import { randomStream } from '../../numbers/random.ts'
import { quantile } from '../../numbers/orderStatistics.ts'
import { close, honest } from '../../testing/close.ts'
import { mobileColumns, mobileModel, mobileScales, named } from '../../testing/ecsi.ts'
import { sharedJson, skipWithoutShared } from '../../testing/golden.ts'
import { simulatedPaths } from '../../testing/simulatedPaths.ts'
import { plsEstimate } from './estimate.ts'
import { plsBootstrap, plsIntervals } from './intervals.ts'
import { latentIndex } from './latentIndex.ts'
import { plsJackknife, plsReplicates } from './replicates.ts'
import { statisticsOf } from './statistics.ts'
import { plsStudy } from './study.ts'

const { model, columns } = simulatedPaths({ n: 60, seed: 5 })
const scales = Object.fromEntries(Object.keys(columns).map((id) => [id, { min: -5, max: 15 }]))
const study = plsStudy(columns, model, { scales })
const { list } = statisticsOf(study)

test('standard errors of the mobile study are those of seminr, within chance', skipWithoutShared, () => {
  const golden = sharedJson('golden/pls_more.json').at('ecsi_bootstrap1000')
  const found = plsBootstrap(plsStudy(mobileColumns(), mobileModel, { scales: mobileScales }), { resamples: 1000, seed: 123 })
  honest(found)
  assert.deepEqual(found.failures, {})
  for (const [kind, name] of [['path', 'paths'], ['htmt', 'htmt'], ['loading', 'loadings']] as const) {
    for (const figure of found.figures!.filter((one) => one.kind === kind)) {
      const construct = mobileModel.constructs.find(({ items }) => items.includes(figure.of))?.id
      const label = kind === 'loading' ? `${figure.of}  ->  ${named(construct!)}` : `${named(figure.of)}  ->  ${named(figure.to!)}`
      const row = (golden.at(name, 'rows').raw as string[]).indexOf(label)
      const [estimate, , sd, , lower, upper] = golden.at(name, 'values', row).numbers
      close(figure.estimate, estimate!, 1e-6, label)
      if (sd! < 1e-8) continue // a single item
      assert.ok(Math.abs(figure.se! / sd! - 1) < 0.12, `${label}: ${figure.se} ${sd}`)
      assert.ok(Math.abs(figure.interval!.lower - lower!) < 0.6 * sd! && Math.abs(figure.interval!.upper - upper!) < 0.6 * sd!, label)
    }
  }
})

test('any division into ranges, in any order, gives the same figures', () => {
  const whole = plsBootstrap(study, { resamples: 40, seed: 9 })
  const part = (from: number, count: number) => structuredClone(plsReplicates(structuredClone(study), { from, count, seed: 9 }))
  assert.deepEqual(plsIntervals(study, [part(25, 15), part(0, 7), part(7, 18)]), whole)
  assert.notDeepEqual(plsBootstrap(study, { resamples: 40, seed: 10 }).figures, whole.figures)
  const bca = plsBootstrap(study, { resamples: 40, seed: 9, interval: 'bca' })
  const jackknife = [plsJackknife(study, { from: 20 }), plsJackknife(study, { count: 20 })]
  assert.deepEqual(plsIntervals(study, [part(0, 40)], { jackknife }), bca)
})

test('ranges that do not make up one bootstrap are refused', () => {
  const part = (from: number, seed = 9) => plsReplicates(study, { from, count: 5, seed })
  for (const parts of [[part(5)], [part(0), part(10)], [part(0), part(0)], [part(0), part(5, 8)], []]) {
    assert.throws(() => plsIntervals(study, parts), { code: 'invalid-parameter' })
  }
  assert.throws(() => plsBootstrap(study, { resamples: 0, seed: 1 }), { code: 'invalid-parameter' })
  assert.throws(() => plsJackknife(study, { from: 0, count: 61 }), { code: 'invalid-parameter' })
})

test('a resample equals an estimate of the drawn respondents', () => {
  const { values } = plsReplicates(study, { from: 3, count: 1, seed: 9, signs: 'none' })
  const random = randomStream(9, 3)
  const drawn = Array.from({ length: 60 }, () => random.whole(60))
  const again = plsStudy(Object.fromEntries(Object.entries(columns).map(([id, all]) => [id, drawn.map((r) => all[r]!)])), model, { scales })
  const { indicators, paths, effects, explained, constructs, pairs } = plsEstimate(again).solution!
  const { indices } = latentIndex(again)
  for (const [at, { kind, of, to }] of list.entries()) {
    const effect = effects.find((other) => other.from === of && other.to === to)
    const reliability = constructs.find(({ id }) => id === of)?.reliability
    const expected = {
      weight: indicators.find(({ id }) => id === of)?.weight,
      loading: indicators.find(({ id }) => id === of)?.loading,
      path: paths.find((other) => other.from === of && other.to === to)?.estimate,
      total: effect?.total,
      indirect: effect?.indirect,
      r2: explained.find(({ id }) => id === of)?.r2,
      alpha: reliability?.alpha,
      rhoC: reliability?.rhoC,
      ave: reliability?.ave,
      rhoA: reliability?.rhoA,
      htmt: pairs.find(({ first, second }) => first === of && second === to)?.htmt,
      index: indices!.find(({ construct }) => construct === of)?.value,
    }[kind]
    close(values[at], expected!, 1e-8, `${kind} ${of} ${to ?? ''}`)
  }
})

test('a jackknife value is an estimate without the respondent', () => {
  const { values } = plsJackknife(study, { from: 17, count: 1 })
  const rest = plsStudy(Object.fromEntries(Object.entries(columns).map(([id, all]) => [id, all.filter((_, r) => r !== 17)])), model)
  const start = list.findIndex(({ kind }) => kind === 'path')
  for (const [at, { estimate }] of plsEstimate(rest).solution!.paths.entries()) close(values[start + at], estimate, 1e-8)
})

test('the BCa interval by its formula', () => {
  const at = list.findIndex(({ kind }) => kind === 'path')
  const width = list.length
  const { figures } = plsBootstrap(study, { resamples: 200, seed: 2, interval: 'bca', level: 0.9 })
  const { estimate, interval } = figures![at]!
  const drawn = plsReplicates(study, { from: 0, count: 200, seed: 2 }).values
  const without = plsJackknife(study).values
  const sample = Array.from({ length: 200 }, (_, b) => drawn[b * width + at]!).sort((a, b) => a - b)
  const left = Array.from({ length: 60 }, (_, r) => without[r * width + at]!)
  const mean = left.reduce((sum, x) => sum + x, 0) / 60
  const skew = left.reduce((sum, x) => sum + (mean - x) ** 3, 0) / (6 * left.reduce((sum, x) => sum + (mean - x) ** 2, 0) ** 1.5)
  const bias = normalQuantile(sample.filter((x) => x < estimate!).length / 200)
  const limit = (p: number) => quantile(sample, normalLower(bias + (bias + normalQuantile(p)) / (1 - skew * (bias + normalQuantile(p)))))
  close(interval!.lower, limit(0.05), 1e-9)
  close(interval!.upper, limit(0.95), 1e-9)
})

test('signs: a construct that came out the other way round is turned, or each figure, or nothing', () => {
  // b's items are divided, so that its sign hangs on the resample
  const divided = { ...columns, b2: columns.b2!.map((x, r) => (r % 2 === 0 ? -x : x)), b1: columns.b1!.map((x) => -x) }
  const two = { constructs: model.constructs.map((one) => (one.id === 'b' ? { ...one, items: ['b1', 'b3'] } : one)), paths: model.paths }
  const shaky = plsStudy(divided, two)
  const figure = (signs: 'none' | 'construct' | 'individual') => {
    const { figures } = plsBootstrap(shaky, { resamples: 100, seed: 1, signs })
    return figures!.find(({ kind, of }) => kind === 'path' && of === 'a')!
  }
  assert.ok(figure('none').se! > 2 * figure('construct').se!)
  const { estimate, interval } = figure('individual')
  assert.ok(interval!.lower * estimate! >= 0 && interval!.upper * estimate! >= 0)
})

test('resamples that cannot be estimated are left out and counted', () => {
  const rare = { ...columns, b2: columns.b2!.map((_, r) => (r === 7 ? 1 : 0)) }
  const found = plsBootstrap(plsStudy(rare, model), { resamples: 100, seed: 4 })
  honest(found)
  const failed = found.failures['no-variance']!
  assert.ok(failed > 20 && failed < 55, String(failed))
  assert.deepEqual(found.warnings, [{ code: 'resamples-failed', detail: { failed, resamples: 100 } }])
  for (const { resamples } of found.figures!) assert.equal(resamples, 100 - failed)
  const flat = plsBootstrap(plsStudy({ ...columns, b2: columns.b2!.map(() => 1) }, model), { resamples: 5, seed: 4, interval: 'bca' })
  honest(flat)
  assert.deepEqual([flat.figures, flat.reason, flat.warnings[0]!.detail.item], [null, 'no-variance', 'b2'])
})

test('inadmissible resamples of consistent PLS are counted as such', () => {
  const random = randomStream(1)
  const noisy = Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, values.map((x) => x + 1.5 * random.normal())]))
  const found = plsBootstrap(plsStudy(noisy, model, { consistent: true }), { resamples: 60, seed: 2 })
  honest(found)
  assert.ok(found.failures.improper! > 0 && found.figures![0]!.resamples === 60 - found.failures.improper!)
})

test('nobody to draw from is no reason to throw', () => {
  const empty = Object.fromEntries(Object.keys(columns).map((id) => [id, [] as number[]]))
  for (const interval of ['percentile', 'bca'] as const) {
    const found = plsBootstrap(plsStudy(empty, model), { resamples: 5, seed: 1, interval })
    honest(found)
    assert.equal(found.reason, 'no-answers')
  }
})
