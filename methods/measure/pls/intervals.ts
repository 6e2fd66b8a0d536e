import { tTwoSided } from '../../numbers/studentT.ts'
import { checkLevel, defaultLevel, requireParameter, type Interval, type Reason, type Result, type Warning } from '../../result.ts'
import { accelerationOfLeft, bootstrapInterval } from '../bootstrapInterval.ts'
import { plsEstimate } from './estimate.ts'
import { joined, type Draws } from './ranges.ts'
import { originalOf, plsJackknife, plsReplicates, type PlsReplicates } from './replicates.ts'
import type { SignHandling } from './signs.ts'
import { statisticsOf, type PlsStatistic } from './statistics.ts'
import type { PlsStudy } from './study.ts'

/** A bootstrap of a path model. */
export interface PlsBootstrap extends Result {
  /** Resamples drawn. */
  resamples: number
  /** Resamples that could not be estimated, by reason: they are left out. */
  failures: Partial<Record<Reason, number>>
  figures: BootstrapFigure[] | null
}

export interface BootstrapFigure extends PlsStatistic {
  estimate: number | null
  /** Mean over resamples. */
  mean: number | null
  /** Standard deviation over resamples. */
  se: number | null
  /** Estimate over standard error, and its two-sided p, for weights, loadings and effects; null for the rest, of which 0 is no hypothesis of use. */
  t: number | null
  p: number | null
  interval: Interval | null
  /** Resamples that give this figure. */
  resamples: number
  reason: Reason | null
}

export interface PlsBootstrapOptions {
  resamples: number
  seed: number
  signs?: SignHandling
  level?: number
  /** Percentile by default; `bca` corrects for bias and skewness and estimates once more per respondent. */
  interval?: 'percentile' | 'bca'
}

/** Bootstrap of weights, loadings, effects, R², reliability, HTMT and indices, on one thread. See `plsReplicates` for several. */
export function plsBootstrap(study: PlsStudy, options: PlsBootstrapOptions): PlsBootstrap {
  const { resamples, seed, signs = 'construct' } = options
  requireParameter(Number.isInteger(resamples) && resamples > 0, 'A bootstrap needs a whole, positive number of resamples')
  const jackknife = options.interval === 'bca' && study.n > 0 ? [plsJackknife(study, { signs })] : []
  return plsIntervals(study, [plsReplicates(study, { from: 0, count: resamples, seed, signs })], { level: options.level ?? defaultLevel, jackknife })
}

/**
 * Standard errors and intervals from ranges of replicates, in any order; together they must be the resamples from 0 on, without a gap. With
 * `jackknife` the intervals are BCa. HTMT: look whether the interval's upper end stays below .90.
 *
 * Source: Efron & Tibshirani (1993) An Introduction to the Bootstrap, sections 13.3 and 14.3.
 */
export function plsIntervals(
  study: PlsStudy,
  replicates: readonly PlsReplicates[],
  { level = defaultLevel, jackknife = [] }: { level?: number; jackknife?: readonly PlsReplicates[] } = {},
): PlsBootstrap {
  checkLevel(level)
  const { list } = statisticsOf(study)
  const alike = (a: PlsReplicates, b: PlsReplicates) => a.kind === b.kind && a.signs === b.signs
  const drawn = joined(replicates, list.length, alike)
  const left = jackknife.length > 0 ? joined(jackknife, list.length, alike) : null
  const { seed, signs } = replicates[0]!
  const { solution, ...head } = plsEstimate(study)
  const conventions = { ...head.conventions, seed, signs, level, interval: left ? 'bca' : 'percentile', resamples: drawn.count }
  const shared = { ...head, method: 'pls-bootstrap', conventions, resamples: drawn.count, failures: drawn.failures }
  const original = originalOf(study)
  if (!solution || !original) return { ...shared, figures: null }
  const figures = list.map((statistic, at) => figureOf(statistic, original.figures[at]!, drawn.column(at), left && left.column(at), level))
  return { ...shared, figures, warnings: failureNotes(drawn) }
}

const tested = new Set<PlsStatistic['kind']>(['weight', 'loading', 'path', 'total', 'indirect'])

function figureOf(statistic: PlsStatistic, estimate: number, sample: Float64Array, left: Float64Array | null, level: number): BootstrapFigure {
  const blank = { ...statistic, estimate: null, mean: null, se: null, t: null, p: null, interval: null, resamples: sample.length }
  if (Number.isNaN(estimate)) return { ...blank, reason: statistic.kind === 'index' ? 'out-of-range' : 'no-variance' }
  if (sample.length < 2) return { ...blank, estimate, reason: 'too-few' }
  const n = sample.length
  let mean = 0
  for (const value of sample) mean += value / n
  let squares = 0
  for (const value of sample) squares += (value - mean) ** 2
  const se = Math.sqrt(squares / (n - 1))
  const varies = se > 1e-12 * Math.max(1e-3, Math.abs(estimate))
  const interval = bootstrapInterval(sample.sort(), estimate, left && accelerationOfLeft(left), level)
  const t = tested.has(statistic.kind) && varies ? estimate / se : null
  const reason = interval === null ? 'out-of-range' : t !== null ? null : tested.has(statistic.kind) ? 'no-variance' : 'not-applicable'
  return { ...blank, estimate, mean, se, t, p: t === null ? null : tTwoSided(t, n - 1), interval, reason }
}

function failureNotes({ count, kept }: Draws): Warning[] {
  return kept < count ? [{ code: 'resamples-failed', detail: { failed: count - kept, resamples: count } }] : []
}
