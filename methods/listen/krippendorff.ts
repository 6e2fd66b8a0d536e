import { percentileInterval } from '../numbers/orderStatistics.ts'
import { randomStream } from '../numbers/random.ts'
import { checkLevel, defaultLevel, type Interval, type Reason, type Result } from '../result.ts'
import { byUnit, codesOf, type Ratings } from './ratings.ts'

export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio'

export interface Krippendorff extends Result {
  /** .80 and more is reliable, .667 to .80 tentative. */
  value: number | null
  /** Percentile bootstrap over units, where one was asked for. */
  interval?: Interval
  /** Codes that could be paired. */
  pairable: number
}

/**
 * Krippendorff's alpha of any number of raters with any gaps: `1 - (n-1) sum o δ² / sum n_c n_v δ²` over coincidences of
 * units with two codes at least. `n` counts those units. `not-applicable` where all codes are the same: there is nothing to disagree
 * about.
 *
 * Source: Krippendorff (2011) Computing Krippendorff's alpha-reliability.
 */
export function krippendorffAlpha(
  ratings: Ratings,
  options: { metric?: Metric; level?: number; bootstrap?: { resamples: number; seed: number } } = {},
): Krippendorff {
  const metric = options.metric ?? 'nominal'
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const all = byUnit(ratings)
  const units = all.filter((unit) => unit.length >= 2)
  const value = alphaOf(units, metric)
  const drawn = options.bootstrap && value !== null ? resampled(units, metric, options.bootstrap) : []
  return {
    method: 'krippendorff-alpha',
    n: units.length,
    missing: all.length - units.length,
    deletion: 'available',
    conventions: { metric, raters: ratings.length, level, resamples: options.bootstrap?.resamples ?? 0 },
    value,
    ...(drawn.length > 0 ? { interval: percentileInterval(drawn, level) } : {}),
    pairable: units.reduce((sum, unit) => sum + unit.length, 0),
    reason: value === null ? whyNot(units.length) : null,
    warnings: [],
  }
}

function whyNot(units: number): Reason {
  return units === 0 ? 'no-answers' : 'not-applicable'
}

function alphaOf(units: readonly (readonly number[])[], metric: Metric): number | null {
  const codes = codesOf(units)
  const k = codes.length
  const coincidences = new Float64Array(k * k)
  for (const unit of units) {
    const counts = codes.map((code) => unit.filter((given) => given === code).length)
    for (let c = 0; c < k; c++) {
      if (counts[c] === 0) continue
      for (let v = 0; v < k; v++) coincidences[c * k + v]! += (counts[c]! * (counts[v]! - (c === v ? 1 : 0))) / (unit.length - 1)
    }
  }
  const totals = codes.map((_, c) => coincidences.subarray(c * k, (c + 1) * k).reduce((sum, x) => sum + x, 0))
  const n = totals.reduce((sum, x) => sum + x, 0)
  let observed = 0
  let expected = 0
  for (let c = 0; c < k; c++) {
    for (let v = 0; v < k; v++) {
      const difference = squaredDifference(metric, codes, totals, c, v)
      observed += coincidences[c * k + v]! * difference
      expected += totals[c]! * totals[v]! * difference
    }
  }
  return expected > 0 ? 1 - ((n - 1) * observed) / expected : null
}

function squaredDifference(metric: Metric, codes: readonly number[], totals: readonly number[], c: number, v: number): number {
  if (c === v) return 0
  if (metric === 'nominal') return 1
  const [a, b] = [codes[c]!, codes[v]!]
  if (metric === 'interval') return (a - b) ** 2
  if (metric === 'ratio') return a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2
  let between = -(totals[c]! + totals[v]!) / 2
  for (let g = Math.min(c, v); g <= Math.max(c, v); g++) between += totals[g]!
  return between ** 2
}

/** Alphas of resampled units; a resample without disagreement to explain is left out. */
function resampled(units: readonly (readonly number[])[], metric: Metric, { resamples, seed }: { resamples: number; seed: number }): number[] {
  return Array.from({ length: resamples }, (_, b) => {
    const random = randomStream(seed, b)
    return alphaOf(units.map(() => units[random.whole(units.length)]!), metric)
  }).filter((value) => value !== null)
}
