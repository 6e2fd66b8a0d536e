import { commonLength, completeRows, type Vector } from '../columns.ts'
import { digamma, logBeta, logGamma } from '../numbers/gamma.ts'
import { quasiNewton } from '../numbers/quasiNewton.ts'
import { MethodError, type Reason, type Result, type Warning } from '../result.ts'

/** Buying: gamma(r, alpha) rates; leaving after a purchase: beta(a, b) probabilities. */
export interface BgNbdParameters {
  r: number
  alpha: number
  a: number
  b: number
}

export interface BgNbd extends Result {
  parameters: BgNbdParameters | null
  logLikelihood: number | null
}

/** One customer since the first purchase, in one unit of time: repeat purchases, time of the last one, time observed. */
export interface PurchaseHistory {
  repeats: number
  last: number
  observed: number
}

/**
 * The BG/NBD model of customers who buy without a contract and leave without a word, by maximum likelihood. One position a customer:
 * `repeats` after the first purchase, `last` the time of the last one (0 without repeats), `observed` the time since the first, all
 * from the first purchase and in one unit. Customers with impossible times (`last` after `observed`) are missing.
 *
 * Null with a reason: nobody (`no-answers`), fewer than ten customers (`too-few`), nobody who bought again (`no-variance`), a likelihood
 * without a summit (`not-converged`; for example when nobody leaves). Source: Fader, Hardie & Lee (2005) Marketing Science 24(2), equation 6.
 */
export function bgNbd(repeats: Vector, last: Vector, observed: Vector): BgNbd {
  const length = commonLength([repeats, last, observed])
  const rows = Array.from(completeRows([repeats, last, observed])).filter((i) => isPossible(repeats[i]!, last[i]!, observed[i]!))
  const n = rows.length
  const head = { method: 'bg-nbd', n, missing: length - n, deletion: 'listwise' as const, conventions: { search: 'BFGS on logarithms' } }
  const nothing = (reason: Reason): BgNbd => ({ ...head, parameters: null, logLikelihood: null, reason, warnings: [] })
  if (n === 0) return nothing('no-answers')
  if (n < 10) return nothing('too-few')
  const histories = counted(rows.map((i) => ({ repeats: repeats[i]!, last: last[i]!, observed: observed[i]! })))
  if (histories.every(({ repeats }) => repeats === 0)) return nothing('no-variance')
  const found = quasiNewton((at) => downhill(histories, at), [0, Math.log(typicalTime(histories)), 0, 1], { tolerance: 1e-10, limit: 2000 })
  if (!found.converged || found.at.some((x) => Math.abs(x) > 15)) return nothing('not-converged')
  const [r, alpha, a, b] = Array.from(found.at, Math.exp) as [number, number, number, number]
  const warnings: Warning[] = n < 100 ? [{ code: 'small-sample', detail: { n, wanted: 100 } }] : []
  return { ...head, parameters: { r, alpha, a, b }, logLikelihood: -found.value, reason: null, warnings }
}

function isPossible(repeats: number, last: number, observed: number): boolean {
  return Number.isInteger(repeats) && repeats >= 0 && last >= 0 && observed >= last && observed > 0 && (repeats > 0) === (last > 0)
}

type Counted = PurchaseHistory & { customers: number }

/** Equal histories once, with how many customers have them. */
function counted(histories: readonly PurchaseHistory[]): Counted[] {
  const groups = new Map<string, Counted>()
  for (const history of histories) {
    const key = `${history.repeats} ${history.last} ${history.observed}`
    const group = groups.get(key)
    if (group) group.customers++
    else groups.set(key, { ...history, customers: 1 })
  }
  return [...groups.values()]
}

function typicalTime(histories: readonly Counted[]): number {
  const bought = histories.reduce((sum, { repeats, customers }) => sum + repeats * customers, 0)
  const time = histories.reduce((sum, { observed, customers }) => sum + observed * customers, 0)
  return time / Math.max(1, bought)
}

/** Minus the log-likelihood and its slope, in ln r, ln alpha, ln a, ln b. */
function downhill(histories: readonly Counted[], at: Float64Array): { value: number; gradient: Float64Array } {
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

/** Gauss's 2F1(a, b; c; z) for 0 ≤ z < 1 by its series. Source: Abramowitz & Stegun (1964) 15.1.1. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let total = 1
  for (let j = 0; j < 1_000_000; j++) {
    term *= (((a + j) * (b + j)) / ((c + j) * (j + 1))) * z
    total += term
    if (Math.abs(term) < 1e-16 * Math.abs(total)) break
  }
  return total
}
