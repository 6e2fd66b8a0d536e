import { sql } from 'kysely'
import { z } from 'zod'
import type { Text } from '@gap5/contract/language.ts'
import type { ImportRecord, NoticeKind } from '@gap5/contract/listen/imports.ts'
import type { Actor, AuditActor } from '../../access/actor.ts'
import { audit } from '../../access/audit.ts'
import { inOrganisation, jsonb, type Trx } from '../../database.ts'
import { addJob } from '../../jobs.ts'
import { listUnits } from '../../people/units.ts'
import { Problem } from '../../problem.ts'
import { problems, type ProblemKind } from '@gap5/contract/problems.ts'
import type { Dependencies } from '../../room.ts'
import { publishedDefinition } from '../published-definition.ts'
import { readRows } from '../reading/read-rows.ts'
import type { AppliedRow } from './apply.ts'
import { acceptRows } from './accept-rows.ts'
import { keptUntil, loadFile, planForgetting } from './files.ts'
import { findImport, keepRecipe, readImport, type ImportRow } from './imports.ts'
import { stateOf } from './state.ts'
import { prepareTarget } from './target.ts'

export const importTask = 'listen.import'
const mostAttempts = 5

/** Starts an import, or goes on with one that was cancelled or failed, in the background. */
export async function startImport(trx: Trx, actor: Actor | AuditActor, id: string, now: Date): Promise<ImportRecord> {
  const row = await findImport(trx, actor.orgId, id)
  if (!['draft', 'cancelled', 'failed'].includes(stateOf(row))) throw new Problem('import.state-differs')
  if (row.file_kept_until === null) throw new Problem('import.file-gone', { name: row.file_name })
  const { obstacles } = await readImport(trx, actor.orgId, id, now)
  if (obstacles.length > 0) throw new Problem('import.not-ready', { obstacles })
  await trx
    .updateTable('survey_import')
    .set({
      queued_at: now,
      started_at: null,
      cancel_asked_at: null,
      cancelled_at: null,
      failed_at: null,
      failure: jsonb(null),
      attempts: 0,
      file_kept_until: keptUntil(now),
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute()
  await planForgetting(trx, actor.orgId, id, keptUntil(now))
  await keepRecipe(trx, actor.orgId, row.recipe, now)
  await addJob(trx, importTask, { orgId: actor.orgId, importId: id }, { maxAttempts: mostAttempts })
  await audit(trx, auditActor(actor), 'import.started', { kind: 'import', id }, { rows: row.rows_total })
  return readImport(trx, actor.orgId, id, now)
}


function auditActor(actor: Actor | AuditActor): AuditActor {
  return actor.kind === 'system' ? actor : { kind: actor.kind, id: actor.id, orgId: actor.orgId }
}

/** Asks a running import to stop after the rows it is at. What was imported stays and may be withdrawn or gone on with. */
export async function cancelImport(trx: Trx, actor: AuditActor, id: string, now: Date): Promise<ImportRecord> {
  const row = await findImport(trx, actor.orgId, id)
  if (!['queued', 'running'].includes(stateOf(row))) throw new Problem('import.state-differs')
  const isWaiting = stateOf(row) === 'queued'
  await trx
    .updateTable('survey_import')
    .set({ cancel_asked_at: now, ...(isWaiting ? { cancelled_at: now } : {}) })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute()
  await audit(trx, actor, 'import.cancelled', { kind: 'import', id }, { read: row.rows_read })
  return readImport(trx, actor.orgId, id, now)
}

const payloadSchema = z.object({ orgId: z.uuid(), importId: z.uuid() })

/**
 * The job. Rows are accepted in order, a thousand a transaction that also moves `rows_read`; so a run that was killed
 * goes on where the last transaction ended, and two runs of one import cannot both write the same rows.
 */
export async function runImport({ db, clock }: Pick<Dependencies, 'db' | 'clock'>, payload: unknown): Promise<void> {
  const { orgId, importId } = payloadSchema.parse(payload)
  const within = <T>(work: (trx: Trx) => Promise<T>) => inOrganisation(db, orgId, work)
  const row = await within((trx) => beginRun(trx, orgId, importId, clock.now()))
  if (row === null) return
  try {
    await importRows(within, row, clock)
  } catch (error) {
    const isLast = row.attempts >= mostAttempts
    if (!(error instanceof Problem || isLast)) throw error
    await within((trx) => fail(trx, row, failureText(error), clock.now()))
  }
}

type Within = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>

async function beginRun(trx: Trx, orgId: string, id: string, now: Date): Promise<ImportRow | null> {
  const row = await lockImport(trx, orgId, id)
  if (row === null || !['queued', 'running'].includes(stateOf(row))) return null
  const started = { started_at: row.started_at ?? now, attempts: row.attempts + 1 }
  await trx.updateTable('survey_import').set(started).where('org_id', '=', orgId).where('id', '=', id).execute()
  return { ...row, ...started }
}

async function lockImport(trx: Trx, orgId: string, id: string): Promise<ImportRow | null> {
  const row = await trx
    .selectFrom('survey_import')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ?? null
}

async function importRows(within: Within, row: ImportRow, clock: Dependencies['clock']): Promise<void> {
  const { org_id: orgId, id } = row
  const file = { orgId, id, fileName: row.file_name, bytes: row.bytes }
  const bytes = await within((trx) => loadFile(trx, file))
  const source = await within((trx) => aimRun(trx, row, clock.now()))
  const options = await within((trx) => optionsOf(trx, orgId, source.studyId))
  let read = row.rows_read
  const isWhole = await readRows({ bytes, choice: row.choice, recipe: row.recipe, options, from: read }, (rows) => {
    read += rows.length
    return within((trx) => acceptChunk(trx, { row, source, rows }, read, clock.now()))
  })
  if (isWhole) await within((trx) => finish(trx, row, clock.now()))
}

export type ImportSource = { studyId: string; collectorId: string }

/** The study and collector, made on the first run and remembered. */
async function aimRun(trx: Trx, { org_id: orgId, id }: ImportRow, now: Date): Promise<ImportSource> {
  const row = await lockImport(trx, orgId, id)
  if (row?.study_id && row.collector_id) return { studyId: row.study_id, collectorId: row.collector_id }
  if (row === null) throw new Problem('resource.unknown')
  const { studyId, collectorId } = await prepareTarget(trx, actorOf(row), row, now)
  const aim = { study_id: studyId, collector_id: collectorId }
  await trx.updateTable('survey_import').set(aim).where('org_id', '=', orgId).where('id', '=', id).execute()
  return { studyId, collectorId }
}

function actorOf({ actor_kind: kind, actor_id: id, org_id: orgId }: ImportRow): AuditActor {
  return kind === 'system' || id === null ? { kind: 'system', id: null, orgId } : { kind, id, orgId }
}

async function optionsOf(trx: Trx, orgId: string, studyId: string) {
  const { definition } = await publishedDefinition(trx, orgId, studyId)
  const { time_zone: timeZone } = await trx
    .selectFrom('organisation')
    .select('time_zone')
    .where('org_id', '=', orgId)
    .executeTakeFirstOrThrow()
  const { attributes } = await trx.selectFrom('study').select('attributes').where('org_id', '=', orgId).where('id', '=', studyId).executeTakeFirstOrThrow()
  const units = new Set((await listUnits(trx, orgId)).map(({ code }) => code))
  return { definition, timeZone, units, attributes }
}

type Chunk = { row: ImportRow; source: ImportSource; rows: AppliedRow[] }

/** One transaction: rows, refused rows and how far it got. False when the run has to end here. */
async function acceptChunk(trx: Trx, { row, source, rows }: Chunk, read: number, now: Date): Promise<boolean> {
  const { org_id: orgId, id } = row
  const present = await lockImport(trx, orgId, id)
  if (present === null || stateOf(present) !== 'running' || present.rows_read !== read - rows.length) return false
  if (present.cancel_asked_at !== null) {
    await trx.updateTable('survey_import').set({ cancelled_at: now }).where('org_id', '=', orgId).where('id', '=', id).execute()
    return false
  }
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import into ${source.studyId}`}, 0))`.execute(trx)
  const { accepted, repeated, refused } = await acceptRows(trx, present, source, rows, now)
  await trx
    .updateTable('survey_import')
    .set({
      rows_read: read,
      rows_accepted: present.rows_accepted + accepted,
      rows_repeated: present.rows_repeated + repeated,
      rows_refused: present.rows_refused + refused,
      notices: jsonb(addNotices(present.notices, rows)),
    })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
  return true
}

function addNotices(before: Partial<Record<NoticeKind, number>>, rows: readonly AppliedRow[]) {
  const notices = { ...before }
  for (const row of rows) {
    if (row.problems.length > 0) continue
    for (const notice of row.notices) notices[notice] = (notices[notice] ?? 0) + 1
  }
  return notices
}

async function finish(trx: Trx, { org_id: orgId, id }: ImportRow, now: Date): Promise<void> {
  const row = await lockImport(trx, orgId, id)
  if (row === null || stateOf(row) !== 'running') return
  const done = { finished_at: now, rows_total: row.rows_read }
  await trx.updateTable('survey_import').set(done).where('org_id', '=', orgId).where('id', '=', id).execute()
  const { rows_accepted: accepted, rows_repeated: repeated, rows_refused: refused } = row
  await audit(trx, actorOf(row), 'import.finished', { kind: 'import', id }, { accepted, repeated, refused })
}

async function fail(trx: Trx, { org_id: orgId, id }: ImportRow, failure: Text, now: Date): Promise<void> {
  await trx
    .updateTable('survey_import')
    .set({ failed_at: now, failure: jsonb(failure) })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .execute()
}

function failureText(error: unknown): Text {
  return error instanceof Problem ? problemText(error) : unexpected
}

function problemText({ code, details }: Problem): Text {
  const kind: ProblemKind<never> = problems[code]
  const detail = kind.detail?.(details as never)
  return detail ? { en: `${kind.title.en} ${detail.en}`, zh: `${kind.title.zh}${detail.zh}` } : kind.title
}

const unexpected: Text = {
  en: 'Something went wrong on our side, several times. What was imported so far is safe; starting again goes on from there.',
  zh: '系统多次出现意外错误。已导入的内容安全无损，重新开始即可从中断处继续。',
}
