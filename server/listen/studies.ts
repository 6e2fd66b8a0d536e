import { studyState, type Study, type StudyChange, type StudyDraft } from '@gap5/contract/listen/studies.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { jsonb, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { publishInstrument, readInstrument } from './instruments.ts'
import { recountQuotas } from './quota-tally.ts'
import { rejectMisfittingQuotas } from './quotas.ts'
import { freeHandle } from './study-handle.ts'
import { studyFrom, studyRows, uncountedStudyFrom, type StudyRow, type UncountedStudy } from './study-rows.ts'
import { countByStudy } from './tally.ts'

/** A new study as a draft. Only data that was generated is `simulated`, and it stays so. */
export async function createStudy(
  trx: Trx,
  actor: AuditActor,
  draft: StudyDraft,
  { now, simulated = false }: { now: Date; simulated?: boolean },
): Promise<Study> {
  await readInstrument(trx, actor.orgId, draft.instrumentId)
  await rejectMisfittingQuotas(trx, actor.orgId, { studyId: null, attributes: draft.attributes, quotas: draft.settings.quotas })
  const { id } = await trx
    .insertInto('study')
    .values({
      org_id: actor.orgId,
      handle: await freeHandle(trx, actor.orgId, draft.title),
      title: jsonb(draft.title),
      subject: jsonb(draft.subject),
      instrument_id: draft.instrumentId,
      attributes: jsonb(draft.attributes),
      settings: jsonb(draft.settings),
      opens_at: draft.opensAt,
      closes_at: draft.closesAt,
      simulated,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(trx, actor, 'study.created', { kind: 'study', id }, { title: draft.title })
  return readStudy(trx, actor.orgId, id, now)
}

/** One study by its id or its handle, with its exact count of answers. */
export async function readStudy(trx: Trx, orgId: string, idOrHandle: string, now: Date): Promise<Study> {
  const row = await findRow(trx, orgId, idOrHandle)
  const counts = await countByStudy(trx, orgId, [row.id])
  return studyFrom(row, counts.get(row.id), now)
}

/** One study by its id or its handle, for those who do not ask how many answered. */
export async function findStudy(trx: Trx, orgId: string, idOrHandle: string, now: Date): Promise<UncountedStudy> {
  return uncountedStudyFrom(await findRow(trx, orgId, idOrHandle), now)
}

async function findRow(trx: Trx, orgId: string, idOrHandle: string): Promise<StudyRow> {
  const row = await studyRows(trx, orgId)
    .where(isUuid(idOrHandle) ? 'study.id' : 'study.handle', '=', idOrHandle)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('listen.study-unknown')
  return row
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

/** Changes a study as it was at `revision`. A published one keeps what its answers were given under. */
export async function changeStudy(
  trx: Trx,
  actor: AuditActor,
  { id, revision, change }: { id: string; revision: number; change: StudyChange },
  now: Date,
): Promise<Study> {
  const before = await readStudy(trx, actor.orgId, id, now)
  const { attributes, settings } = { ...before, ...change }
  await rejectMisfittingQuotas(trx, actor.orgId, { studyId: id, attributes, quotas: settings.quotas })
  await update(trx, actor.orgId, id, revision, {
    ...(change.title === undefined ? {} : { title: jsonb(change.title) }),
    ...(change.subject === undefined ? {} : { subject: jsonb(change.subject) }),
    ...(change.instrumentId === undefined ? {} : { instrument_id: change.instrumentId, instrument_version: null }),
    ...(change.attributes === undefined ? {} : { attributes: jsonb(change.attributes) }),
    ...(change.settings === undefined ? {} : { settings: jsonb(change.settings) }),
    ...(change.opensAt === undefined ? {} : { opens_at: change.opensAt }),
    ...(change.closesAt === undefined ? {} : { closes_at: change.closesAt }),
  })
  if (change.settings !== undefined) await recountQuotas(trx, actor.orgId, id, change.settings.quotas)
  await audit(trx, actor, 'study.changed', { kind: 'study', id }, { before: pick(before, change), after: change })
  return readStudy(trx, actor.orgId, id, now)
}

function pick(study: Study, change: StudyChange): Partial<Study> {
  return Object.fromEntries(Object.entries(study).filter(([name]) => name in change))
}

type Changes = Omit<NonNullable<Parameters<ReturnType<typeof updateOf>['set']>[0]>, 'revision'>
const updateOf = (trx: Trx) => trx.updateTable('study')

async function update(trx: Trx, orgId: string, id: string, revision: number, changes: Changes): Promise<void> {
  const { numUpdatedRows } = await updateOf(trx)
    .set({ ...changes, revision: revision + 1 })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Problem('listen.changed-meanwhile')
}

/** Pins the version of the instrument (the newest, unless it repeats an earlier study), publishing it if need be, and lets answers in. */
export async function publishStudy(trx: Trx, actor: AuditActor, id: string, revision: number, now: Date): Promise<Study> {
  const study = await readStudy(trx, actor.orgId, id, now)
  if (study.publishedAt !== null) throw new Problem('listen.study-published')
  const version = study.instrumentVersion
  await publishInstrument(trx, actor, study.instrumentId, version, now)
  await update(trx, actor.orgId, id, revision, { instrument_version: version, published_at: now })
  await audit(trx, actor, 'study.published', { kind: 'study', id }, { title: study.title, instrumentVersion: version })
  return readStudy(trx, actor.orgId, id, now)
}

/** Takes no more answers until it is reopened. Closing twice changes nothing. */
export async function closeStudy(trx: Trx, actor: AuditActor, id: string, now: Date): Promise<Study> {
  const study = await readStudy(trx, actor.orgId, id, now)
  if (study.publishedAt === null) throw new Problem('listen.study-draft')
  if (study.closedAt !== null) return study
  await update(trx, actor.orgId, id, study.revision, { closed_at: now })
  await audit(trx, actor, 'study.closed', { kind: 'study', id }, { title: study.title })
  return readStudy(trx, actor.orgId, id, now)
}

/** Takes answers again. A period that is over is taken away, or it would stay closed. */
export async function reopenStudy(trx: Trx, actor: AuditActor, id: string, now: Date): Promise<Study> {
  const study = await readStudy(trx, actor.orgId, id, now)
  if (study.publishedAt === null) throw new Problem('listen.study-draft')
  const isOver = study.closesAt !== null && new Date(study.closesAt) <= now
  if (study.closedAt === null && !isOver) return study
  await update(trx, actor.orgId, id, study.revision, { closed_at: null, ...(isOver ? { closes_at: null } : {}) })
  await audit(trx, actor, 'study.reopened', { kind: 'study', id }, { title: study.title })
  return readStudy(trx, actor.orgId, id, now)
}

/** Removes a study nobody could have answered. */
export async function deleteStudy(trx: Trx, actor: AuditActor, id: string, now: Date): Promise<void> {
  const study = await readStudy(trx, actor.orgId, id, now)
  if (study.publishedAt !== null) throw new Problem('listen.study-published')
  await trx.deleteFrom('study').where('org_id', '=', actor.orgId).where('id', '=', id).execute()
  await audit(trx, actor, 'study.deleted', { kind: 'study', id }, { title: study.title })
}

/** Throws `listen.study-not-open` unless the study takes answers now. */
export function assertOpen(study: UncountedStudy, now: Date): void {
  const state = studyState(study, now)
  if (state !== 'open') throw new Problem('listen.study-not-open', { state })
}
