import type { Vector } from '../columns.ts'
import { normalQuantile, normalUpper } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, type Estimate, type Interval, type Test } from '../result.ts'

export interface NpsCounts {
  /** Answers 9 and 10. */
  promoters: number
  /** Answers 7 and 8. */
  passives: number
  /** Answers 0 to 6. */
  detractors: number
}

/** The net promoter score on -1..1 (times 100 for display). */
export interface Nps extends Estimate, NpsCounts {
  /** `value ± z se`, clipped to -1..1. */
  waldInterval: Interval | null
}

export interface NpsOptions {
  level?: number
  /** `adjusted-wald` (default) holds its level for small samples and extreme shares; `wald` is the plain one. */
  interval?: 'adjusted-wald' | 'wald'
}

/**
 * Net promoter score from answers 0..10; answers off the scale are missing.
 * Source: Reichheld (2003) HBR 81(12).
 */
export function nps(answers: Vector, options: NpsOptions = {}): Nps {
  const counts = { promoters: 0, passives: 0, detractors: 0 }
  let n = 0
  for (const x of answers) {
    if (!(x >= 0 && x <= 10)) continue
    n++
    counts[x >= 9 ? 'promoters' : x >= 7 ? 'passives' : 'detractors']++
  }
  return { ...npsOfCounts(counts, options), missing: answers.length - n, deletion: 'available' }
}

/**
 * Net promoter score from counts: `value = p - d`, `se = sqrt((p + d - (p - d)^2) / n)`, p and d the shares of promoters and
 * detractors. The adjusted Wald interval adds three answers (3/4, 3/2, 3/4) before taking `± z se`.
 *
 * Source: Rocks (2016) The American Statistician 70(4).
 */
export function npsOfCounts(counts: NpsCounts, options: NpsOptions = {}): Nps {
  const level = options.level ?? defaultLevel
  const kind = options.interval ?? 'adjusted-wald'
  checkLevel(level)
  const plain = scoreOf(counts)
  const empty = plain.n === 0
  const wald = empty ? null : around(plain, level)
  const adjusted = around(scoreOf({ promoters: counts.promoters + 0.75, passives: counts.passives + 1.5, detractors: counts.detractors + 0.75 }), level)
  return {
    method: 'nps',
    value: empty ? null : plain.score,
    se: empty ? null : plain.se,
    interval: empty ? null : kind === 'wald' ? wald : adjusted,
    waldInterval: wald,
    ...counts,
    n: plain.n,
    missing: 0,
    deletion: 'none',
    conventions: { interval: kind, level, divisor: 'n' },
    reason: empty ? 'no-answers' : null,
    warnings: [],
  }
}

function scoreOf({ promoters, passives, detractors }: NpsCounts): { n: number; score: number; se: number } {
  const n = promoters + passives + detractors
  const score = (promoters - detractors) / n
  return { n, score, se: Math.sqrt(Math.max(0, (promoters + detractors) / n - score * score) / n) }
}

function around({ score, se }: { score: number; se: number }, level: number): Interval {
  const reach = -normalQuantile((1 - level) / 2) * se
  return { level, lower: Math.max(-1, score - reach), upper: Math.min(1, score + reach) }
}

export interface NpsDifference extends Test {
  /** First minus second. */
  estimate: number | null
  se: number | null
  interval: Interval | null
}

/** Test of two independent net promoter scores: `z = (a - b) / sqrt(se_a^2 + se_b^2)`. */
export function npsDifference(a: Nps, b: Nps, options: { level?: number } = {}): NpsDifference {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const head = {
    method: 'nps-difference',
    n: a.n + b.n,
    missing: a.missing + b.missing,
    deletion: a.deletion,
    conventions: { level, sides: 2, estimate: 'first minus second' },
    df: [],
    warnings: [],
  }
  const nothing = { se: null, interval: null, statistic: null, df: null, p: null }
  if (a.value === null || b.value === null || a.se === null || b.se === null) {
    return { ...head, ...nothing, estimate: null, reason: 'empty-group' }
  }
  const estimate = a.value - b.value
  const se = Math.hypot(a.se, b.se)
  if (se === 0) return { ...head, ...nothing, estimate, reason: 'no-variance' }
  const statistic = estimate / se
  const reach = -normalQuantile((1 - level) / 2) * se
  return {
    ...head,
    estimate,
    se,
    interval: { level, lower: estimate - reach, upper: estimate + reach },
    statistic,
    p: 2 * normalUpper(Math.abs(statistic)),
    reason: null,
  }
}

/** Answers for a half-width `e` of the interval: `z^2 variance / e^2`; the variance of a score is about 0.6 to 0.8. */
export function npsSampleSize(halfWidth: number, options: { level?: number; variance?: number } = {}): number {
  const z = -normalQuantile((1 - (options.level ?? defaultLevel)) / 2)
  return Math.ceil((z * z * (options.variance ?? 0.7)) / (halfWidth * halfWidth))
}
