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
import { layoutOf } from '../sums/layout.ts'
import { lockBuild, readBuild, timeZoneOf, type Build } from './build.ts'
import type { Difference } from './cells.tables.ts'
import { firstDayAfter, periodsBetween } from '../periods.ts'
import { pendingRows } from './changes.ts'
import { addDelta, Deltas, emptyDelta, nameOf, rolledUp, withCoarser, type CellKey, type Delta } from './deltas.ts'
import { dayIn, factsAmong, factsAtATime, factsOfDays, type DaySpan, type Fact } from './facts.ts'
import { applyDeltas, opened, readCells } from './store.ts'
import { applyValues, countValues, dropWide, type ValueDelta } from './values.ts'

export type Found = { responses: number; differences: Difference[]; total: number }

/** Somebody else repaired meanwhile; what was found may be out of date. */
class Outdated extends Error {}

const mostAttempts = 5
/** So many differences are told one by one. */
const mostTold = 50

export async function reconcile(db: Db, key: StudyKey, now: () => Date): Promise<Found> {
  const { spans, isBuilt } = await inOrganisation(db, key.orgId, async (trx) => {
    const build = await lockBuild(trx, key, now())
    return { spans: await spansOf(trx, build), isBuilt: build.isBuilt }
  })
  const found: Found = { responses: 0, differences: [], total: 0 }
  // Values first: they tell which attributes have too many of them to have cells.
  note(found, await repeated(() => reconcileValues(db, key, now)))
  for (const span of spans) {
    const { responses, ...rest } = await repeated(() => reconcileDays(db, key, span, now, isBuilt))
    found.responses += responses
    note(found, rest)
  }
  for (const week of weeksOf(spans)) note(found, { differences: await repeated(() => reconcileRoll(db, key, { from: 'day', to: 'week', start: week }, now)) })
  const years = new Set(spans.flatMap(({ first, last }) => [first.slice(0, 4), last.slice(0, 4)]))
  for (const year of years) note(found, await repeated(() => reconcileYear(db, key, year, now)))
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

/** Some work at a time: with few responses many days. */
const spanSize = { responses: 1_000, days: 16 }

/** All days from the first to the last on which there are responses or cells, in the zone of the cells. */
async function spansOf(trx: Trx, { orgId, studyId, timeZone }: Build): Promise<DaySpan[]> {
  const { rows } = await sql<{ day: string; n: number }>`
    select day::text, sum(n)::integer as n
    from (
      select ${dayIn(timeZone)} as day, count(*) as n from response where org_id = ${orgId} and study_id = ${studyId} group by 1
      union all
      select start, 0 from cell where org_id = ${orgId} and study_id = ${studyId} and grain = 'day' group by 1
    ) as days
    group by 1 order by 1`.execute(trx)
  const spans: (DaySpan & { days: number; n: number })[] = []
  for (const { day, n } of rows) {
    const open = spans.at(-1)
    if (open && open.days < spanSize.days && open.n + n <= spanSize.responses) Object.assign(open, { last: day, days: open.days + 1, n: open.n + n })
    else spans.push({ first: day, last: day, days: 1, n })
  }
  return spans
}

/** The first days of the weeks that lie in some spans. */
function weeksOf(spans: readonly DaySpan[]): Set<string> {
  return new Set(spans.flatMap(({ first, last }) => periodsBetween(first, last, 'week').map(({ firstDay }) => firstDay)))
}

async function reconcileDays(db: Db, key: StudyKey, span: DaySpan, now: () => Date, isBuilt: boolean): Promise<Noted & { responses: number }> {
  const { build, responses, lacking } = await inSnapshot(db, key.orgId, async (trx) => {
    const build = await openBuild(trx, key)
    const expected = new Deltas(build.layout, build.cuboids)
    let responses = 0
    for await (const facts of factsOfDays(trx, key, build.timeZone, span)) {
      responses += facts.length
      expected.add(facts)
      await breath()
    }
    const waiting = await waitingOn(trx, build, span)
    for (let start = 0; start < waiting.length; start += factsAtATime) expected.add(waiting.slice(start, start + factsAtATime))
    return { build, responses, lacking: lackingIn(expected.days(), await storedOn(trx, build, span), build.layout.length) }
  })
  const differences = lacking.map(differenceOf)
  if (lacking.length > 0) {
    // Cells that answer already stay whole at any moment; those that do not yet are rolled up at the end.
    await repair(db, build, isBuilt ? withCoarser(lacking) : lacking, now)
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
async function waitingOn(trx: Trx, build: Build, span: DaySpan): Promise<Fact[]> {
  const waiting = await factsAmong(trx, build, build.timeZone, pendingRows(build), span)
  return waiting.map((fact) => ({ ...fact, sign: fact.sign > 0 ? -1 : 1 }))
}

async function storedOn(trx: Trx, build: Build, { first, last }: DaySpan): Promise<Delta[]> {
  const { rows } = await sql<CellKey>`select cuboid, grain, start, value, class from cell
    where org_id = ${build.orgId} and study_id = ${build.studyId} and grain = 'day' and start between ${first} and ${last}`.execute(trx)
  return openedCells(trx, build, rows)
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

type Roll = { from: 'day' | 'month'; to: 'week' | 'month' | 'year'; start: string }

async function reconcileRoll(db: Db, key: StudyKey, { from, to, start }: Roll, now: () => Date): Promise<Difference[]> {
  const { build, lacking } = await inSnapshot(db, key.orgId, async (trx) => {
    const build = await openBuild(trx, key)
    const { rows } = await sql<CellKey>`select cuboid, grain, start, value, class from cell
      where org_id = ${key.orgId} and study_id = ${key.studyId} and grain = ${from}
        and start >= ${start}::date and start < ${firstDayAfter(start, to)}::date`.execute(trx)
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
  return (await readCells(trx, build, keys)).map((cell) => ({ ...emptyDelta(cell, 0), ...opened(cell, build.layout) }))
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
