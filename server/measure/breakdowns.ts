/** What results can be narrowed to and broken down by, with the answers of the whole study that carry each value. */
import type { Breakdown } from '@gap5/contract/measure/results.ts'
import type { ValueCounts } from './answer-rows.ts'
import type { AnswerTable } from './answer-table.ts'
import { classifyByTime, groupValues, timeKey, timeTitle, type Group, type TitledAttribute } from './attribute-classes.ts'

/** More values than this cannot be chosen from; the largest are offered. */
const mostValues = 60

/** How often each value of each attribute was given, and how many answered in each period. */
export type StudyCounts = { values: ReadonlyMap<string, ValueCounts>; periods: readonly (Group & { n: number })[] }

export function breakdownsOf(attributes: readonly TitledAttribute[], { values, periods }: StudyCounts): Breakdown[] {
  const ofAttributes = attributes.map((attribute) => attributeBreakdown(attribute, values.get(attribute.key) ?? new Map()))
  const ofTime: Breakdown = { key: timeKey, title: timeTitle, type: 'time', values: largest(periods) }
  return [...ofAttributes, ofTime].filter(({ values }) => values.length > 0)
}

function attributeBreakdown(attribute: TitledAttribute, given: ValueCounts): Breakdown {
  const { groups, groupOfValue } = groupValues(attribute, given)
  const counts = new Float64Array(groups.length)
  for (const [value, n] of given) {
    const group = groupOfValue(value)
    if (group >= 0) counts[group]! += n
  }
  const { key, title, type } = attribute
  return { key, title, type, values: largest(groups.map((group, at) => ({ ...group, n: counts[at]! }))) }
}

function largest(values: readonly (Group & { n: number })[]): (Group & { n: number })[] {
  const kept = new Set(values.toSorted((a, b) => b.n - a.n).slice(0, mostValues))
  return values.filter((value) => kept.has(value))
}

export function studyCounts(attributes: readonly TitledAttribute[], table: AnswerTable, timeZone: string): StudyCounts {
  const values = new Map(attributes.map(({ key }) => [key, table.valueCounts(key)] as const))
  const { groups, groupOf } = classifyByTime(table, timeZone)
  const counts = new Float64Array(groups.length)
  for (let row = 0; row < table.length; row++) if (!table.isWithdrawn(row)) counts[groupOf(row)]!++
  return { values, periods: groups.map((group, at) => ({ ...group, n: counts[at]! })) }
}
