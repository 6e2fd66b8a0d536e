/** What is counted of a whole study, whatever is selected: its values, its periods, its first and last response. */
import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import { periodsOfStudy } from '../attribute-classes.ts'
import type { StudyCounts } from '../breakdowns.ts'
import { isErasurePending } from './changes.ts'
import { wholeStudy } from './deltas.ts'
import { extentInResponses } from './extent.ts'
import type { Cells } from './open.ts'
import { countValues, readValues, valueDeltas } from './values.ts'

export async function countStudy(trx: Trx, cells: Cells): Promise<StudyCounts> {
  return { values: await countedValues(trx, cells), periods: await countedPeriods(trx, cells) }
}

export async function countedValues(trx: Trx, { frame: { attributes }, build, waiting }: Cells): Promise<StudyCounts['values']> {
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

async function countedPeriods(trx: Trx, cells: Cells): Promise<StudyCounts['periods']> {
  const { build, waiting } = cells
  const extent = await studyExtent(trx, cells)
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
