import { poissonWeight } from './densities.ts'
import { logGamma } from './gamma.ts'

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), for a > 0, x >= 0 (NaN otherwise
 * where a is not positive). The tail that is
 * asked for is computed directly wherever it is the small one.
 *
 * Sources: series, DLMF 8.11.4; continued fraction, DLMF 8.9.2; small x and a, Abramowitz & Stegun 6.5.29.
 */

/** P(a, x): the lower tail. */
export function gammaLower(a: number, x: number): number {
  if (!(a > 0 && a < Infinity) || Number.isNaN(x)) return Number.NaN
  if (x <= 0) return 0
  if (x === Infinity) return 1
  if (x < a + 1) return lowerSeries(a, x)
  return 1 - upperFraction(a, x)
}

/** Q(a, x): the upper tail. */
export function gammaUpper(a: number, x: number): number {
  if (!(a > 0 && a < Infinity) || Number.isNaN(x)) return Number.NaN
  if (x <= 0) return 1
  if (x === Infinity) return 0
  if (x >= a + 1) return upperFraction(a, x)
  if (x < 1.5 && a < 1) return upperForSmall(a, x)
  const upper = 1 - lowerSeries(a, x)
  return upper < 0.1 && x > 1 ? upperFraction(a, x) : upper
}

function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = a + 1; term > sum * 1e-17; k++) {
    term *= x / k
    sum += term
  }
  return Math.min(1, sum * poissonWeight(a, x))
}

/** Lentz's evaluation of Legendre's continued fraction. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / (b === 0 ? tiny : b)
  let h = d
  for (let k = 1; k < 1e7; k++) {
    const an = -k * (k - a)
    b += 2
    d = 1 / notZero(an * d + b, tiny)
    c = notZero(b + an / c, tiny)
    const step = c * d
    h *= step
    if (Math.abs(step - 1) < 2e-16) break
  }
  return Math.min(1, h * a * poissonWeight(a, x))
}

function notZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

/** Q = 1 - x^a/Gamma(a+1) (1 + a sum (-x)^k/((a+k) k!)), arranged so that nothing cancels for small a. */
function upperForSmall(a: number, x: number): number {
  let term = a
  let sum = 0
  for (let k = 1; ; k++) {
    term *= -x / k
    const next = sum + term / (a + k)
    if (next === sum) break
    sum = next
  }
  const power = Math.expm1(a * Math.log(x) - logGamma(a + 1))
  return -(sum + power + sum * power)
}
