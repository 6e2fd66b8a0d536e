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
  return eachOutcome(answers.length, (i) => {
    const place = (answers[i]! - middle) / ((max - min) / 2)
    if (!Number.isFinite(place)) return -1
    return place > 0.5 ? 0 : place >= 0 ? 1 : place >= -0.5 ? 2 : 3
  })
}

function eachOutcome(length: number, outcomeOf: (i: number) => number): Outcomes {
  const found = new Int8Array(length)
  for (let i = 0; i < length; i++) found[i] = outcomeOf(i)
  return found
}

/**
 * From perceived and expected on one scale, with a margin in its points: delighted where P − E exceeds the margin, satisfied from 0 to
 * the margin, regret down to minus the margin, disappointed below.
 */
export function outcomesFromExpectation(perceived: Vector, expected: Vector, margin = 1): Outcomes {
  requireParameter(margin > 0, 'The margin of surprise is above 0')
  const length = commonLength([perceived, expected])
  return eachOutcome(length, (i) => {
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
  return eachOutcome(length, (i) => {
    const p = perceived[i]!
    const a = adequate[i]!
    const d = desired[i]!
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

/** How many grades outcomes at several margins have. */
export function outcomeGrades(margins: number): number {
  return 2 * margins + 2
}

/**
 * Outcomes of the same respondents at several margins, the smallest first, as one grade each: from 0, delighted at every margin, by one
 * for every margin at which it is satisfaction; then from regret at every margin by one for every margin at which it is
 * disappointment. −1 where there is no outcome.
 */
export function gradedOutcomes(at: readonly Outcomes[]): Int8Array {
  const [first] = at
  return eachOutcome(first?.length ?? 0, (i) => {
    if (first![i]! < 0) return -1
    let [delighted, disappointed] = [0, 0]
    for (const outcomes of at) {
      if (outcomes[i] === 0) delighted++
      else if (outcomes[i] === 3) disappointed++
    }
    return first![i]! <= 1 ? at.length - delighted : at.length + 1 + disappointed
  })
}

/** How many had each outcome at the margin of that place, from how many had each grade. */
export function outcomeCountsOfGrades(grades: readonly number[], place: number): number[] {
  const margins = grades.length / 2 - 1
  const counts = [0, 0, 0, 0]
  for (const [grade, count] of grades.entries()) {
    const outcome = grade <= margins ? (margins - grade > place ? 0 : 1) : grade - margins - 1 > place ? 3 : 2
    counts[outcome]! += count
  }
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
