/** Bringing in a survey file: where its answers go, how the run went, and the rows that were not taken. */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { columnProfileSchema, readingSchema, recipeSchema } from './recipe.ts'
import { subjectSchema } from './studies.ts'

/** What can be wrong with a cell or row. A row with any of these is not imported; it can be fixed and brought again. */
export const rowFaults = [
  'not-a-number',
  'out-of-scale',
  'spreadsheet-error',
  'not-an-option',
  'not-a-date',
  'unknown-unit',
  'too-long',
  'cells-missing',
  'cells-extra',
  'key-missing',
  'key-repeated',
  'key-taken',
] as const
export type RowFault = (typeof rowFaults)[number]
export const rowProblemSchema = z.object({
  /** Row of the file, from 1, as a spreadsheet program counts. */
  row: z.int(),
  /** Heading, or null where the row as a whole is meant. */
  column: z.string().nullable(),
  fault: z.enum(rowFaults),
  value: z.string(),
  sentence: textSchema,
})
export type RowProblem = z.infer<typeof rowProblemSchema>

/** Seen and kept, worth knowing: nothing of this stops a row. */
export const noticeKinds = ['adequate-above-desired', 'points-total', 'decimals', 'no-answers', 'short-rows', 'same-rows'] as const
export type NoticeKind = (typeof noticeKinds)[number]
export const noticeSchema = z.object({
  notice: z.enum(noticeKinds),
  rows: z.int(),
  sentence: textSchema,
})

/** Where the answers go: a study that is there, or a new one (with a new instrument, or one that is there). */
export const importTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('study'), studyId: z.uuid() }),
  z.strictObject({
    kind: z.literal('new'),
    title: textSchema,
    subject: subjectSchema,
    /** null: an instrument is made from the file. */
    instrumentId: z.uuid().nullable(),
  }),
])
export type ImportTarget = z.infer<typeof importTargetSchema>

/** Rows that look like rows imported before, in a file without a key column: left out, or taken as new answers. */
export const repeatsSchema = z.enum(['skip', 'keep'])

export const importStates = ['draft', 'queued', 'running', 'done', 'cancelled', 'failed', 'withdrawn'] as const
export type ImportState = (typeof importStates)[number]

export const importSummarySchema = z.object({
  id: z.uuid(),
  fileName: z.string(),
  bytes: z.int(),
  state: z.enum(importStates),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  studyHandle: z.string().nullable(),
  studyTitle: textSchema.nullable(),
  rows: z.int().nullable(),
  accepted: z.int(),
})
export type ImportSummary = z.infer<typeof importSummarySchema>

export const importProgressSchema = z.object({
  state: z.enum(importStates),
  /** Rows read so far, and rows in the file. */
  read: z.int(),
  total: z.int(),
  accepted: z.int(),
  /** Rows that were there already. */
  repeated: z.int(),
  /** Rows with a problem, waiting to be fixed. */
  refused: z.int(),
  notices: z.array(noticeSchema),
  /** How many problems of each kind, most frequent first. */
  faults: z.array(z.object({ fault: z.enum(rowFaults), column: z.string().nullable(), count: z.int() })),
  /** Why it failed, where it did. */
  failure: textSchema.nullable(),
})
export type ImportProgress = z.infer<typeof importProgressSchema>

export const importRecordSchema = importSummarySchema.extend({
  reading: readingSchema,
  /** Sheets of a workbook, in order. */
  sheets: z.array(z.string()),
  columns: z.array(columnProfileSchema),
  /** The first rows as read, at most 20. */
  preview: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
  recipe: recipeSchema,
  /** Where the recipe came from: guessed, kept from an earlier file with the same headings, or set by a person. */
  recipeFrom: z.enum(['guess', 'kept', 'person']),
  /** What a person should know about single columns of the guess. */
  remarks: z.array(z.object({ index: z.int(), text: textSchema })),
  /** In a sentence, what was understood. */
  understood: textSchema,
  /** Reasons why it cannot be started yet. */
  obstacles: z.array(textSchema),
  target: importTargetSchema.nullable(),
  repeats: repeatsSchema,
  /** When the file itself goes; null once it is gone. */
  fileKeptUntil: z.iso.datetime().nullable(),
  progress: importProgressSchema,
  withdrawnAt: z.iso.datetime().nullable(),
})
export type ImportRecord = z.infer<typeof importRecordSchema>

export const importAimSchema = z.strictObject({ target: importTargetSchema, repeats: repeatsSchema.default('skip') })
export type ImportAim = z.infer<typeof importAimSchema>

/** A row that was not imported, as it stands in the file, and why. */
export const refusedRowSchema = z.object({
  row: z.int(),
  cells: z.array(z.string()),
  problems: z.array(rowProblemSchema),
})
export const refusedRowsSchema = z.object({
  headings: z.array(z.string()),
  rows: z.array(refusedRowSchema),
  /** Give it as `after` for the next rows; null at the end. */
  next: z.int().nullable(),
})
export type RefusedRows = z.infer<typeof refusedRowsSchema>
