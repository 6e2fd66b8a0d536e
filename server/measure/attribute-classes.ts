/**
 * The groups an attribute makes: its values as they are, numbers in at most four classes, dates by calendar period.
 * Classes are found over the whole study, so that they stay the same whatever the result is narrowed to.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import type { Breakdown } from '@gap5/contract/measure/results.ts'
import type { AnswerRows, ValueCounts } from './answer-rows.ts'
import { dayOf, dayStart, grainBetween, grainOf, periodOf, periodsBetween, periodTitle } from './periods.ts'

/** Key of the attribute every response has: when it was given. No attribute of a study can be called so. */
export const timeKey = 'answered-on'

export type Group = { value: string; title: Text }

/** How the responses of a study fall into groups by one attribute. */
export type Classification = {
  key: string
  title: Text
  type: Breakdown['type']
  groups: readonly Group[]
  /** Index into `groups` of a row, −1 where the response has no value. */
  groupOf: (row: number) => number
}

/** A study's attribute; titles of units come from the organisation. */
export type TitledAttribute = Pick<Attribute, 'key' | 'title' | 'type' | 'values'>

/** Numbers with more different values than this are put into classes. */
const mostSingleNumbers = 8
const noGroup = -1

export function classify(attribute: TitledAttribute, table: AnswerRows): Classification {
  const column = table.attribute(attribute.key)
  const head = { key: attribute.key, title: attribute.title, type: attribute.type }
  if (!column) return { ...head, groups: [], groupOf: () => noGroup }
  const { groups, groupOfValue } = groupValues(attribute, table.valueCounts(attribute.key))
  const groupOfCode = column.values.map(groupOfValue)
  return { ...head, groups, groupOf: (row) => groupOfCode[column.code(row)] ?? noGroup }
}

export type Grouping = { groups: Group[]; groupOfValue: (value: string) => number }

/** The groups an attribute makes of the values that were given. */
export function groupValues(attribute: TitledAttribute, given: ValueCounts): Grouping {
  if (attribute.type === 'number') return numberClasses(given)
  if (attribute.type === 'date') return dateClasses([...given.keys()])
  return plainValues(attribute, [...given.keys()])
}

/** Declared values in their order, then undeclared ones by name; declared values nobody gave are left out. */
function plainValues({ values }: TitledAttribute, present: readonly string[]): Grouping {
  const given = new Set(present)
  const declared = values.filter(({ value }) => given.has(value))
  const known = new Set(declared.map(({ value }) => value))
  const others = present.filter((value) => !known.has(value)).sort((a, b) => a.localeCompare(b, 'zh-Hans'))
  const groups = [...declared, ...others.map((value) => ({ value, title: { en: value, zh: value } }))]
  return { groups, groupOfValue: indexIn(groups) }
}

function numberClasses(given: ValueCounts): Grouping {
  const counts = new Map<number, number>()
  for (const [value, n] of given) {
    const x = readNumber(value)
    if (!Number.isNaN(x)) counts.set(x, (counts.get(x) ?? 0) + n)
  }
  const sorted = [...counts].sort(([a], [b]) => a - b)
  const bounds = sorted.length <= mostSingleNumbers ? sorted.map(([x]) => [x, x] as const) : quartiles(sorted)
  const groups = bounds.map(([low, high]) => numberGroup(low, high))
  const groupOfValue = (value: string) => {
    const x = readNumber(value)
    return bounds.findIndex(([low, high]) => x >= low && x <= high)
  }
  return { groups, groupOfValue }
}

/** Four classes with about as many respondents each, bounded by values that occur. `sorted` are numbers with their counts. */
function quartiles(sorted: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const all = sorted.reduce((sum, [, n]) => sum + n, 0)
  const classes: (readonly [number, number])[] = []
  let start = 0 // place in `sorted`
  let before = 0 // respondents below it
  for (let quarter = 1; quarter <= 4 && start < sorted.length; quarter++) {
    const wanted = Math.max(Math.ceil((quarter * all) / 4), before + 1)
    let end = start
    let upTo = before + sorted[start]![1]
    while (upTo < wanted) upTo += sorted[++end]![1]
    classes.push([sorted[start]![0], sorted[end]![0]])
    start = end + 1
    before = upTo
  }
  return classes
}

function numberGroup(low: number, high: number): Group {
  const title = low === high ? String(low) : `${low}–${high}`
  return { value: low === high ? String(low) : `${low}..${high}`, title: { en: title, zh: title } }
}

function dateClasses(days: readonly string[]): Grouping {
  const valid = days.filter((day) => grainOf(day) === 'day').sort()
  const first = valid[0]
  const last = valid.at(-1)
  if (first === undefined || last === undefined) return { groups: [], groupOfValue: () => noGroup }
  const grain = grainBetween(first, last)
  const given = new Set(valid.map((day) => periodOf(day, grain)))
  const groups = [...given].map((period) => ({ value: period, title: periodTitle(period) }))
  const index = indexIn(groups)
  return { groups, groupOfValue: (day) => (grainOf(day) === 'day' ? index(periodOf(day, grain)) : noGroup) }
}

function indexIn(groups: readonly Group[]): (value: string) => number {
  const index = new Map(groups.map(({ value }, at) => [value, at]))
  return (value) => index.get(value) ?? noGroup
}

function readNumber(value: string): number {
  return value.trim() === '' ? Number.NaN : Number(value)
}

export const timeTitle: Text = { en: 'Time of answer', zh: '作答时间' }

/** The period in which a response was given, as an attribute every response has. */
export function classifyByTime(table: AnswerRows, timeZone: string): Classification {
  const extent = table.extent()
  const periods = extent ? periodsOfStudy(extent.firstAt, extent.lastAt, timeZone) : []
  const starts = periods.map(({ firstDay }) => dayStart(firstDay, timeZone))
  return { key: timeKey, title: timeTitle, type: 'time', groups: periods.map(({ group }) => group), groupOf: (row) => lastAtOrBelow(starts, table.submittedAt(row)) }
}

/** The periods from the first response to the last, each as a group with its first day. */
export function periodsOfStudy(first: number, last: number, timeZone: string): { group: Group; firstDay: string }[] {
  const [firstDay, lastDay] = [dayOf(first, timeZone), dayOf(last, timeZone)]
  return periodsBetween(firstDay, lastDay, grainBetween(firstDay, lastDay)).map(({ period, firstDay }) => ({
    group: { value: period, title: periodTitle(period) },
    firstDay,
  }))
}

/** Place of the last of the ascending starts that is not after the instant; −1 before the first. */
export function lastAtOrBelow(starts: readonly number[], instant: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= instant) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Whether a value an attribute has is one of those a selection names, classes and periods included. */
export function valueMatches(type: Attribute['type'], wanted: string, value: string): boolean {
  if (type === 'number') {
    const [low, high = low] = wanted.split('..').map(readNumber)
    const x = readNumber(value)
    return low !== undefined && high !== undefined && x >= low && x <= high
  }
  const grain = type === 'date' ? grainOf(wanted) : null
  if (grain && grainOf(value) === 'day') return periodOf(value, grain) === wanted
  return wanted === value
}

/** Whether a selection may name this value of an attribute at all. */
export function isValueOf(type: Attribute['type'], wanted: string): boolean {
  if (type === 'number') return /^-?\d+(\.\d+)?(\.\.-?\d+(\.\d+)?)?$/.test(wanted)
  if (type === 'date') return grainOf(wanted) !== null
  return true
}
