import type { Language, Text } from '@gap5/contract/language.ts'

/** Calendar dates yyyy-mm-dd, both inclusive; null is open on that side. */
export type Period = { from: string | null; to: string | null }

const everything: Period = { from: null, to: null }

/** Today as a calendar date of a time zone. */
export function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date())
}

/** The periods people ask for, counted from today (yyyy-mm-dd). */
export function presets(today: string): { key: string; label: Text; period: Period }[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const quarter = Math.floor((month - 1) / 3)
  return [
    { key: 'all', label: { en: 'All time', zh: '全部时间' }, period: everything },
    { key: '30-days', label: { en: 'Last 30 days', zh: '近 30 天' }, period: { from: shifted(today, -29), to: today } },
    { key: 'this-month', label: { en: 'This month', zh: '本月' }, period: months(year, month - 1, 1) },
    { key: 'last-month', label: { en: 'Last month', zh: '上月' }, period: months(year, month - 2, 1) },
    { key: 'this-quarter', label: { en: 'This quarter', zh: '本季度' }, period: months(year, quarter * 3, 3) },
    { key: 'last-quarter', label: { en: 'Last quarter', zh: '上季度' }, period: months(year, quarter * 3 - 3, 3) },
    { key: 'this-year', label: { en: 'This year', zh: '今年' }, period: months(year, 0, 12) },
    { key: 'last-year', label: { en: 'Last year', zh: '去年' }, period: months(year - 1, 0, 12) },
  ]
}

/** "Jul – Sep 2026", "2026年7月1日至9月30日", "All time": as short as the period allows. */
export function periodWords({ from, to }: Period, language: Language): Text {
  if (from === null && to === null) return { en: 'All time', zh: '全部时间' }
  if (to === null) return both(`From ${said(from!, language)}`, `${said(from!, language)}起`)
  if (from === null) return both(`Until ${said(to, language)}`, `截至${said(to, language)}`)
  const wholeMonths = from.endsWith('-01') && shifted(to, 1).endsWith('-01')
  return {
    en: formatter('en', wholeMonths).formatRange(instant(from), instant(to)),
    zh: chineseRange(from, to, wholeMonths),
  }
}

/** "2026年7月至9月": `Intl` would say "2026/7 – 2026/9". */
function chineseRange(from: string, to: string, wholeMonths: boolean): string {
  const parts = (date: string) => formatter('zh', wholeMonths).format(instant(date))
  const [start, end] = [parts(from), parts(to)]
  if (start === end) return start
  return `${start}至${from.slice(0, 4) === to.slice(0, 4) ? end.slice(end.indexOf('年') + 1) : end}`
}

/** `count` whole months from the month with this index (January 0; may lie outside the year). */
function months(year: number, index: number, count: number): Period {
  return { from: iso(Date.UTC(year, index, 1)), to: iso(Date.UTC(year, index + count, 0)) }
}

function shifted(date: string, days: number): string {
  return iso(instant(date).getTime() + days * 86_400_000)
}

function said(date: string, language: Language): string {
  return formatter(language, false).format(instant(date))
}

function formatter(language: Language, wholeMonths: boolean): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    ...(wholeMonths ? {} : { day: 'numeric' }),
  })
}

function instant(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function both(en: string, zh: string): Text {
  return { en, zh }
}
