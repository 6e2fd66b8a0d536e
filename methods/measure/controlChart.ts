import type { Vector } from '../columns.ts'
import { MethodError, type Result } from '../result.ts'
import type { Share } from './twoProportions.ts'
import { runSignals, type Signal } from './runRules.ts'

/** The limits of the point at a position: within, it is noise. */
export interface Limits {
  at: number
  lower: number
  upper: number
}

/** A figure watched over time. Points outside of the limits are signals, and so are runs that chance seldom makes. */
export interface ControlChart extends Result {
  centre: number | null
  /** Three sigma around the centre, for every position that has a value. */
  limits: readonly Limits[]
  signals: readonly Signal[]
}

export interface ControlOptions {
  /** Positions from which centre and limits are computed; all of them unless told. */
  baseline?: readonly number[]
}

/** 3 / d2 with d2 = 2 / sqrt(pi), the mean range of two normal values in standard deviations. */
const reachPerRange = 2.66

/**
 * XmR chart of single values in order of time: `mean ± 2.66 × mean moving range` (2.66 = 3/1.128). Missing periods are skipped: a
 * moving range reaches over them.
 *
 * Source: Wheeler & Chambers (1992) Understanding Statistical Process Control, chapter 3.
 */
export function controlChart(values: Vector, options: ControlOptions = {}): ControlChart {
  const base = baselineOf(values.length, options).flatMap((at) => (Number.isFinite(values[at]) ? [values[at]!] : []))
  const head = headOf('xmr-chart', values, base.length, { factor: reachPerRange })
  if (base.length < 2) return uncharted(head, base.length)
  const centre = base.reduce((sum, x) => sum + x, 0) / base.length
  let moved = 0
  for (let i = 1; i < base.length; i++) moved += Math.abs(base[i]! - base[i - 1]!)
  const reach = (reachPerRange * moved) / (base.length - 1)
  const limits = positions(values).map((at) => ({ at, lower: centre - reach, upper: centre + reach }))
  return { ...head, centre, limits, signals: runSignals(Array.from(values, (x) => standing(x, centre, reach))), reason: null }
}

/**
 * p chart of shares with their own n: `p̄ ± 3 sqrt(p̄ (1 - p̄) / n_i)`, cut off at 0 and 1; p̄ over all answers of the baseline. Periods
 * without answers are skipped.
 *
 * Source: Montgomery (2013) Introduction to Statistical Quality Control, 7th ed., equation 7.8 with variable sample size (7.3.2).
 */
export function shareChart(shares: readonly Share[], options: ControlOptions = {}): ControlChart {
  for (const { count, n } of shares) {
    if (!(count >= 0 && count <= n)) throw new MethodError('invalid-parameter', `${count} of ${n} is no share`, { count, n })
  }
  const values = shares.map(({ count, n }) => (n === 0 ? Number.NaN : count / n))
  const base = baselineOf(shares.length, options).flatMap((at) => (shares[at] && shares[at].n > 0 ? [shares[at]] : []))
  const head = headOf('p-chart', values, base.length, { sigmas: 3 })
  const centre = base.reduce((sum, { count }) => sum + count, 0) / base.reduce((sum, { n }) => sum + n, 0)
  if (base.length < 2) return uncharted(head, base.length)
  const reachOf = ({ n }: Share) => 3 * Math.sqrt((centre * (1 - centre)) / n)
  const limits = positions(values).map((at) => {
    const reach = reachOf(shares[at]!)
    return { at, lower: Math.max(0, centre - reach), upper: Math.min(1, centre + reach) }
  })
  const standings = shares.map((share, at) => standing(values[at]!, centre, reachOf(share)))
  return { ...head, centre, limits, signals: runSignals(standings), reason: null }
}

function positions(values: Vector): number[] {
  return Array.from(values).flatMap((x, at) => (Number.isFinite(x) ? [at] : []))
}

/** Where a value stands, in sigmas from the centre. With no reach at all, what differs from the centre is infinitely far. */
function standing(value: number, centre: number, reach: number): number {
  if (!Number.isFinite(value)) return Number.NaN
  const distance = value - centre
  if (Math.abs(distance) <= 1e-12) return 0
  return (3 * distance) / reach
}

function baselineOf(length: number, { baseline }: ControlOptions): readonly number[] {
  return baseline ?? Array.from({ length }, (_, at) => at)
}

function headOf(method: string, values: Vector, n: number, conventions: Record<string, number>) {
  const missing = values.length - positions(values).length
  const rules = 'outside, eight on one side, two of three beyond two sigma, six in one direction'
  return { method, n, missing, deletion: 'available' as const, conventions: { ...conventions, rules }, warnings: [] }
}

function uncharted(head: Omit<Result, 'reason'>, periods: number): ControlChart {
  return { ...head, centre: null, limits: [], signals: [], reason: periods === 0 ? 'no-answers' : 'too-few' }
}
