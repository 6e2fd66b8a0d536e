/** The records of imports: uploaded, read, mapped. Running them stands in `run.ts`, taking them back in `withdraw.ts`. */
import { hash } from 'node:crypto'
import type { RawBuilder, Selectable, Updateable } from 'kysely'
import type { ImportAim, ImportProgress, ImportRecord, ImportSummary } from '@gap5/contract/listen/imports.ts'
import type { ReadingChoice, Recipe } from '@gap5/contract/listen/recipe.ts'
import type { AuditActor } from '../../access/actor.ts'
import { audit } from '../../access/audit.ts'
import { jsonb, type Trx } from '../../database.ts'
import { Problem } from '../../problem.ts'
import { fileHash, keepFile, keptUntil, planForgetting } from './files.ts'
import { fitRecipe } from './fit-recipe.ts'
import type { SurveyImportTable } from './imports.tables.ts'
import { recipeFrom } from './kept-recipe.ts'
import { obstaclesOf } from './obstacles.ts'
import type { PreparedFile } from './prepare.ts'
import { progressOf } from './progress.ts'
import { normal } from './role-words.ts'
import { stateOf } from './state.ts'
import { aimOf, type Aim } from './target.ts'
import { understood } from './understood.ts'

export type ImportRow = Selectable<SurveyImportTable>
type Upload = { fileName: string; bytes: Uint8Array; prepared: PreparedFile; after: ImportRow | null }

/**
 * Keeps an uploaded file with what was understood of it, as a draft. A recipe used before for the same headings takes
 * the place of the guess; `after` is the import whose refused rows this file brings anew, with its recipe and study.
 */
export async function createImport(trx: Trx, actor: AuditActor, upload: Upload, now: Date): Promise<ImportRecord> {
  const { fileName, bytes, prepared, after } = upload
  const kept = after?.recipe ?? (await keptRecipe(trx, actor.orgId, prepared.sniffed.columns.map(({ heading }) => heading)))
  const { recipe, remarks } = kept === null ? prepared : recipeFrom(kept, prepared)
  const { id } = await trx
    .insertInto('survey_import')
    .values({
      org_id: actor.orgId,
      file_name: fileName,
      bytes: bytes.length,
      file_hash: fileHash(bytes),
      file_kept_until: keptUntil(now),
      created_at: now,
      actor_kind: actor.kind,
      actor_id: actor.id,
      choice: jsonb({}),
      sniffed: jsonb(prepared.sniffed),
      recipe: jsonb(recipe),
      recipe_from: kept === null ? 'guess' : 'kept',
      remarks: jsonb(remarks),
      target: jsonb(after?.study_id ? { kind: 'study', studyId: after.study_id } : null),
      rows_total: prepared.rows,
      notices: jsonb({}),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await keepFile(trx, actor.orgId, id, bytes)
  await planForgetting(trx, actor.orgId, id, keptUntil(now))
  await audit(trx, actor, 'import.uploaded', { kind: 'import', id }, { bytes: bytes.length, rows: prepared.rows })
  return readImport(trx, actor.orgId, id, now)
}

function headingsHash(headings: readonly string[]): string {
  return hash('sha256', headings.map(normal).sort().join('\n'))
}

async function keptRecipe(trx: Trx, orgId: string, headings: string[]): Promise<Recipe | null> {
  const found = await trx
    .selectFrom('import_recipe')
    .select('recipe')
    .where('org_id', '=', orgId)
    .where('headings_hash', '=', headingsHash(headings))
    .executeTakeFirst()
  return found?.recipe ?? null
}

/** Keeps a recipe for the next file with the same headings. */
export async function keepRecipe(trx: Trx, orgId: string, recipe: Recipe, now: Date): Promise<void> {
  const what = { recipe: jsonb(recipe), used_at: now }
  await trx
    .insertInto('import_recipe')
    .values({ org_id: orgId, headings_hash: headingsHash(recipe.columns.map(({ heading }) => heading)), ...what })
    .onConflict((conflict) => conflict.columns(['org_id', 'headings_hash']).doUpdateSet(what))
    .execute()
}

export async function findImport(trx: Trx, orgId: string, id: string): Promise<ImportRow> {
  const row = await trx.selectFrom('survey_import').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('resource.unknown')
  return row
}

const mostShownValues = 30

export async function readImport(trx: Trx, orgId: string, id: string, now: Date): Promise<ImportRecord> {
  const row = await findImport(trx, orgId, id)
  const aim = await aimOf(trx, row, now)
  const { reading, sheets, columns, preview } = row.sniffed
  return {
    ...summaryOf(row, aim),
    reading,
    sheets,
    columns: columns.map((column) => ({ ...column, frequent: column.frequent.slice(0, mostShownValues) })),
    preview,
    recipe: row.recipe,
    recipeFrom: row.recipe_from,
    remarks: row.remarks,
    understood: understood(reading, row.rows_total, row.recipe),
    obstacles: [...aim.obstacles, ...obstaclesOf(row.recipe, columns, aim)],
    target: row.target,
    repeats: row.repeats,
    fileKeptUntil: row.file_kept_until?.toISOString() ?? null,
    progress: await progressOf(trx, row),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  }
}

function summaryOf(row: ImportRow, study: Pick<Aim, 'studyHandle' | 'studyTitle'>): ImportSummary {
  const ended = row.withdrawn_at ?? row.finished_at ?? row.failed_at ?? row.cancelled_at
  return {
    id: row.id,
    fileName: row.file_name,
    bytes: row.bytes,
    state: stateOf(row),
    createdAt: row.created_at.toISOString(),
    finishedAt: ended?.toISOString() ?? null,
    studyHandle: study.studyHandle,
    studyTitle: study.studyTitle,
    rows: row.rows_total,
    accepted: row.rows_accepted,
  }
}

/** The newest hundred imports. */
export async function listImports(trx: Trx, orgId: string): Promise<ImportSummary[]> {
  const rows = await trx
    .selectFrom('survey_import as import')
    .leftJoin('study', (join) => join.onRef('study.org_id', '=', 'import.org_id').onRef('study.id', '=', 'import.study_id'))
    .selectAll('import')
    .select(['study.handle as studyHandle', 'study.title as studyTitle'])
    .where('import.org_id', '=', orgId)
    .orderBy('import.created_at', 'desc')
    .orderBy('import.id', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => summaryOf(row, row))
}

export async function readProgress(trx: Trx, orgId: string, id: string): Promise<ImportProgress> {
  return progressOf(trx, await findImport(trx, orgId, id))
}

/** Throws unless nothing was imported yet and nothing is under way. */
async function requireDraft(trx: Trx, orgId: string, id: string): Promise<ImportRow> {
  const row = await findImport(trx, orgId, id)
  const isUntouched = row.rows_read === 0 && ['draft', 'failed', 'cancelled'].includes(stateOf(row))
  if (!isUntouched) throw new Problem('import.state-differs')
  return row
}

/** Reads the file otherwise; what was mapped is guessed anew. */
export async function changeReading(
  trx: Trx,
  actor: AuditActor,
  { id, choice, prepared }: { id: string; choice: ReadingChoice; prepared: PreparedFile },
  now: Date,
): Promise<ImportRecord> {
  await requireDraft(trx, actor.orgId, id)
  await update(trx, actor.orgId, id, {
    choice: jsonb(choice),
    sniffed: jsonb(prepared.sniffed),
    recipe: jsonb(prepared.recipe),
    recipe_from: 'guess',
    remarks: jsonb(prepared.remarks),
    rows_total: prepared.rows,
  })
  return readImport(trx, actor.orgId, id, now)
}

export async function changeRecipe(trx: Trx, actor: AuditActor, id: string, recipe: Recipe, now: Date): Promise<ImportRecord> {
  await requireDraft(trx, actor.orgId, id)
  await update(trx, actor.orgId, id, { recipe: jsonb(recipe), recipe_from: 'person' })
  return readImport(trx, actor.orgId, id, now)
}

/** Where the answers go. A study or instrument that is there lends the recipe its items and scales. */
export async function changeAim(trx: Trx, actor: AuditActor, id: string, { target, repeats }: ImportAim, now: Date): Promise<ImportRecord> {
  const before = await requireDraft(trx, actor.orgId, id)
  const isSame = JSON.stringify(before.target) === JSON.stringify(target)
  await update(trx, actor.orgId, id, { target: jsonb(target), repeats, study_id: null, collector_id: null })
  const { existing, attributes } = await aimOf(trx, { ...before, target, study_id: null }, now)
  if (existing !== null && !isSame) await update(trx, actor.orgId, id, { recipe: jsonb(fitRecipe(before.recipe, existing, attributes)) })
  return readImport(trx, actor.orgId, id, now)
}

type Values<Row> = { [Name in keyof Updateable<Row>]: Updateable<Row>[Name] | RawBuilder<Updateable<Row>[Name]> }

async function update(trx: Trx, orgId: string, id: string, changes: Values<SurveyImportTable>): Promise<void> {
  await trx.updateTable('survey_import').set(changes).where('org_id', '=', orgId).where('id', '=', id).execute()
}

/** Throws a draft away, with its file. */
export async function deleteImport(trx: Trx, actor: AuditActor, id: string): Promise<void> {
  await requireDraft(trx, actor.orgId, id)
  await trx.deleteFrom('survey_import').where('org_id', '=', actor.orgId).where('id', '=', id).execute()
  await audit(trx, actor, 'import.deleted', { kind: 'import', id })
}
