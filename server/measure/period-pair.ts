/** Two periods to compare: whole months, quarters and years move by the calendar, others by their number of days. */
import type { DayRange } from '@gap5/contract/measure/trend.ts'
import { dayRangeSchema } from '@gap5/contract/measure/trend.ts'
import { firstDayAfter, firstDayOf, nextDay, periodOf, previousDay } from './periods.ts'

/** The last quarter that is over. */
export function lastQuarter(today: string): DayRange {
  const to = previousDay(firstDayOf(periodOf(today, 'quarter')))
  return { from: firstDayOf(periodOf(to, 'quarter')), to }
}

/** `against` as `againstSchema` has it. */
export function pairedPeriod(period: DayRange, against: string): DayRange {
  if (against === 'before') return periodBefore(period)
  if (against === 'year') return yearBefore(period)
  return dayRangeSchema.parse(against)
}

export function periodBefore({ from, to }: DayRange): DayRange {
  const last = previousDay(from)
  const months = wholeMonths({ from, to })
  return { from: months === null ? daysBefore(from, daysIn({ from, to })) : monthsBefore(from, months), to: last }
}

export function yearBefore({ from, to }: DayRange): DayRange {
  if (wholeMonths({ from, to }) !== null) return { from: monthsBefore(from, 12), to: previousDay(monthsBefore(nextDay(to), 12)) }
  return { from: sameDayYearBefore(from), to: sameDayYearBefore(to) }
}

/** How many calendar months a period is exactly; null where it is none. */
function wholeMonths({ from, to }: DayRange): number | null {
  if (!from.endsWith('-01') || !nextDay(to).endsWith('-01')) return null
  const [a, b] = [from, nextDay(to)].map((day) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)))
  return (b ?? 0) - (a ?? 0)
}

function monthsBefore(firstOfMonth: string, months: number): string {
  const date = new Date(`${firstOfMonth}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() - months)
  return date.toISOString().slice(0, 10)
}

function daysIn({ from, to }: DayRange): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

/** 29 February becomes the 28th. */
function sameDayYearBefore(day: string): string {
  const [year, rest] = [Number(day.slice(0, 4)) - 1, day.slice(4)]
  return rest === '-02-29' ? `${year}-02-28` : `${year}${rest}`
}

/** "Q3 2026", "Mar 2026" where it is one; null else. */
export function namedPeriod({ from, to }: DayRange): string | null {
  for (const grain of ['month', 'quarter', 'year'] as const) {
    const period = periodOf(from, grain)
    if (firstDayOf(period) === from && previousDay(firstDayAfter(from, grain)) === to) return period
  }
  return null
}
