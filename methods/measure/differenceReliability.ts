import { completeRows, type Vector } from '../columns.ts'
import { covarianceMatrix } from '../numbers/covariance.ts'
import type { Reason, Result, Warning } from '../result.ts'
import { alpha, type Alpha } from './alpha.ts'
import { differences } from './scores.ts'

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
  const rows = completeRows(items.flatMap(({ first, second }) => [first, second]))
  const at = { ...options, rows }
  const alphaOf = (part: (item: { first: Vector; second: Vector }) => Vector) =>
    ofComplete(alpha(items.map((item) => ({ id: item.id, answers: part(item) })), at))
  const first = alphaOf((item) => item.first)
  const second = alphaOf((item) => item.second)
  const difference = alphaOf((item) => differences(item.first, item.second))
  const spread = totals(items.map((item) => item.first), items.map((item) => item.second), rows)
  const value = combine(first.value, second.value, spread)
  const warnings: Warning[] = value !== null && value < 0.7 ? [{ code: 'low-reliability', detail: { reliability: value, wanted: 0.7 } }] : []
  const correlation = spread?.correlation ?? null
  return {
    method: 'difference-score-reliability',
    n: rows.length,
    missing: items[0]!.first.length - rows.length,
    deletion: 'listwise',
    conventions: { difference: 'first minus second' },
    value,
    correlation,
    first,
    second,
    difference,
    reason: value !== null && correlation !== null ? null : why(first.reason ?? second.reason),
    warnings,
  }
}

/** The three alphas are of the complete respondents alone; who is missing stands in the result they are part of. */
function ofComplete(found: Alpha): Alpha {
  return { ...found, missing: 0 }
}

function why(partial: Reason | null): Reason {
  return partial ?? 'no-variance'
}

interface Spread {
  sd1: number
  sd2: number
  correlation: number
}

/** Spread of the two scale means and their correlation. */
function totals(a: readonly Vector[], b: readonly Vector[], rows: Int32Array): Spread | null {
  if (rows.length < 2) return null
  const { matrix } = covarianceMatrix([meanOf(a, rows), meanOf(b, rows)])
  const sd1 = Math.sqrt(matrix[0]!)
  const sd2 = Math.sqrt(matrix[3]!)
  return sd1 > 0 && sd2 > 0 ? { sd1, sd2, correlation: matrix[1]! / (sd1 * sd2) } : null
}

function meanOf(items: readonly Vector[], rows: Int32Array): Float64Array {
  const means = new Float64Array(rows.length)
  for (const answers of items) {
    for (let r = 0; r < rows.length; r++) means[r]! += answers[rows[r]!]! / items.length
  }
  return means
}

function combine(r11: number | null, r22: number | null, spread: Spread | null): number | null {
  if (r11 === null || r22 === null || !spread) return null
  const { sd1, sd2, correlation } = spread
  const shared = 2 * correlation * sd1 * sd2
  const variance = sd1 * sd1 + sd2 * sd2 - shared
  return variance > 1e-12 * (sd1 * sd1 + sd2 * sd2) ? (sd1 * sd1 * r11 + sd2 * sd2 * r22 - shared) / variance : null
}
