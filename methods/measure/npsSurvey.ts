import { completeRows, mapped, type Vector } from '../columns.ts'
import { normalQuantile } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, requireParameter, type Estimate } from '../result.ts'
import { effectiveSize } from './power.ts'
import { pairedT, type MeanTest } from './tTest.ts'

/** +1 for a promoter (9, 10), 0 for a passive (7, 8), -1 for a detractor (0 to 6); NaN off the scale. */
export function npsPoints(answers: Vector): Float64Array {
  return mapped(answers, (x) => (x >= 0 && x <= 10 ? (x >= 9 ? 1 : x >= 7 ? 0 : -1) : Number.NaN))
}

export interface WeightedNps extends Estimate {
  /** Kish's `(Σw)² / Σw²`: as many equally weighted answers would say as much. */
  effectiveN: number
}

/**
 * Net promoter score of a weighted survey on -1..1: weighted mean m of +1, 0 and -1, `se² = Σ w²(s - m)² / (Σw)²`, interval `m ± z se` clipped to -1..1.
 * An answer without a weight above 0 is missing. Throws for a negative weight.
 *
 * Source: Särndal, Swensson & Wretman (1992) Model Assisted Survey Sampling, equation 5.7.3 with replacement.
 */
export function weightedNps(answers: Vector, weights: Vector, options: { level?: number } = {}): WeightedNps {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const points = npsPoints(answers)
  const rows = completeRows([points, weights]).filter((r) => weights[r] !== 0)
  requireParameter(rows.every((r) => weights[r]! > 0), 'A weight is not negative')
  const n = rows.length
  const head = { method: 'nps-weighted', n, missing: answers.length - n, deletion: 'pairwise' as const, conventions: { level, interval: 'wald', se: 'with replacement' } }
  if (n === 0) return { ...head, value: null, se: null, interval: null, effectiveN: 0, reason: 'no-answers', warnings: [] }
  const total = rows.reduce((sum, r) => sum + weights[r]!, 0)
  const value = rows.reduce((sum, r) => sum + weights[r]! * points[r]!, 0) / total
  const se = Math.sqrt(rows.reduce((sum, r) => sum + (weights[r]! * (points[r]! - value)) ** 2, 0)) / total
  const reach = -normalQuantile((1 - level) / 2) * se
  const effectiveN = effectiveSize(Float64Array.from(rows, (r) => weights[r]!))
  const interval = { level, lower: Math.max(-1, value - reach), upper: Math.min(1, value + reach) }
  const warnings = effectiveN < 30 ? [{ code: 'small-sample' as const, detail: { n: effectiveN, wanted: 30 } }] : []
  return { ...head, value, se, interval, effectiveN, reason: null, warnings }
}

/** Change of the score of the same customers, first minus second: a paired t test of +1, 0 and -1. */
export function npsPaired(first: Vector, second: Vector, options: { level?: number } = {}): MeanTest {
  return { ...pairedT(npsPoints(first), npsPoints(second), options), method: 'nps-paired-t' }
}
