import type { Vector } from '../columns.ts'
import { hypergeometric } from '../numbers/hypergeometric.ts'
import { requireParameter } from '../result.ts'
import { buyerModel, isPossibleInTime, type BuyerModel, type CountedHistory, type PurchaseHistory } from './buyerModel.ts'
import { slopeByDifferences } from './likeliest.ts'

/** Buying: gamma(r, alpha) rates; leaving at any moment: gamma(s, beta) rates. */
export interface ParetoNbdParameters {
  r: number
  alpha: number
  s: number
  beta: number
}

export type ParetoNbd = BuyerModel<ParetoNbdParameters>

const names = ['r', 'alpha', 's', 'beta'] as const

/**
 * The Pareto/NBD model of customers who buy without a contract and may leave at any moment, by maximum likelihood. One position a customer, as
 * for `bgNbd`: `repeats` after the first purchase, `last` the time of the last one (0 without repeats), `observed` the time since
 * the first, in one unit. Customers with missing or impossible figures are missing; what cannot be told has a reason (see `buyerModel`).
 *
 * Sources: Schmittlein, Morrison & Colombo (1987) Management Science 33(1), 1–24; the likelihood for alpha above and below beta as in Fader &
 * Hardie (2005) A Note on Deriving the Pareto/NBD Model and Related Expressions, after Euler's transformation of 2F1 (Abramowitz & Stegun
 * 15.3.3), which leaves one of its parameters at 1 and keeps it from overflowing.
 */
export function paretoNbd(repeats: Vector, last: Vector, observed: Vector): ParetoNbd {
  return buyerModel(
    {
      method: 'pareto-nbd',
      names,
      isPossible: isPossibleInTime,
      downhill: (histories) => slopeByDifferences((at) => -logLikelihoodOf(histories, at)),
      tolerance: 1e-9,
      starts: (time) => [[0, Math.log(time), 0, Math.log(time)], [-1, Math.log(time), -1, Math.log(3 * time)], [3, 3 + Math.log(time), -1, 0]],
    },
    repeats,
    last,
    observed,
  )
}

function logLikelihoodOf(histories: readonly CountedHistory[], at: Float64Array): number {
  const [r, alpha, s, beta] = Array.from(at, Math.exp) as [number, number, number, number]
  const of = logLikelihoodAt({ r, alpha, s, beta })
  return histories.reduce((sum, history) => sum + history.customers * of(history), 0)
}

/** Of one history. */
export function paretoNbdLogLikelihood(parameters: ParetoNbdParameters, history: PurchaseHistory): number {
  return logLikelihoodAt(parameters)(history)
}

/** Of many histories under the same parameters. Written so that nothing large cancels where r and alpha, or s and beta, grow together. */
function logLikelihoodAt(parameters: ParetoNbdParameters): (history: PurchaseHistory) => number {
  const { r, alpha, s, beta } = parameters
  const rising = [0] // ln Gamma(r + x) - ln Gamma(r)
  return (history) => {
    const { repeats: x, observed } = history
    for (let k = rising.length; k <= x; k++) rising.push(rising[k - 1]! + Math.log(r + k - 1))
    return rising[x]! - r * Math.log1p(observed / alpha) - x * Math.log(alpha + observed) - s * Math.log1p(observed / beta) + logOverStaying(parameters, history)
  }
}

/** ln of how much likelier a history is than it would be together with the customer's still being there. */
function logOverStaying(parameters: ParetoNbdParameters, { repeats: x, last, observed }: PurchaseHistory): number {
  const { r, alpha, s, beta } = parameters
  const share = s / (r + s + x)
  const growth = (r + x) * Math.log1p((observed - last) / (alpha + last)) + s * Math.log1p((observed - last) / (beta + last))
  const early = Math.log(share * leaving(parameters, x, last)) + growth
  const late = 1 - share * leaving(parameters, x, observed)
  return early > 0 ? early + Math.log1p(late * Math.exp(-early)) : Math.log(late + Math.exp(early))
}

/** `(r+s+x) (alpha+t)^(r+x) (beta+t)^s` times the integral from t on of `(alpha+y)^-(r+x) (beta+y)^-(s+1)`; 1 where alpha = beta. */
function leaving({ r, alpha, s, beta }: ParetoNbdParameters, x: number, t: number): number {
  if (alpha >= beta) return hypergeometric(1, r + x, r + s + x + 1, (alpha - beta) / (alpha + t), (beta + t) / (alpha + t))
  return ((alpha + t) / (beta + t)) * hypergeometric(1, s + 1, r + s + x + 1, (beta - alpha) / (beta + t), (alpha + t) / (beta + t))
}

/** Probability that a customer is still there at the end of the time observed. Source: the same note, P(alive). */
export function paretoNbdAlive(parameters: ParetoNbdParameters, history: PurchaseHistory): number {
  return Math.min(1, Math.exp(-logOverStaying(parameters, history)))
}

/** Repeat purchases expected of a new customer in a time: `r beta / (alpha (s-1)) (1 - (beta/(beta+t))^(s-1))`. */
export function paretoNbdExpected({ r, alpha, s, beta }: ParetoNbdParameters, time: number): number {
  requireParameter(time >= 0, 'A time to come is not below 0')
  return ((r * beta) / alpha) * shareOfTime(s, beta / (beta + time))
}

/** Repeat purchases expected of a known customer in the time to come: the same with r + repeats, alpha + observed and beta + observed, times P(alive). */
export function paretoNbdFuture(parameters: ParetoNbdParameters, history: PurchaseHistory, time: number): number {
  requireParameter(time >= 0, 'A time to come is not below 0')
  const { r, alpha, s, beta } = parameters
  const { repeats, observed } = history
  return (((r + repeats) * (beta + observed)) / (alpha + observed)) * shareOfTime(s, (beta + observed) / (beta + observed + time)) * paretoNbdAlive(parameters, history)
}

/** `(1 - q^(s-1)) / (s - 1)`, which is -ln q at s = 1. */
function shareOfTime(s: number, q: number): number {
  const log = Math.log(q)
  return Math.abs(s - 1) < 1e-12 ? Math.abs(log) : Math.abs(Math.expm1((s - 1) * log) / (s - 1))
}
