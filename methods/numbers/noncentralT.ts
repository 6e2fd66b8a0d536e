import { chiAverage } from './chiAverage.ts'
import { normalDensity, normalUpper } from './normal.ts'
import { tLower, tUpper } from './studentT.ts'
import { increasingRoot } from './root.ts'

/**
 * The noncentral t distribution: (Z + shift) / sqrt(chi2(df)/df). Both tails keep their relative precision,
 * as long as |t| and |shift| are not thousands of times the root of df.
 * Source: Johnson, Kotz & Balakrishnan (1995) Continuous Univariate Distributions 2, equation 31.11.
 */

/** P(T <= t). */
export function noncentralTLower(t: number, df: number, shift: number): number {
  if (Number.isNaN(t) || !Number.isFinite(shift) || !(df > 0)) return Number.NaN
  if (Math.abs(t) === Infinity) return t > 0 ? 1 : 0
  if (shift === 0) return tLower(t, df)
  if (df === Infinity || t === 0) return normalUpper(shift - t)
  return Math.min(1, chiAverage(df, (s) => normalUpper(shift - t * s)))
}

/** P(T > t). */
export function noncentralTUpper(t: number, df: number, shift: number): number {
  if (Number.isNaN(t) || !Number.isFinite(shift) || !(df > 0)) return Number.NaN
  if (Math.abs(t) === Infinity) return t > 0 ? 0 : 1
  if (shift === 0) return tUpper(t, df)
  if (df === Infinity || t === 0) return normalUpper(t - shift)
  return Math.min(1, chiAverage(df, (s) => normalUpper(t * s - shift)))
}

/** The shift under which P(T > t) = probability: the limits of intervals for standardised mean differences. */
export function noncentralTShift(t: number, df: number, probability: number): number {
  if (!(probability > 0 && probability < 1 && Number.isFinite(t))) return Number.NaN
  const target = Math.log(probability)
  return increasingRoot((shift) => {
    const mass = noncentralTUpper(t, df, shift)
    const slope = df === Infinity ? normalDensity(t - shift) : chiAverage(df, (s) => normalDensity(t * s - shift))
    return { value: Math.log(mass) - target, slope: slope / mass }
  }, t)
}
