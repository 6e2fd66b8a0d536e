import { percentileInterval } from '../numbers/orderStatistics.ts'
import { randomStream } from '../numbers/random.ts'
import { checkLevel, defaultLevel, type Interval, type Reason, type Result } from '../result.ts'
import { byUnit, codesOf, type Ratings } from './ratings.ts'

export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio'

export interface Krippendorff extends Result {
  /** .80 and more is reliable, .667 to .80 tentative. */
  value: number | null
  /** Percentile bootstrap, where one was asked for. */
  interval?: Interval
  /** Codes that could be paired. */
  pairable: number
}

export interface KrippendorffBootstrap {
  resamples: number
  seed: number
  /**
   * What is drawn again. `units` (default): units with all their codes, so that the interval tells of other units coded by these coders, whatever
   * the codes of one unit have to do with each other, and of how much there is to disagree about. `disagreements`, the algorithm of Krippendorff
   * and Hayes that their macro KALPHA follows: pairs of codes from the observed coincidences, each by itself, held against the expected disagreement as it
   * was found. With more than two coders it counts pairs of one unit as if they were of different ones, and is narrower.
   */
  of?: 'units' | 'disagreements'
}

/**
 * Krippendorff's alpha of any number of raters with any gaps: `1 - (n-1) sum o δ² / sum n_c n_v δ²` over coincidences of
 * units with two codes at least. `n` counts those units. `not-applicable` where all codes are the same: there is nothing to disagree
 * about.
 *
 * Sources: Krippendorff (2011) Computing Krippendorff's alpha-reliability; the bootstrap of disagreements, Hayes & Krippendorff (2007) Communication Methods and
 * Measures 1, and Krippendorff (2006, revised 2011) Algorithm for bootstrapping a distribution of alpha.
 */
export function krippendorffAlpha(
  ratings: Ratings,
  options: { metric?: Metric; level?: number; bootstrap?: KrippendorffBootstrap } = {},
): Krippendorff {
  const metric = options.metric ?? 'nominal'
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const all = byUnit(ratings)
  const units = all.filter((unit) => unit.length >= 2)
  const found = disagreement(units, metric)
  const value = alphaFrom(found)
  const { bootstrap } = options
  const of = bootstrap?.of ?? 'units'
  const drawn = !bootstrap || value === null ? [] : of === 'units' ? resampledUnits(units, metric, bootstrap) : resampledDisagreements(found, ratings.length, bootstrap)
  return {
    method: 'krippendorff-alpha',
    n: units.length,
    missing: all.length - units.length,
    deletion: 'available',
    conventions: { metric, raters: ratings.length, level, resamples: bootstrap?.resamples ?? 0, ...(bootstrap && { resampled: of }) },
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

interface Disagreement {
  /** Coincidences of codes by codes, row after row, and what each pair of codes counts. */
  coincidences: Float64Array
  differences: Float64Array
  codes: number
  /** Codes that could be paired. */
  n: number
  observed: number
  expected: number
}

function alphaFrom({ observed, expected }: Disagreement): number | null {
  return expected > 0 ? 1 - observed / expected : null
}

/** Sums over all pairs of codes: `sum o δ²`, and the same if codes were paired by chance, `sum n_c n_v δ² / (n-1)`. */
function disagreement(units: readonly (readonly number[])[], metric: Metric): Disagreement {
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
  const differences = new Float64Array(k * k)
  let observed = 0
  let expected = 0
  for (let c = 0; c < k; c++) {
    for (let v = 0; v < k; v++) {
      const difference = squaredDifference(metric, codes, totals, c, v)
      differences[c * k + v] = difference
      observed += coincidences[c * k + v]! * difference
      expected += (totals[c]! * totals[v]! * difference) / (n - 1)
    }
  }
  return { coincidences, differences, codes: k, n, observed, expected }
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
function resampledUnits(units: readonly (readonly number[])[], metric: Metric, { resamples, seed }: KrippendorffBootstrap): number[] {
  return Array.from({ length: resamples }, (_, b) => {
    const random = randomStream(seed, b)
    return alphaFrom(disagreement(units.map(() => units[random.whole(units.length)]!), metric))
  }).filter((value) => value !== null)
}

/**
 * Alphas of resampled disagreements: M pairs of codes a resample, M being as many as the coders could make at most, and no more than 25 for each cell of
 * coincidences that is not empty; never below -1. Where all pairs agree, as many alphas become 0 as there are resamples of a single code to be expected, of which
 * nothing can be told.
 */
function resampledDisagreements({ coincidences, differences, codes, n, expected }: Disagreement, raters: number, { resamples, seed }: KrippendorffBootstrap): number[] {
  const cells = Array.from(coincidences.keys()).filter((cell) => coincidences[cell]! > 0)
  const pairs = Math.max(1, Math.floor(Math.min(25 * cells.length, ((raters - 1) * n) / 2) + 1e-9))
  const ends = new Float64Array(cells.length)
  cells.forEach((cell, at) => (ends[at] = (at > 0 ? ends[at - 1]! : 0) + coincidences[cell]! / n))
  const drawn = Array.from({ length: resamples }, (_, b) => {
    const random = randomStream(seed, b)
    let sum = 0
    for (let pair = 0; pair < pairs; pair++) sum += differences[cells[placeOf(ends, random.uniform())]!]!
    return Math.max(-1, 1 - sum / ((expected / n) * pairs))
  })
  const agreed = Array.from({ length: codes }, (_, c) => coincidences[c * (codes + 1)]!).filter((count) => count > 0)
  const alike = drawn.filter((value) => value === 1).length
  const single = agreed.length === 1 ? alike : Math.round(resamples * agreed.reduce((sum, count) => sum + (count / n) ** pairs, 0))
  let left = Math.min(alike, single)
  return drawn.map((value) => (value === 1 && left-- > 0 ? 0 : value))
}

/** The first of ascending ends that is not below a share. */
function placeOf(ends: Float64Array, share: number): number {
  let [from, to] = [0, ends.length - 1]
  while (from < to) {
    const middle = (from + to) >> 1
    if (ends[middle]! < share) from = middle + 1
    else to = middle
  }
  return from
}
