import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logBeta } from '../numbers/gamma.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson, ownTable } from '../testing/golden.ts'
import { bgBb, bgBbAlive, bgBbDiscounted, bgBbExpected, bgBbFuture, bgBbLogLikelihood, type BgBbParameters } from './bgBb.ts'
import type { PurchaseHistory } from './buyerModel.ts'

/** Fader, Hardie & Shang (2010), table 1: gifts in six years after the first, year of the last one, supporters. */
const donations = [
  [6, 6, 1203], [5, 6, 728], [4, 6, 512], [3, 6, 357], [2, 6, 234], [1, 6, 129], [5, 5, 335], [4, 5, 284], [3, 5, 225], [2, 5, 173], [1, 5, 119],
  [4, 4, 240], [3, 4, 181], [2, 4, 155], [1, 4, 78], [3, 3, 322], [2, 3, 255], [1, 3, 129], [2, 2, 613], [1, 2, 277], [1, 1, 1091], [0, 0, 3464],
] as const
const given = (at: 0 | 1 | 2) => donations.map((row) => row[at])
const six = donations.map(() => 6)

test('eleven thousand supporters give as the paper prints', () => {
  const found = bgBb(given(0), given(1), six, given(2))
  honest(found)
  assert.equal(found.n, 11104)
  close(found.logLikelihood, -33225.6, 2e-6)
  const printed = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }
  for (const [name, value] of Object.entries(printed)) close(found.parameters![name as keyof BgBbParameters], value, 1e-3, name)
})

test('the likeliest parameters and their errors are those another search finds', () => {
  const seen = ownTable('occasions_simulated.csv')
  const golden = ownJson('retention.json').at('bgbb')
  const found = bgBb(seen.numbers('repeats'), seen.numbers('last'), seen.numbers('occasions'))
  honest(found)
  close(found.logLikelihood, golden.at('loglik').number, 1e-10)
  assert.ok(found.logLikelihood! >= golden.at('loglik').number - 1e-8)
  for (const [name, value] of Object.entries(found.parameters!)) close(value, golden.at('parameters', name).number, 2e-3, name)
  for (const [name, value] of Object.entries(found.errors!)) close(value, golden.at('errors', name).number, 5e-3, `error of ${name}`)
})

const examples: BgBbParameters[] = [{ alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.8 }, { alpha: 0.5, beta: 2, gamma: 1, delta: 1.5 }]
const histories: PurchaseHistory[] = [
  { repeats: 0, last: 0, observed: 5 },
  { repeats: 2, last: 3, observed: 6 },
  { repeats: 4, last: 9, observed: 9 },
]

test('likelihood, staying and what is to come by integrating over all probabilities of buying and leaving', () => {
  for (const parameters of examples) {
    for (const history of histories) {
      const { whole, next, future, discounted } = overAllProbabilities(parameters, history)
      close(bgBbLogLikelihood(parameters, history), Math.log(whole), 1e-8)
      close(bgBbAlive(parameters, history), next / whole, 1e-8)
      close(bgBbFuture(parameters, history, 4), future / whole, 1e-8)
      close(bgBbDiscounted(parameters, history, 0.1), discounted / whole, 1e-8)
    }
  }
})

/** Probabilities on a grid of log odds, where the trapezoid rule is as good as exact. */
function overAllProbabilities({ alpha, beta, gamma, delta }: BgBbParameters, { repeats: x, last, observed: n }: PurchaseHistory) {
  const h = 0.1
  const grid = (a: number, b: number) =>
    Array.from({ length: 1000 }, (_, i) => -50 + i * h).map((u) => {
      const [p, q] = [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))]
      return { p, q, weight: h * Math.exp(a * Math.log(p) + b * Math.log(q) - logBeta(a, b)) }
    })
  const leaving = grid(gamma, delta)
  const sums = { whole: 0, next: 0, future: 0, discounted: 0 }
  for (const { p, q, weight } of grid(alpha, beta)) {
    for (const { p: leave, q: stay, weight: other } of leaving) {
      const w = weight * other
      const there = w * p ** x * q ** (n - x) * stay ** n
      sums.whole += there
      for (let i = 0; i < n - last; i++) sums.whole += w * p ** x * q ** (last - x + i) * leave * stay ** (last + i)
      sums.next += there * stay
      for (let k = 1; k <= 4; k++) sums.future += there * p * stay ** k
      sums.discounted += (there * p * stay) / (1.1 - stay)
    }
  }
  return sums
}

test('purchases expected of a new customer follow the closed form', () => {
  const { alpha, beta, gamma, delta } = examples[0]!
  const ratio = (n: number) => Math.exp(logBeta(gamma, 1 + delta + n) - logBeta(gamma, 1 + delta)) * ((gamma + delta + n) / (gamma + delta))
  for (const n of [1, 5, 60]) close(bgBbExpected(examples[0]!, n), (alpha / (alpha + beta)) * (delta / (gamma - 1)) * (1 - ratio(n)), 1e-10)
  assert.equal(bgBbExpected(examples[1]!, 0), 0)
})

test('a customer is the likelier there the later the last purchase, and a patient account holds more than a hasty one', () => {
  for (const parameters of examples) {
    const alive = [2, 3, 4, 5, 6].map((last) => bgBbAlive(parameters, { repeats: 2, last, observed: 6 }))
    alive.forEach((p, at) => assert.ok(p > 0 && p < 1 && (at === 0 || p > alive[at - 1]!)))
    const history = { repeats: 2, last: 6, observed: 6 }
    assert.ok(bgBbDiscounted(parameters, history, 0.05) > bgBbDiscounted(parameters, history, 0.1))
    close(bgBbDiscounted(parameters, history, 1e6), (bgBbFuture(parameters, history, 1)) / 1e6, 1e-5)
  }
})

test('supporters one by one are the same as counted, and impossible ones are missing', () => {
  const [repeats, last, occasions] = ['repeats', 'last', 'occasions'].map((name) => Array.from(ownTable('occasions_simulated.csv').numbers(name))) as [number[], number[], number[]]
  const one = bgBb(repeats, last, occasions)
  const twice = bgBb(repeats, last, occasions, repeats.map(() => 2))
  assert.equal(twice.n, 2 * one.n)
  close(twice.logLikelihood, 2 * one.logLikelihood!, 1e-10)
  for (const [name, value] of Object.entries(one.errors!)) close(twice.errors![name as keyof BgBbParameters], value / Math.SQRT2, 1e-3, name)
  assert.equal(bgBb([...repeats, 4, 1.5, 1], [...last, 3, 2, 0], [...occasions, 6, 6, 6]).missing, 3)
  const many = (x: number) => Array.from({ length: 20 }, () => x)
  for (const [x, reason] of [[0, 'no-variance'], [6, 'not-converged']] as const) {
    const nothing = bgBb(many(x), many(x), many(6))
    honest(nothing)
    assert.equal(nothing.reason, reason)
  }
  assert.throws(() => bgBbFuture(examples[0]!, histories[0]!, 1.5), { code: 'invalid-parameter' })
  assert.throws(() => bgBbDiscounted(examples[0]!, histories[0]!, 0), { code: 'invalid-parameter' })
})
