/**
 * The groups an attribute makes: its values as they are, numbers in at most four classes, dates by calendar period.
 * Classes are found over the whole study, so that they stay the same whatever the result is narrowed to.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import type { Breakdown } from '@gap5/contract/measure/results.ts'
import type { AnswerTable } from './answer-table.ts'
import type { AttributeColumn } from './attribute-column.ts'
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

export function classify(attribute: TitledAttribute, table: AnswerTable): Classification {
  const column = table.attribute(attribute.key)
  const head = { key: attribute.key, title: attribute.title, type: attribute.type }
  if (!column) return { ...head, groups: [], groupOf: () => noGroup }
  const { groups, groupOfValue } = grouping(attribute, column, table)
  const groupOfCode = column.values.map(groupOfValue)
  return { ...head, groups, groupOf: (row) => groupOfCode[column.code(row)] ?? noGroup }
}

type Grouping = { groups: Group[]; groupOfValue: (value: string) => number }

function grouping(attribute: TitledAttribute, column: AttributeColumn, table: AnswerTable): Grouping {
  if (attribute.type === 'number') return numberClasses(column, table)
  if (attribute.type === 'date') return dateClasses(column.values)
  return plainValues(attribute, column.values)
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

function numberClasses(column: AttributeColumn, table: AnswerTable): Grouping {
  const numbers = column.values.map(readNumber)
  const distinct = [...new Set(numbers.filter((x) => !Number.isNaN(x)))].sort((a, b) => a - b)
  const bounds = distinct.length <= mostSingleNumbers ? distinct.map((x) => [x, x] as const) : quartiles(column, numbers, table)
  const groups = bounds.map(([low, high]) => numberGroup(low, high))
  const groupOfValue = (value: string) => {
    const x = readNumber(value)
    return bounds.findIndex(([low, high]) => x >= low && x <= high)
  }
  return { groups, groupOfValue }
}

/** Four classes with about as many respondents each, bounded by values that occur. */
function quartiles(column: AttributeColumn, numbers: readonly number[], table: AnswerTable): (readonly [number, number])[] {
  const all: number[] = []
  for (let row = 0; row < table.length; row++) {
    const x = table.isWithdrawn(row) ? undefined : numbers[column.code(row)]
    if (x !== undefined && !Number.isNaN(x)) all.push(x)
  }
  all.sort((a, b) => a - b)
  const classes: (readonly [number, number])[] = []
  let start = 0
  for (let quarter = 1; quarter <= 4 && start < all.length; quarter++) {
    const high = all[Math.max(Math.ceil((quarter * all.length) / 4), start + 1) - 1]!
    classes.push([all[start]!, high])
    while (start < all.length && all[start]! <= high) start++
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

/** The period in which a response was given, as an attribute every response has. */
export function classifyByTime(table: AnswerTable, timeZone: string): Classification {
  const head = { key: timeKey, title: { en: 'Time of answer', zh: '作答时间' }, type: 'time' as const }
  let first = Infinity
  let last = -Infinity
  for (let row = 0; row < table.length; row++) {
    if (table.isWithdrawn(row)) continue
    first = Math.min(first, table.submittedAt(row))
    last = Math.max(last, table.submittedAt(row))
  }
  if (first > last) return { ...head, groups: [], groupOf: () => noGroup }
  const [firstDay, lastDay] = [dayOf(first, timeZone), dayOf(last, timeZone)]
  const periods = periodsBetween(firstDay, lastDay, grainBetween(firstDay, lastDay))
  const starts = periods.map((period) => dayStart(period.firstDay, timeZone))
  const groups = periods.map(({ period }) => ({ value: period, title: periodTitle(period) }))
  return { ...head, groups, groupOf: (row) => lastAtOrBelow(starts, table.submittedAt(row)) }
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
