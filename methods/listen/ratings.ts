import { commonLength, type Vector } from '../columns.ts'
import { MethodError } from '../result.ts'

/** Codes given by raters: one vector a rater, one position a unit, numbers for codes, NaN where a rater gave none. */
export type Ratings = readonly Vector[]

/** Each unit's codes, as far as they are there. */
export function byUnit(ratings: Ratings): number[][] {
  if (ratings.length === 0) throw new MethodError('no-items', 'Agreement needs raters')
  const units = commonLength(ratings)
  return Array.from({ length: units }, (_, i) => ratings.map((rater) => rater[i]!).filter((code) => Number.isFinite(code)))
}

/** The codes that occur, in ascending order. */
export function codesOf(units: readonly (readonly number[])[]): number[] {
  return [...new Set(units.flat())].sort((a, b) => a - b)
}

/** How often each unit got each code: one row a unit. */
export function countsOf(units: readonly (readonly number[])[], codes: readonly number[]): number[][] {
  return units.map((unit) => codes.map((code) => unit.filter((given) => given === code).length))
}
