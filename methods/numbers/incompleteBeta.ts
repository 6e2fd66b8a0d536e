import { binomialWeight } from './densities.ts'

/**
 * The regularised incomplete beta function I_x(a, b) and its complement, for a, b > 0 (NaN otherwise). Both x and y = 1 - x are
 * taken, so that callers who know the smaller one exactly lose nothing.
 *
 * Source: continued fraction, DLMF 8.17.22, in the form of DiDonato & Morris (1992) ACM TOMS 18, equation 9.
 */

/** I_x(a, b): the lower tail. */
export function betaLower(x: number, a: number, b: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && a + b < Infinity) || Number.isNaN(x + y)) return Number.NaN
  if (x <= 0) return 0
  if (y <= 0) return 1
  if (x * (a + b + 2) < a + 1) return fraction(x, y, a, b)
  const upper = fraction(y, x, b, a)
  return upper > 0.9 ? fraction(x, y, a, b) : 1 - upper
}

/** 1 - I_x(a, b): the upper tail. */
export function betaUpper(x: number, a: number, b: number, y = 1 - x): number {
  return betaLower(y, b, a, x)
}

/** The even part of the fraction, in the arrangement that does not cancel for large a or b. */
function fraction(x: number, y: number, a: number, b: number): number {
  const distance = a > b ? (a + b) * y - b : a - (a + b) * x
  const c = 1 + distance
  const c1 = 1 + 1 / a
  let p = 1
  let s = a + 1
  let top = 0
  let bottom = 1
  let nextTop = 1
  let nextBottom = c / c1
  let value = c1 / c
  for (let n = 1; n < 1e7; n++) {
    const t = n / a
    const w = n * (b - n) * x
    const alpha = p * (p + b / a) * (a / s) ** 2 * (w * x)
    const beta = n + w / s + ((t + 1) / (c1 + 2 * t)) * (c + n * (y + 1))
    p = t + 1
    s += 2
    const newTop = alpha * top + beta * nextTop
    const newBottom = alpha * bottom + beta * nextBottom
    const before = value
    value = newTop / newBottom
    if (Math.abs(value - before) <= 1e-16 * Math.abs(value)) break
    top = nextTop / newBottom
    bottom = nextBottom / newBottom
    nextTop = value
    nextBottom = 1
  }
  return Math.min(1, value * ((a * b) / (a + b)) * binomialWeight(a, b, x, y))
}
