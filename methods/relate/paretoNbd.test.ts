import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logGamma } from '../numbers/gamma.ts'
import { hypergeometric } from '../numbers/hypergeometric.ts'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable, sharedJson, skipWithoutShared } from '../testing/golden.ts'
import type { PurchaseHistory } from './buyerModel.ts'
import { departures } from './paretoDepartures.ts'
import { paretoNbd, paretoNbdAlive, paretoNbdExpected, paretoNbdFuture, paretoNbdLogLikelihood, type ParetoNbdParameters } from './paretoNbd.ts'

const reference = ownJson('retention.json')
const columnsOf = (name: string) => ['repeats', 'last', 'observed'].map((column) => ownTable(name).numbers(column)) as [Float64Array, Float64Array, Float64Array]

test('the likeliest parameters are those another search finds with the formula as it was published', () => {
  for (const [file, key] of [['lifetimes_simulated.csv', 'pareto'], ['purchases_simulated.csv', 'pareto_of_purchases']] as const) {
    const golden = reference.at(key)
    const found = paretoNbd(...columnsOf(file))
    honest(found)
    close(found.logLikelihood, golden.at('loglik').number, 1e-9)
    assert.ok(found.logLikelihood! >= golden.at('loglik').number - 1e-6)
    for (const [name, value] of Object.entries(found.parameters!)) close(value, golden.at('parameters', name).number, 5e-3, `${file} ${name}`)
    for (const [name, value] of Object.entries(found.errors!)) close(value, golden.at('errors', name).number, 1e-2, `${file} error of ${name}`)
  }
})

test('the published model of music buyers: who is still there, and what a new one buys in a year', skipWithoutShared, () => {
  const golden = sharedJson('golden/survival_clv.json').at('btyd')
  const parameters = Object.fromEntries(['r', 'alpha', 's', 'beta'].map((name) => [name, golden.at('pnbd', name).number])) as unknown as ParetoNbdParameters
  close(paretoNbdExpected(parameters, 52), golden.at('pnbd_expected_52').number, 1e-12)
  const day = 1 / 7
  const first = [[2, 213 * day], [1, 12 * day], [0, 0], [0, 0], [0, 0]] as const
  first.forEach(([repeats, last], at) => close(paretoNbdAlive(parameters, { repeats, last, observed: 272 * day }), golden.at('pnbd_palive_first5', at).number, 1e-9))
})

const examples: ParetoNbdParameters[] = [
  { r: 0.6, alpha: 10, s: 0.7, beta: 3 },
  { r: 0.6, alpha: 3, s: 0.7, beta: 10 },
  { r: 1.4, alpha: 5, s: 2.2, beta: 5 },
]
const histories: PurchaseHistory[] = [
  { repeats: 0, last: 0, observed: 12 },
  { repeats: 2, last: 9, observed: 12 },
  { repeats: 7, last: 3, observed: 30 },
]

test('the likelihood and the probability to be there by integrating over all rates of buying and leaving', () => {
  for (const parameters of examples) {
    for (const history of histories) {
      const { whole, there } = overAllRates(parameters, history)
      close(paretoNbdLogLikelihood(parameters, history), Math.log(whole), 1e-9)
      close(paretoNbdAlive(parameters, history), there / whole, 1e-9)
    }
  }
})

/** Rates on a grid of logarithms, where the trapezoid rule is as good as exact. */
function overAllRates({ r, alpha, s, beta }: ParetoNbdParameters, { repeats: x, last, observed }: PurchaseHistory) {
  const h = 0.05
  const grid = (shape: number, rate: number) =>
    Array.from({ length: 1600 }, (_, i) => -60 + i * h).filter((u) => u < 6).map((u) => ({ value: Math.exp(u), weight: h * Math.exp(shape * (Math.log(rate) + u) - rate * Math.exp(u) - logGamma(shape)) }))
  let [whole, there] = [0, 0]
  const leaving = grid(s, beta)
  for (const { value: buying, weight } of grid(r, alpha)) {
    for (const { value: rate, weight: other } of leaving) {
      const both = buying + rate
      const stays = weight * other * buying ** x * Math.exp(-both * observed)
      there += stays
      whole += stays + (weight * other * buying ** x * rate * Math.exp(-both * last) * -Math.expm1(-both * (observed - last))) / both
    }
  }
  return { whole, there }
}

test('having left has the weight that 2F1 gives it, and its means are the slopes of that weight', () => {
  const random = randomStream(77)
  for (let round = 0; round < 400; round++) {
    const [r, alpha, s, beta] = Array.from({ length: 4 }, () => Math.exp(1.5 * random.normal())) as [number, number, number, number]
    const x = random.uniform() < 0.3 ? 0 : Math.floor(1 + 200 * random.uniform() ** 3)
    const observed = 1 + 100 * random.uniform()
    const last = x === 0 ? 0 : observed * random.uniform()
    const at = (changed: Partial<ParetoNbdParameters> = {}) => departures({ r, alpha, s, beta, ...changed }, x, last, observed, { log: 0, logAlpha: 0, logBeta: 0, shareAlpha: 0, shareBeta: 0 })
    const found = at()
    const fallen = (r + x) * Math.log1p((observed - last) / (alpha + last)) + s * Math.log1p((observed - last) / (beta + last))
    const share = s / (r + s + x)
    close(Math.exp(found.log), share * (bySeries({ r, alpha, s, beta }, x, last) - Math.exp(-fallen) * bySeries({ r, alpha, s, beta }, x, observed)), 1e-9)
    const h = 1e-4
    const slope = (name: 'r' | 's') => (at({ [name]: (name === 'r' ? r : s) + h }).log - at({ [name]: (name === 'r' ? r : s) - h }).log) / (2 * h)
    assert.ok(Math.abs(-slope('r') - found.logAlpha) < 1e-6 && Math.abs(Math.log((s + h) / (s - h)) / (2 * h) - slope('s') - found.logBeta) < 1e-6 * Math.max(1, 1 / s ** 3))
  }
})

/** `(r+s+x) (alpha+t)^(r+x) (beta+t)^s` times the integral from t on of `(alpha+y)^-(r+x) (beta+y)^-(s+1)`, after Euler's transformation of 2F1 (Abramowitz & Stegun 15.3.3). */
function bySeries({ r, alpha, s, beta }: ParetoNbdParameters, x: number, t: number): number {
  if (alpha >= beta) return hypergeometric(1, r + x, r + s + x + 1, (alpha - beta) / (alpha + t), (beta + t) / (alpha + t))
  return ((alpha + t) / (beta + t)) * hypergeometric(1, s + 1, r + s + x + 1, (beta - alpha) / (beta + t), (alpha + t) / (beta + t))
}

test('the likelihood is the same on either side of where alpha and beta meet', () => {
  for (const history of histories) {
    const at = (beta: number) => paretoNbdLogLikelihood({ r: 0.8, alpha: 6, s: 1.3, beta }, history)
    close(at(6 + 1e-9), at(6 - 1e-9), 1e-9)
    close(at(6), at(6 + 1e-9), 1e-9)
  }
})

test('another unit of time changes nothing but the unit', () => {
  const [repeats, last, observed] = columnsOf('lifetimes_simulated.csv')
  const weeks = paretoNbd(repeats, last, observed)
  const days = paretoNbd(repeats, last.map((t) => 7 * t), observed.map((t) => 7 * t))
  const purchases = repeats.reduce((sum, x) => sum + x, 0)
  close(days.logLikelihood, weeks.logLikelihood! - purchases * Math.log(7), 1e-9)
  for (const [name, factor] of [['r', 1], ['alpha', 7], ['s', 1], ['beta', 7]] as const) close(days.parameters![name], factor * weeks.parameters![name], 1e-4, name)
  const history = { repeats: 3, last: 9, observed: 20 }
  const scaled = { ...weeks.parameters!, alpha: 7 * weeks.parameters!.alpha, beta: 7 * weeks.parameters!.beta }
  close(paretoNbdLogLikelihood(scaled, { repeats: 3, last: 63, observed: 140 }), paretoNbdLogLikelihood(weeks.parameters!, history) - 3 * Math.log(7), 1e-12)
})

test('a customer is the likelier gone the longer the silence, at any rates and after any number of purchases', () => {
  const random = randomStream(5)
  for (let round = 0; round < 300; round++) {
    const [r, alpha, s, beta] = Array.from({ length: 4 }, () => Math.exp(3 * random.normal())) as [number, number, number, number]
    const repeats = Math.floor(1 + 400 * random.uniform() ** 4)
    const observed = 1 + 100 * random.uniform()
    const alive = [0.05, 0.3, 0.7, 0.999, 1].map((share) => paretoNbdAlive({ r, alpha, s, beta }, { repeats, last: share * observed, observed }))
    alive.forEach((p, at) => assert.ok(p >= 0 && p <= 1 && (at === 0 || p >= alive[at - 1]! - 1e-12), `${p} after ${alive[at - 1]} with ${[r, alpha, s, beta, repeats].join(' ')}`))
    close(alive.at(-1), 1, 1e-12)
  }
})

test('what is expected of the first half of a time and of what follows adds up to the whole', () => {
  const parameters = { r: 0.9, alpha: 4, s: 1, beta: 8 }
  const slow = (time: number) => {
    const steps = 20_000
    return Array.from({ length: steps }, (_, i) => ((parameters.r / parameters.alpha) * (parameters.beta / (parameters.beta + ((i + 0.5) * time) / steps)) ** parameters.s * time) / steps).reduce((sum, x) => sum + x, 0)
  }
  close(paretoNbdExpected(parameters, 15), slow(15), 1e-7)
  close(paretoNbdExpected({ ...parameters, s: 1 + 1e-9 }, 15), paretoNbdExpected(parameters, 15), 1e-7)
  assert.equal(paretoNbdExpected(parameters, 0), 0)
  const [followed, error] = reference.at('pareto', 'followed').numbers as [number, number]
  const golden = Object.fromEntries(['r', 'alpha', 's', 'beta'].map((name) => [name, reference.at('pareto', 'parameters', name).number])) as unknown as ParetoNbdParameters
  const [repeats, last, observed] = reference.at('pareto', 'history').numbers as [number, number, number]
  assert.ok(Math.abs(paretoNbdFuture(golden, { repeats, last, observed }, 26) - followed) < 4 * error)
})

test('what cannot be told has a reason', () => {
  const many = (x: number) => Array.from({ length: 20 }, () => x)
  const cases = [[[], [], [], 'no-answers'], [[1], [2], [3], 'too-few'], [many(0), many(0), many(9), 'no-variance'], [many(4), many(9), many(9), 'not-converged']] as const
  for (const [repeats, last, observed, reason] of cases) {
    const found = paretoNbd(repeats, last, observed)
    honest(found)
    assert.equal(found.reason, reason)
  }
  const [repeats, last, observed] = columnsOf('lifetimes_simulated.csv')
  const few = paretoNbd([...repeats.slice(0, 60), 3, Number.NaN], [...last.slice(0, 60), 12, 1], [...observed.slice(0, 60), 9, 9])
  assert.deepEqual([few.n, few.missing, few.warnings[0]?.code], [60, 2, 'small-sample'])
  assert.throws(() => paretoNbdExpected(examples[0]!, -1), { code: 'invalid-parameter' })
})
