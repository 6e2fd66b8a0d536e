import { completeRows, type Vector } from '../columns.ts'
import { covarianceMatrix } from '../numbers/covariance.ts'
import type { Reason, Result, Warning } from '../result.ts'
import { alphaOfCovariances, type Alpha, type ScaleMoments } from './alpha.ts'

/** How reliable a difference score is, beside the alphas of its parts. */
export interface DifferenceReliability extends Result {
  /** Reliability of the difference of the two sums, from its parts. */
  value: number | null
  /** Correlation of the two scale scores. */
  correlation: number | null
  first: Alpha
  second: Alpha
  /** Alpha of the item differences, which ignores that both parts are measured with error. */
  difference: Alpha
}

/**
 * Reliability of the difference first - second (perception - expectation) of a scale, on respondents complete in both:
 *
 * `(s1² r11 + s2² r22 - 2 r12 s1 s2) / (s1² + s2² - 2 r12 s1 s2)`
 *
 * with s the standard deviations of the two scale means, r11 and r22 their alphas and r12 their correlation. Warning
 * `low-reliability` below .7: read the parts, not the difference.
 *
 * Source: Peter, Churchill & Brown (1993) J. Consumer Research 19(4), equation 1.
 */
export function differenceReliability(
  items: readonly { id: string; first: Vector; second: Vector }[],
  options: { level?: number } = {},
): DifferenceReliability {
  const columns = [...items.map(({ first }) => first), ...items.map(({ second }) => second)]
  const rows = completeRows(columns)
  const { matrix, means } = covarianceMatrix(columns, rows)
  const missing = items[0]!.first.length - rows.length
  return differenceReliabilityOfCovariances({ ids: items.map(({ id }) => id), covariances: matrix, means, n: rows.length, missing }, options)
}

/**
 * The same from the covariances of both parts (from stored cells): the first parts of the items, then their second parts, 2k × 2k,
 * over respondents complete in both.
 */
export function differenceReliabilityOfCovariances(
  { ids, covariances, means, n, missing }: ScaleMoments & { missing: number },
  options: { level?: number } = {},
): DifferenceReliability {
  const k = ids.length
  const block = (row: number, column: number) => blockOf(covariances, k, row, column)
  const [first, both, second] = [block(0, 0), block(0, 1), block(1, 1)]
  const alphaOf = (part: Float64Array, of: Vector) => alphaOfCovariances({ ids, covariances: part, means: of, n }, options)
  const [firstMeans, secondMeans] = [means.slice(0, k), means.slice(k)]
  const ofFirst = alphaOf(first, firstMeans)
  const ofSecond = alphaOf(second, secondMeans)
  const difference = alphaOf(differenceCovariances(first, both, second, k), firstMeans.map((mean, i) => mean - secondMeans[i]!))
  const spread = spreadOf(first, both, second, n)
  const value = combine(ofFirst.value, ofSecond.value, spread)
  const warnings: Warning[] = value !== null && value < 0.7 ? [{ code: 'low-reliability', detail: { reliability: value, wanted: 0.7 } }] : []
  const correlation = spread?.correlation ?? null
  return {
    method: 'difference-score-reliability',
    n,
    missing,
    deletion: 'listwise',
    conventions: { difference: 'first minus second' },
    value,
    correlation,
    first: ofComplete(ofFirst),
    second: ofComplete(ofSecond),
    difference: ofComplete(difference),
    reason: value !== null && correlation !== null ? null : why(ofFirst.reason ?? ofSecond.reason),
    warnings,
  }
}

/** The three alphas are of the complete respondents alone; who is missing stands in the result they are part of. */
function ofComplete(found: Alpha): Alpha {
  return { ...found, deletion: 'listwise' }
}

function why(partial: Reason | null): Reason {
  return partial ?? 'no-variance'
}

/** One of the four k × k blocks of a 2k × 2k matrix. */
function blockOf(covariances: Float64Array, k: number, row: number, column: number): Float64Array {
  const block = new Float64Array(k * k)
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) block[i * k + j] = covariances[(row * k + i) * 2 * k + column * k + j]!
  return block
}

/** Covariances of first - second. What is left by rounding alone counts as none. */
function differenceCovariances(first: Float64Array, both: Float64Array, second: Float64Array, k: number): Float64Array {
  return first.map((value, at) => {
    const across = both[at]! + both[(at % k) * k + Math.floor(at / k)]!
    const found = value + second[at]! - across
    return Math.abs(found) > 1e-13 * (Math.abs(value) + Math.abs(second[at]!) + Math.abs(across)) ? found : 0
  })
}

interface Spread {
  sd1: number
  sd2: number
  correlation: number
}

/** Spread of the two scale means and their correlation. */
function spreadOf(first: Float64Array, both: Float64Array, second: Float64Array, n: number): Spread | null {
  if (n < 2) return null
  const ofMean = (block: Float64Array) => block.reduce((sum, value) => sum + value, 0) / block.length
  const sd1 = Math.sqrt(Math.max(0, ofMean(first)))
  const sd2 = Math.sqrt(Math.max(0, ofMean(second)))
  return sd1 > 0 && sd2 > 0 ? { sd1, sd2, correlation: ofMean(both) / (sd1 * sd2) } : null
}

function combine(r11: number | null, r22: number | null, spread: Spread | null): number | null {
  if (r11 === null || r22 === null || !spread) return null
  const { sd1, sd2, correlation } = spread
  const shared = 2 * correlation * sd1 * sd2
  const variance = sd1 * sd1 + sd2 * sd2 - shared
  return variance > 1e-12 * (sd1 * sd1 + sd2 * sd2) ? (sd1 * sd1 * r11 + sd2 * sd2 * r22 - shared) / variance : null
}
