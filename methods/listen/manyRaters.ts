import { normalUpper } from '../numbers/normal.ts'
import { MethodError, type Reason, type Result, type Test } from '../result.ts'
import { byUnit, codesOf, countsOf, type Ratings } from './ratings.ts'

export interface CodeAgreement {
  code: number
  kappa: number | null
  z: number | null
  reason: Reason | null
}

export interface ManyRaters extends Test {
  /** Fleiss' kappa; `statistic` is its z under chance agreement. */
  value: number | null
  /** Mean share of agreeing pairs of raters. */
  observed: number | null
  perCode: readonly CodeAgreement[]
  /** Gwet's AC1, which does not collapse when one code dominates. */
  ac1: number | null
  /** Brennan and Prediger's: chance is one in the number of codes. */
  brennanPrediger: number | null
}

/**
 * Agreement of the same number of raters on every unit about unordered codes; units that some rater left out are not used.
 *
 * Sources: Fleiss (1971) Psychological Bulletin 76, with the standard error of Fleiss, Nee & Landis (1979); Gwet (2008) British J.
 * Mathematical and Statistical Psychology 61; Brennan & Prediger (1981).
 */
export function fleissKappa(ratings: Ratings): ManyRaters {
  const units = byUnit(ratings)
  const whole = units.filter((unit) => unit.length === ratings.length)
  const codes = codesOf(whole)
  const found = fleissKappaOfCounts(countsOf(whole, codes), codes)
  return { ...found, missing: units.length - whole.length, deletion: 'listwise' }
}

/** The same from a table of counts: one row a unit, one column a code, equal row sums of at least 2. */
export function fleissKappaOfCounts(counts: readonly (readonly number[])[], codes?: readonly number[]): ManyRaters {
  const n = counts.length
  const raters = counts[0]?.reduce((a, b) => a + b, 0) ?? 0
  if (counts.some((row) => row.reduce((a, b) => a + b, 0) !== raters)) {
    throw new MethodError('unequal-length', 'Each unit has the same number of codes')
  }
  const names = codes ?? counts[0]?.map((_, j) => j) ?? []
  const head = { method: 'fleiss-kappa', n, missing: 0, deletion: 'none' as const, conventions: { raters, codes: names.length }, warnings: [] }
  const nothing = { ...head, value: null, statistic: null, df: null, p: null }
  if (n === 0) return { ...nothing, observed: null, perCode: [], ac1: null, brennanPrediger: null, reason: 'no-answers' }
  if (raters < 2) return { ...nothing, observed: null, perCode: [], ac1: null, brennanPrediger: null, reason: 'too-few' }
  const pairs = raters * (raters - 1)
  const shares = names.map((_, j) => counts.reduce((sum, row) => sum + row[j]!, 0) / (n * raters))
  const observed = counts.reduce((sum, row) => sum + row.reduce((s, x) => s + x * (x - 1), 0) / pairs, 0) / n
  const chance = shares.reduce((sum, p) => sum + p * p, 0)
  const perCode = names.map((code, j) => codeAgreement(code, counts.map((row) => row[j]!), shares[j]!, raters))
  const q = names.length
  const corrected = (expected: number) => (observed - expected) / (1 - expected)
  const others = {
    observed,
    perCode,
    ac1: q < 2 ? null : corrected(shares.reduce((sum, p) => sum + p * (1 - p), 0) / (q - 1)),
    brennanPrediger: q < 2 ? null : corrected(1 / q),
  }
  if (!(1 - chance > 1e-12)) return { ...nothing, ...others, reason: 'not-applicable' }
  const value = corrected(chance)
  const statistic = value / standardError(shares, n, pairs)
  return { ...head, ...others, value, statistic, df: [], p: 2 * normalUpper(Math.abs(statistic)), reason: null }
}

function standardError(shares: readonly number[], n: number, pairs: number): number {
  const spread = shares.reduce((sum, p) => sum + p * (1 - p), 0)
  const skew = shares.reduce((sum, p) => sum + p * (1 - p) * (1 - 2 * p), 0)
  return (Math.sqrt(2 / (n * pairs)) * Math.sqrt(Math.max(0, spread * spread - skew))) / spread
}

function codeAgreement(code: number, counts: readonly number[], share: number, raters: number): CodeAgreement {
  const n = counts.length
  const pairs = raters * (raters - 1)
  const expected = n * pairs * share * (1 - share)
  if (!(expected > 1e-12)) return { code, kappa: null, z: null, reason: 'not-applicable' }
  const kappa = 1 - counts.reduce((sum, x) => sum + x * (raters - x), 0) / expected
  return { code, kappa, z: kappa / Math.sqrt(2 / (n * pairs)), reason: null }
}

export interface CodingReliability extends Result {
  /** Perreault and Leigh's index, 0..1. */
  value: number | null
  agreement: number | null
}

/**
 * Perreault and Leigh's index of reliability of two coders who could choose among `codes` codes: `sqrt((F/N - 1/k) k/(k-1))`, 0
 * where they agree less than by chance. Source: Perreault & Leigh (1989) JMR 26.
 */
export function perreaultLeigh(agreed: number, of: number, codes: number): CodingReliability {
  if (!(agreed >= 0 && agreed <= of)) throw new MethodError('invalid-parameter', `${agreed} of ${of} is no share`)
  if (!(codes >= 2)) throw new MethodError('invalid-parameter', 'There are at least two codes')
  const agreement = of === 0 ? null : agreed / of
  return {
    method: 'perreault-leigh',
    n: of,
    missing: 0,
    deletion: 'none',
    conventions: { codes },
    value: agreement === null ? null : Math.sqrt(Math.max(0, ((agreement - 1 / codes) * codes) / (codes - 1))),
    agreement,
    reason: agreement === null ? 'no-answers' : null,
    warnings: [],
  }
}
