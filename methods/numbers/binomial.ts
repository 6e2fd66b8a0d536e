import { betaLower } from './incompleteBeta.ts'
import { binomialWeight } from './densities.ts'
import { normalQuantile } from './normal.ts'
import { discreteQuantile } from './quantile.ts'

/** The binomial distribution: successes in `size` >= 0 independent trials of probability `p`. */

export function binomialProbability(k: number, size: number, p: number): number {
  if (!(p >= 0 && p <= 1 && size >= 0)) return Number.NaN
  if (k < 0 || k > size || !Number.isInteger(k)) return 0
  return binomialWeight(k, size - k, p, 1 - p)
}

/** P(X <= k). */
export function binomialLower(k: number, size: number, p: number): number {
  if (!(p >= 0 && p <= 1 && size >= 0)) return Number.NaN
  const whole = Math.floor(k + 1e-7)
  if (whole < 0) return 0
  if (whole >= size) return 1
  return betaLower(1 - p, size - whole, whole + 1, p)
}

/** P(X > k). */
export function binomialUpper(k: number, size: number, p: number): number {
  if (!(p >= 0 && p <= 1 && size >= 0)) return Number.NaN
  const whole = Math.floor(k + 1e-7)
  if (whole < 0) return 1
  if (whole >= size) return 0
  return betaLower(p, whole + 1, size - whole, 1 - p)
}

/** The smallest k with P(X <= k) >= probability. */
export function binomialQuantile(probability: number, size: number, p: number): number {
  const inDomain = probability >= 0 && probability <= 1 && p >= 0 && p <= 1 && size >= 0 && size < Infinity
  if (!inDomain) return Number.NaN
  if (probability === 0 || size === 0 || p === 0) return 0
  if (probability === 1 || p === 1) return size
  const guess = size * p + normalQuantile(probability) * Math.sqrt(size * p * (1 - p))
  return discreteQuantile(probability, (k) => binomialLower(k, size, p), guess, size)
}
