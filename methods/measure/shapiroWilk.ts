import { present, type Vector } from '../columns.ts'
import { sum } from '../numbers/moments.ts'
import { normalQuantile, normalUpper } from '../numbers/normal.ts'
import type { Reason, Test } from '../result.ts'

/** Largest sample for which Royston's approximation of p was fitted. */
export const largestShapiro = 5000

/**
 * Shapiro and Wilk's test that a sample is normal; `statistic` is W in 0..1, near 1 for normal samples. From 3 to 5,000 answers. Rating scales
 * with many ties are never normal, so that large samples are always told apart from it: look at it below some thirty answers, where tests of
 * means lean on it.
 *
 * Null with a reason: no answer (`no-answers`), fewer than three (`too-few`), all equal (`no-variance`), more than 5,000 (`out-of-range`).
 *
 * Sources: Shapiro & Wilk (1965) Biometrika 52; weights and p by Royston (1995) Applied Statistics 44, Algorithm AS R94.
 */
export function shapiroWilk(sample: Vector): Test {
  const sorted = present(sample).sort()
  const n = sorted.length
  const head = {
    method: 'shapiro-wilk',
    n,
    missing: sample.length - n,
    deletion: 'available' as const,
    conventions: { p: 'Royston 1995', sides: 1 },
    warnings: [],
  }
  const nothing = (reason: Reason): Test => ({ ...head, statistic: null, df: null, p: null, reason })
  if (n < 3) return nothing(n === 0 ? 'no-answers' : 'too-few')
  if (n > largestShapiro) return nothing('out-of-range')
  if (!(sorted[n - 1]! > sorted[0]!)) return nothing('no-variance')
  const rest = lackOfFit(sorted, weightsOf(n))
  return { ...head, statistic: 1 - rest, df: [], p: pOf(rest, n), reason: null }
}

/** Weights of the order statistics: normal scores, the outer two of each end put right by polynomials in n^(-1/2). */
function weightsOf(n: number): Float64Array {
  if (n === 3) return Float64Array.of(-Math.SQRT1_2, 0, Math.SQRT1_2)
  const scores = Float64Array.from({ length: n }, (_, i) => normalQuantile((i + 1 - 0.375) / (n + 0.25)))
  const squares = scores.reduce((total, m) => total + m * m, 0)
  const u = 1 / Math.sqrt(n)
  const last = polynomial(u, [scores[n - 1]! / Math.sqrt(squares), 0.221157, -0.147981, -2.07119, 4.434685, -2.706056])
  const outer = [last]
  if (n > 5) outer.push(polynomial(u, [scores[n - 2]! / Math.sqrt(squares), 0.042981, -0.293762, -1.752461, 5.682633, -3.582633]))
  const cut = outer.reduce((total, _, k) => total + 2 * scores[n - 1 - k]! ** 2, 0)
  const taken = outer.reduce((total, weight) => total + 2 * weight * weight, 0)
  const scale = Math.sqrt((squares - cut) / (1 - taken))
  const weights = scores.map((m) => m / scale)
  for (const [k, weight] of outer.entries()) {
    weights[n - 1 - k] = weight
    weights[k] = -weight
  }
  return weights
}

/** 1 − W without cancellation: as a correlation of the order statistics with their weights, (s − c)(s + c) / s². */
function lackOfFit(sorted: Float64Array, weights: Float64Array): number {
  const range = sorted[sorted.length - 1]! - sorted[0]!
  const x = sorted.map((value) => value / range)
  const centre = sum(x) / x.length
  let [weightSquares, squares, products] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const deviation = x[i]! - centre
    weightSquares += weights[i]! * weights[i]!
    squares += deviation * deviation
    products += weights[i]! * deviation
  }
  const both = Math.sqrt(weightSquares * squares)
  return ((both - products) * (both + products)) / (weightSquares * squares)
}

function pOf(rest: number, n: number): number {
  if (n === 3) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(1 - rest)) - Math.asin(Math.sqrt(0.75))))
  if (n <= 11) {
    const limit = polynomial(n, [-2.273, 0.459])
    const y = Math.log(rest)
    if (y >= limit) return 1e-99
    return normalUpper((-Math.log(limit - y) - polynomial(n, [0.544, -0.39978, 0.025054, -6.714e-4])) / Math.exp(polynomial(n, [1.3822, -0.77857, 0.062767, -0.0020322])))
  }
  const x = Math.log(n)
  return normalUpper((Math.log(rest) - polynomial(x, [-1.5861, -0.31082, -0.083751, 0.0038915])) / Math.exp(polynomial(x, [-0.4803, -0.082676, 0.0030302])))
}

/** c0 + c1 x + c2 x² + … */
function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((total, c) => total * x + c, 0)
}
