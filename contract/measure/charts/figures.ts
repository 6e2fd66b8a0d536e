/** Estimates and how they are said, on screens and on paper. */
import type { Speaking, Text } from '../../language.ts'
import { reasonWords } from '../reasons.ts'
import type { Estimate } from '../results.ts'

/** What a chart needs of an estimate; any `Estimate` of the server fits. */
export type Interval = Pick<Estimate, 'value' | 'lower' | 'upper' | 'n' | 'missing' | 'reason'>

/** How a value is said: plain, signed, or as a percentage. */
export type Saying = 'figure' | 'signed' | 'percent'

export function said(
  value: number | null,
  { figure, signed, percent }: Speaking,
  decimals: number,
  as: Saying = 'figure',
): string {
  if (value === null) return '—'
  return as === 'percent'
    ? percent(value, decimals)
    : as === 'signed'
      ? signed(value, decimals)
      : figure(value, decimals)
}

/** "6.1 (95 % interval 5.9 to 6.3)", or the reason there is none. */
export function estimateSaid(estimate: Interval, speech: Speaking, decimals: number, as: Saying = 'figure'): string {
  if (estimate.value === null) return speech.say(reasonWords[estimate.reason ?? 'not-computable'])
  const value = said(estimate.value, speech, decimals, as)
  const interval = intervalSaid(estimate, speech, decimals, as)
  return interval === '—'
    ? value
    : speech.say({ en: `${value} (95 % interval ${interval})`, zh: `${value}（95% 区间 ${interval}）` })
}

export function intervalSaid(
  { lower, upper }: Interval,
  speech: Speaking,
  decimals: number,
  as: Saying = 'figure',
): string {
  if (lower === null || upper === null) return '—'
  const [from, to] = [lower, upper].map((end) => said(end, speech, decimals, as))
  return speech.say({ en: `${from} to ${to}`, zh: `${from} 至 ${to}` })
}

/** Every number an estimate puts on the axis. */
export function extentOf(estimates: readonly Interval[]): number[] {
  return estimates.flatMap(({ value, lower, upper }) => [value, lower, upper]).filter((value) => value !== null)
}

/** An interval in a saved file: its two ends. */
export function plainInterval<Row>(intervalOf: (row: Row) => Interval): { header: Text; value: (row: Row) => number | null }[] {
  return [
    { header: { en: '95 % lower', zh: '95% 下限' }, value: (row) => intervalOf(row).lower },
    { header: { en: '95 % upper', zh: '95% 上限' }, value: (row) => intervalOf(row).upper },
  ]
}

/** How sure the sign of a difference is: the whole interval on one side of zero, or not. */
export type Sign = 'below' | 'perhaps-below' | 'perhaps-above' | 'above'

export function signOf({ value, lower, upper }: Interval): Sign | null {
  if (value === null) return null
  if (value < 0) return upper !== null && upper < 0 ? 'below' : 'perhaps-below'
  return lower !== null && lower > 0 ? 'above' : 'perhaps-above'
}
