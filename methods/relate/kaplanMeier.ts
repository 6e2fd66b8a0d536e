import { commonLength, type Vector } from '../columns.ts'
import { normalQuantile } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, type Interval, type Reason, type Result } from '../result.ts'

export interface SurvivalStep {
  time: number
  atRisk: number
  events: number
  censored: number
  /** Share still there after this time. */
  survival: number
  /** Greenwood's standard error. */
  se: number
  /** null before the first event and after the last one at risk. */
  interval: Interval | null
  reason: Reason | null
}

export interface KaplanMeier extends Result {
  steps: readonly SurvivalStep[]
  events: number
  /** First time at which half are gone; where survival stays at exactly one half, the middle of that stretch. */
  median: number | null
}

export type SurvivalInterval = 'log-log' | 'log' | 'plain'

/**
 * Kaplan and Meier's estimate of survival from durations and whether they ended (`ended` above 0) or are still going on. At
 * equal times ends come before censoring. Intervals are log-log by default, which stay in [0, 1].
 *
 * Sources: Kaplan & Meier (1958) JASA 53; Greenwood (1926); Kalbfleisch & Prentice (2002) section 1.4.
 */
export function kaplanMeier(
  durations: Vector,
  ended: Vector,
  options: { interval?: SurvivalInterval; level?: number } = {},
): KaplanMeier {
  const level = options.level ?? defaultLevel
  const kind = options.interval ?? 'log-log'
  checkLevel(level)
  const table = lifeTable(durations, ended)
  const n = table.reduce((sum, row) => sum + row.events + row.censored, 0)
  let survival = 1
  let spread = 0
  const steps = table.map((row): SurvivalStep => {
    survival *= 1 - row.events / row.atRisk
    spread += row.events === 0 ? 0 : row.events / (row.atRisk * (row.atRisk - row.events))
    const interval = survival > 0 && survival < 1 ? limits(survival, Math.sqrt(spread), kind, level) : null
    const se = survival > 0 ? survival * Math.sqrt(spread) : 0
    return { ...row, survival, se, interval, reason: interval ? null : 'no-variance' }
  })
  const median = medianOf(steps)
  return {
    method: 'kaplan-meier',
    n,
    missing: durations.length - n,
    deletion: 'listwise',
    conventions: { interval: kind, level, ties: 'events before censoring' },
    steps,
    events: table.reduce((sum, row) => sum + row.events, 0),
    median,
    reason: n === 0 ? 'no-answers' : median === null ? 'not-applicable' : null,
    warnings: [],
  }
}

export interface LifeTableRow {
  time: number
  atRisk: number
  events: number
  censored: number
}

/** How many were at risk, ended and were censored at each time that occurs. */
export function lifeTable(durations: Vector, ended: Vector): LifeTableRow[] {
  const length = commonLength([durations, ended])
  const at = new Map<number, { events: number; censored: number }>()
  let n = 0
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(durations[i]! + ended[i]!)) continue
    n++
    const row = at.get(durations[i]!) ?? { events: 0, censored: 0 }
    row[ended[i]! > 0 ? 'events' : 'censored']++
    at.set(durations[i]!, row)
  }
  let atRisk = n
  return [...at].sort(([a], [b]) => a - b).map(([time, row]) => {
    const here = { time, atRisk, ...row }
    atRisk -= row.events + row.censored
    return here
  })
}

/** `spread` is the square root of Greenwood's sum. */
function limits(s: number, spread: number, kind: SurvivalInterval, level: number): Interval {
  const z = -normalQuantile((1 - level) / 2)
  if (kind === 'plain') return { level, lower: Math.max(0, s - z * s * spread), upper: Math.min(1, s + z * s * spread) }
  if (kind === 'log') return { level, lower: s * Math.exp(-z * spread), upper: Math.min(1, s * Math.exp(z * spread)) }
  const reach = (z * spread) / Math.abs(Math.log(s))
  return { level, lower: s ** Math.exp(reach), upper: s ** Math.exp(-reach) }
}

function medianOf(steps: readonly SurvivalStep[]): number | null {
  const at = steps.findIndex(({ survival }) => survival <= 0.5 + 1e-12)
  if (at < 0) return null
  const { time, survival } = steps[at]!
  if (Math.abs(survival - 0.5) > 1e-12) return time
  const next = steps.slice(at + 1).find((step) => step.events > 0)
  return next ? (time + next.time) / 2 : time
}

export interface RestrictedMean {
  value: number | null
  se: number | null
  reason: Reason | null
}

/** Mean duration up to a horizon: the area under the survival curve. */
export function restrictedMean({ steps }: KaplanMeier, horizon: number): RestrictedMean {
  if (steps.length === 0) return { value: null, se: null, reason: 'no-answers' }
  const within = steps.filter(({ time }) => time < horizon)
  const areaFrom = (at: number) => {
    const start = within[at]
    if (!start) return 0
    return ((within[at + 1]?.time ?? horizon) - start.time) * start.survival
  }
  let rest = 0
  let variance = 0
  for (let at = within.length - 1; at >= 0; at--) {
    const { events, atRisk } = within[at]!
    rest += areaFrom(at)
    if (events > 0 && atRisk > events) variance += (rest * rest * events) / (atRisk * (atRisk - events))
  }
  return { value: rest + Math.min(horizon, within[0]?.time ?? horizon), se: Math.sqrt(variance), reason: null }
}
