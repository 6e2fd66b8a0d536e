/** Studies that are repeated: the next wave of one, and the series with all its waves. */
import { sql } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import { studyDraftSchema, type Collector, type Study } from '@gap5/contract/listen/studies.ts'
import type { Series, SeriesChange, SeriesList, SeriesWithWaves, WaveDraft } from '@gap5/contract/listen/waves.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { jsonb, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { createCollector, listCollectors } from './collectors.ts'
import { createStudy, publishStudy, readStudy } from './studies.ts'
import { studyFrom, studyRows } from './study-rows.ts'
import { countByStudy } from './tally.ts'

/**
 * The next wave of the series a study belongs to, which begins with this study where it stood alone. Attributes, screen,
 * quotas and the ways of collecting are those of the study; people and dates are not.
 */
export async function createWave(trx: Trx, actor: AuditActor, studyId: string, draft: WaveDraft, now: Date): Promise<Study> {
  const before = await readStudy(trx, actor.orgId, studyId, now)
  const { series, title, wave } = await nextPlace(trx, actor, before, now)
  const study = await createStudy(
    trx,
    actor,
    studyDraftSchema.parse({
      title: draft.title ?? { en: `${title.en} · wave ${wave}`, zh: `${title.zh} · 第 ${wave} 轮` },
      subject: before.subject,
      instrumentId: before.instrumentId,
      attributes: before.attributes,
      settings: { ...before.settings, quotas: [] },
      opensAt: draft.opensAt,
      closesAt: draft.closesAt,
    }),
    { now, simulated: before.simulated },
  )
  const collectors = await copyCollectors(trx, actor, before.id, study.id, now)
  const quotas = before.settings.quotas.map((quota) => ({ ...quota, collectorId: quota.collectorId && (collectors.get(quota.collectorId) ?? null) }))
  const kept = quotas.filter(({ values, collectorId }) => collectorId !== null || Object.keys(values).length > 0)
  await trx
    .updateTable('study')
    .set({
      series_id: series,
      wave,
      settings: jsonb({ ...before.settings, quotas: kept }),
      instrument_version: draft.instrument === 'same' ? before.instrumentVersion : null,
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', study.id)
    .execute()
  await audit(trx, actor, 'wave.created', { kind: 'study', id: study.id }, { series, wave })
  return draft.publish ? publishStudy(trx, actor, study.id, study.revision, now) : readStudy(trx, actor.orgId, study.id, now)
}

/** Waves are numbered one after the other: who makes one waits for who is making another. */
async function nextPlace(trx: Trx, actor: AuditActor, study: Study, now: Date): Promise<{ series: string; title: Text; wave: number }> {
  const { orgId } = actor
  await trx.selectFrom('study').select('id').where('org_id', '=', orgId).where('id', '=', study.id).forNoKeyUpdate().execute()
  const { series_id: known } = await trx.selectFrom('study').select('series_id').where('org_id', '=', orgId).where('id', '=', study.id).executeTakeFirstOrThrow()
  const series = known ?? (await beginSeries(trx, actor, study, now))
  const { title } = await trx.selectFrom('study_series').select('title').where('org_id', '=', orgId).where('id', '=', series).forUpdate().executeTakeFirstOrThrow()
  const { last } = await trx
    .selectFrom('study')
    .select((eb) => eb.fn.max('wave').as('last'))
    .where('org_id', '=', orgId)
    .where('series_id', '=', series)
    .executeTakeFirstOrThrow()
  return { series, title, wave: Number(last ?? 0) + 1 }
}

async function beginSeries(trx: Trx, actor: AuditActor, study: Study, now: Date): Promise<string> {
  const { id } = await trx
    .insertInto('study_series')
    .values({ org_id: actor.orgId, title: jsonb(study.title), schedule: null, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx.updateTable('study').set({ series_id: id, wave: 1 }).where('org_id', '=', actor.orgId).where('id', '=', study.id).execute()
  await audit(trx, actor, 'series.created', { kind: 'series', id }, { studyId: study.id })
  return id
}

/** Ways of collecting that are still in use; imports and programs make their own. Old collector → its place in the new wave. */
async function copyCollectors(trx: Trx, actor: AuditActor, from: string, to: string, now: Date): Promise<Map<string, string>> {
  const copied = new Map<string, string>()
  for (const collector of (await listCollectors(trx, actor.orgId, from)).filter(isCopied)) {
    const { id, kind, title, attributes, settings } = collector
    const made = await createCollector(trx, actor, to, { kind, title, attributes, settings, expiresAt: null, predecessorId: id }, now)
    copied.set(id, made.id)
    if (kind === 'email') await copyMailing(trx, actor.orgId, id, { studyId: to, collectorId: made.id, now })
  }
  return copied
}

/** What a mailing says and when it reminds, without its people. */
async function copyMailing(trx: Trx, orgId: string, from: string, { studyId, collectorId, now }: { studyId: string; collectorId: string; now: Date }): Promise<void> {
  await sql`
    insert into mailing (org_id, study_id, collector_id, subject, text, reminder_subject, reminder_text, reminders, reminder_days, created_at)
    select org_id, ${studyId}, ${collectorId}, subject, text, reminder_subject, reminder_text, reminders, reminder_days, ${now}
    from mailing where org_id = ${orgId} and collector_id = ${from}`.execute(trx)
}

function isCopied({ kind, closedAt }: Collector): boolean {
  return closedAt === null && kind !== 'import' && kind !== 'api'
}

/** All series, the newest first. */
export async function listSeries(trx: Trx, orgId: string): Promise<SeriesList> {
  const rows = await trx
    .selectFrom('study_series as series')
    .selectAll('series')
    .select((eb) =>
      eb
        .selectFrom('study')
        .select((count) => count.fn.countAll<number>().as('waves'))
        .whereRef('study.org_id', '=', 'series.org_id')
        .whereRef('study.series_id', '=', 'series.id')
        .as('waves'),
    )
    .where('org_id', '=', orgId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return { series: rows.map((row) => ({ ...seriesFrom(row), waves: row.waves ?? 0 })) }
}

/** A series with its waves, the first one first. */
export async function readSeries(trx: Trx, orgId: string, id: string, now: Date): Promise<SeriesWithWaves> {
  const series = await findSeries(trx, orgId, id)
  const rows = await studyRows(trx, orgId).where('study.series_id', '=', id).orderBy('study.wave').execute()
  const ids = rows.map((row) => row.id)
  const [counts, invited] = [await countByStudy(trx, orgId, ids), await countInvited(trx, orgId, ids)]
  const waves = rows.map((row) => ({ study: studyFrom(row, counts.get(row.id), now), ...(invited.get(row.id) ?? { invited: 0, answeredOfInvited: 0 }) }))
  return { ...series, waves }
}

export async function changeSeries(trx: Trx, actor: AuditActor, id: string, change: SeriesChange): Promise<Series> {
  const before = await findSeries(trx, actor.orgId, id)
  const after = { ...before, ...change }
  await trx
    .updateTable('study_series')
    .set({ title: jsonb(after.title), schedule: after.schedule === null ? null : jsonb(after.schedule) })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute()
  await audit(trx, actor, 'series.changed', { kind: 'series', id }, { before, after: change })
  return findSeries(trx, actor.orgId, id)
}

async function findSeries(trx: Trx, orgId: string, id: string): Promise<Series> {
  const row = await trx.selectFrom('study_series').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('listen.series-unknown')
  return seriesFrom(row)
}

function seriesFrom(row: { id: string; title: Text; schedule: Series['schedule']; created_at: Date }): Series {
  return { id: row.id, title: row.title, schedule: row.schedule, createdAt: row.created_at.toISOString() }
}

/** Personal links of each study and how many were answered. Studies without any are not listed. */
async function countInvited(trx: Trx, orgId: string, studyIds: string[]): Promise<Map<string, { invited: number; answeredOfInvited: number }>> {
  const { rows } = await sql<{ study_id: string; invited: number; answered: number }>`
    select study_id, count(*)::integer as invited, count(response_id)::integer as answered
    from personal_link as link join collector on collector.org_id = link.org_id and collector.id = link.collector_id
    where link.org_id = ${orgId} and study_id = any(${studyIds}::uuid[]) group by 1`.execute(trx)
  return new Map(rows.map((row) => [row.study_id, { invited: row.invited, answeredOfInvited: row.answered }]))
}
