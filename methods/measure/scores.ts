import { commonLength, type Vector } from '../columns.ts'
import { requireParameter } from '../result.ts'

/**
 * Scores per respondent: from items to dimensions to the whole. All scores are vectors as long as the input, NaN where a
 * respondent has no score.
 */

/** How many of a scale's items a score needs, as a share of them in 0..1, rounded up; the half rule by default. */
export interface ScaleRule {
  minimumAnswered?: number
}

/**
 * Mean of a respondent's valid items, if at least half of them (rounded up) are valid: the half rule. For differences pass
 * the vectors of differences; both parts are then needed (the pair rule).
 */
export function scaleScores(items: readonly Vector[], { minimumAnswered = 0.5 }: ScaleRule = {}): Float64Array {
  requireParameter(minimumAnswered >= 0 && minimumAnswered <= 1, 'The share of items a score needs lies between 0 and 1')
  const needed = Math.ceil(items.length * minimumAnswered - 1e-9) // 0.55 of 20 items is 11, whatever the product says
  return scoresOf(items, needed)
}

/** Mean over columns, for respondents who have every one of them. */
export function meanOfAll(columns: readonly Vector[]): Float64Array {
  return scoresOf(columns, columns.length)
}

function scoresOf(columns: readonly Vector[], needed: number): Float64Array {
  const scores = new Float64Array(commonLength(columns))
  const valid = new Int32Array(scores.length)
  for (const values of columns) addValid(values, scores, valid)
  for (let i = 0; i < scores.length; i++) {
    scores[i] = valid[i]! > 0 && valid[i]! >= needed ? scores[i]! / valid[i]! : Number.NaN
  }
  return scores
}

function addValid(values: Vector, totals: Float64Array, valid: Int32Array): void {
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    if (!Number.isFinite(x)) continue
    totals[i]! += x
    valid[i]!++
  }
}

/** Weighted sum over columns, `sum_d share_d x_d`, for respondents who have every score and every share. */
export function weightedScores(columns: readonly Vector[], shares: readonly Vector[]): Float64Array {
  const scores = new Float64Array(commonLength([...columns, ...shares]))
  for (let i = 0; i < scores.length; i++) {
    let total = 0
    for (const [d, values] of columns.entries()) total += values[i]! * shares[d]![i]!
    scores[i] = Number.isFinite(total) ? total : Number.NaN
  }
  return scores
}

/** a - b, where both are there. */
export function differences(a: Vector, b: Vector): Float64Array {
  const result = new Float64Array(commonLength([a, b]))
  for (let i = 0; i < result.length; i++) {
    const difference = a[i]! - b[i]!
    result[i] = Number.isFinite(difference) ? difference : Number.NaN
  }
  return result
}
