/** Which cells answer for a selection, and reading them: their number depends on the period and the values asked for, not on how many answered. */
import { sql } from 'kysely'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../../database.ts'
import type { StudyKey } from '../answer-cache.ts'
import { valueMatches, type TitledAttribute } from '../attribute-classes.ts'
import type { StudyFrame } from '../study-result.ts'
import type { Layout } from '../sums/layout.ts'
import type { Build } from './build.ts'
import type { CellGrain } from './cells.tables.ts'
import { cover, type CellRange } from './cover.ts'
import { wholeStudy } from './deltas.ts'
import type { Fact } from './facts.ts'
import { classesOf } from './mark-class.ts'
import type { Cells } from './open.ts'
import { readValues } from './values.ts'

export type CellQuery = {
  cuboid: string
  /** Null for all. */
  values: string[] | null
  ranges: readonly CellRange[]
  /** Classes whose sums are wanted; of the others only counts are read. */
  counted: readonly number[]
  /** Whether the sums that only readings need are read, too. */
  withReadings: boolean
  isWithin: (fact: Fact) => boolean
  isSelected: (fact: Fact) => boolean
}

export async function queryOf(trx: Trx, { frame, build }: Cells, selection: Selection, by: TitledAttribute | null, coarsest: CellGrain, layout: Layout): Promise<CellQuery> {
  const [filter = null] = Object.keys(selection.attributes)
  const [from, to] = [selection.from ?? null, selection.to ?? null]
  const isWanted = matcher(frame, selection)
  const isWithin = ({ day }: Fact) => (from === null || day >= from) && (to === null || day <= to)
  return {
    cuboid: by?.key ?? filter ?? wholeStudy,
    values: filter === null ? null : await selectedValues(trx, build, filter, isWanted),
    ranges: cover(from, to, coarsest),
    counted: classesOf[selection.marks],
    withReadings: layout.length > layout.readingsAt,
    isWithin,
    isSelected: (fact) => isWithin(fact) && (filter === null || isWanted(fact.attributes[filter] ?? '')),
  }
}

/** Whether the value of the one attribute a selection is narrowed to is a selected one. */
function matcher({ attributes }: StudyFrame, selection: Selection): (value: string) => boolean {
  const [filter] = Object.entries(selection.attributes)
  if (!filter) return () => true
  const [key, wanted] = filter
  const type = attributes.find((attribute) => attribute.key === key)?.type ?? 'text'
  return (value) => value !== '' && wanted.some((one) => valueMatches(type, one, value))
}

/** Classes of numbers and periods of dates are put together from the values that occur. */
async function selectedValues(trx: Trx, build: Build, key: string, isWanted: (value: string) => boolean): Promise<string[]> {
  const known = await readValues(trx, build, [{ key, type: 'number' }])
  return known.flatMap(({ value }) => (isWanted(value) ? [value] : []))
}

export type ReadCell = { value: string; start: string; class: number; n: number; marks: number[]; firstAt: Date; lastAt: Date; sums: Buffer | null; readings: Buffer | null }

export async function readCells(trx: Trx, { orgId, studyId }: StudyKey, { cuboid, values, ranges, counted, withReadings }: Omit<CellQuery, 'isWithin' | 'isSelected'>): Promise<ReadCell[]> {
  if (values?.length === 0 || ranges.length === 0) return []
  const where = sql`class = any(${[...counted]}::smallint[])`
  const { rows } = await sql<ReadCell>`
    select value, start, class, n, array_to_json(marks) as marks, first_at as "firstAt", last_at as "lastAt",
      case when ${where} then sums end as sums, ${withReadings ? sql`case when ${where} then readings end` : sql`null::bytea`} as readings
    from ${cellsIn(ranges)}
    where org_id = ${orgId} and study_id = ${studyId} and cuboid = ${cuboid}
      ${values === null ? sql`` : sql`and value = any(${values}::text[])`}`.execute(trx)
  return rows
}

function cellsIn(ranges: readonly CellRange[]) {
  return sql`unnest(${ranges.map(({ grain }) => grain)}::text[], ${ranges.map(({ first }) => first ?? '-infinity')}::date[],
      ${ranges.map(({ last }) => last ?? 'infinity')}::date[]) as range (grain, first, last)
    join cell on cell.grain = range.grain and cell.start between range.first and range.last`
}
