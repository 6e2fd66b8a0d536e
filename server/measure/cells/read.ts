/**
 * Figures from cells: what is folded, and what waits to be, in one snapshot (`inSnapshot`). The number of cells that are read
 * depends on the period and on the values asked for, not on how many answered.
 */
import { sql } from 'kysely'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../../database.ts'
import type { StudyKey } from '../answer-cache.ts'
import { periodsOfStudy, valueMatches, type TitledAttribute } from '../attribute-classes.ts'
import type { StudyCounts } from '../breakdowns.ts'
import { nextDay, previousDay } from '../periods.ts'
import type { StudyFrame } from '../study-result.ts'
import type { Summed } from '../summed.ts'
import { layoutOf } from '../sums/layout.ts'
import { readBuild, type Build } from './build.ts'
import { pendingChanges, isErasurePending } from './changes.ts'
import { cover, type CellRange } from './cover.ts'
import { emptyDelta, wholeStudy } from './deltas.ts'
import { extentInResponses } from './extent.ts'
import { addFacts, factsAtATime, factsOf, type Fact } from './facts.ts'
import { classesOf, leftOutBy, markedIn, tallyLength, tallyMarks } from './mark-class.ts'
import { addPacked } from './pack.ts'
import { countValues, readValues, valueDeltas } from './values.ts'

/** With more waiting than this, reading all answers costs less. */
const mostWaiting = 20_000

export type Cells = { frame: StudyFrame; build: Build; waiting: Fact[] }

/** Null where the cells of the study cannot answer now: they are being built, or too much waits to be folded. */
export async function openCells(trx: Trx, key: StudyKey, frame: StudyFrame): Promise<Cells | null> {
  const build = await readBuild(trx, key, layoutOf(frame.definition), frame.timeZone)
  if (!build?.isBuilt) return null
  const changes = await pendingChanges(trx, key)
  if (changes.length > mostWaiting) return null
  return { frame, build, waiting: await factsOf(trx, key, build.timeZone, changes) }
}

/** Days, both included; in the order of time, without gaps. */
export type DayPeriod = { firstDay: string; lastDay: string }

/** How selected responses are told apart: by the value of an attribute, by period, or both. */
export type Split = { by: TitledAttribute | null; groupOfValue: (value: string) => number; groups: number; periods: readonly DayPeriod[] | null }

const nobody = { firstAt: null, lastAt: null }

const together: Split = { by: null, groupOfValue: () => 0, groups: 1, periods: null }

/** Whether the attributes a selection is narrowed to, and the one it is split by, have cells together. */
export function haveCells({ build }: Cells, selection: Selection, by: TitledAttribute | null): boolean {
  const asked = new Set([...Object.keys(selection.attributes), ...(by ? [by.key] : [])])
  return asked.size <= 1 && [...asked].every((key) => build.cuboids.includes(key))
}

export async function sumCells(trx: Trx, cells: Cells, selection: Selection): Promise<Summed> {
  const { sums, marks, countedMarks, firstAt, lastAt, isShrinking } = await gather(trx, cells, selection, together)
  const extent: Pick<Summed, 'firstAt' | 'lastAt'> = isShrinking ? await extentInResponses(trx, cells, selection) : firstAt > lastAt ? nobody : { firstAt, lastAt }
  return {
    sums: sums[0]!,
    leftOut: leftOutBy(selection.marks, marks),
    marked: markedIn(countedMarks),
    ...extent,
    counts: await countStudy(trx, cells),
  }
}

export type SplitSums = {
  /** Group by group, in each group period by period. */
  sums: Float64Array[]
  /** Selected responses that are in no group or in no period. */
  withoutGroup: number
}

export async function splitCells(trx: Trx, cells: Cells, selection: Selection, split: Split): Promise<SplitSums> {
  const { sums, respondents: carrying } = await gather(trx, cells, selection, split)
  const isAllThatIsAsked = split.by === null || Object.keys(selection.attributes).length > 0
  const respondents = isAllThatIsAsked ? carrying : await countSelected(trx, cells, selection)
  return { sums, withoutGroup: respondents - sums.reduce((sum, { 0: n = 0 }) => sum + n, 0) }
}

/** Selected responses, whether they carry the attribute they are split by or not. */
async function countSelected(trx: Trx, { build, waiting }: Cells, selection: Selection): Promise<number> {
  const counted = classesOf[selection.marks]
  const [from, to] = [selection.from ?? null, selection.to ?? null]
  const { rows } = await sql<{ n: number | null }>`
    select sum(n)::integer as n from ${cellsIn(cover(from, to))}
    where org_id = ${build.orgId} and study_id = ${build.studyId} and cuboid = ${wholeStudy} and class = any(${[...counted]}::smallint[])`.execute(trx)
  const among = waiting.filter(({ day, class: of }) => counted.includes(of) && (from === null || day >= from) && (to === null || day <= to))
  return among.reduce((sum, { sign }) => sum + sign, rows[0]?.n ?? 0)
}

type ReadCell = { value: string; start: string; class: number; n: number; marks: number[]; firstAt: Date; lastAt: Date; sums: Buffer | null }

async function gather(trx: Trx, { frame, build, waiting }: Cells, selection: Selection, split: Split) {
  const { by, periods } = split
  const [filter = null] = Object.entries(selection.attributes)
  const cuboid = by?.key ?? filter?.[0] ?? wholeStudy
  const isSelected = matcher(frame, selection)
  const [from, to] = [selection.from ?? null, selection.to ?? null]
  const values = filter === null ? null : await selectedValues(trx, build, filter[0], isSelected)
  const counted = classesOf[selection.marks]
  const places = split.groups * (periods?.length ?? 1)
  const sums = Array.from({ length: places }, () => new Float64Array(build.layout.length))
  const placeOf = (value: string, day: string) => {
    const group = by ? split.groupOfValue(value) : 0
    const period = periods ? lastPeriod(periods, day) : 0
    return group < 0 || period < 0 ? -1 : group * (periods?.length ?? 1) + period
  }
  const found = { ...emptyDelta({ cuboid, grain: 'day', start: '', value: '', class: 0 }, 0), sums, respondents: 0, isShrinking: false, countedMarks: zeros() }
  const meet = (n: number, firstAt: number, lastAt: number) => {
    found.respondents += n
    if (n <= 0) return
    found.firstAt = Math.min(found.firstAt, firstAt)
    found.lastAt = Math.max(found.lastAt, lastAt)
  }
  for (const cell of await readCells(trx, build, { cuboid, values, ranges: rangesOf(periods, from, to), counted })) {
    addTo(found.marks, cell.marks)
    if (cell.sums === null) continue
    addTo(found.countedMarks, cell.marks)
    meet(cell.n, cell.firstAt.getTime(), cell.lastAt.getTime())
    const place = sums[placeOf(cell.value, cell.start)]
    if (place) addPacked(cell.sums, place)
  }
  const facts = waiting.filter((fact) => isSelected(fact.attributes[cuboid] ?? '') && (from === null || fact.day >= from) && (to === null || fact.day <= to))
  const carrying = by === null ? facts : facts.filter((fact) => (fact.attributes[by.key] ?? '') !== '')
  for (const fact of carrying) {
    tallyMarks(found.marks, fact.marks, fact.sign)
    if (!counted.includes(fact.class)) continue
    tallyMarks(found.countedMarks, fact.marks, fact.sign)
    meet(fact.sign, fact.submittedAt.getTime(), fact.submittedAt.getTime())
    found.isShrinking ||= fact.sign < 0
  }
  const countedFacts = carrying.filter((fact) => counted.includes(fact.class))
  for (let start = 0; start < countedFacts.length; start += factsAtATime) {
    const portion = countedFacts.slice(start, start + factsAtATime)
    const groups = Map.groupBy(portion.keys(), (at) => placeOf(portion[at]!.attributes[cuboid] ?? '', portion[at]!.day))
    groups.delete(-1)
    addFacts(build.layout, portion, [...groups].map(([place, at]) => ({ places: at, sums: sums[place]! })))
  }
  return found
}

function zeros(): number[] {
  return Array.from({ length: tallyLength }, () => 0)
}

function addTo(into: number[], marks: readonly number[]): void {
  for (let at = 0; at < marks.length; at++) into[at]! += marks[at]!
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
async function selectedValues(trx: Trx, build: Build, key: string, isSelected: (value: string) => boolean): Promise<string[]> {
  const known = await readValues(trx, build, [{ key, type: 'number' }])
  return known.flatMap(({ value }) => (isSelected(value) ? [value] : []))
}

/** Each period has cells of its own; what lies outside of all of them is read too, to be counted. */
function rangesOf(periods: readonly DayPeriod[] | null, from: string | null, to: string | null): CellRange[] {
  const [first, last] = [periods?.[0], periods?.at(-1)]
  if (!first || !last) return cover(from, to)
  const later = (a: string | null, b: string) => (a !== null && a > b ? a : b)
  const earlier = (a: string | null, b: string) => (a !== null && a < b ? a : b)
  const within = periods!.flatMap(({ firstDay, lastDay }) => cover(later(from, firstDay), earlier(to, lastDay)))
  const before = from !== null && from >= first.firstDay ? [] : cover(from, earlier(to, previousDay(first.firstDay)))
  const after = to !== null && to <= last.lastDay ? [] : cover(later(from, nextDay(last.lastDay)), to)
  return [...before, ...within, ...after]
}

function lastPeriod(periods: readonly DayPeriod[], day: string): number {
  return periods.findIndex(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)
}

type CellQuery = { cuboid: string; values: string[] | null; ranges: readonly CellRange[]; counted: readonly number[] }

async function readCells(trx: Trx, { orgId, studyId }: StudyKey, { cuboid, values, ranges, counted }: CellQuery): Promise<ReadCell[]> {
  if (values?.length === 0 || ranges.length === 0) return []
  const { rows } = await sql<ReadCell>`
    select value, start, class, n, array_to_json(marks) as marks, first_at as "firstAt", last_at as "lastAt",
      case when class = any(${[...counted]}::smallint[]) then sums end as sums
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

/** Of the whole study, whatever its marks. */
export async function countStudy(trx: Trx, cells: Cells): Promise<StudyCounts> {
  const { frame, build, waiting } = cells
  return { values: await countedValues(trx, cells), periods: await countedPeriods(trx, frame, build, waiting) }
}

async function countedValues(trx: Trx, { frame: { attributes }, build, waiting }: Cells): Promise<StudyCounts['values']> {
  const values = new Map(attributes.map(({ key }) => [key, new Map<string, number>()] as const))
  const stored = await readValues(trx, build, attributes)
  const erased = (await isErasurePending(trx, build)) ? await countValues(trx, build) : null
  const texts = new Set(attributes.filter(({ type }) => type === 'text').map(({ key }) => key))
  const folded = erased === null ? stored : [...stored.filter(({ attribute }) => !texts.has(attribute)), ...erased.filter(({ attribute }) => texts.has(attribute))]
  for (const { attribute, value, n } of [...folded, ...valueDeltas(waiting)]) {
    const counts = values.get(attribute)
    counts?.set(value, (counts.get(value) ?? 0) + n)
  }
  for (const counts of values.values()) for (const [value, n] of counts) if (n <= 0) counts.delete(value)
  return values
}

async function countedPeriods(trx: Trx, frame: StudyFrame, build: Build, waiting: readonly Fact[]): Promise<StudyCounts['periods']> {
  const extent = await studyExtent(trx, { frame, build, waiting: [...waiting] })
  if (extent === null) return []
  const periods = periodsOfStudy(extent.firstAt, extent.lastAt, build.timeZone)
  const isDaily = periods.every(({ group }) => group.value.length === 'yyyy-mm-dd'.length)
  const { rows } = await sql<{ start: string; n: number }>`
    select start, sum(n)::integer as n from cell
    where org_id = ${build.orgId} and study_id = ${build.studyId} and cuboid = ${wholeStudy} and grain = ${isDaily ? 'day' : 'month'}
    group by start`.execute(trx)
  const counts = periods.map(({ group }) => ({ ...group, n: 0 }))
  const place = (day: string) => periods.findLastIndex(({ firstDay }) => firstDay <= day)
  for (const { start, n } of [...rows, ...waiting.map(({ day, sign }) => ({ start: day, n: sign }))]) {
    const period = counts[Math.max(0, place(start))]
    if (period) period.n += n
  }
  return counts
}

/** When the first and the last response of the study came, whatever their marks. */
export async function studyExtent(trx: Trx, cells: Cells): Promise<{ firstAt: number; lastAt: number } | null> {
  const { build, waiting } = cells
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    select min(first_at) as first, max(last_at) as last from cell
    where org_id = ${build.orgId} and study_id = ${build.studyId} and cuboid = ${wholeStudy} and grain = 'year' and n > 0`.execute(trx)
  if (waiting.some(({ sign }) => sign < 0)) {
    const { firstAt, lastAt } = await extentInResponses(trx, cells, { marks: 'all', attributes: {} })
    return firstAt === null || lastAt === null ? null : { firstAt, lastAt }
  }
  const times = [rows[0]?.first, rows[0]?.last, ...waiting.map(({ submittedAt }) => submittedAt)].flatMap((time) => (time ? [time.getTime()] : []))
  if (times.length === 0) return null
  return { firstAt: times.reduce((a, b) => Math.min(a, b)), lastAt: times.reduce((a, b) => Math.max(a, b)) }
}
