/** Cells as they are kept: read, and changed by deltas under the lock of their study (`lockBuild`). */
import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import type { StudyKey } from '../answer-cache.ts'
import type { Layout } from '../sums/layout.ts'
import type { Build } from './build.ts'
import { addDelta, nameOf, startOf, type CellKey, type Delta } from './deltas.ts'
import { classOf } from './mark-class.ts'
import { dayBegins } from './facts.ts'
import { addPacked, pack } from './pack.ts'
import { firstDayAfter } from '../periods.ts'

type StoredCell = CellKey & { n: number; marks: number[]; firstAt: Date; lastAt: Date; sums: Buffer; readings: Buffer }

/** Changes cells by deltas; each delta must be of another cell. */
export async function applyDeltas(trx: Trx, build: Build, deltas: readonly Delta[]): Promise<void> {
  const stored = new Map((await readCells(trx, build, deltas)).map((cell) => [nameOf(cell), cell]))
  const changed = deltas.map((delta) => {
    const cell = stored.get(nameOf(delta))
    if (cell) addDelta(delta, { ...opened(cell, build.layout), shrinks: false })
    return delta
  })
  const [empty, full] = [changed.filter(isEmpty), changed.filter((delta) => !isEmpty(delta))]
  if (empty.length > 0) await deleteCells(trx, build, empty)
  if (full.length > 0) await writeCells(trx, build, full)
  await renewExtents(trx, build, full.filter(({ shrinks }) => shrinks))
}

/** Nothing is left, but for what rounding leaves. */
export function isEmpty({ n, marks, sums }: Pick<Delta, 'n' | 'marks' | 'sums'>): boolean {
  return n === 0 && marks.every((count) => count === 0) && sums.every((sum) => Math.abs(sum) < 1e-6)
}

export function opened({ n, marks, firstAt, lastAt, sums, readings }: StoredCell, { length, readingsAt }: Layout) {
  const values = new Float64Array(length)
  addPacked(sums, values)
  addPacked(readings, values.subarray(readingsAt))
  return { n, marks, firstAt: firstAt.getTime(), lastAt: lastAt.getTime(), sums: values }
}

export async function readCells(trx: Trx, { orgId, studyId }: StudyKey, keys: readonly CellKey[]): Promise<StoredCell[]> {
  const { rows } = await sql<StoredCell>`
    select cuboid, grain, start, value, class, n, array_to_json(marks) as marks, first_at as "firstAt", last_at as "lastAt", sums, readings
    from cell join ${keyRows(keys)} using (cuboid, grain, start, value, class)
    where org_id = ${orgId} and study_id = ${studyId}`.execute(trx)
  return rows
}

function keyRows(keys: readonly CellKey[]) {
  return sql`unnest(${keys.map((key) => key.cuboid)}::text[], ${keys.map((key) => key.grain)}::text[], ${keys.map((key) => key.start)}::date[],
    ${keys.map((key) => key.value)}::text[], ${keys.map((key) => key.class)}::smallint[]) as key (cuboid, grain, start, value, class)`
}

async function deleteCells(trx: Trx, { orgId, studyId }: StudyKey, keys: readonly CellKey[]): Promise<void> {
  await sql`delete from cell using ${keyRows(keys)} where org_id = ${orgId} and study_id = ${studyId}
    and cell.cuboid = key.cuboid and cell.grain = key.grain and cell.start = key.start and cell.value = key.value and cell.class = key.class`.execute(trx)
}

async function writeCells(trx: Trx, { orgId, studyId, layout: { readingsAt } }: Build, cells: readonly Delta[]): Promise<void> {
  await sql`
    insert into cell (org_id, study_id, cuboid, grain, start, value, class, n, marks, first_at, last_at, sums, readings)
    select ${orgId}, ${studyId}, cuboid, grain, start, value, class, n, marks::integer[], to_timestamp(first / 1000.0), to_timestamp(last / 1000.0), sums, readings
    from unnest(${cells.map((cell) => cell.cuboid)}::text[], ${cells.map((cell) => cell.grain)}::text[], ${cells.map((cell) => cell.start)}::date[],
      ${cells.map((cell) => cell.value)}::text[], ${cells.map((cell) => cell.class)}::smallint[], ${cells.map((cell) => cell.n)}::integer[],
      ${cells.map((cell) => `{${cell.marks.join(',')}}`)}::text[], ${cells.map((cell) => cell.firstAt)}::float8[],
      ${cells.map((cell) => cell.lastAt)}::float8[], ${cells.map((cell) => pack(cell.sums.subarray(0, readingsAt)))}::bytea[],
      ${cells.map((cell) => pack(cell.sums.subarray(readingsAt)))}::bytea[])
      as cell (cuboid, grain, start, value, class, n, marks, first, last, sums, readings)
    on conflict (org_id, study_id, cuboid, grain, start, value, class) do update
      set n = excluded.n, marks = excluded.marks, first_at = excluded.first_at, last_at = excluded.last_at, sums = excluded.sums,
        readings = excluded.readings`.execute(trx)
}

/** Where something was taken away, the first and last times are looked up again: of days in the responses, of the rest in the days. */
export async function renewExtents(trx: Trx, build: Build, cells: readonly CellKey[]): Promise<void> {
  const { orgId, studyId } = build
  for (const { cuboid, start, value, class: of } of cells.filter(({ grain }) => grain === 'day')) {
    const carries = cuboid === '' ? sql`` : sql`and response.attributes ->> ${cuboid} = ${value}`
    await sql`
      update cell set first_at = found.first_at, last_at = found.last_at
      from (
        select min(submitted_at) as first_at, max(submitted_at) as last_at
        from response join response_revision as revision
          on revision.org_id = response.org_id and revision.response_id = response.id and revision.revision = response.revision
        where response.org_id = ${orgId} and study_id = ${studyId} and submitted_at >= ${dayBegins(start, 0, build.timeZone)}
          and submitted_at < ${dayBegins(start, 1, build.timeZone)} ${carries} and ${classOf(sql`revision.marks`)} = ${of}
      ) as found
      where cell.org_id = ${orgId} and cell.study_id = ${studyId} and cuboid = ${cuboid} and grain = 'day' and start = ${start}
        and value = ${value} and class = ${of} and found.first_at is not null`.execute(trx)
  }
  for (const grain of ['week', 'month', 'year'] as const) {
    const keys = new Map(cells.map((cell) => ({ ...cell, grain, start: startOf(cell.start, grain) })).map((key) => [nameOf(key), key]))
    for (const { cuboid, start, value, class: of } of keys.values()) {
      await sql`
        update cell set first_at = found.first_at, last_at = found.last_at
        from (
          select min(first_at) as first_at, max(last_at) as last_at from cell
          where org_id = ${orgId} and study_id = ${studyId} and cuboid = ${cuboid} and grain = 'day' and value = ${value} and class = ${of}
            and n > 0 and start >= ${start}::date and start < ${firstDayAfter(start, grain)}::date
        ) as found
        where cell.org_id = ${orgId} and cell.study_id = ${studyId} and cuboid = ${cuboid} and grain = ${grain} and start = ${start}
          and value = ${value} and class = ${of} and found.first_at is not null`.execute(trx)
    }
  }
}
