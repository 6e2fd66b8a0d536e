import { completeRows, pick, type Vector } from '../columns.ts'
import { logGamma } from '../numbers/gamma.ts'
import { noncentralTShift } from '../numbers/noncentralT.ts'
import { moments, standardDeviation, variance } from '../numbers/moments.ts'
import { checkLevel, defaultLevel, type Interval, type Reason, type Result } from '../result.ts'
import { missingIn, momentsOf, type Sample } from './mean.ts'
import { differences } from './scores.ts'

/** A standardised mean difference; .2 is small, .5 medium, .8 large (Cohen 1988). */
export interface EffectSize extends Result {
  value: number | null
  /** By the noncentral t distribution. */
  interval: Interval | null
  /** The same corrected for small samples (Hedges), with the exact factor. */
  hedges: number | null
}

/**
 * Cohen's d of two independent samples: difference of means over the pooled standard deviation, first minus second.
 * Sources: Cohen (1988); Hedges (1981) J. Educational Statistics 6; interval, Steiger & Fouladi (1997).
 */
export function cohenD(first: Sample, second: Sample, options: { level?: number } = {}): EffectSize {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const [a, b] = [momentsOf(first), momentsOf(second)]
  const n = a.n + b.n
  const head = headOf('cohen-d', n, missingIn(first) + missingIn(second), 'pooled', level)
  if (a.n === 0 || b.n === 0) return without(head, 'empty-group')
  const df = n - 2
  if (df < 1) return without(head, 'too-few')
  const sd = Math.sqrt((a.squares + b.squares) / df)
  if (!(sd > 0)) return without(head, 'no-variance')
  return withInterval(head, (a.mean - b.mean) / sd, Math.sqrt(1 / a.n + 1 / b.n), df, level)
}

/** d_z of paired answers: mean of first - second over the standard deviation of the differences. */
export function pairedEffect(first: Vector, second: Vector, options: { level?: number } = {}): EffectSize {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const paired = momentsOf(differences(first, second))
  const head = { ...headOf('cohen-dz', paired.n, first.length - paired.n, 'differences', level), deletion: 'pairwise' as const }
  if (paired.n < 2) return without(head, paired.n === 0 ? 'no-answers' : 'too-few')
  if (!(variance(paired) > 0)) return without(head, 'no-variance')
  return withInterval(head, paired.mean / standardDeviation(paired), Math.sqrt(1 / paired.n), paired.n - 1, level)
}

/**
 * d_av of paired answers: mean of first - second over the mean of both standard deviations, on the scale of d of independent groups; without an interval.
 * Source: Cumming (2012) Understanding The New Statistics, chapter 11; Lakens (2013) Frontiers in Psychology 4, equation 10.
 */
export function averagedEffect(first: Vector, second: Vector): Result & { value: number | null } {
  const rows = completeRows([first, second])
  const [a, b] = [moments(pick(first, rows)), moments(pick(second, rows))]
  const spread = (standardDeviation(a) + standardDeviation(b)) / 2
  const reason = a.n === 0 ? 'no-answers' : a.n < 2 ? 'too-few' : spread > 0 ? null : 'no-variance'
  const value = reason === null ? (a.mean - b.mean) / spread : null
  return { method: 'cohen-dav', n: a.n, missing: first.length - a.n, deletion: 'pairwise', conventions: { spread: 'mean of both' }, value, reason, warnings: [] }
}

/** Hedges' factor `Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2))`, for df > 1. */
export function hedgesFactor(df: number): number {
  return Math.exp(logGamma(df / 2) - logGamma((df - 1) / 2)) / Math.sqrt(df / 2)
}

type Head = Omit<EffectSize, 'value' | 'interval' | 'hedges' | 'reason'>

function headOf(method: string, n: number, missing: number, spread: string, level: number): Head {
  return { method, n, missing, deletion: 'available', conventions: { spread, level, interval: 'noncentral t' }, warnings: [] }
}

function without(head: Head, reason: Reason): EffectSize {
  return { ...head, value: null, interval: null, hedges: null, reason }
}

/** `unit` turns a shift of t into one of d. */
function withInterval(head: Head, value: number, unit: number, df: number, level: number): EffectSize {
  const tail = (1 - level) / 2
  const t = value / unit
  const interval = { level, lower: noncentralTShift(t, df, tail) * unit, upper: noncentralTShift(t, df, 1 - tail) * unit }
  const hedges = df > 1 ? value * hedgesFactor(df) : null
  return { ...head, value, interval, hedges, reason: hedges === null ? 'too-few' : null }
}
