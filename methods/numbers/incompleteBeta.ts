import { binomialWeight } from './densities.ts'

/**
 * The regularised incomplete beta function I_x(a, b) and its complement, for a, b > 0. Both x and y = 1 - x are
 * taken, so that callers who know the smaller one exactly lose nothing.
 *
 * Source: continued fraction, DLMF 8.17.22, evaluated by Lentz's method.
 */

/** I_x(a, b): the lower tail. */
export function betaLower(x: number, a: number, b: number, y = 1 - x): number {
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

function fraction(x: number, y: number, a: number, b: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1), tiny)
  let h = d
  for (let m = 1; m < 1e7; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / notZero(1 + even * d, tiny)
    c = notZero(1 + even / c, tiny)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / notZero(1 + odd * d, tiny)
    c = notZero(1 + odd / c, tiny)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 2e-16) break
  }
  return Math.min(1, h * (b / (a + b)) * binomialWeight(a, b, x, y))
}

function notZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value
}
