import { noncentralTLower, noncentralTUpper } from '../numbers/noncentralT.ts'
import { normalQuantile } from '../numbers/normal.ts'
import { tUpperQuantile } from '../numbers/studentT.ts'
import { requireParameter } from '../result.ts'

/** Planning a study: chances and sizes follow from assumptions, so they are plain numbers. Tests are two-sided. */

/** Chance that a t test of two groups of `perGroup` each finds a standardised difference d. Source: Cohen (1988) chapter 2. */
export function powerOfTwoGroups(d: number, perGroup: number, alpha = 0.05): number {
  requireParameter(perGroup >= 2, 'A group has at least two answers')
  return powerOfT(d * Math.sqrt(perGroup / 2), 2 * perGroup - 2, alpha)
}

/** Chance that a paired or one-sample t test on n pairs finds a standardised mean d. */
export function powerOfPairs(d: number, n: number, alpha = 0.05): number {
  requireParameter(n >= 2, 'There are at least two pairs')
  return powerOfT(d * Math.sqrt(n), n - 1, alpha)
}

function powerOfT(shift: number, df: number, alpha: number): number {
  requireParameter(alpha > 0 && alpha < 1, 'A level of significance lies between 0 and 1')
  const critical = tUpperQuantile(alpha / 2, df)
  return noncentralTUpper(critical, df, shift) + noncentralTLower(-critical, df, shift)
}

/** Answers per group (not rounded up) with which two groups show a standardised difference d with the given power. */
export function sizeOfTwoGroups(d: number, power = 0.8, alpha = 0.05): number {
  return solveSize((n) => powerOfTwoGroups(d, n, alpha), d, power)
}

/** Pairs (not rounded up) with which a standardised mean difference d shows with the given power. */
export function sizeOfPairs(d: number, power = 0.8, alpha = 0.05): number {
  return solveSize((n) => powerOfPairs(d, n, alpha), d, power)
}

/** Halves an interval in ln n: power rises with n, and noncentral tails are cheap. */
function solveSize(powerAt: (n: number) => number, d: number, power: number): number {
  requireParameter(d !== 0 && power > 0 && power < 1, 'A difference other than 0 and a power between 0 and 1')
  let [low, high] = [Math.log(2), Math.log(4)]
  if (powerAt(2) >= power) return 2
  while (powerAt(Math.exp(high)) < power) [low, high] = [high, high + 1]
  for (let halving = 0; halving < 60 && high - low > 1e-13; halving++) {
    const middle = (low + high) / 2
    if (powerAt(Math.exp(middle)) < power) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/** Answers for a share's interval of half-width e under the share expected, by the normal approximation. */
export function sizeForShare(halfWidth: number, share = 0.5, level = 0.95): number {
  requireParameter(halfWidth > 0 && share >= 0 && share <= 1, 'A positive half-width and a share in 0..1')
  const z = -normalQuantile((1 - level) / 2)
  return Math.ceil((z * z * share * (1 - share)) / halfWidth ** 2)
}

/** How much clusters of m answers inflate a variance: `1 + (m - 1) ICC`. Source: Kish (1965). */
export function designEffect(clusterSize: number, icc: number): number {
  return 1 + (clusterSize - 1) * icc
}

/** Kish's effective number of weighted answers: `(sum w)² / sum w²`. */
export function effectiveSize(weights: ArrayLike<number>): number {
  const given = Array.from(weights)
  const largest = given.reduce((most, w) => Math.max(most, Math.abs(w)), 0) || 1
  let [sum, squares] = [0, 0]
  for (const w of given) {
    sum += w / largest
    squares += (w / largest) ** 2
  }
  return squares === 0 ? 0 : (sum * sum) / squares
}
