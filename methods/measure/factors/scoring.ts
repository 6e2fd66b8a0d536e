import { cholesky, choleskySolve } from '../../numbers/cholesky.ts'
import { matrix, type Matrix } from '../../numbers/matrix.ts'
import { impliedBy } from './implied.ts'
import { cellSlopes, groupLikelihood, type GroupLikelihood } from './likelihood.ts'
import type { SemPlan } from './semPlan.ts'
import type { SemGroup } from './semStudy.ts'

/** The likelihood and its slopes at some values of the free parameters. */
export interface Point {
  parameters: Float64Array
  value: number
  groups: readonly GroupLikelihood[]
}

/** Null where some group's implied covariances are not positive definite. */
export function pointAt(plan: SemPlan, groups: readonly SemGroup[], parameters: Float64Array): Point | null {
  const found: GroupLikelihood[] = []
  for (const [g, { patterns }] of groups.entries()) {
    const likelihood = groupLikelihood(patterns, impliedBy(plan, parameters, g), plan.means)
    if (!likelihood) return null
    found.push(likelihood)
  }
  return { parameters, value: found.reduce((sum, { value }) => sum + value, 0), groups: found }
}

/** Gradient and expected information of the free parameters: those of their cells, summed. */
export function slopesAt(plan: SemPlan, { groups }: Point): { gradient: Float64Array; information: Matrix } {
  const gradient = new Float64Array(plan.size)
  const information = matrix(plan.size, plan.size)
  for (const [g, likelihood] of groups.entries()) {
    const cells = plan.cells.filter(({ group, free }) => group === g && free >= 0)
    const slopes = cellSlopes(likelihood, cells, plan.means)
    for (const [a, { free: i }] of cells.entries()) {
      gradient[i]! += slopes.gradient[a]!
      for (const [b, { free: j }] of cells.entries()) information.values[i * plan.size + j]! += slopes.information.values[a * cells.length + b]!
    }
  }
  return { gradient, information }
}

export interface Maximum extends Point {
  iterations: number
}

const mostIterations = 1000

/**
 * Fisher scoring with halved steps from the start values. It has settled when the step ahead would raise the likelihood by less than 1e-18 of a
 * respondent's share, or by as little as rounding lets be seen. Null when it does not.
 *
 * Source: Lee & Jennrich (1979) Psychometrika 44, 99–113.
 */
export function likeliest(plan: SemPlan, groups: readonly SemGroup[], start: Float64Array): Maximum | null {
  const n = groups.reduce((sum, group) => sum + group.n, 0)
  let at = pointAt(plan, groups, start)
  for (let iterations = 1; at && iterations <= mostIterations; iterations++) {
    const { gradient, information } = slopesAt(plan, at)
    const step = scoringStep(information, gradient)
    const gain = step.reduce((sum, x, i) => sum + x * gradient[i]!, 0)
    if (gain < 1e-18 * n) return { ...at, iterations }
    const next = uphill(plan, groups, at, step, gain)
    if (!next) return gain < 1e-9 * n ? { ...at, iterations } : null
    at = next
  }
  return null
}

/** The step of Fisher scoring; a ridge in the units of the parameters helps where the information is singular on the way. */
function scoringStep(information: Matrix, gradient: Float64Array): Float64Array {
  const q = information.rows
  const scale = Float64Array.from({ length: q }, (_, i) => Math.sqrt(Math.max(information.values[i * (q + 1)]!, 1e-12)))
  for (let ridge = 0; ridge < 1e6; ridge = ridge === 0 ? 1e-4 : ridge * 10) {
    const scaled = matrix(q, q, information.values.map((x, at) => x / (scale[Math.floor(at / q)]! * scale[at % q]!) + (at % (q + 1) === 0 ? ridge : 0)))
    const factor = cholesky(scaled)
    if (factor) return choleskySolve(factor, gradient.map((x, i) => x / scale[i]!)).map((x, i) => x / scale[i]!)
  }
  return gradient.map((x, i) => x / scale[i]! ** 2)
}

function uphill(plan: SemPlan, groups: readonly SemGroup[], from: Point, step: Float64Array, gain: number): Point | null {
  const rounding = 1e-14 * Math.abs(from.value)
  for (let length = 1; length > 1e-8; length /= 2) {
    const next = pointAt(plan, groups, from.parameters.map((x, i) => x + length * step[i]!))
    if (!next) continue
    if (next.value > from.value + 1e-4 * length * gain) return next
    // values too close to tell apart: a full step on a settled path is the better point
    if (gain < 100 * rounding && length === 1 && next.value > from.value - rounding) return next
  }
  return null
}

/** Inverse of an information matrix, or the position of the first parameter that it does not determine. */
export function informationInverse(information: Matrix): { inverse: Matrix } | { undetermined: number } {
  const q = information.rows
  const scale = Float64Array.from({ length: q }, (_, i) => Math.sqrt(Math.max(information.values[i * (q + 1)]!, 0)))
  const flat = scale.findIndex((x) => !(x > 0))
  if (flat >= 0) return { undetermined: flat }
  const lower = matrix(q, q, information.values.map((x, at) => x / (scale[Math.floor(at / q)]! * scale[at % q]!)))
  const l = lower.values
  for (let i = 0; i < q; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = l[i * q + j]!
      for (let m = 0; m < j; m++) sum -= l[i * q + m]! * l[j * q + m]!
      if (i > j) l[i * q + j] = sum / l[j * q + j]!
      // what the others leave of a parameter's information, as a share of it
      else if (sum > 1e-9) l[i * q + i] = Math.sqrt(sum)
      else return { undetermined: i }
    }
    for (let j = i + 1; j < q; j++) l[i * q + j] = 0
  }
  const inverse = matrix(q, q)
  for (let i = 0; i < q; i++) {
    const unit = new Float64Array(q)
    unit[i] = 1
    for (const [j, x] of choleskySolve(lower, unit).entries()) inverse.values[i * q + j] = x / (scale[i]! * scale[j]!)
  }
  return { inverse }
}
