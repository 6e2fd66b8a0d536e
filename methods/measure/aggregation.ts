import { moments, variance, type Moments } from '../numbers/moments.ts'
import { completeRows, pick, type Vector } from '../columns.ts'
import { requireParameter, type Reason, type Result } from '../result.ts'
import { squaresOf } from './anova.ts'
import { largeEnough, type Groups } from './groups.ts'

/** Whether answers of people may be averaged to describe their unit. */
export interface AggregationIcc extends Result {
  /** ICC(1): share of variance between units. */
  icc1: number | null
  /** ICC(2): reliability of the unit means; .6 and more is wanted. */
  icc2: number | null
  meanSquareBetween: number | null
  meanSquareWithin: number | null
}

/**
 * ICC(1) and ICC(2) of units from the one-way analysis of variance; for units of different sizes k is their average, as in
 * common use. Source: Bliese (2000) in Klein & Kozlowski, Multilevel Theory, p. 349 ff.
 */
export function aggregationIcc(groups: Groups): AggregationIcc {
  const { kept, missing, warnings } = largeEnough(groups, 1)
  const n = kept.reduce((sum, group) => sum + group.n, 0)
  const g = kept.length
  const head = { method: 'aggregation-icc', n, missing, deletion: 'available' as const, conventions: { groups: g, size: 'average' }, warnings }
  const nothing = (reason: Reason) => ({ ...head, icc1: null, icc2: null, meanSquareBetween: null, meanSquareWithin: null, reason })
  if (g < 2) return nothing(n === 0 ? 'no-answers' : 'one-group')
  if (n <= g) return nothing('too-few')
  const { between, within } = squaresOf(kept)
  const msb = between / (g - 1)
  const msw = within / (n - g)
  if (!(msb > 0)) return nothing('no-variance')
  const size = n / g
  return {
    ...head,
    icc1: (msb - msw) / (msb + (size - 1) * msw),
    icc2: (msb - msw) / msb,
    meanSquareBetween: msb,
    meanSquareWithin: msw,
    reason: null,
  }
}

export interface WithinAgreement extends Result {
  /** 1 full agreement, 0 as if answered at random; below 0 polarised. .7 and more is wanted. */
  value: number | null
}

/**
 * r_wg of one unit on one item with `options` answer points: `1 - s² / ((A² - 1) / 12)`.
 * Source: James, Demaree & Wolf (1984) J. Applied Psychology 69, equation 1.
 */
export function withinAgreement(answers: Vector | Moments, { options }: { options: number }): WithinAgreement {
  requireParameter(options >= 2, 'A scale has at least two answers')
  const m = 'squares' in answers ? answers : moments(answers)
  const value = m.n < 2 ? null : 1 - variance(m) / chanceVariance(options)
  return result('r-wg', m.n, 'squares' in answers ? 0 : answers.length - m.n, options, 1, value)
}

/** r_wg(J) of one unit on J items, complete cases. Source: the same, equation 2. */
export function withinAgreementOfScale(items: readonly Vector[], { options }: { options: number }): WithinAgreement {
  requireParameter(options >= 2 && items.length >= 1, 'A scale has items, and at least two answers')
  const rows = completeRows(items)
  const j = items.length
  const n = rows.length
  if (n < 2) return result('r-wg-j', n, items[0]!.length - n, options, j, null)
  const spread = items.reduce((sum, item) => sum + variance(moments(pick(item, rows))), 0) / j / chanceVariance(options)
  const value = (j * (1 - spread)) / (j * (1 - spread) + spread)
  return result('r-wg-j', n, items[0]!.length - n, options, j, Number.isFinite(value) ? value : null)
}

function chanceVariance(options: number): number {
  return (options ** 2 - 1) / 12
}

function result(method: string, n: number, missing: number, options: number, items: number, value: number | null): WithinAgreement {
  const reason: Reason | null = n === 0 ? 'no-answers' : n < 2 ? 'too-few' : value === null ? 'out-of-range' : null
  return { method, n, missing, deletion: 'listwise', conventions: { options, items, chance: 'uniform' }, value, reason, warnings: [] }
}
