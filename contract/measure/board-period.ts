/** Periods a board can be switched to: named ones that move with the calendar, or two days, `2026-07-01..2026-09-30`. */
import type { Text } from '../language.ts'

export const boardPeriods = ['all', 'this-month', 'last-month', 'this-quarter', 'last-quarter', '12-months'] as const
export type NamedPeriod = (typeof boardPeriods)[number]

export const boardPeriodTitles: Record<NamedPeriod, Text> = {
  all: { en: 'All time', zh: '全部时间' },
  'this-month': { en: 'This month', zh: '本月' },
  'last-month': { en: 'Last month', zh: '上月' },
  'this-quarter': { en: 'This quarter', zh: '本季度' },
  'last-quarter': { en: 'Last quarter', zh: '上季度' },
  '12-months': { en: '12 months', zh: '近12个月' },
}

export const periodPattern = /^(?:all|this-month|last-month|this-quarter|last-quarter|12-months|(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2}))$/

/** Days, both included; open where undefined. */
export type Days = { from?: string; to?: string }

/** The days a period means today (`yyyy-mm-dd` in the organisation's time zone). What is no period is all time. */
export function daysOf(period: string, today: string): Days {
  const [, from, to] = periodPattern.exec(period) ?? []
  if (from !== undefined && to !== undefined) return from <= to ? { from, to } : { from: to, to: from }
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1]
  const quarter = month - (month % 3)
  switch (period) {
    case 'this-month':
      return months(year, month, 1)
    case 'last-month':
      return months(year, month - 1, 1)
    case 'this-quarter':
      return months(year, quarter, 3)
    case 'last-quarter':
      return months(year, quarter - 3, 3)
    case '12-months':
      return months(year, month - 11, 12)
    default:
      return {}
  }
}

/** The twelve months that end with these days: what a trend beside a figure is drawn over. */
export function yearUpTo({ to }: Days, today: string): Days {
  const last = to ?? today
  return months(Number(last.slice(0, 4)), Number(last.slice(5, 7)) - 12, 12)
}

function months(year: number, month: number, count: number): Required<Days> {
  return { from: iso(Date.UTC(year, month, 1)), to: iso(Date.UTC(year, month + count, 0)) }
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
