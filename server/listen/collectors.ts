import { collectorSettingsSchema } from '@gap5/contract/listen/collector-settings.ts'
import type { Collector, CollectorChange, CollectorDraft } from '@gap5/contract/listen/studies.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { jsonb, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { CollectorTable } from './studies.tables.ts'
import { newSlug } from './slug.ts'
import { countByCollector, type Count } from './tally.ts'
import type { Selectable } from 'kysely'

type NewCollector = Pick<CollectorDraft, 'title' | 'attributes' | 'expiresAt'> &
  Partial<Pick<CollectorDraft, 'settings' | 'opensAt'>> & { kind: Collector['kind']; predecessorId?: string }

/** A new way into a study. All but imports and programs get an address of their own, `/s/<slug>`. */
export async function createCollector(trx: Trx, actor: AuditActor, studyId: string, draft: NewCollector, now: Date): Promise<Collector> {
  const slug = draft.kind === 'import' || draft.kind === 'api' ? null : newSlug()
  const { id } = await trx
    .insertInto('collector')
    .values({
      org_id: actor.orgId,
      study_id: studyId,
      kind: draft.kind,
      title: draft.title,
      slug,
      attributes: jsonb(draft.attributes),
      settings: draft.settings === undefined ? undefined : jsonb(draft.settings),
      opens_at: draft.opensAt ?? null,
      expires_at: draft.expiresAt,
      predecessor_id: draft.predecessorId ?? null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (slug !== null) await trx.insertInto('survey_address').values({ slug, org_id: actor.orgId, collector_id: id }).execute()
  await audit(trx, actor, 'collector.created', { kind: 'collector', id }, { studyId, kind: draft.kind })
  return readCollector(trx, actor.orgId, studyId, id)
}

/** The first collector for the API, made when it is needed first. */
export async function apiCollector(trx: Trx, actor: AuditActor, studyId: string, now: Date): Promise<{ id: string; closedAt: Date | null }> {
  const found = await findApiCollector(trx, actor.orgId, studyId)
  if (found !== undefined) return found
  await trx.selectFrom('study').select('id').where('org_id', '=', actor.orgId).where('id', '=', studyId).forNoKeyUpdate().execute()
  const foundMeanwhile = await findApiCollector(trx, actor.orgId, studyId)
  if (foundMeanwhile !== undefined) return foundMeanwhile
  const { id } = await createCollector(trx, actor, studyId, { kind: 'api', title: 'API', attributes: {}, expiresAt: null }, now)
  return { id, closedAt: null }
}

async function findApiCollector(trx: Trx, orgId: string, studyId: string) {
  const found = await collectors(trx, orgId, studyId).where('kind', '=', 'api').orderBy('created_at').executeTakeFirst()
  return found === undefined ? undefined : { id: found.id, closedAt: found.closed_at }
}

export async function readCollector(trx: Trx, orgId: string, studyId: string, id: string): Promise<Collector> {
  const row = await collectors(trx, orgId, studyId).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('listen.collector-unknown')
  const counts = await countByCollector(trx, orgId, [studyId])
  return collectorFrom(row, counts.get(row.id))
}

/** All collectors of a study, oldest first, with their exact counts of answers. */
export async function listCollectors(trx: Trx, orgId: string, studyId: string): Promise<Collector[]> {
  const rows = await collectors(trx, orgId, studyId).orderBy('created_at').orderBy('id').execute()
  const counts = await countByCollector(trx, orgId, [studyId])
  return rows.map((row) => collectorFrom(row, counts.get(row.id)))
}

function collectors(trx: Trx, orgId: string, studyId: string) {
  return trx.selectFrom('collector').selectAll().where('org_id', '=', orgId).where('study_id', '=', studyId)
}

function collectorFrom(row: Selectable<CollectorTable>, count: Count | undefined): Collector {
  return {
    id: row.id,
    studyId: row.study_id,
    kind: row.kind,
    title: row.title,
    slug: row.slug,
    attributes: row.attributes,
    settings: collectorSettingsSchema.parse(row.settings),
    opensAt: row.opens_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    responses: count?.responses ?? 0,
  }
}

/** Changes what a collector is called, when it is open and what its kind is told. */
export async function changeCollector(
  trx: Trx,
  actor: AuditActor,
  { studyId, id, change }: { studyId: string; id: string; change: CollectorChange },
): Promise<Collector> {
  const before = await readCollector(trx, actor.orgId, studyId, id)
  await trx
    .updateTable('collector')
    .set({
      title: change.title ?? before.title,
      settings: jsonb(change.settings ?? before.settings),
      opens_at: change.opensAt === undefined ? before.opensAt : change.opensAt,
      expires_at: change.expiresAt === undefined ? before.expiresAt : change.expiresAt,
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute()
  await audit(trx, actor, 'collector.changed', { kind: 'collector', id }, { studyId, after: change })
  return readCollector(trx, actor.orgId, studyId, id)
}

/** Closes a collector (a time) or opens it again (null). Its answers stay. */
export async function setCollectorClosed(
  trx: Trx,
  actor: AuditActor,
  { studyId, id, closedAt }: { studyId: string; id: string; closedAt: Date | null },
): Promise<Collector> {
  await readCollector(trx, actor.orgId, studyId, id)
  await trx.updateTable('collector').set({ closed_at: closedAt }).where('org_id', '=', actor.orgId).where('id', '=', id).execute()
  await audit(trx, actor, closedAt === null ? 'collector.reopened' : 'collector.closed', { kind: 'collector', id }, { studyId })
  return readCollector(trx, actor.orgId, studyId, id)
}

/** An open link for a study that has no public address yet, titled in the organisation's language. */
export async function ensureOpenLink(trx: Trx, actor: AuditActor, studyId: string, now: Date): Promise<void> {
  const present = await collectors(trx, actor.orgId, studyId).where('slug', 'is not', null).executeTakeFirst()
  if (present !== undefined) return
  const { language } = await trx
    .selectFrom('organisation')
    .select('language')
    .where('org_id', '=', actor.orgId)
    .executeTakeFirstOrThrow()
  await createCollector(trx, actor, studyId, { kind: 'open', title: openLinkTitle[language], attributes: {}, expiresAt: null }, now)
}

const openLinkTitle = { en: 'Open link', zh: '公开链接' }
