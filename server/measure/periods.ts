/** Days, weeks, months, quarters and years of an organisation's calendar, as instants. Days are `yyyy-mm-dd` in its time zone. */
import { day as sayDay, type Text } from '@gap5/contract/language.ts'

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year'

const dayMilliseconds = 86_400_000

/** To ask the calendar for hundreds of days takes as long as all else of a trend; it never changes its mind. */
const starts = new Map<string, number>()
const mostStarts = 50_000

/** The instant at which a day begins in a time zone, in milliseconds since 1970, UTC. */
export function dayStart(day: string, timeZone: string): number {
  const name = `${day} ${timeZone}`
  const known = starts.get(name)
  if (known !== undefined) return known
  if (starts.size >= mostStarts) starts.clear()
  const start = computedStart(day, timeZone)
  starts.set(name, start)
  return start
}

function computedStart(day: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`)
  const guess = asUtc - offset(asUtc, timeZone)
  return asUtc - offset(guess, timeZone) // the second look settles days on which the clocks change
}

/** The instant at which a day ends, which is the start of the next. */
export function dayEnd(day: string, timeZone: string): number {
  return dayStart(nextDay(day), timeZone)
}

/** The day of an instant. */
export function dayOf(instant: number, timeZone: string): string {
  const { year, month, day } = partsOf(instant, timeZone)
  return `${year}-${month}-${day}`
}

function offset(instant: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(instant, timeZone)
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(instant / 1000) * 1000
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>

const formats = new Map<string, Intl.DateTimeFormat>()

function partsOf(instant: number, timeZone: string): Parts {
  const known = formats.get(timeZone)
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', ...twoDigits })
  if (!known) formats.set(timeZone, format)
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value])) as Parts
}

const twoDigits = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const

export function nextDay(day: string): string {
  return shifted(day, 1)
}

export function previousDay(day: string): string {
  return shifted(day, -1)
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10)
}

/** The period a day lies in: `2026-03-09`, `2026-W11` (ISO 8601), `2026-03`, `2026-Q1` or `2026`. */
export function periodOf(day: string, grain: Grain): string {
  if (grain === 'day') return day
  if (grain === 'week') return weekOf(day)
  if (grain === 'month') return day.slice(0, 7)
  const year = day.slice(0, 4)
  return grain === 'year' ? year : `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** A week belongs to the year of its Thursday; 4 January lies in the first. */
function weekOf(day: string): string {
  const thursday = shifted(mondayOf(day), 3)
  const year = thursday.slice(0, 4)
  const days = Date.parse(`${thursday}T00:00:00Z`) - Date.parse(`${year}-01-01T00:00:00Z`)
  return `${year}-W${String(1 + Math.floor(days / (7 * dayMilliseconds))).padStart(2, '0')}`
}

function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return shifted(day, -weekday)
}

const patterns: Record<Grain, RegExp> = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  week: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/,
  month: /^\d{4}-\d{2}$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
}

/** How long a written period is; null for what is no period. */
export function grainOf(period: string): Grain | null {
  const grains = Object.keys(patterns) as Grain[]
  return grains.find((grain) => patterns[grain].test(period)) ?? null
}

/** The finest grain that leaves at most some two dozen periods between two days. */
export function grainBetween(first: string, last: string): Grain {
  const days = (Date.parse(last) - Date.parse(first)) / dayMilliseconds
  if (days < 28) return 'day'
  const months = 12 * (Number(last.slice(0, 4)) - Number(first.slice(0, 4))) + Number(last.slice(5, 7)) - Number(first.slice(5, 7))
  if (months < 24) return 'month'
  return months < 72 ? 'quarter' : 'year'
}

/** All periods from the one of `first` to the one of `last`, each with its first day. */
export function periodsBetween(first: string, last: string, grain: Grain): { period: string; firstDay: string }[] {
  const periods: { period: string; firstDay: string }[] = []
  for (let day = firstDayOf(periodOf(first, grain)); day <= last; day = firstDayAfter(day, grain)) {
    periods.push({ period: periodOf(day, grain), firstDay: day })
  }
  return periods
}

export function firstDayOf(period: string): string {
  const grain = grainOf(period)
  if (grain === 'day') return period
  if (grain === 'week') return shifted(mondayOf(`${period.slice(0, 4)}-01-04`), 7 * (Number(period.slice(6)) - 1))
  if (grain === 'month') return `${period}-01`
  if (grain === 'year') return `${period}-01-01`
  return `${period.slice(0, 4)}-${String(3 * Number(period.slice(-1)) - 2).padStart(2, '0')}-01`
}

/** The first day of the period after the one that begins on `day`. */
export function firstDayAfter(day: string, grain: Grain): string {
  if (grain === 'day') return nextDay(day)
  if (grain === 'week') return shifted(day, 7)
  const months = { month: 1, quarter: 3, year: 12 }[grain]
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** "9 Mar 2026", "W11 2026", "Mar 2026", "Q1 2026"; 「2026年3月」. */
export function periodTitle(period: string): Text {
  const grain = grainOf(period)
  const year = period.slice(0, 4)
  if (grain === 'year') return { en: year, zh: `${year}年` }
  if (grain === 'week') return { en: `${period.slice(5)} ${year}`, zh: `${year}年第${Number(period.slice(6))}周` }
  if (grain === 'quarter') return { en: `${period.slice(5)} ${year}`, zh: `${year}年第${period.slice(-1)}季度` }
  if (grain === 'day') return { en: sayDay(`${period}T12:00:00Z`, 'en', 'UTC'), zh: sayDay(`${period}T12:00:00Z`, 'zh', 'UTC') }
  const month = Number(period.slice(5, 7))
  return { en: `${shortMonths[month - 1]} ${year}`, zh: `${year}年${month}月` }
}

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
