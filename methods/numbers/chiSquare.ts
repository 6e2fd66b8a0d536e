import { gammaDensity, gammaQuantile, gammaUpperQuantile } from './gammaDistribution.ts'
import { gammaLower, gammaUpper } from './incompleteGamma.ts'

/** The chi-square distribution with `df` > 0 degrees of freedom. */

export function chiSquareDensity(x: number, df: number): number {
  return gammaDensity(x, df / 2, 2)
}

/** P(X <= x). */
export function chiSquareLower(x: number, df: number): number {
  return gammaLower(df / 2, x / 2)
}

/** P(X > x): the p of a chi-square statistic. */
export function chiSquareUpper(x: number, df: number): number {
  return gammaUpper(df / 2, x / 2)
}

/** The x with P(X <= x) = probability. */
export function chiSquareQuantile(probability: number, df: number): number {
  return gammaQuantile(probability, df / 2, 2)
}

/** The x with P(X > x) = probability. */
export function chiSquareUpperQuantile(probability: number, df: number): number {
  return gammaUpperQuantile(probability, df / 2, 2)
}
