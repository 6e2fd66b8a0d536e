import { poissonWeight } from './densities.ts'

/**
 * The mean of g(S) over S = chi(df)/sqrt(df), for g with values in [0, 1]: the outer integral of the noncentral t and of the
 * studentised range. Trapezoids over u = ln s, whose integrand is analytic and dies on both sides, converge exponentially; the
 * step is halved until that has happened. Nothing is negative, so tiny means keep their relative precision.
 *
 * Source: Trefethen & Weideman (2014) SIAM Review 56(3), section 5.
 */
export function chiAverage(df: number, g: (s: number) => number): number {
  if (!(df > 0)) return Number.NaN
  const half = df / 2
  const scale = 2 * half * poissonWeight(half, half)
  const weight = (u: number) => scale * Math.exp(-half * (Math.expm1(2 * u) - 2 * u))
  let step = Math.min(0.5, 0.8 / Math.sqrt(2 * df))
  let total = halfLineSum(weight, g, 0, step) + halfLineSum(weight, g, -step, -step)
  for (let refinement = 0; refinement < 9; refinement++) {
    const between = halfLineSum(weight, g, step / 2, step) + halfLineSum(weight, g, -step / 2, -step)
    const before = total * step
    total += between
    step /= 2
    // halving the step squares the error: a change of 1e-9 leaves one of about 1e-18
    if (Math.abs(total * step - before) <= 1e-9 * before) break
  }
  return total * step
}

/** Sum of weight × g from `start` outward, until the weight alone is negligible beside the sum. */
function halfLineSum(weight: (u: number) => number, g: (s: number) => number, start: number, step: number): number {
  let sum = 0
  for (let u = start; ; u += step) {
    const w = weight(u)
    if (!(w > 0) || w * 8 <= sum * 1e-17 * Math.abs(step)) return sum
    sum += w * g(Math.exp(u))
  }
}
