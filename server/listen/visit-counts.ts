/**
 * How people come to a survey and why they leave, counted without knowing anybody: no cookie, no address, only numbers
 * by collector, day and step. Counts are gathered in memory and written together, so that a page view costs nothing; a
 * process that is killed takes the last second of them with it, and never an answer.
 */
import { sql } from 'kysely'
import { inOrganisation, type Db } from '../database.ts'

/**
 * `opened`: saw the first page. Turned away: `too-early`, `closed`, `study-full`, `quota-full` (which one), `link-used`,
 * `link-expired`. `broke-off`: began, never finished and was forgotten (on which page).
 */
export type VisitStep = 'opened' | 'too-early' | 'closed' | 'study-full' | 'quota-full' | 'link-used' | 'link-expired' | 'broke-off'

export type VisitCount = { orgId: string; collectorId: string; step: VisitStep; detail?: string; at: Date }

type Gathered = { counts: Map<string, { count: VisitCount; visits: number }>; timer: NodeJS.Timeout | null; writing: Promise<void> }

const gathered = new WeakMap<Db, Gathered>()
const writeAfter = 1000

export function countVisit(db: Db, count: VisitCount): void {
  const mine = gathered.get(db) ?? { counts: new Map<string, { count: VisitCount; visits: number }>(), timer: null, writing: Promise.resolve() }
  gathered.set(db, mine)
  const key = JSON.stringify([count.orgId, count.collectorId, count.step, count.detail, count.at.toISOString().slice(0, 13)])
  const known = mine.counts.get(key)
  if (known) known.visits++
  else mine.counts.set(key, { count, visits: 1 })
  mine.timer ??= setTimeout(() => void writeVisits(db).catch(() => {}), writeAfter).unref()
}

/** Writes what was gathered in this process; called before counts are read. What could not be written is tried again. */
export function writeVisits(db: Db): Promise<void> {
  const mine = gathered.get(db)
  if (mine === undefined) return Promise.resolve()
  const next = mine.writing.then(() => write(db, mine))
  mine.writing = next.catch(() => {})
  return next
}

async function write(db: Db, mine: Gathered): Promise<void> {
  if (mine.timer !== null) clearTimeout(mine.timer)
  mine.timer = null
  const taken = [...mine.counts]
  mine.counts.clear()
  for (const [orgId, counts] of Map.groupBy(taken, ([, { count }]) => count.orgId)) {
    try {
      await writeOrganisation(db, orgId, counts.map(([, one]) => one))
    } catch (error) {
      for (const [key, { count, visits }] of counts) mine.counts.set(key, { count, visits: visits + (mine.counts.get(key)?.visits ?? 0) })
      throw error
    }
  }
}

/** Rows in one order, so that two processes never wait for each other in a ring. */
async function writeOrganisation(db: Db, orgId: string, counts: { count: VisitCount; visits: number }[]): Promise<void> {
  const rows = counts.map(({ count: { collectorId, step, detail = '', at }, visits }) => ({ collectorId, step, detail, at, visits }))
  await inOrganisation(db, orgId, (trx) =>
    sql`
      insert into visit_tally as tally (org_id, collector_id, day, step, detail, visits)
      select ${orgId}, "collectorId", (at at time zone time_zone)::date, step, detail, sum(visits)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row ("collectorId" uuid, step text, detail text, at timestamptz, visits integer),
        organisation
      where organisation.org_id = ${orgId}
        and exists (select from collector where collector.org_id = ${orgId} and collector.id = "collectorId")
      group by 2, 3, 4, 5 order by 2, 3, 4, 5
      on conflict (org_id, collector_id, day, step, detail) do update set visits = tally.visits + excluded.visits`.execute(trx),
  )
}
