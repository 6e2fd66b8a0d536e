/**
 * How a survey file is read and what each of its columns stands for: the *recipe*.
 *
 * A recipe is a document of its own: made by guessing, corrected by a person, kept for the next file with the same
 * headings, exported as JSON, and used alike by the web wizard, `gap5 import` and `gap5 analyze`.
 */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { roleSchema } from './instrument.ts'

const itemKey = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)
const attributeKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

/** Largest file taken, in bytes; and the table inside it. */
export const importLimits = { bytes: 64 * 1024 * 1024, columns: 1000, rows: 1_000_000, cellCharacters: 32_767, headingCharacters: 2000 } as const

export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'shift_jis',
  'euc-kr',
] as const
export type Encoding = (typeof encodings)[number]
export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** How bytes become a table. Found out by sniffing; every part may be set by hand. */
export const readingSchema = z.strictObject({
  kind: z.enum(['separated', 'workbook', 'spss']),
  /** Of a separated file or an SPSS file. */
  encoding: z.enum(encodings).optional(),
  separator: z.enum(separators).optional(),
  /** Of a workbook only: name of the sheet. */
  sheet: z.string().max(200).optional(),
  /** Row (from 1) the headings stand in; 0 where there are none. Rows above it are skipped. */
  headingRow: z.int().min(0).max(100),
  /** Rows between headings and answers that hold the questions' wording (0 to 2); the first gives the items' texts. */
  wordingRows: z.int().min(0).max(2).default(0),
  /** "3,5" is three and a half. */
  decimalComma: z.boolean().default(false),
  /** Rows with fewer cells than headings: taken as ended by blanks, or as broken. */
  shortRows: z.enum(['blank', 'refuse']).default('blank'),
})
export type Reading = z.infer<typeof readingSchema>
export const readingChoiceSchema = readingSchema.omit({ kind: true }).partial()
export type ReadingChoice = z.infer<typeof readingChoiceSchema>

/** What stands in a column, judged by all its cells. */
export const cellKinds = ['empty', 'whole', 'number', 'date', 'category', 'text'] as const
export const columnProfileSchema = z.object({
  /** Position in the file, from 0. */
  index: z.int(),
  /** As in the file; "" where it was empty. */
  heading: z.string(),
  /** The question's wording, where the file has a row for it. */
  wording: z.string().nullable(),
  kind: z.enum(cellKinds),
  /** Of the numbers in the column; null where there are none. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  filled: z.int(),
  blank: z.int(),
  /** Different values; counted up to 1,000. */
  distinct: z.int(),
  /** The most frequent values with their counts, at most 500; 30 over HTTP. */
  frequent: z.array(z.object({ value: z.string(), count: z.int() })),
  /** The first values that differ, at most 5. */
  samples: z.array(z.string()),
  /** Cells whose value stood in an earlier row; null where too many do for a column of ids. */
  repeats: z.int().nullable(),
  /** Mean length of the filled cells, in characters. */
  meanLength: z.number(),
})
export type ColumnProfile = z.infer<typeof columnProfileSchema>

export const missingKinds = ['blank', 'na', 'dk'] as const
const missing = z.record(z.string().max(60), z.enum(missingKinds))

const columnBase = {
  heading: z.string().max(importLimits.headingCharacters),
  /** The guess deserves a look. Gone once a person has decided. */
  uncertain: z.boolean().optional(),
  /** Values that mean "no answer" in this column only, such as "99". */
  missing: missing.optional(),
}
export const recipeColumnSchema = z.discriminatedUnion('use', [
  z.strictObject({
    ...columnBase,
    use: z.literal('rating'),
    item: itemKey,
    role: roleSchema,
    min: z.int().min(-10).max(100),
    max: z.int().min(-10).max(100),
    /** Words that stand for points of the scale: "非常满意" → 5. */
    labels: z.record(z.string().max(200), z.int()).optional(),
    /** What points of the scale are called where answers are figures: "1" → "very dissatisfied". */
    points: z.record(z.string().regex(/^-?\d+$/), textSchema).optional(),
    lowIsGood: z.boolean().optional(),
  }),
  z.strictObject({ ...columnBase, use: z.literal('points'), dimension: itemKey }),
  z.strictObject({ ...columnBase, use: z.literal('text'), item: itemKey }),
  z.strictObject({
    ...columnBase,
    use: z.literal('choice'),
    item: itemKey,
    /** Cell text → option value; a cell that is not here counts as the option of the same value. */
    values: z.record(z.string().max(200), itemKey).optional(),
    /** Between several chosen values in one cell, such as "┋" or ";". */
    between: z.string().max(3).optional(),
    /** What the options are called; else as they stand in `values`. */
    options: z.array(z.strictObject({ value: itemKey, text: textSchema })).max(60).optional(),
  }),
  z.strictObject({
    ...columnBase,
    use: z.literal('attribute'),
    key: attributeKey,
    type: z.enum(['unit', 'choice', 'number', 'date', 'text']),
    title: textSchema,
    /** What values are called: "1" → "female". */
    titles: z.record(z.string().max(200), textSchema).optional(),
  }),
  z.strictObject({ ...columnBase, use: z.literal('key') }),
  z.strictObject({ ...columnBase, use: z.literal('submittedAt'), order: z.enum(['ymd', 'dmy', 'mdy']).default('ymd') }),
  z.strictObject({ ...columnBase, use: z.literal('language') }),
  z.strictObject({ ...columnBase, use: z.literal('ignore') }),
])
export type RecipeColumn = z.infer<typeof recipeColumnSchema>
export type ColumnUse = RecipeColumn['use']

export const recipeItemSchema = z.strictObject({
  key: itemKey,
  text: textSchema,
  dimension: itemKey.optional(),
  reversed: z.boolean().optional(),
})
export type RecipeItem = z.infer<typeof recipeItemSchema>

export const recipeSchema = z
  .strictObject({
    /** Version of this format. */
    recipe: z.literal(1),
    title: textSchema,
    /** What is to be read otherwise than sniffed. */
    reading: readingChoiceSchema.default({}),
    /** Cells that mean "no answer" in every column; case and surrounding blanks do not matter. */
    missing,
    columns: z.array(recipeColumnSchema).min(1).max(importLimits.columns),
    items: z.array(recipeItemSchema).max(500).default([]),
    dimensions: z.array(z.strictObject({ key: itemKey, title: textSchema })).max(40).default([]),
    /** Key of the instrument of the library the file was recognised as. */
    library: z.string().max(60).optional(),
  })
  .superRefine((recipe, context) => {
    for (const { path, message } of recipeFaults(recipe)) context.addIssue({ code: 'custom', path, message })
  })
export type Recipe = z.infer<typeof recipeSchema>

type RecipeFault = { path: (string | number)[]; message: string }

/** What the shape cannot say: two columns for one variable, unknown items and dimensions, scales upside down. */
function* recipeFaults(recipe: Omit<Recipe, 'recipe'>): Generator<RecipeFault> {
  const items = new Set(recipe.items.map((item) => item.key))
  const dimensions = new Set(recipe.dimensions.map((dimension) => dimension.key))
  const taken = new Map<string, number>()
  for (const [index, column] of recipe.columns.entries()) {
    const path = ['columns', index]
    const target = targetOf(column)
    const other = target === null ? undefined : taken.get(target)
    if (other !== undefined) {
      yield { path, message: `columns ${other + 1} and ${index + 1} stand for the same thing (${target})` }
    }
    if (target !== null && other === undefined) taken.set(target, index)
    if (column.use === 'rating' && (column.max <= column.min || column.max - column.min > 10)) {
      yield { path: [...path, 'max'], message: 'max must lie 1 to 10 above min' }
    }
    if ('item' in column && !items.has(column.item)) {
      yield { path: [...path, 'item'], message: `no item is called "${column.item}"` }
    }
    if (column.use === 'points' && !dimensions.has(column.dimension)) {
      yield { path: [...path, 'dimension'], message: `no dimension is called "${column.dimension}"` }
    }
  }
  for (const [index, item] of recipe.items.entries()) {
    if (item.dimension !== undefined && !dimensions.has(item.dimension)) {
      yield { path: ['items', index, 'dimension'], message: `no dimension is called "${item.dimension}"` }
    }
  }
}

/** What a column fills, or null where several columns may do the same. */
export function targetOf(column: RecipeColumn): string | null {
  if (column.use === 'rating') return `${column.item}.${column.role}`
  if (column.use === 'points') return `points of ${column.dimension}`
  if (column.use === 'text' || column.use === 'choice') return column.item
  if (column.use === 'attribute') return `attribute ${column.key}`
  return column.use === 'ignore' ? null : column.use
}
