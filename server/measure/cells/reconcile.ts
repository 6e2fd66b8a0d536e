/**
 * Compares the cells of a study with its responses, day by day, and puts right what differs. To build cells for answers that were
 * there before is the same: then everything differs.
 *
 * What a cell lacks is found in one snapshot, without a lock: all responses of the day, less what waits to be folded, less what the
 * cell holds. Folding changes the waiting and the cells by the same amount, so that what lacks stays the same while it goes
 * on, and may be added to the cells later. Only another repair would change it; `generation` tells.
 */
import { sql } from 'kysely'
import { inOrganisation, inSnapshot, type Db, type Trx } from '../../database.ts'
import { publishedDefinition } from '../../listen/published-definition.ts'
import type { StudyKey } from '../answer-cache.ts'
import { nextDay } from '../periods.ts'
import { layoutOf } from '../sums/layout.ts'
import { lockBuild, readBuild, timeZoneOf, type Build } from './build.ts'
import type { Difference } from './cells.tables.ts'
import { pendingRows } from './changes.ts'
import { addDelta, Deltas, emptyDelta, nameOf, rolledUp, type CellKey, type Delta } from './deltas.ts'
import { dayIn, factsAmong, factsAtATime, factsOfDay, type Fact } from './facts.ts'
import { applyDeltas, opened, readCells } from './store.ts'
import { applyValues, countValues, dropWide, type ValueDelta } from './values.ts'

export type Found = { responses: number; differences: Difference[]; total: number }

/** Somebody else repaired meanwhile; what was found may be out of date. */
class Outdated extends Error {}

const mostAttempts = 5
/** So many differences are told one by one. */
const mostTold = 50

export async function reconcile(db: Db, key: StudyKey, now: () => Date): Promise<Found> {
  const days = await inOrganisation(db, key.orgId, async (trx) => {
    const build = await lockBuild(trx, key, now())
    return daysOf(trx, build)
  })
  const found: Found = { responses: 0, differences: [], total: 0 }
  // Values first: they tell which attributes have too many of them to have cells.
  note(found, await repeated(() => reconcileValues(db, key, now)))
  for (const day of days) {
    const { responses, ...rest } = await repeated(() => reconcileDay(db, key, day, now))
    found.responses += responses
    note(found, rest)
  }
  for (const year of new Set(days.map((day) => day.slice(0, 4)))) note(found, await repeated(() => reconcileYear(db, key, year, now)))
  await inOrganisation(db, key.orgId, (trx) =>
    trx.updateTable('cell_build').set({ built_at: now() }).where('org_id', '=', key.orgId).where('study_id', '=', key.studyId).where('built_at', 'is', null).execute(),
  )
  return found
}

type Noted = { differences: Difference[] }

function note(found: Found, { differences }: Noted): void {
  found.total += differences.length
  found.differences.push(...differences.slice(0, mostTold - found.differences.length))
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Outdated) || attempt === mostAttempts) throw error
    }
  }
}

/** Days on which there are responses or cells, in the zone of the cells. */
async function daysOf(trx: Trx, { orgId, studyId, timeZone }: Build): Promise<string[]> {
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select least(min(first), min(start)) as first, greatest(max(last), max(start)) as last
    from (
      select min(${dayIn(timeZone)}) as first, max(${dayIn(timeZone)}) as last from response where org_id = ${orgId} and study_id = ${studyId}
    ) as given, lateral (select min(start) as start from cell where org_id = ${orgId} and study_id = ${studyId} and grain = 'day'
      union all select max(start) from cell where org_id = ${orgId} and study_id = ${studyId} and grain = 'day') as stored`.execute(trx)
  const { first = null, last = null } = rows[0] ?? {}
  const days: string[] = []
  if (first !== null && last !== null) for (let day = first; day <= last; day = nextDay(day)) days.push(day)
  return days
}

async function reconcileDay(db: Db, key: StudyKey, day: string, now: () => Date): Promise<Noted & { responses: number }> {
  const seen = await inSnapshot(db, key.orgId, async (trx) => {
    const build = await openBuild(trx, key)
    const expected = new Deltas(build.layout, build.cuboids)
    let responses = 0
    for await (const facts of factsOfDay(trx, key, build.timeZone, day)) {
      responses += facts.length
      expected.add(facts)
      await breath()
    }
    const waiting = await waitingOn(trx, build, day)
    for (let start = 0; start < waiting.length; start += factsAtATime) expected.add(waiting.slice(start, start + factsAtATime))
    const stored = await storedOn(trx, build, day)
    return { build, responses, lacking: lackingIn(expected.days(), stored, build.layout.length) }
  })
  const { build, responses, lacking } = seen
  const differences = lacking.map(differenceOf)
  if (lacking.length > 0) {
    const months = rolledUp(lacking, 'month')
    await repair(db, build, [...lacking, ...months, ...rolledUp(months, 'year')], now)
  }
  return { responses, differences }
}

/** Other requests go first. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function openBuild(trx: Trx, key: StudyKey): Promise<Build> {
  const { definition } = await publishedDefinition(trx, key.orgId, key.studyId)
  const build = await readBuild(trx, key, layoutOf(definition), await timeZoneOf(trx, key.orgId))
  if (build === null) throw new Outdated('The cells are of another layout or time zone')
  return build
}

/** What waits to be folded is not in the cells yet: taken away from what is expected. */
async function waitingOn(trx: Trx, build: Build, day: string): Promise<Fact[]> {
  const waiting = await factsAmong(trx, build, build.timeZone, pendingRows(build), day)
  return waiting.map((fact) => ({ ...fact, sign: fact.sign > 0 ? -1 : 1 }))
}

async function storedOn(trx: Trx, { orgId, studyId, layout }: Build, day: string): Promise<Delta[]> {
  const { rows } = await sql<CellKey>`select cuboid, grain, start, value, class from cell
    where org_id = ${orgId} and study_id = ${studyId} and grain = 'day' and start = ${day}`.execute(trx)
  return (await readCells(trx, { orgId, studyId }, rows)).map((cell) => ({ ...emptyDelta(cell, 0), ...opened(cell, layout.length) }))
}

/** `stored` and `size` are what there was before. */
type Lacking = Delta & { stored: number; size: Float64Array }

/** What has to be added to stored cells so that they hold what is expected; cells that agree are left out. */
function lackingIn(expected: readonly Delta[], stored: readonly Delta[], length: number): Lacking[] {
  const lacking = new Map<string, Lacking>(expected.map((delta) => [nameOf(delta), { ...delta, stored: 0, size: delta.sums.slice() }]))
  for (const cell of stored) {
    const name = nameOf(cell)
    const known = lacking.get(name) ?? { ...emptyDelta(cell, length), stored: 0, size: cell.sums }
    addDelta(known, { ...cell, n: -cell.n, marks: cell.marks.map((count) => -count), sums: cell.sums.map((sum) => -sum), shrinks: true })
    known.stored = cell.n
    lacking.set(name, known)
  }
  return [...lacking.values()].filter((delta) => !isNothing(delta, delta.size))
}

/** Sums that are no whole numbers differ by rounding in their last digits. */
function isNothing({ n, marks, sums }: Delta, size: Float64Array): boolean {
  return n === 0 && marks.every((count) => count === 0) && sums.every((sum, at) => Math.abs(sum) <= 1e-9 * Math.max(1, Math.abs(size[at]!)))
}

async function repair(db: Db, { generation, ...key }: Build, lacking: readonly Delta[], now: () => Date): Promise<void> {
  await inOrganisation(db, key.orgId, async (trx) => {
    const build = await lockBuild(trx, key, now())
    if (build.generation !== generation) throw new Outdated('Another repair came first')
    await applyDeltas(trx, build, lacking)
    await raiseGeneration(trx, build)
  })
}

async function raiseGeneration(trx: Trx, { orgId, studyId }: StudyKey): Promise<void> {
  await trx.updateTable('cell_build').set({ generation: sql<number>`generation + 1` }).where('org_id', '=', orgId).where('study_id', '=', studyId).execute()
}

/** Months against their days, and the year against its months. */
async function reconcileYear(db: Db, key: StudyKey, year: string, now: () => Date): Promise<Noted> {
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
  const differences: Difference[] = []
  for (const month of months) differences.push(...(await reconcileRoll(db, key, { from: 'day', to: 'month', start: `${month}-01` }, now)))
  differences.push(...(await reconcileRoll(db, key, { from: 'month', to: 'year', start: `${year}-01-01` }, now)))
  return { differences }
}

type Roll = { from: 'day' | 'month'; to: 'month' | 'year'; start: string }

async function reconcileRoll(db: Db, key: StudyKey, { from, to, start }: Roll, now: () => Date): Promise<Difference[]> {
  const { build, lacking } = await inSnapshot(db, key.orgId, async (trx) => {
    const build = await openBuild(trx, key)
    const { rows } = await sql<CellKey>`select cuboid, grain, start, value, class from cell
      where org_id = ${key.orgId} and study_id = ${key.studyId} and grain = ${from}
        and start >= ${start}::date and start < ${start}::date + ${to === 'month' ? '1 month' : '1 year'}::interval`.execute(trx)
    const parts = await openedCells(trx, build, rows)
    const whole = await sql<CellKey>`select cuboid, grain, start, value, class from cell
      where org_id = ${key.orgId} and study_id = ${key.studyId} and grain = ${to} and start = ${start}`.execute(trx)
    return { build, lacking: lackingIn(rolledUp(parts, to), await openedCells(trx, build, whole.rows), build.layout.length) }
  })
  const differences = lacking.map(differenceOf)
  if (lacking.length > 0) await repair(db, build, lacking, now)
  return differences
}

async function openedCells(trx: Trx, build: Build, keys: readonly CellKey[]): Promise<Delta[]> {
  return (await readCells(trx, build, keys)).map((cell) => ({ ...emptyDelta(cell, 0), ...opened(cell, build.layout.length) }))
}

async function reconcileValues(db: Db, key: StudyKey, now: () => Date): Promise<Noted> {
  const { generation, lacking } = await inSnapshot(db, key.orgId, async (trx) => {
    const { generation } = await openBuild(trx, key)
    const stored = await trx.selectFrom('cell_value').select(['attribute', 'value', 'n']).where('org_id', '=', key.orgId).where('study_id', '=', key.studyId).execute()
    return { generation, lacking: lackingValues(await countValues(trx, key), stored) }
  })
  await inOrganisation(db, key.orgId, async (trx) => {
    const build = await lockBuild(trx, key, now())
    if (build.generation !== generation) throw new Outdated('Another repair came first')
    await applyValues(trx, build, lacking.map(({ stored, counted, ...delta }) => ({ ...delta, n: counted - stored })))
    await raiseGeneration(trx, build)
    await dropWide(trx, build)
  })
  return { differences: lacking.map((difference) => ({ what: 'value', grain: '', start: '', ...difference })) }
}

type LackingValue = Omit<ValueDelta, 'n'> & { stored: number; counted: number }

function lackingValues(counted: readonly ValueDelta[], stored: readonly ValueDelta[]): LackingValue[] {
  const all = new Map<string, LackingValue>()
  const at = ({ attribute, value }: ValueDelta) => {
    const name = `${attribute}\n${value}`
    const known = all.get(name) ?? { attribute, value, stored: 0, counted: 0 }
    all.set(name, known)
    return known
  }
  for (const delta of counted) at(delta).counted = delta.n
  for (const delta of stored) at(delta).stored = delta.n
  return [...all.values()].filter((one) => one.stored !== one.counted)
}

/** The sums of a cell may differ although the number of responses does not. */
function differenceOf({ cuboid, value, grain, start, n, stored }: Lacking): Difference {
  return { what: 'cell', attribute: cuboid, value, grain, start, stored, counted: stored + n }
}
