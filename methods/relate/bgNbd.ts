import type { Vector } from '../columns.ts'
import { digamma, logBeta, logGamma } from '../numbers/gamma.ts'
import { hypergeometric } from '../numbers/hypergeometric.ts'
import { MethodError } from '../result.ts'
import { buyerModel, isPossibleInTime, type BuyerModel, type CountedHistory, type PurchaseHistory } from './buyerModel.ts'

/** Buying: gamma(r, alpha) rates; leaving after a purchase: beta(a, b) probabilities. */
export interface BgNbdParameters {
  r: number
  alpha: number
  a: number
  b: number
}

export type BgNbd = BuyerModel<BgNbdParameters>

const names = ['r', 'alpha', 'a', 'b'] as const

/**
 * The BG/NBD model of customers who buy without a contract and leave without a word, by maximum likelihood. One position a customer:
 * `repeats` after the first purchase, `last` the time of the last one (0 without repeats), `observed` the time since the first, all
 * from the first purchase and in one unit. Customers with impossible times (`last` after `observed`) are missing; what cannot be told has a
 * reason (see `buyerModel`): a likelihood without a summit, for example when nobody leaves, is `not-converged`.
 *
 * Source: Fader, Hardie & Lee (2005) Marketing Science 24(2), equation 6.
 */
export function bgNbd(repeats: Vector, last: Vector, observed: Vector): BgNbd {
  return buyerModel(
    { method: 'bg-nbd', names, isPossible: isPossibleInTime, downhill: (histories) => (at) => downhill(histories, at), starts: (time) => [[0, Math.log(time), 0, 1]] },
    repeats,
    last,
    observed,
  )
}

/** Minus the log-likelihood and its slope, in ln r, ln alpha, ln a, ln b. */
function downhill(histories: readonly CountedHistory[], at: Float64Array): { value: number; gradient: Float64Array } {
  const [r, alpha, a, b] = Array.from(at, Math.exp) as [number, number, number, number]
  let value = 0
  let [gr, gAlpha, ga, gb] = [0, 0, 0, 0]
  for (const { repeats: x, last, observed, customers } of histories) {
    // ln of the two ways to have such a history: still there (0), or gone after the last purchase (1)
    const stays = -(r + x) * Math.log(alpha + observed)
    const left = x > 0 ? Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + last) : -Infinity
    const most = Math.max(stays, left)
    const both = most + Math.log(Math.exp(stays - most) + Math.exp(left - most))
    const gone = Math.exp(left - both)
    value -= customers * (logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + logBeta(a, b + x) - logBeta(a, b) + both)
    const waited = (1 - gone) * Math.log(alpha + observed) + (x > 0 ? gone * Math.log(alpha + last) : 0)
    gr -= customers * (digamma(r + x) - digamma(r) + Math.log(alpha) - waited)
    gAlpha -= customers * (r / alpha - (r + x) * ((1 - gone) / (alpha + observed) + (x > 0 ? gone / (alpha + last) : 0)))
    ga -= customers * (digamma(a + b) - digamma(a + b + x) + (x > 0 ? gone / a : 0))
    gb -= customers * (digamma(b + x) - digamma(b) + digamma(a + b) - digamma(a + b + x) - (x > 0 ? gone / (b + x - 1) : 0))
  }
  return { value, gradient: Float64Array.of(gr * r, gAlpha * alpha, ga * a, gb * b) }
}

/** Probability that a customer is still there at the end of the time observed. Equation for P(alive) in Fader, Hardie & Lee (2008), note 21. */
export function probabilityAlive({ r, alpha, a, b }: BgNbdParameters, { repeats, last, observed }: PurchaseHistory): number {
  if (repeats === 0) return 1
  const odds = (a / (b + repeats - 1)) * ((alpha + observed) / (alpha + last)) ** (r + repeats)
  return 1 / (1 + odds)
}

/** Repeat purchases expected of a new customer in a time. Equation 9. */
export function expectedPurchases(parameters: BgNbdParameters, time: number): number {
  return expected(parameters, time, { repeats: 0, last: 0, observed: 0 })
}

/** Repeat purchases expected of a known customer in the time to come. Equation 10. */
export function futurePurchases(parameters: BgNbdParameters, history: PurchaseHistory, time: number): number {
  return expected(parameters, time, history) * probabilityAlive(parameters, history)
}

/** Of a customer who is still there. At a = 1 the closed form divides nought by nought; the neighbour of a is used. */
function expected({ r, alpha, a, b }: BgNbdParameters, time: number, { repeats: x, observed }: PurchaseHistory): number {
  if (!(time >= 0)) throw new MethodError('invalid-parameter', `A time to come is not below 0: ${time}`, { time })
  const leaving = Math.abs(a - 1) < 1e-7 ? 1 + 1e-7 : a
  const share = time / (alpha + observed + time)
  const factor = (r + x) * Math.log1p(-share)
  const series = hypergeometric(r + x, b + x, leaving + b + x - 1, share)
  return ((leaving + b + x - 1) / (leaving - 1)) * (1 - Math.exp(factor) * series)
}
