import { gammaLower, gammaUpper } from './incompleteGamma.ts'
import { poissonWeight } from './densities.ts'
import { normalQuantile } from './normal.ts'
import { discreteQuantile } from './quantile.ts'

/** The Poisson distribution with `mean` >= 0. */

export function poissonProbability(k: number, mean: number): number {
  return k < 0 || !Number.isInteger(k) ? 0 : poissonWeight(k, mean)
}

/** P(X <= k). */
export function poissonLower(k: number, mean: number): number {
  const whole = Math.floor(k + 1e-7)
  return whole < 0 ? 0 : gammaUpper(whole + 1, mean)
}

/** P(X > k). */
export function poissonUpper(k: number, mean: number): number {
  const whole = Math.floor(k + 1e-7)
  return whole < 0 ? 1 : gammaLower(whole + 1, mean)
}

/** The smallest k with P(X <= k) >= probability. */
export function poissonQuantile(probability: number, mean: number): number {
  if (!(probability >= 0 && probability <= 1 && mean >= 0 && mean < Infinity)) return Number.NaN
  if (probability === 0 || mean === 0) return 0
  if (probability === 1) return Infinity
  const guess = mean + normalQuantile(probability) * Math.sqrt(mean)
  return discreteQuantile(probability, (k) => poissonLower(k, mean), guess, Number.MAX_SAFE_INTEGER)
}
