import { symmetricInverse } from '../numbers/cholesky.ts'
import { matrix } from '../numbers/matrix.ts'
import { quasiNewton, type Valley } from '../numbers/quasiNewton.ts'

export type { Valley }

/** The summit of a likelihood of positive parameters. */
export interface Summit {
  at: Float64Array
  /** Standard errors of the parameters; null where the summit is not round. */
  errors: Float64Array | null
  logLikelihood: number
}

/** Parameters that are more than e^10 times or less than e^-10 of where the first start has them are on their way to infinity or nought. */
const furthest = 10

/**
 * The summit that is highest of those reached from several starts. `downhill` gives minus the log-likelihood and its slope in the logarithms
 * of the parameters. Null where the climb does not settle, or goes higher on a way without an end.
 */
export function likeliest(downhill: Valley, starts: readonly (readonly number[])[], tolerance = 1e-10): Summit | null {
  const distance = (x: number, j: number) => Math.abs(x - starts[0]![j]!)
  const beyond = (at: Float64Array, by: number) => at.some((x, j) => distance(x, j) > by)
  // Beyond the furthest the ground counts as level, so that a climb without an end ends there; a little further stands a wall
  const bounded: Valley = (at) => {
    if (beyond(at, furthest + 1)) return { value: Infinity, gradient: at }
    const here = downhill(at)
    return beyond(at, furthest) ? { ...here, gradient: at.map(() => 0) } : here
  }
  const found = starts.map((start) => quasiNewton(bounded, start, { tolerance, limit: 300 })).filter(({ value }) => Number.isFinite(value))
  const settled = found.filter(({ at, converged }) => converged && !beyond(at, furthest))
  const [best] = settled.toSorted((a, b) => a.value - b.value)
  if (!best || found.some(({ value }) => value < best.value - 1e-6)) return null
  const at = best.at.map(Math.exp)
  return { at, errors: errorsAt(downhill, best.at)?.map((error, j) => error * at[j]!) ?? null, logLikelihood: -best.value }
}

/** Standard errors of the logarithms, from the slope's differences on either side. */
function errorsAt(downhill: Valley, at: Float64Array): Float64Array | null {
  const k = at.length
  const h = 1e-3
  const slopes = Array.from(at, (_, j) => [h, -h].map((step) => downhill(at.map((x, i) => (i === j ? x + step : x))).gradient))
  const curvature = matrix(k, k, Array.from({ length: k * k }, (_, at) => {
    const [i, j] = [Math.floor(at / k), at % k]
    const half = (a: number, b: number) => (slopes[b]![0]![a]! - slopes[b]![1]![a]!) / (2 * h)
    return (half(i, j) + half(j, i)) / 2
  }))
  const inverse = symmetricInverse(curvature)
  return inverse && Float64Array.from({ length: k }, (_, j) => Math.sqrt(inverse.values[j * (k + 1)]!))
}
