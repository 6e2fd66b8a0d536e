import type { Vector } from '../columns.ts'
import { digamma, logGamma } from '../numbers/gamma.ts'
import { requireParameter } from '../result.ts'
import { buyerModel, isPossibleInTime, type BuyerModel, type CountedHistory, type PurchaseHistory } from './buyerModel.ts'
import { departures, type Departures } from './paretoDepartures.ts'

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
 * Sources: Schmittlein, Morrison & Colombo (1987) Management Science 33(1), 1–24; the likelihood as in Fader & Hardie (2005) A Note on Deriving the
 * Pareto/NBD Model and Related Expressions, its integral over the moment of leaving by quadrature and not by 2F1 (see `departures`), which gives the slope too.
 */
export function paretoNbd(repeats: Vector, last: Vector, observed: Vector): ParetoNbd {
  return buyerModel(
    {
      method: 'pareto-nbd',
      names,
      isPossible: isPossibleInTime,
      downhill: (histories) => (at) => downhill(histories, at),
      starts: (time) => [[0, Math.log(time), 0, Math.log(time)], [-1, Math.log(time), -1, Math.log(3 * time)], [3, 3 + Math.log(time), -1, 0]],
    },
    repeats,
    last,
    observed,
  )
}

/** Minus the log-likelihood and its slope, in the logarithms of the parameters. */
function downhill(histories: readonly CountedHistory[], at: Float64Array): { value: number; gradient: Float64Array } {
  const [r, alpha, s, beta] = Array.from(at, Math.exp) as [number, number, number, number]
  const parameters = { r, alpha, s, beta }
  const rising = risingFrom(r)
  const means = blank()
  let value = 0
  let [gr, gAlpha, gs, gBeta] = [0, 0, 0, 0]
  for (const { repeats: x, last, observed, customers } of histories) {
    departures(parameters, x, last, observed, means)
    const odds = logOdds(parameters, x, last, observed, means.log)
    const gone = 1 / (1 + Math.exp(-odds))
    const [logA, logB] = [Math.log1p(observed / alpha), Math.log1p(observed / beta)]
    value -= customers * (rising.log(x) - r * logA - x * Math.log(alpha + observed) - s * logB + logSum(odds))
    // Means over all that may have become of the customer: still there (y = observed), or gone at y
    const shareA = (1 - gone) * (observed / (alpha + observed)) + gone * means.shareAlpha
    const shareB = (1 - gone) * (observed / (beta + observed)) + gone * means.shareBeta
    gr -= customers * (rising.slope(x) - (1 - gone) * logA - gone * (means.logAlpha + Math.log1p(last / alpha)))
    gAlpha -= customers * (r * shareA - x * (1 - shareA))
    gs -= customers * (gone - s * ((1 - gone) * logB + gone * (means.logBeta + Math.log1p(last / beta))))
    gBeta -= customers * (s * shareB - gone * (1 - means.shareBeta))
  }
  return { value, gradient: Float64Array.of(gr * r, gAlpha, gs, gBeta) }
}

/** ln Gamma(r + x) - ln Gamma(r) and its slope in r, for whole x: summed up once where x is small. */
function risingFrom(r: number): { log: (x: number) => number; slope: (x: number) => number } {
  const [logs, slopes] = [[0], [0]]
  const fill = (x: number) => {
    for (let k = logs.length; k <= x; k++) {
      logs.push(logs[k - 1]! + Math.log(r + k - 1))
      slopes.push(slopes[k - 1]! + 1 / (r + k - 1))
    }
  }
  const isSmall = (x: number) => x <= 1000
  return {
    log: (x) => (isSmall(x) ? (fill(x), logs[x]!) : logGamma(r + x) - logGamma(r)),
    slope: (x) => (isSmall(x) ? (fill(x), slopes[x]!) : digamma(r + x) - digamma(r)),
  }
}

function blank(): Departures {
  return { log: 0, logAlpha: 0, logBeta: 0, shareAlpha: 0, shareBeta: 0 }
}

/** ln of the odds that the customer has left. */
function logOdds({ r, alpha, s, beta }: ParetoNbdParameters, x: number, last: number, observed: number, logDepartures: number): number {
  return logDepartures + (r + x) * Math.log1p((observed - last) / (alpha + last)) + s * Math.log1p((observed - last) / (beta + last))
}

/** ln(1 + e^odds). */
function logSum(odds: number): number {
  return odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds))
}

/** ln of how much likelier a history is than it would be together with the customer's still being there. */
function logOverStaying(parameters: ParetoNbdParameters, { repeats, last, observed }: PurchaseHistory): number {
  return logSum(logOdds(parameters, repeats, last, observed, departures(parameters, repeats, last, observed, blank()).log))
}

/** Of one history. Written so that nothing large cancels where r and alpha, or s and beta, grow together. */
export function paretoNbdLogLikelihood(parameters: ParetoNbdParameters, history: PurchaseHistory): number {
  const { r, alpha, s, beta } = parameters
  const { repeats: x, observed } = history
  return risingFrom(r).log(x) - r * Math.log1p(observed / alpha) - x * Math.log(alpha + observed) - s * Math.log1p(observed / beta) + logOverStaying(parameters, history)
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
