import { gammaLower, gammaUpper } from './incompleteGamma.ts'
import { poissonWeight } from './densities.ts'
import { normalQuantile } from './normal.ts'
import { positive, tailPoint } from './quantile.ts'

/** The gamma distribution with `shape` > 0 and `scale` > 0 (mean = shape × scale). */

export function gammaDensity(x: number, shape: number, scale = 1): number {
  if (x < 0) return 0
  if (x === 0) return shape < 1 ? Infinity : shape === 1 ? 1 / scale : 0
  const y = x / scale
  return (poissonWeight(shape, y) * shape) / y / scale
}

/** P(X <= x). */
export function gammaDistributionLower(x: number, shape: number, scale = 1): number {
  return gammaLower(shape, x / scale)
}

/** P(X > x). */
export function gammaDistributionUpper(x: number, shape: number, scale = 1): number {
  return gammaUpper(shape, x / scale)
}

/** The x with P(X <= x) = probability. */
export function gammaQuantile(probability: number, shape: number, scale = 1): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN
  if (probability === 0) return 0
  if (probability === 1) return Infinity
  if (probability > 0.5) return gammaUpperQuantile(1 - probability, shape, scale)
  const chart = positive(wilsonHilferty(normalQuantile(probability), shape))
  return scale * tailPoint(probability, 'lower', (y) => gammaLower(shape, y), (y) => gammaDensity(y, shape), chart)
}

/** The x with P(X > x) = probability. */
export function gammaUpperQuantile(probability: number, shape: number, scale = 1): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN
  if (probability === 0) return Infinity
  if (probability > 0.5) return gammaQuantile(1 - probability, shape, scale)
  const chart = positive(wilsonHilferty(-normalQuantile(probability), shape))
  return scale * tailPoint(probability, 'upper', (y) => gammaUpper(shape, y), (y) => gammaDensity(y, shape), chart)
}

/** A first guess. Source: Wilson & Hilferty (1931). */
function wilsonHilferty(z: number, shape: number): number {
  return shape * (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
}
