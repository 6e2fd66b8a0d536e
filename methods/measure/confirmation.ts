import { commonLength, type Vector } from '../columns.ts'
import { requireParameter, type Reason } from '../result.ts'
import { chiSquareTest, type ChiSquareTest } from './chiSquareTest.ts'
import { mean, type MeanEstimate } from './mean.ts'
import { proportion, type Proportion } from './proportion.ts'
import { twoProportions, type TwoProportions } from './twoProportions.ts'

/**
 * The four outcomes of a service encounter: performance well above what was expected (delighted), at or above it (satisfied), short of
 * it (regret), far below it (disappointed).
 *
 * Source: Oliver (1980) Journal of Marketing Research 17(4) for confirmation and disconfirmation; Oliver, Rust & Varki (1997) Journal of
 * Retailing 73(3) for delight. The cuts are conventions of ours and stand in each function.
 */
export const outcomes = ['delighted', 'satisfied', 'regret', 'disappointed'] as const
export type Outcome = (typeof outcomes)[number]

/** One outcome a respondent: its place in `outcomes`, −1 where there is none. */
export type Outcomes = Int8Array

/**
 * From one answer "far below … far above what I expected". The middle of the scale is 0 and its ends are ±1: delighted above ½,
 * satisfied from 0 to ½, regret from −½ to below 0, disappointed below −½. On five points: 5; 3 and 4; 2; 1. On four, one point each.
 */
export function outcomesAsked(answers: Vector, { min, max }: { min: number; max: number }): Outcomes {
  requireParameter(max > min, 'The end of a scale lies above its start')
  const middle = (min + max) / 2
  return Int8Array.from(answers, (x) => {
    const place = (x - middle) / ((max - min) / 2)
    if (!Number.isFinite(place)) return -1
    return place > 0.5 ? 0 : place >= 0 ? 1 : place >= -0.5 ? 2 : 3
  })
}

/**
 * From perceived and expected on one scale, with a margin in its points: delighted where P − E exceeds the margin, satisfied from 0 to
 * the margin, regret down to minus the margin, disappointed below.
 */
export function outcomesFromExpectation(perceived: Vector, expected: Vector, margin = 1): Outcomes {
  requireParameter(margin > 0, 'The margin of surprise is above 0')
  const length = commonLength([perceived, expected])
  return Int8Array.from({ length }, (_, i) => {
    const difference = perceived[i]! - expected[i]!
    if (!Number.isFinite(difference)) return -1
    return difference > margin ? 0 : difference >= 0 ? 1 : difference >= -margin ? 2 : 3
  })
}

/**
 * From the zone of tolerance: delighted where perceived lies above desired, satisfied inside the zone (A ≤ P ≤ D), regret up to the margin
 * below adequate, disappointed further below. Where adequate lies above desired there is no outcome.
 */
export function outcomesFromZone(perceived: Vector, adequate: Vector, desired: Vector, margin = 1): Outcomes {
  requireParameter(margin > 0, 'The margin of surprise is above 0')
  const length = commonLength([perceived, adequate, desired])
  return Int8Array.from({ length }, (_, i) => {
    const [p, a, d] = [perceived[i]!, adequate[i]!, desired[i]!]
    if (!(a <= d) || !Number.isFinite(p - a + d)) return -1
    return p > d ? 0 : p >= a ? 1 : p >= a - margin ? 2 : 3
  })
}

/** How many respondents had each outcome, in the order of `outcomes`. */
export function outcomeCounts(of: Outcomes): number[] {
  const counts = [0, 0, 0, 0]
  for (const outcome of of) if (outcome >= 0) counts[outcome]!++
  return counts
}

/** Shares of the four outcomes, each with Wilson's interval. */
export function outcomeShares(counts: readonly number[], options: { level?: number; missing?: number } = {}): Proportion[] {
  requireParameter(counts.length === outcomes.length, 'There is one count an outcome')
  const n = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => proportion(count, n, options))
}

export interface OutcomeShift {
  /** Share now minus share before, an outcome each, with Newcombe's interval. */
  shifts: TwoProportions[]
  /** Whether the four shares differ at all between the two samples. */
  test: ChiSquareTest
}

/**
 * The net shift between two samples of different respondents. It tells how much more or less of each outcome there is, not who moved from where to
 * where: for that the same respondents must answer twice (`outcomeTransitions`).
 */
export function outcomeShift(before: readonly number[], now: readonly number[], options: { level?: number } = {}): OutcomeShift {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  const shifts = outcomes.map((_, o) => twoProportions({ count: now[o]!, n: total(now) }, { count: before[o]!, n: total(before) }, options))
  return { shifts, test: chiSquareTest([before, now]) }
}

export interface OutcomeTransitions {
  /** Respondents by outcome before (rows) and now (columns). */
  counts: number[][]
  n: number
  better: Proportion
  same: Proportion
  worse: Proportion
  /** Share now minus share before, an outcome each, of the same respondents: t interval of the paired difference. */
  net: MeanEstimate[]
  reason: Reason | null
}

/** Who moved: the same respondents at two times, position by position. Those without an outcome at either time are left out. */
export function outcomeTransitions(before: Outcomes, now: Outcomes, options: { level?: number } = {}): OutcomeTransitions {
  const length = commonLength([Array.from(before), Array.from(now)])
  const counts = outcomes.map(() => outcomes.map(() => 0))
  const both = Array.from({ length }, (_, i) => i).filter((i) => before[i]! >= 0 && now[i]! >= 0)
  for (const i of both) counts[before[i]!]![now[i]!]!++
  const n = both.length
  const where = (holds: (from: number, to: number) => boolean) =>
    proportion(counts.reduce((sum, row, from) => sum + row.reduce((s, count, to) => s + (holds(from, to) ? count : 0), 0), 0), n, options)
  return {
    counts,
    n,
    better: where((from, to) => to < from),
    same: where((from, to) => to === from),
    worse: where((from, to) => to > from),
    net: outcomes.map((_, o) => mean(Float64Array.from(both, (i) => Number(now[i] === o) - Number(before[i] === o)), options)),
    reason: n === 0 ? 'no-answers' : null,
  }
}
