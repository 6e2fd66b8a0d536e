import { gaussLegendre, type QuadratureRule } from '../numbers/gaussLegendre.ts'
import type { ParetoNbdParameters } from './paretoNbd.ts'

/**
 * What a history of purchases is made of where the customer left after the last one, at any moment y up to the end: the integral K of
 * `s (alpha+y)^-(r+x) (beta+y)^-(s+1)` over y, as a multiple of `(alpha+last)^-(r+x) (beta+last)^-s`, and means over y by its integrand.
 */
export interface Departures {
  /** ln K; -Infinity where the last purchase was at the very end. */
  log: number
  /** Mean ln((alpha+y)/(alpha+last)). */
  logAlpha: number
  /** Mean ln((beta+y)/(beta+last)). */
  logBeta: number
  /** Mean y/(alpha+y). */
  shareAlpha: number
  /** Mean y/(beta+y). */
  shareBeta: number
}

/** Rules by how many powers of e the integrand falls, and how far ln y goes, on a piece: enough for fifteen digits (measured against halved pieces). */
const rules: readonly { fall: number; length: number; rule: QuadratureRule }[] = [
  { fall: 1, length: 0.5, rule: gaussLegendre(7) },
  { fall: 3, length: 1, rule: gaussLegendre(9) },
  { fall: 6, length: 1.5, rule: gaussLegendre(11) },
  { fall: 10, length: 2, rule: gaussLegendre(13) },
  { fall: 16, length: 2.5, rule: gaussLegendre(17) },
  { fall: 24, length: 3, rule: gaussLegendre(22) },
]
const most = rules.at(-1)!

/**
 * By Gauss and Legendre's rule in u = ln((m+y)/(m+last)), m the smaller of alpha and beta, in which the integrand is smooth whatever the parameters: in one
 * piece for usual customers, in several where it falls fast or goes far. What is left after it has fallen below the last digit counts as nil.
 */
export function departures({ r, alpha, s, beta }: ParetoNbdParameters, x: number, last: number, observed: number, into: Departures): Departures {
  const [a, b] = [alpha + last, beta + last]
  const m = Math.min(a, b)
  const [perA, perB] = [m / a, m / b]
  const end = Math.log1p((observed - last) / m)
  const isA = a <= b
  let [sum, sumA, sumB, sumShareA, sumShareB] = [0, 0, 0, 0, 0]
  for (let from = 0; from < end; ) {
    let length = Math.min(end - from, most.length)
    let fall = fallOf(from + length) * length
    for (; fall > most.fall; fall = fallOf(from + length) * length) length /= 2
    const { rule } = rules.find((one) => fall <= one.fall && length <= one.length) ?? most
    const before = sum
    for (let i = 0; i < rule.nodes.length; i++) {
      const u = from + (length / 2) * (1 + rule.nodes[i]!)
      const gone = Math.expm1(u)
      const logA = isA ? u : Math.log1p(gone * perA)
      const logB = isA ? Math.log1p(gone * perB) : u
      const height = Math.exp(u - (r + x) * logA - (s + 1) * logB)
      const part = rule.weights[i]! * height * (length / 2)
      const y = last + gone * m
      sum += part
      sumA += part * logA
      sumB += part * logB
      sumShareA += (part * y) / (alpha + y)
      sumShareB += (part * y) / (beta + y)
    }
    from += length
    if (before > 0 && fall >= 1 && sum - before < 1e-17 * sum) break
  }
  into.log = Math.log(s * perB * sum)
  into.logAlpha = sum > 0 ? sumA / sum : 0
  into.logBeta = sum > 0 ? sumB / sum : 0
  into.shareAlpha = sum > 0 ? sumShareA / sum : 0
  into.shareBeta = sum > 0 ? sumShareB / sum : 0
  return into

  /** How fast the integrand falls with u: faster the further. */
  function fallOf(u: number): number {
    const grown = Math.exp(u)
    const of = (per: number) => (per * grown) / (1 - per + per * grown)
    return Math.abs((r + x) * of(perA) + (s + 1) * of(perB) - 1)
  }
}
