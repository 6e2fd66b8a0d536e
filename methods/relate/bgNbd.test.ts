import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable, sharedJson, skipWithoutShared } from '../testing/golden.ts'
import { bgNbd, expectedPurchases, futurePurchases, probabilityAlive, type BgNbdParameters } from './bgNbd.ts'

const bought = ownTable('purchases_simulated.csv')
const columns = ['repeats', 'last', 'observed'].map((name) => bought.numbers(name)) as [Float64Array, Float64Array, Float64Array]
const reference = ownJson('retention.json').at('bgnbd')

test('the likeliest parameters of four hundred customers are those another search finds', () => {
  const found = bgNbd(...columns)
  honest(found)
  assert.equal(found.n, 400)
  close(found.logLikelihood, reference.at('loglik').number, 1e-10)
  for (const [name, value] of Object.entries(found.parameters!)) close(value, reference.at('parameters', name).number, 2e-4, name)
  for (const [name, value] of Object.entries(found.errors!)) close(value, reference.at('errors', name).number, 2e-3, `error of ${name}`)
  assert.ok(found.logLikelihood! >= reference.at('loglik').number - 1e-9)
})

test('purchases expected of a new customer agree with a million that were followed', () => {
  const parameters = reference.at('parameters').raw as BgNbdParameters
  const [mean, error] = reference.at('followed').numbers as [number, number]
  assert.ok(Math.abs(expectedPurchases(parameters, 40) - mean) < 3 * error)
  assert.equal(expectedPurchases(parameters, 0), 0)
})

test('what is expected of the first half of a time and of what follows adds up to the whole', () => {
  const parameters = { r: 0.7, alpha: 5, a: 0.6, b: 2 }
  const draws = 200_000
  const random = randomStream(9)
  const gamma = gammaDraws(random, parameters.r)
  let whole = 0
  let future = 0
  for (let i = 0; i < draws; i++) {
    const rate = gamma() / parameters.alpha
    const [u, v] = [gammaDraw(random, parameters.a), gammaDraw(random, parameters.b)]
    const leaving = u / (u + v)
    let [at, repeats, last] = [0, 0, 0]
    for (;;) {
      at -= Math.log(random.uniform()) / rate
      if (at > 20) break
      whole++
      if (at <= 10) [repeats, last] = [repeats + 1, at]
      if (random.uniform() < leaving) break
    }
    future += repeats + futurePurchases(parameters, { repeats, last, observed: 10 }, 10)
  }
  const expected = expectedPurchases(parameters, 20)
  assert.ok(Math.abs(whole / draws - expected) < 0.02 * expected, `${whole / draws} is not ${expected}`)
  assert.ok(Math.abs(future / draws - expected) < 0.02 * expected, `${future / draws} is not ${expected}`)
})

test('the published model of music buyers ranks its example customer as its authors do', skipWithoutShared, () => {
  const golden = sharedJson('golden/survival_clv.json').at('btyd', 'bgnbd')
  const parameters = Object.fromEntries(['r', 'alpha', 'a', 'b'].map((name) => [name, golden.at(name).number])) as unknown as BgNbdParameters
  // Fader, Hardie & Lee (2005), section 4: x = 2, t_x = 30.43, T = 38.86, next 39 weeks
  close(futurePurchases(parameters, { repeats: 2, last: 30.43, observed: 38.86 }, 39), 1.226, 5e-4)
})

test('a customer is the likelier gone the longer the silence, and never before a second purchase', () => {
  const parameters = { r: 0.5, alpha: 6, a: 0.8, b: 2.5 }
  const alive = [10, 20, 40].map((observed) => probabilityAlive(parameters, { repeats: 3, last: 9, observed }))
  assert.ok(alive[0]! > alive[1]! && alive[1]! > alive[2]!)
  assert.equal(probabilityAlive(parameters, { repeats: 0, last: 0, observed: 100 }), 1)
  close(expectedPurchases({ ...parameters, a: 1 }, 12), expectedPurchases({ ...parameters, a: 1 + 1e-5 }, 12), 1e-4)
})

test('what cannot be told has a reason; impossible histories are missing', () => {
  const many = (count: number, x: number) => Array.from({ length: count }, () => x)
  const reasonOf = (...call: Parameters<typeof bgNbd>) => {
    const found = bgNbd(...call)
    honest(found)
    return found.reason
  }
  assert.equal(reasonOf([], [], []), 'no-answers')
  assert.equal(reasonOf([1], [2], [3]), 'too-few')
  assert.equal(reasonOf(many(20, 0), many(20, 0), many(20, 9)), 'no-variance')
  assert.equal(bgNbd([...columns[0], 2, 1, 1.5], [...columns[1], 9, 0, 3], [...columns[2], 8, 5, 5]).missing, 3)
  assert.throws(() => expectedPurchases({ r: 1, alpha: 1, a: 2, b: 1 }, -1), { code: 'invalid-parameter' })
})

type Stream = ReturnType<typeof randomStream>

function gammaDraws(random: Stream, shape: number): () => number {
  return () => gammaDraw(random, shape)
}

/** Marsaglia & Tsang (2000), with the boost for shapes below 1. */
function gammaDraw(random: Stream, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * random.uniform() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = random.normal()
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}
