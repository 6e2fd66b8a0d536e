import type { Vector } from '../columns.ts'
import { digamma, logBeta } from '../numbers/gamma.ts'
import { hypergeometric } from '../numbers/hypergeometric.ts'
import { requireParameter } from '../result.ts'
import { buyerModel, type BuyerModel, type CountedHistory, type PurchaseHistory } from './buyerModel.ts'

/** Buying at an occasion: beta(alpha, beta) probabilities; leaving before one: beta(gamma, delta) probabilities. */
export interface BgBbParameters {
  alpha: number
  beta: number
  gamma: number
  delta: number
}

export type BgBb = BuyerModel<BgBbParameters>

const names = ['alpha', 'beta', 'gamma', 'delta'] as const

/**
 * The BG/BB model of customers who can buy (give, come, attend) once at each of a number of occasions and leave without a word, by maximum likelihood.
 * One position a customer: at how many occasions after the first purchase they bought, at which they bought last (0 without),
 * how many there were; `customers` where one position stands for several. Who bought more often than the last occasion allows is missing; what
 * cannot be told has a reason (see `buyerModel`).
 *
 * Source: Fader, Hardie & Shang (2010) Marketing Science 29(6), 1086–1108; numbers of equations below are theirs.
 */
export function bgBb(repeats: Vector, last: Vector, observed: Vector, customers?: Vector): BgBb {
  return buyerModel(
    { method: 'bg-bb', names, isPossible: isPossibleAtOccasions, downhill: (histories) => (at) => downhill(histories, at), starts: () => [[0, 0, 0, 0.5], [0, 0, -1, 1], [-0.5, 1, -0.5, 1.5]] },
    repeats,
    last,
    observed,
    customers,
  )
}

/** More occasions than this nobody was offered. */
const mostOccasions = 10_000

/** Whole numbers with `repeats` ≤ `last` ≤ `observed` ≤ 10,000. */
export function isPossibleAtOccasions({ repeats, last, observed }: PurchaseHistory): boolean {
  return [repeats, last, observed].every((count) => Number.isInteger(count) && count >= 0) && repeats <= last && last <= observed && observed > 0 && observed <= mostOccasions && repeats > 0 === last > 0
}

/** Minus the log-likelihood and its slope, in the logarithms. */
function downhill(histories: readonly CountedHistory[], at: Float64Array): { value: number; gradient: Float64Array } {
  const [alpha, beta, gamma, delta] = Array.from(at, Math.exp) as [number, number, number, number]
  const base = logBeta(alpha, beta) + logBeta(gamma, delta)
  const gradient = new Float64Array(4)
  let value = 0
  for (const history of histories) {
    const ways = waysOf({ alpha, beta, gamma, delta }, history)
    const whole = logOfSum(ways)
    value -= history.customers * (whole - base)
    for (const { log, a, b, c, d } of ways) {
      const weight = history.customers * Math.exp(log - whole)
      const [ab, cd] = [digamma(a + b), digamma(c + d)]
      gradient[0]! -= weight * (digamma(a) - ab)
      gradient[1]! -= weight * (digamma(b) - ab)
      gradient[2]! -= weight * (digamma(c) - cd)
      gradient[3]! -= weight * (digamma(d) - cd)
    }
    const [ab, cd] = [digamma(alpha + beta), digamma(gamma + delta)]
    gradient[0]! += history.customers * (digamma(alpha) - ab)
    gradient[1]! += history.customers * (digamma(beta) - ab)
    gradient[2]! += history.customers * (digamma(gamma) - cd)
    gradient[3]! += history.customers * (digamma(delta) - cd)
  }
  return { value, gradient: Float64Array.of(gradient[0]! * alpha, gradient[1]! * beta, gradient[2]! * gamma, gradient[3]! * delta) }
}

type Way = { log: number; a: number; b: number; c: number; d: number }

/** The ways to have such a history, `B(a, b) B(c, d)` each: still there at the end (first), or gone after the last purchase and 0, 1, … idle occasions. */
function waysOf({ alpha, beta, gamma, delta }: BgBbParameters, { repeats: x, last, observed: n }: PurchaseHistory): Way[] {
  const way = (idle: number, left: number): Way => {
    const [a, b, c, d] = [alpha + x, beta + last - x + idle, gamma + left, delta + last + idle]
    return { log: logBeta(a, b) + logBeta(c, d), a, b, c, d }
  }
  return [way(n - last, 0), ...Array.from({ length: n - last }, (_, idle) => way(idle, 1))]
}

function logOfSum(ways: readonly Way[]): number {
  const most = Math.max(...ways.map(({ log }) => log))
  return most + Math.log(ways.reduce((sum, { log }) => sum + Math.exp(log - most), 0))
}

/** Of one history. */
export function bgBbLogLikelihood(parameters: BgBbParameters, history: PurchaseHistory): number {
  const { alpha, beta, gamma, delta } = parameters
  return logOfSum(waysOf(parameters, history)) - logBeta(alpha, beta) - logBeta(gamma, delta)
}

/** Probability to have been there at the last occasion observed. */
function aliveThrough(parameters: BgBbParameters, history: PurchaseHistory): number {
  const ways = waysOf(parameters, history)
  return Math.exp(ways[0]!.log - logOfSum(ways))
}

/** Probability that a customer is there at the next occasion. Equation 11. */
export function bgBbAlive(parameters: BgBbParameters, history: PurchaseHistory): number {
  return aliveThrough(parameters, history) * stays(parameters, history.observed)
}

/** Probability to stay for one more occasion after having been there at `occasions`. */
function stays({ gamma, delta }: BgBbParameters, occasions: number): number {
  return (delta + occasions) / (gamma + delta + occasions)
}

/** Purchases expected of a new customer at the next `occasions`, the first purchase not counted. Equation 8, added up occasion by occasion. */
export function bgBbExpected(parameters: BgBbParameters, occasions: number): number {
  return bgBbFuture(parameters, { repeats: 0, last: 0, observed: 0 }, occasions)
}

/** Purchases expected of a known customer at the next `occasions`. Equation 13, added up occasion by occasion. */
export function bgBbFuture(parameters: BgBbParameters, history: PurchaseHistory, occasions: number): number {
  requireParameter(Number.isInteger(occasions) && occasions >= 0, 'Occasions to come are a whole number, not below 0')
  let there = aliveThrough(parameters, history)
  let total = 0
  for (let k = 0; k < occasions; k++) {
    there *= stays(parameters, history.observed + k)
    total += there
  }
  return buys(parameters, history) * total
}

/** Mean probability of a known customer to buy at an occasion while there. */
function buys({ alpha, beta }: BgBbParameters, { repeats, observed }: PurchaseHistory): number {
  return (alpha + repeats) / (alpha + beta + observed)
}

/** All purchases still expected of a known customer, each discounted by the occasions until then (DERT). Equation 14. */
export function bgBbDiscounted(parameters: BgBbParameters, history: PurchaseHistory, discount: number): number {
  requireParameter(discount > 0, 'A discount rate above 0')
  const { gamma, delta } = parameters
  const { observed: n } = history
  return (buys(parameters, history) * bgBbAlive(parameters, history) * hypergeometric(1, delta + n + 1, gamma + delta + n + 1, 1 / (1 + discount))) / (1 + discount)
}
