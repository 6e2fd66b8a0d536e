import { betaLower } from './incompleteBeta.ts'
import { stirlingError } from './gamma.ts'
import { normalDensity, normalQuantile, normalUpper } from './normal.ts'
import { tailPoint, wholeLine } from './quantile.ts'

/**
 * Student's t distribution with `df` > 0 degrees of freedom, fractions allowed; Infinity is the normal distribution.
 * Source: DLMF 8.17 with x = df/(df + t^2).
 */

export function tDensity(t: number, df: number): number {
  if (df === Infinity) return normalDensity(t)
  const half = df / 2
  // Gamma(h + 1/2) / Gamma(h) by Stirling's formula and its errors: neither overflows nor cancels
  const logRatio = stirlingError(half + 0.5) - stirlingError(half) + half * Math.log1p(0.5 / half) - 0.5
  const scale = Math.exp(logRatio) / Math.sqrt(2 * Math.PI)
  return scale * Math.exp(-(half + 0.5) * Math.log1p((t / df) * t))
}

/** P(T <= t). */
export function tLower(t: number, df: number): number {
  return tUpper(-t, df)
}

/** P(T > t). */
export function tUpper(t: number, df: number): number {
  if (df === Infinity) return normalUpper(t)
  const tail = outside(t, df) / 2
  return t > 0 ? tail : 1 - tail
}

/** P(|T| >= |t|): the two-sided p of a t statistic. */
export function tTwoSided(t: number, df: number): number {
  return df === Infinity ? 2 * normalUpper(Math.abs(t)) : outside(t, df)
}

function outside(t: number, df: number): number {
  const ratio = (t / df) * t
  return betaLower(1 / (1 + ratio), df / 2, 0.5, ratio === Infinity ? 1 : ratio / (1 + ratio))
}

/** The t with P(T <= t) = probability. */
export function tQuantile(probability: number, df: number): number {
  return -tUpperQuantile(probability, df)
}

/** The t with P(T > t) = probability. */
export function tUpperQuantile(probability: number, df: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN
  if (df === Infinity) return -normalQuantile(probability)
  if (probability === 0.5) return 0
  if (probability > 0.5) return -tUpperQuantile(1 - probability, df)
  if (probability === 0) return Infinity
  const start = wholeLine(-normalQuantile(probability))
  return tailPoint(probability, 'upper', (t) => tUpper(t, df), (t) => tDensity(t, df), start)
}
