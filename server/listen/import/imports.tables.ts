import type { ColumnType, Generated } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import type { ImportTarget, NoticeKind, RowProblem } from '@gap5/contract/listen/imports.ts'
import type { ColumnProfile, Reading, ReadingChoice, Recipe } from '@gap5/contract/listen/recipe.ts'
import type { Remark } from './guess.ts'

/** How a file was read and what stands in it. */
export type Sniffed = {
  reading: Reading
  sheets: string[]
  columns: ColumnProfile[]
  preview: { row: number; cells: string[] }[]
}

/** A survey file on its way into a study. Its state follows from its times; see `stateOf`. */
export interface SurveyImportTable {
  org_id: string
  id: Generated<string>
  file_name: string
  bytes: number
  /** SHA-256 of the file. */
  file_hash: string
  /** The parts of the file go at this time; null once they are gone. */
  file_kept_until: Date | null
  created_at: Date
  actor_kind: 'user' | 'apiKey' | 'system'
  actor_id: string | null
  /** What a person chose for the reading; the rest is sniffed. */
  choice: ColumnType<ReadingChoice>
  sniffed: ColumnType<Sniffed>
  recipe: ColumnType<Recipe>
  recipe_from: 'guess' | 'kept' | 'person'
  remarks: ColumnType<Remark[]>
  target: ColumnType<ImportTarget | null>
  repeats: Generated<'skip' | 'keep'>
  /** Set when the run begins. */
  study_id: string | null
  collector_id: string | null
  rows_total: number
  /** Rows done with; the run goes on behind them. */
  rows_read: Generated<number>
  rows_accepted: Generated<number>
  rows_repeated: Generated<number>
  rows_refused: Generated<number>
  /** How many rows gave rise to each notice. */
  notices: ColumnType<Partial<Record<NoticeKind, number>>>
  attempts: Generated<number>
  queued_at: Date | null
  started_at: Date | null
  cancel_asked_at: Date | null
  cancelled_at: Date | null
  failed_at: Date | null
  failure: ColumnType<Text | null>
  finished_at: Date | null
  withdrawn_at: Date | null
}

/** A piece of the file, about a megabyte. */
export interface SurveyImportPartTable {
  org_id: string
  import_id: string
  n: number
  bytes: Buffer
}

/** A row that was not imported, as it stands in the file. */
export interface SurveyImportRefusedTable {
  org_id: string
  import_id: string
  row: number
  cells: ColumnType<string[]>
  problems: ColumnType<RowProblem[]>
}

/** The recipe used last for files with the same headings. */
export interface ImportRecipeTable {
  org_id: string
  headings_hash: string
  recipe: ColumnType<Recipe>
  used_at: Date
}

export interface ImportTables {
  survey_import: SurveyImportTable
  survey_import_part: SurveyImportPartTable
  survey_import_refused: SurveyImportRefusedTable
  import_recipe: ImportRecipeTable
}
