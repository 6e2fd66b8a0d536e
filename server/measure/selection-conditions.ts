/** A selection as conditions on `response`, the same as `selectRows` makes of the answers in memory. */
import { sql, type RawBuilder } from 'kysely'
import { excludedMarks, type Selection } from '@gap5/contract/measure/selection.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { dayEnd, dayStart, firstDayAfter, firstDayOf, grainOf, previousDay } from './periods.ts'
import type { Place } from './selected-rows.ts'

type Condition = RawBuilder<boolean>

/** `revision`: the name under which the query reads the latest revision of each response, where it does. */
export function selectionConditions({ from, to, marks, attributes }: Selection, { attributes: known, timeZone }: Place, revision: 'latest' | null = null): Condition[] {
  const excluded = [...excludedMarks[marks], 'withdrawn']
  const conditions: Condition[] = [revision === null ? withoutMarks(excluded) : sql`not ${sql.ref(revision)}.marks && ${excluded}::text[]`]
  if (from !== undefined) conditions.push(sql`response.submitted_at >= ${new Date(dayStart(from, timeZone))}`)
  if (to !== undefined) conditions.push(sql`response.submitted_at < ${new Date(dayEnd(to, timeZone))}`)
  for (const [key, values] of Object.entries(attributes)) {
    const type = known.find((attribute) => attribute.key === key)?.type ?? 'text'
    conditions.push(anyOf(values.map((value) => hasValue(key, type, value))))
  }
  return conditions
}

export function hasAttributes({ attributes }: Selection): boolean {
  return Object.keys(attributes).length > 0
}

/** The time of it, for who looks through statements in their order. */
export function timesOf({ from, to }: Selection, { timeZone }: Place): { since: Date | null; until: Date | null } {
  return { since: from === undefined ? null : new Date(dayStart(from, timeZone)), until: to === undefined ? null : new Date(dayEnd(to, timeZone)) }
}

function withoutMarks(marks: readonly string[]): Condition {
  return sql`not exists (
    select from response_revision as counted
    where counted.org_id = response.org_id and counted.response_id = response.id and counted.revision = response.revision
      and counted.marks && ${marks}::text[])`
}

function anyOf(conditions: readonly Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` or `)})`
}

function hasValue(key: string, type: Attribute['type'], wanted: string): Condition {
  const value = sql<string>`(response.attributes ->> ${key}::text)`
  if (type === 'number') {
    const [low = '', high = low] = wanted.split('..')
    return sql`case when ${value} ~ '^\\s*-?\\d+(\\.\\d+)?\\s*$' then ${value}::float8 between ${Number(low)} and ${Number(high)} else false end`
  }
  const grain = type === 'date' ? grainOf(wanted) : null
  if (grain === null) return sql`${value} = ${wanted}`
  const first = firstDayOf(wanted)
  return sql`(${value} ~ '^\\d{4}-\\d{2}-\\d{2}$' and ${value} between ${first} and ${previousDay(firstDayAfter(first, grain))})`
}
