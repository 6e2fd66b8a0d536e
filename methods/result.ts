/**
 * The vocabulary of every result of this package.
 *
 * A result is a plain value. It says how it was found (`method`, `conventions`, `deletion`), on how much
 * (`n`, `missing`), and what to mind (`warnings`). A field that cannot be given is `null`, never NaN, and then
 * `reason` says why. One rule holds everywhere: **`reason` is set exactly when some field of the same
 * result is null** (parts with a `reason` of their own account for themselves).
 *
 * Data never make a function throw. A `MethodError` is thrown when the *call* is wrong: columns of unequal length,
 * a level outside (0, 1), an item without a dimension.
 */

/** Why a field is null. */
export type Reason =
  | 'no-answers' // nothing valid to compute from
  | 'too-few' // fewer cases than the formula needs
  | 'no-variance' // all values are equal
  | 'single-item' // the scale has one item
  | 'empty-group' // a group to be compared holds no valid case
  | 'one-group' // there is nothing to compare with
  | 'all-tied' // every rank is the same
  | 'zone-without-width' // desired is not above adequate
  | 'no-weights' // no respondent's weights could be used
  | 'not-applicable' // the question has no meaning for these data, see the docstring
  | 'singular' // a matrix that must be inverted is singular
  | 'not-converged' // an iteration did not settle
  | 'improper' // the solution is inadmissible (negative variance, share above one)
  | 'out-of-range' // a parameter of the formula falls outside of its domain

/** What was done with a case that lacks an answer. */
export type Deletion =
  | 'available' // each statistic uses what is there
  | 'pairwise' // both of a pair must be there
  | 'listwise' // every column must be there
  | 'half-rule' // a score needs at least half of its items, rounded up
  | 'none' // the input was counts or moments: nothing could be missing

export type WarningCode =
  | 'small-sample'
  | 'approximate'
  | 'low-reliability'
  | 'redundant-items'
  | 'negative-item'
  | 'no-variance'
  | 'weights-rescaled'
  | 'weights-rejected'
  | 'weights-incomplete'
  | 'violations'
  | 'zone-narrower-than-interval'
  | 'small-expected-counts'
  | 'questionable-answers'
  | 'reverse-majority'
  | 'out-of-scale'
  | 'collinear'
  | 'ties'
  | 'improper'
  | 'groups-dropped'
  | 'negative-estimate'
  | 'not-identified'
  | 'resamples-failed'

export interface Warning {
  code: WarningCode
  /** Numbers and names that a sentence about the warning needs. */
  detail: Readonly<Record<string, number | string>>
}

/** What every result carries. */
export interface Result {
  /** Stable id of the method, e.g. `mean-t`. */
  method: string
  /** Cases used. */
  n: number
  /** Cases present in the input but not used for want of an answer. */
  missing: number
  deletion: Deletion
  /** The choices in force, e.g. `{ divisor: 'n-1', level: 0.95 }`. */
  conventions: Readonly<Record<string, number | string | boolean>>
  /** Why some field is null, or null when none is. */
  reason: Reason | null
  warnings: readonly Warning[]
}

export interface Interval {
  /** Confidence level in (0, 1). */
  level: number
  lower: number
  upper: number
}

/** One number with its uncertainty. */
export interface Estimate extends Result {
  value: number | null
  /** Standard error. */
  se: number | null
  interval: Interval | null
}

/** A test of a hypothesis. `statistic`, `df` and `p` are null together. */
export interface Test extends Result {
  statistic: number | null
  /** Degrees of freedom: one number, or numerator and denominator. Empty where the statistic has none. */
  df: readonly number[] | null
  /** Two-sided unless the method says otherwise. */
  p: number | null
}

/** A test among several of one family. */
export interface FamilyTest extends Test {
  /** p adjusted for the size of the family, null with `p`. */
  adjustedP: number | null
  /** How many tests the family holds (those without a p not counted). */
  family: number
  adjustment: 'holm' | 'bonferroni' | 'hochberg' | 'hommel' | 'bh' | 'by' | 'games-howell' | 'tukey' | 'none'
}

/** A mistake in the call, not in the data. */
export class MethodError extends Error {
  override name = 'MethodError'
  readonly code: MethodErrorCode
  readonly detail: Readonly<Record<string, number | string>>

  constructor(code: MethodErrorCode, message: string, detail: Readonly<Record<string, number | string>> = {}) {
    super(message)
    this.code = code
    this.detail = detail
  }
}

export type MethodErrorCode =
  | 'unequal-length'
  | 'invalid-level'
  | 'invalid-parameter'
  | 'unknown-dimension'
  | 'no-items'
  | 'invalid-scale'

export const defaultLevel = 0.95

/** Throws unless `level` can be a confidence level. */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) {
    throw new MethodError('invalid-level', `A confidence level lies between 0 and 1, not at ${level}`, { level })
  }
}

/** Throws unless the condition on a parameter of a method holds. */
export function requireParameter(holds: boolean, message: string): asserts holds {
  if (!holds) throw new MethodError('invalid-parameter', message)
}
