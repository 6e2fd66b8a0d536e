/** Where a search has come to: the point, its value, and whether the slope there is nil to the tolerance. */
export interface Minimum {
  at: Float64Array
  value: number
  converged: boolean
}

export type Valley = (at: Float64Array) => { value: number; gradient: Float64Array }

/**
 * The lowest point of a smooth function with known gradient: the method of Broyden, Fletcher, Goldfarb and Shanno with a
 * line search that lowers the value enough (Armijo). Points where the value is not finite are walls.
 *
 * Settled when no component of the gradient exceeds `tolerance` × max(1, |value|).
 * Source: Nocedal & Wright (2006) Numerical Optimization, algorithm 6.1.
 */
export function quasiNewton(valley: Valley, start: ArrayLike<number>, options: { tolerance?: number; limit?: number } = {}): Minimum {
  const { tolerance = 1e-9, limit = 500 } = options
  const k = start.length
  let at = Float64Array.from(start)
  let { value, gradient } = valley(at)
  let inverse = unit(k)
  let fresh = true
  for (let round = 0; round < limit; round++) {
    if (largest(gradient) <= tolerance * Math.max(1, Math.abs(value))) return { at, value, converged: true }
    const direction = times(inverse, gradient, k).map((x) => -x)
    const slope = inner(direction, gradient)
    const next = slope < 0 ? descended(valley, at, value, direction, slope) : null
    if (!next) {
      if (fresh) return { at, value, converged: largest(gradient) <= 1e3 * tolerance * Math.max(1, Math.abs(value)) }
      inverse = unit(k)
      fresh = true
      continue
    }
    const step = next.at.map((x, i) => x - at[i]!)
    const change = next.gradient.map((x, i) => x - gradient[i]!)
    updateInverse(inverse, step, change, k, fresh)
    fresh = false
    ;({ at, value, gradient } = next)
  }
  return { at, value, converged: false }
}

function descended(valley: Valley, at: Float64Array, value: number, direction: Float64Array, slope: number) {
  const rounding = 4e-15 * Math.abs(value) // near the bottom, steps are worth less than the last digit of the value
  for (let length = Math.min(1, 4 / largest(direction)); length > 1e-10; length /= 2) {
    const next = at.map((x, i) => x + length * direction[i]!)
    const found = valley(next)
    if (found.value <= value + 1e-4 * length * slope + rounding && found.gradient.every(Number.isFinite)) return { at: next, ...found }
  }
  return null
}

/** The inverse Hessian after a step, scaled at first by what that step has shown (equation 6.20). */
function updateInverse(inverse: Float64Array, step: Float64Array, change: Float64Array, k: number, isFirst: boolean): void {
  const curvature = inner(step, change)
  if (!(curvature > 1e-14 * Math.sqrt(inner(step, step) * inner(change, change)))) return
  if (isFirst) inverse.set(unit(k).map((x) => (x * curvature) / inner(change, change)))
  const turned = times(inverse, change, k)
  const factor = 1 + inner(change, turned) / curvature
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      inverse[i * k + j]! += (factor * step[i]! * step[j]! - turned[i]! * step[j]! - step[i]! * turned[j]!) / curvature
    }
  }
}

function unit(k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, i) => (i % (k + 1) === 0 ? 1 : 0))
}

function times(square: Float64Array, x: Float64Array, k: number): Float64Array {
  return Float64Array.from({ length: k }, (_, i) => x.reduce((sum, value, j) => sum + square[i * k + j]! * value, 0))
}

function inner(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0)
}

function largest(x: Float64Array): number {
  return x.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}
