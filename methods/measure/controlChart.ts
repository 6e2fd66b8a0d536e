import { present, type Vector } from '../columns.ts'
import type { Result } from '../result.ts'

/** A figure watched over time. Points outside of the limits are signals; within, it is noise. */
export interface ControlChart extends Result {
  centre: number | null
  lower: number | null
  upper: number | null
  /** Positions in the input outside of the limits. */
  signals: readonly number[]
}

/**
 * XmR chart of single values in order of time: `mean ± 2.66 × mean moving range` (2.66 = 3/1.128). Missing periods are
 * skipped. Source: Wheeler & Chambers (1992) Understanding Statistical Process Control, chapter 3.
 */
export function controlChart(values: Vector): ControlChart {
  const given = present(values)
  const n = given.length
  const head = { method: 'xmr-chart', n, missing: values.length - n, deletion: 'available' as const, conventions: { factor: 2.66 }, warnings: [] }
  if (n < 2) return { ...head, centre: n === 1 ? given[0]! : null, lower: null, upper: null, signals: [], reason: n === 0 ? 'no-answers' : 'too-few' }
  const centre = given.reduce((sum, x) => sum + x, 0) / n
  let moved = 0
  for (let i = 1; i < n; i++) moved += Math.abs(given[i]! - given[i - 1]!)
  const reach = (2.66 * moved) / (n - 1)
  const signals = Array.from(values).flatMap((x, i) => (Math.abs(x - centre) > reach + 1e-12 ? [i] : []))
  return { ...head, centre, lower: centre - reach, upper: centre + reach, signals, reason: null }
}
