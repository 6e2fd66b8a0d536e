import { poissonWeight } from './densities.ts'
import { gammaLower, gammaUpper } from './incompleteGamma.ts'
import { increasingRoot } from './root.ts'

/**
 * The noncentral chi-square distribution: a Poisson mixture of chi-squares, summed so that only positive terms are
 * added. Source: Johnson, Kotz & Balakrishnan (1995), equation 29.2.
 */

/** P(X <= x), for df > 0, noncentrality >= 0, both and x below 1e9 (NaN otherwise). */
export function noncentralChiSquareLower(x: number, df: number, noncentrality: number): number {
  if (!inDomain(x, df, noncentrality)) return Number.NaN
  if (x <= 0) return 0
  const mean = noncentrality / 2
  const top = lastTerm(mean)
  // from the last term down: P(a, y) = P(a+1, y) + y^a e^-y / Gamma(a+1)
  let tail = gammaLower(df / 2 + top, x / 2)
  let sum = 0
  for (let j = top; j >= 0; j--) {
    sum += poissonWeight(j, mean) * tail
    if (j > 0) tail += poissonWeight(df / 2 + j - 1, x / 2)
  }
  return Math.min(1, sum)
}

/** P(X > x). */
export function noncentralChiSquareUpper(x: number, df: number, noncentrality: number): number {
  if (!inDomain(x, df, noncentrality)) return Number.NaN
  if (x <= 0) return 1
  const mean = noncentrality / 2
  const top = lastTerm(mean) + Math.ceil(x)
  // from the first term up: Q(a+1, y) = Q(a, y) + y^a e^-y / Gamma(a+1)
  let tail = gammaUpper(df / 2, x / 2)
  let sum = 0
  for (let j = 0; j <= top; j++) {
    sum += poissonWeight(j, mean) * tail
    tail += poissonWeight(df / 2 + j, x / 2)
  }
  return Math.min(1, sum)
}

function inDomain(x: number, df: number, noncentrality: number): boolean {
  return df > 0 && noncentrality >= 0 && noncentrality < 1e9 && x < 1e9
}

function lastTerm(mean: number): number {
  return Math.ceil(mean + 12 * Math.sqrt(mean) + 40)
}

/** The noncentrality under which P(X <= x) = probability; 0 where even the central distribution lies below it. */
export function chiSquareNoncentrality(x: number, df: number, probability: number): number {
  if (!(probability > 0 && probability < 1)) return Number.NaN
  if (noncentralChiSquareLower(x, df, 0) <= probability) return 0
  const target = Math.log(probability)
  // by Bernstein's bound the root lies below; a step beyond, from where the curve is flat, would sum for minutes
  const most = 10 * (x + 1) - 20 * target
  return Math.exp(
    increasingRoot((u) => {
      const lambda = Math.exp(u)
      if (lambda > most) return { value: Infinity, slope: 0 }
      const mass = noncentralChiSquareLower(x, df, lambda)
      // d/d lambda P(x; df, lambda) = (P(x; df + 2, lambda) - P(x; df, lambda)) / 2
      const rate = (mass - noncentralChiSquareLower(x, df + 2, lambda)) / 2
      return { value: target - Math.log(mass), slope: (rate * lambda) / mass }
    }, Math.log(Math.max(x - df, 1))),
  )
}
