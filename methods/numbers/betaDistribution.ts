import { betaLower, betaUpper } from './incompleteBeta.ts'
import { binomialWeight } from './densities.ts'
import { increasingRoot } from './root.ts'

/** The beta distribution on (0, 1) with shapes `a`, `b` > 0. */

export function betaDensity(x: number, a: number, b: number, y = 1 - x): number {
  if (x < 0 || y < 0) return 0
  if (x === 0) return a < 1 ? Infinity : a === 1 ? b : 0
  if (y === 0) return b < 1 ? Infinity : b === 1 ? a : 0
  return ((binomialWeight(a, b, x, y) / x) * ((a * b) / (a + b))) / y
}

/** P(X <= x). */
export function betaDistributionLower(x: number, a: number, b: number): number {
  return betaLower(x, a, b)
}

/** P(X > x). */
export function betaDistributionUpper(x: number, a: number, b: number): number {
  return betaUpper(x, a, b)
}

/** The x with P(X <= x) = probability. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return betaPoint(probability, 'lower', a, b).x
}

/** The x with P(X > x) = probability. */
export function betaUpperQuantile(probability: number, a: number, b: number): number {
  return betaPoint(probability, 'upper', a, b).x
}

/**
 * The point where one tail holds the given probability, with its distance to 1, both to full precision: the search
 * runs over u = ln(x/y).
 */
export function betaPoint(probability: number, side: 'lower' | 'upper', a: number, b: number): { x: number; y: number } {
  if (!(probability >= 0 && probability <= 1)) return { x: Number.NaN, y: Number.NaN }
  if (probability > 0.5) return betaPoint(1 - probability, side === 'lower' ? 'upper' : 'lower', a, b)
  if (probability === 0) return side === 'lower' ? { x: 0, y: 1 } : { x: 1, y: 0 }
  const target = Math.log(probability)
  const sign = side === 'lower' ? 1 : -1
  const u = increasingRoot((u) => {
    const { x, y } = fromLogit(u)
    const mass = side === 'lower' ? betaLower(x, a, b, y) : betaUpper(x, a, b, y)
    return { value: sign * (Math.log(mass) - target), slope: (betaDensity(x, a, b, y) * x * y) / mass }
  }, Math.log(a / b))
  return fromLogit(u)
}

function fromLogit(u: number): { x: number; y: number } {
  return { x: 1 / (1 + Math.exp(-u)), y: 1 / (1 + Math.exp(u)) }
}
