/** The state of a study's cells, and the lock under which they are written. */
import { sql } from 'kysely'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../../database.ts'
import { addJob } from '../../jobs.ts'
import { publishedDefinition } from '../../listen/published-definition.ts'
import type { StudyKey } from '../answer-cache.ts'
import { layoutOf, type Layout } from '../sums/layout.ts'

export const buildTask = 'measure.build-cells'

export type Build = StudyKey & {
  layout: Layout
  timeZone: string
  /** Attributes that have cells. */
  cuboids: readonly string[]
  wide: readonly string[]
  generation: number
  isBuilt: boolean
}

type Row = { layout: string; time_zone: string; wide: string[]; generation: number; built_at: Date | null }

/**
 * Waits for whoever writes cells of the study now, then holds them until the transaction ends. Cells of another layout or time
 * zone are thrown away and built anew.
 */
export async function lockBuild(trx: Trx, key: StudyKey, now: Date): Promise<Build> {
  const { orgId, studyId } = key
  const { definition } = await publishedDefinition(trx, orgId, studyId)
  const layout = layoutOf(definition)
  const timeZone = await timeZoneOf(trx, orgId)
  await sql`insert into cell_build (org_id, study_id, layout, time_zone, built_at)
    values (${orgId}, ${studyId}, ${layout.fingerprint}, ${timeZone}, ${now}) on conflict do nothing`.execute(trx)
  const row = await trx.selectFrom('cell_build').selectAll().where('org_id', '=', orgId).where('study_id', '=', studyId).forUpdate().executeTakeFirstOrThrow()
  const fits = row.layout === layout.fingerprint && row.time_zone === timeZone
  return stateOf(trx, key, layout, fits ? row : await startAnew(trx, key, layout, timeZone))
}

/** The same without a lock, as the transaction sees it. Null where cells are of another layout or time zone. */
export async function readBuild(trx: Trx, key: StudyKey, layout: Layout, timeZone: string): Promise<Build | null> {
  const { orgId, studyId } = key
  const row = await trx.selectFrom('cell_build').selectAll().where('org_id', '=', orgId).where('study_id', '=', studyId).executeTakeFirst()
  if (row === undefined) return stateOf(trx, key, layout, { layout: layout.fingerprint, time_zone: timeZone, wide: [], generation: 0, built_at: new Date(0) })
  return row.layout === layout.fingerprint && row.time_zone === timeZone ? stateOf(trx, key, layout, row) : null
}

/** Whether cells answer already, by the layout and the time zone of now. */
export async function isBuiltAsNow(trx: Trx, key: StudyKey): Promise<boolean> {
  const { definition } = await publishedDefinition(trx, key.orgId, key.studyId)
  const build = await readBuild(trx, key, layoutOf(definition), await timeZoneOf(trx, key.orgId))
  return build?.isBuilt ?? false
}

export async function timeZoneOf(trx: Trx, orgId: string): Promise<string> {
  const { time_zone } = await trx.selectFrom('organisation').select('time_zone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  return time_zone
}

async function startAnew(trx: Trx, { orgId, studyId }: StudyKey, layout: Layout, timeZone: string): Promise<Row> {
  await trx.deleteFrom('cell').where('org_id', '=', orgId).where('study_id', '=', studyId).execute()
  await trx.deleteFrom('cell_value').where('org_id', '=', orgId).where('study_id', '=', studyId).execute()
  const row = await trx
    .updateTable('cell_build')
    .set({ layout: layout.fingerprint, time_zone: timeZone, wide: [], built_at: null, generation: sql<number>`generation + 1` })
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await askForBuild(trx, { orgId, studyId })
  return row
}

/** Asks once, however often it is called before the work begins. */
export async function askForBuild(trx: Trx, key: StudyKey): Promise<void> {
  await addJob(trx, buildTask, key, { key: `cells ${key.studyId}`, queue: 'cells', keyMode: 'preserve_run_at' })
}

async function stateOf(trx: Trx, { orgId, studyId }: StudyKey, layout: Layout, row: Row): Promise<Build> {
  const { attributes } = await trx.selectFrom('study').select('attributes').where('org_id', '=', orgId).where('id', '=', studyId).executeTakeFirstOrThrow()
  const cuboids = attributes.filter((attribute) => isBounded(attribute) && !row.wide.includes(attribute.key)).map(({ key }) => key)
  return { orgId, studyId, layout, timeZone: row.time_zone, cuboids, wide: row.wide, generation: row.generation, isBuilt: row.built_at !== null }
}

/** Free text has as many values as people. */
export function isBounded({ type }: Pick<Attribute, 'type'>): boolean {
  return type !== 'text'
}
