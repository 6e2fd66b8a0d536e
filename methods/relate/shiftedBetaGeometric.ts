import { completeRows, type Vector } from '../columns.ts'
import { digamma, logBeta, trigamma } from '../numbers/gamma.ts'
import { hypergeometric } from '../numbers/hypergeometric.ts'
import { MethodError, requireParameter, type Reason, type Result } from '../result.ts'

/** Customers differ in their churn, which follows a beta distribution with these parameters. */
export interface ShiftedBetaGeometric extends Result {
  alpha: number | null
  beta: number | null
  logLikelihood: number | null
  /** alpha / (alpha + beta): mean churn of the first period. */
  meanChurn: number | null
}

/**
 * The shifted-beta-geometric model of contractual retention, by maximum likelihood from how many of a cohort were still there at
 * 0, 1, 2, … renewals. Explains why retention rises over the life of a cohort without anybody becoming more loyal.
 *
 * Source: Fader & Hardie (2007) J. Interactive Marketing 21(1), equations 4 to 8.
 */
export function shiftedBetaGeometric(survivors: readonly number[]): ShiftedBetaGeometric {
  if (survivors.some((count, t) => !(count >= 0) || (t > 0 && count > survivors[t - 1]!))) {
    throw new MethodError('invalid-parameter', 'Survivors of a cohort are counts that never rise')
  }
  const n = survivors[0] ?? 0
  const head = { method: 'shifted-beta-geometric', n, missing: 0, deletion: 'none' as const, conventions: { periods: survivors.length - 1 }, warnings: [] }
  const nothing = (reason: Reason) => ({ ...head, alpha: null, beta: null, logLikelihood: null, meanChurn: null, reason })
  if (n === 0) return nothing('no-answers')
  if (survivors.length < 3) return nothing('too-few')
  const lost = n - survivors.at(-1)!
  if (lost === 0 || survivors[1] === 0) return nothing('no-variance')
  const found = maximise(terms(survivors))
  if (!found) return nothing('not-converged')
  const { alpha, beta, value } = found
  return { ...head, alpha, beta, logLikelihood: value, meanChurn: alpha / (alpha + beta), reason: null }
}

/**
 * The same from customers who came at different times: how many whole periods each was there, and whether they left in the last of them
 * (`ended` above 0) or are still there after it. Durations are rounded up to whole periods. Reasons as above.
 */
export function shiftedBetaGeometricOf(durations: Vector, ended: Vector): ShiftedBetaGeometric {
  const rows = Array.from(completeRows([durations, ended])).filter((i) => durations[i]! > 0)
  const counts = new Map<string, Term>()
  for (const i of rows) {
    const periods = Math.ceil(durations[i]!)
    const term = ended[i]! > 0 ? { weight: 1, i: 1, j: periods - 1 } : { weight: 1, i: 0, j: periods }
    const known = counts.get(`${term.i} ${term.j}`)
    if (known) known.weight++
    else counts.set(`${term.i} ${term.j}`, term)
  }
  const n = rows.length
  const longest = Math.max(0, ...[...counts.values()].map(({ i, j }) => i + j))
  const head = { method: 'shifted-beta-geometric', n, missing: durations.length - n, deletion: 'listwise' as const, conventions: { periods: longest, censored: true }, warnings: [] }
  const nothing = (reason: Reason) => ({ ...head, alpha: null, beta: null, logLikelihood: null, meanChurn: null, reason })
  if (n === 0) return nothing('no-answers')
  if (longest < 2) return nothing('too-few')
  const all = [...counts.values()]
  if (!all.some(({ i }) => i === 1) || !all.some(({ i, j }) => i === 0 || j > 0)) return nothing('no-variance')
  const found = maximise([...all, { weight: -n, i: 0, j: 0 }])
  if (!found) return nothing('not-converged')
  const { alpha, beta, value } = found
  return { ...head, alpha, beta, logLikelihood: value, meanChurn: alpha / (alpha + beta), reason: null }
}

/** Share of a cohort still there after t = 0, 1, …, `periods` renewals. */
export function survivalCurve(alpha: number, beta: number, periods: number): number[] {
  const curve = [1]
  for (let t = 1; t <= periods; t++) curve.push((curve[t - 1]! * (beta + t - 1)) / (alpha + beta + t - 1))
  return curve
}

/** Retention in period t = 1, 2, …: `(beta + t - 1) / (alpha + beta + t - 1)`. */
export function retentionAt(alpha: number, beta: number, t: number): number {
  return (beta + t - 1) / (alpha + beta + t - 1)
}

/** Periods a new customer is expected to stay, the first one now, each discounted to today: `2F1(1, beta; alpha + beta; 1/(1 + d))`, without a horizon. */
export function discountedLifetime(alpha: number, beta: number, discount: number): number {
  requireParameter(discount > 0, 'A discount rate above 0')
  return hypergeometric(1, beta, alpha + beta, 1 / (1 + discount))
}

/**
 * The same of a customer just before the renewal that ends period `periods`, that renewal included:
 * `(beta + n - 1) / (alpha + beta + n - 1) 2F1(1, beta + n; alpha + beta + n; 1/(1 + d))`.
 * Source: Fader & Hardie (2010) Marketing Science 29(1), 85–93, discounted expected residual lifetime (DERL).
 */
export function discountedResidualLifetime(alpha: number, beta: number, discount: number, periods: number): number {
  requireParameter(discount > 0 && Number.isInteger(periods) && periods >= 1, 'A discount rate above 0 and a whole number of periods from 1')
  return retentionAt(alpha, beta, periods) * hypergeometric(1, beta + periods, alpha + beta + periods, 1 / (1 + discount))
}

/** How many have a factor B(a + i, b + j) in their likelihood. */
type Term = { weight: number; i: number; j: number }

/** ln B(a + i, b + j) terms with their counts: `n_t` lost in period t, and those still there. */
function terms(survivors: readonly number[]): Term[] {
  const last = survivors.length - 1
  const lost = survivors.slice(1).map((count, t) => ({ weight: survivors[t]! - count, i: 1, j: t }))
  return [...lost, { weight: survivors[last]!, i: 0, j: last }, { weight: -survivors[0]!, i: 0, j: 0 }]
}

/** Newton's method on ln alpha and ln beta with halved steps; the likelihood has one summit. */
function maximise(all: readonly Term[]): { alpha: number; beta: number; value: number } | null {
  const value = (u: number, v: number) => all.reduce((sum, t) => sum + t.weight * logBeta(Math.exp(u) + t.i, Math.exp(v) + t.j), 0)
  let u = 0
  let v = 0
  let height = value(u, v)
  for (let round = 0; round < 200; round++) {
    const { gu, gv, huu, huv, hvv } = derivatives(all, Math.exp(u), Math.exp(v))
    const determinant = huu * hvv - huv * huv
    const concave = huu < 0 && determinant > 0
    let du = concave ? (huv * gv - hvv * gu) / determinant : Math.sign(gu) * 0.5
    let dv = concave ? (huv * gu - huu * gv) / determinant : Math.sign(gv) * 0.5
    const longest = Math.max(Math.abs(du), Math.abs(dv))
    if (longest < 1e-11) return { alpha: Math.exp(u), beta: Math.exp(v), value: height }
    if (longest > 2) [du, dv] = [(2 * du) / longest, (2 * dv) / longest]
    let next = value(u + du, v + dv)
    for (let halving = 0; halving < 40 && !(next >= height - 1e-10 * Math.abs(height)); halving++) {
      du /= 2
      dv /= 2
      next = value(u + du, v + dv)
    }
    u += du
    v += dv
    height = next
    if (Math.abs(u) > 15 || Math.abs(v) > 15) return null
  }
  return null
}

/** Gradient and Hessian with respect to ln alpha (u) and ln beta (v). */
function derivatives(all: readonly Term[], a: number, b: number) {
  let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0]
  for (const { weight, i, j } of all) {
    const total = a + b + i + j
    ga += weight * (digamma(a + i) - digamma(total))
    gb += weight * (digamma(b + j) - digamma(total))
    haa += weight * (trigamma(a + i) - trigamma(total))
    hab -= weight * trigamma(total)
    hbb += weight * (trigamma(b + j) - trigamma(total))
  }
  return { gu: ga * a, gv: gb * b, huu: haa * a * a + ga * a, huv: hab * a * b, hvv: hbb * b * b + gb * b }
}
