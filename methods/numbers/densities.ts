import { logGamma, stirlingError } from './gamma.ts'

/**
 * The Poisson and binomial point probabilities for real arguments, which are the leading factors of the incomplete gamma
 * and beta functions. Loader's saddle-point form keeps full relative precision far out in the tails.
 *
 * Source: Loader (2000), Fast and accurate computation of binomial probabilities.
 */

/** `x ln(x/m) + m - x` for x, m > 0: Loader's deviance term. */
export function deviance(x: number, m: number): number {
  const difference = x - m
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const v = difference / (x + m)
  let sum = difference * v
  let power = 2 * x * v
  const square = v * v
  for (let j = 3; ; j += 2) {
    power *= square
    const next = sum + power / j
    if (!(next > sum) && !(next < sum)) return sum
    sum = next
  }
}

/** `e^-m m^x / Gamma(x+1)` for real x >= 0, m >= 0. */
export function poissonWeight(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0
  if (x === 0) return Math.exp(-m)
  if (x < 1e-290 || m < x * 1e-290) return Math.exp(x * Math.log(m) - m - logGamma(x + 1))
  return Math.exp(-stirlingError(x) - deviance(x, m)) / Math.sqrt(2 * Math.PI * x)
}

/** `Gamma(n+1)/(Gamma(x+1) Gamma(n-x+1)) p^x q^(n-x)` for real 0 <= x <= n, with q = 1 - p given apart. */
export function binomialWeight(x: number, rest: number, p: number, q: number): number {
  const n = x + rest
  if (p === 0) return x === 0 ? 1 : 0
  if (q === 0) return rest === 0 ? 1 : 0
  if (x === 0) return Math.exp(n * (p < q ? Math.log1p(-p) : Math.log(q)))
  if (rest === 0) return Math.exp(n * (q < p ? Math.log1p(-q) : Math.log(p)))
  const constants = stirlingError(n) - stirlingError(x) - stirlingError(rest)
  const exponent = constants - deviance(x, n * p) - deviance(rest, n * q)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * rest))
}
