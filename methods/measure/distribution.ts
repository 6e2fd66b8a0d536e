import type { Vector } from '../columns.ts'
import { momentsOfCounts, standardDeviation } from '../numbers/moments.ts'
import { MethodError, type Result } from '../result.ts'

/** How the answers to one question spread. */
export interface Distribution extends Result {
  /** Answers per point of the scale, in order. */
  counts: readonly { answer: number; count: number }[]
  /** Answers that are no point of the scale; they count in the statistics if they lie within its ends. */
  between: number
  /** Answers outside of the scale's ends: treated as missing. */
  outside: number
  mean: number | null
  sd: number | null
  min: number | null
  lowerQuartile: number | null
  median: number | null
  upperQuartile: number | null
  max: number | null
}

/**
 * Histogram and summary of the answers on a scale of whole points. Quantiles are R's type 7 (Hyndman & Fan 1996): linear between
 * order statistics.
 */
export function distribution(answers: Vector, scale: { min: number; max: number }): Distribution {
  if (!(scale.max > scale.min)) throw new MethodError('invalid-scale', 'The end of a scale lies above its start', scale)
  const { tally, outside } = tallyOf(answers, scale)
  const spread = momentsOfCounts([...tally.keys()], [...tally.values()])
  const points = Array.from({ length: Math.floor(scale.max - scale.min) + 1 }, (_, i) => scale.min + i)
  const counts = points.map((answer) => ({ answer, count: tally.get(answer) ?? 0 }))
  const { n } = spread
  const at = (p: number) => (n === 0 ? null : quantileOfTally(tally, n, p))
  return {
    method: 'distribution',
    n,
    missing: answers.length - n,
    deletion: 'available',
    conventions: { min: scale.min, max: scale.max, quantiles: 'type 7', divisor: 'n-1' },
    counts,
    between: n - counts.reduce((sum, { count }) => sum + count, 0),
    outside,
    mean: n === 0 ? null : spread.mean,
    sd: n < 2 ? null : standardDeviation(spread),
    min: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    max: at(1),
    reason: n === 0 ? 'no-answers' : n < 2 ? 'too-few' : null,
    warnings: outside > 0 ? [{ code: 'out-of-scale', detail: { answers: outside } }] : [],
  }
}

/** How often each answer on the scale occurs, in ascending order: a scale has few points, however many answers. */
function tallyOf(answers: Vector, { min, max }: { min: number; max: number }): { tally: Map<number, number>; outside: number } {
  const tally = new Map<number, number>()
  let outside = 0
  for (let i = 0; i < answers.length; i++) {
    const x = answers[i]!
    if (x >= min && x <= max) tally.set(x, (tally.get(x) ?? 0) + 1)
    else if (Number.isFinite(x)) outside++
  }
  return { tally: new Map([...tally].sort(([a], [b]) => a - b)), outside }
}

/** Type 7 quantile of n values given by their tally. */
function quantileOfTally(tally: ReadonlyMap<number, number>, n: number, p: number): number {
  const at = (n - 1) * p
  const below = Math.floor(at)
  const [low, high] = [orderStatistic(tally, below), orderStatistic(tally, Math.min(n - 1, below + 1))]
  return low + (at - below) * (high - low)
}

/** The value at a position, from 0, were the values laid out in ascending order. */
function orderStatistic(tally: ReadonlyMap<number, number>, position: number): number {
  let passed = 0
  for (const [value, count] of tally) {
    passed += count
    if (position < passed) return value
  }
  return Number.NaN
}
