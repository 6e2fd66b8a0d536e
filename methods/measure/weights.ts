import { commonLength, mapped, type Vector } from '../columns.ts'
import { MethodError, type Result, type Warning } from '../result.ts'
import { mean, sizeOf, type MeanEstimate, type Sample } from './mean.ts'
import { onesIn } from './proportion.ts'
import { scaleScores, type ScaleRule } from './scores.ts'

/** The 100 points, one vector per dimension. */
export type Points = Readonly<Record<string, Vector>>

export interface WeightFigures extends Result {
  /** Respondents whose weights are used. */
  n: number
  /** Of those, how many totals were not 100 but within 95..105. */
  rescaled: number
  /** Respondents whose points were negative or whose total lay outside 95..105. */
  rejected: number
  /** Respondents who gave points to some dimensions but not to all. */
  incomplete: number
  /** Mean weight per dimension in points, over the respondents used. */
  mean: Readonly<Record<string, MeanEstimate>>
}

export interface Weights extends WeightFigures {
  /** Shares per dimension and respondent, summing to 1; NaN where the weights are not used. */
  shares: Readonly<Record<string, Float64Array>>
  scores: WeightScores
}

/** What was found about each respondent's weights; or, as `S`, what each of these columns comes to. */
export interface WeightScores<S = Float64Array> {
  from: 'points' | 'importance'
  /** In points, summing to 100; NaN where the weights are not used. */
  points: { id: string; weight: S }[]
  /** 1 where it is so, 0 where it is not. */
  rescaled: S
  rejected: S
  incomplete: S
}

/**
 * Checks the 100 points that respondents spread over the dimensions. Points must not be negative. A total within 95..105 is
 * rescaled to 100 and counted in `rescaled`; outside of it the weights are rejected (the respondent keeps the unweighted score).
 *
 * Source: Zeithaml, Parasuraman & Berry (1990) for the allocation; the tolerance is ours.
 */
export function weightsFromPoints(points: Points): Weights {
  const dimensions = Object.keys(points)
  const columns = Object.values(points)
  const length = commonLength(columns)
  const shares = columns.map(() => new Float64Array(length).fill(Number.NaN))
  const flags = { rescaled: new Float64Array(length), rejected: new Float64Array(length), incomplete: new Float64Array(length) }
  for (let i = 0; i < length; i++) {
    const verdict = judge(columns.map((column) => column[i]!))
    if (verdict === 'absent') continue
    if (verdict === 'rejected' || verdict === 'incomplete') {
      flags[verdict][i] = 1
      continue
    }
    if (verdict.total !== 100) flags.rescaled[i] = 1
    for (const [d, column] of columns.entries()) shares[d]![i] = column[i]! / verdict.total
  }
  return weightsOf('points', dimensions, shares, flags)
}

/**
 * Shares from rated importance, where no points were asked: each respondent's mean importance of a dimension over the sum of
 * these means. They need every dimension's score (half rule) and a positive sum. Say so where the result is shown.
 */
export function weightsFromImportance(
  importance: Readonly<Record<string, readonly Vector[]>>,
  rule: ScaleRule = {},
): Weights {
  const dimensions = Object.keys(importance)
  const scores = dimensions.map((dimension) => scaleScores(importance[dimension]!, rule))
  const length = commonLength(scores)
  const shares = scores.map(() => new Float64Array(length).fill(Number.NaN))
  for (let i = 0; i < length; i++) {
    const total = scores.reduce((sum, column) => sum + column[i]!, 0)
    if (!(total > 0) || scores.some((column) => column[i]! < 0)) continue
    for (const [d, column] of scores.entries()) shares[d]![i] = column[i]! / total
  }
  const never = new Float64Array(length)
  return weightsOf('importance', dimensions, shares, { rescaled: never, rejected: never, incomplete: never })
}

type Flags = Pick<WeightScores, 'rescaled' | 'rejected' | 'incomplete'>

function weightsOf(from: WeightScores['from'], dimensions: readonly string[], shares: readonly Float64Array[], flags: Flags): Weights {
  const points = dimensions.map((id, d) => ({ id, weight: mapped(shares[d]!, (share) => 100 * share) }))
  const scores: WeightScores = { from, points, ...flags }
  return { ...weightsOfScores(scores), shares: named(dimensions, shares), scores }
}

/** The same figures from scores that are there already: vectors, or moments of them from stored cells. */
export function weightsOfScores({ from, points, rescaled, rejected, incomplete }: WeightScores<Sample>): WeightFigures {
  const means = points.map(({ weight }) => mean(weight))
  const used = means[0]?.n ?? 0
  const count = { rescaled: onesIn(rescaled), rejected: onesIn(rejected), incomplete: onesIn(incomplete) }
  return {
    method: from === 'points' ? 'weights-100-points' : 'weights-from-importance',
    n: used,
    missing: sizeOf(rescaled) - used,
    ...count,
    deletion: from === 'points' ? 'listwise' : 'half-rule',
    conventions: from === 'points' ? { total: 100, tolerance: 5 } : { total: 100 },
    reason: null,
    warnings: warningsOf(count),
    mean: named(points.map(({ id }) => id), means),
  }
}

/** The shares of the given dimensions, in their order; throws where a dimension has none. */
export function sharesOf(weights: Weights, dimensions: readonly string[]): Float64Array[] {
  return dimensions.map((dimension) => {
    const shares = weights.shares[dimension]
    if (shares) return shares
    throw new MethodError('unknown-dimension', `There are no weights for dimension "${dimension}"`, { dimension })
  })
}

function judge(given: readonly number[]): 'absent' | 'incomplete' | 'rejected' | { total: number } {
  const there = given.filter((x) => Number.isFinite(x))
  if (there.length === 0) return 'absent'
  if (there.length < given.length) return 'incomplete'
  const total = given.reduce((sum, x) => sum + x, 0)
  return given.some((x) => x < 0) || total < 95 || total > 105 ? 'rejected' : { total }
}

function warningsOf(count: { rescaled: number; rejected: number; incomplete: number }): Warning[] {
  const warnings: Warning[] = []
  if (count.rescaled > 0) warnings.push({ code: 'weights-rescaled', detail: { respondents: count.rescaled } })
  if (count.rejected > 0) warnings.push({ code: 'weights-rejected', detail: { respondents: count.rejected } })
  if (count.incomplete > 0) warnings.push({ code: 'weights-incomplete', detail: { respondents: count.incomplete } })
  return warnings
}

function named<T>(names: readonly string[], values: readonly T[]): Record<string, T> {
  return Object.fromEntries(names.map((name, i) => [name, values[i]!]))
}
