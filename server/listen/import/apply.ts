import { hash } from 'node:crypto'
import { dontKnow, notApplicable, type Answers, type Mark } from '@gap5/contract/listen/answers.ts'
import type { Language } from '@gap5/contract/language.ts'
import type { NoticeKind, RowProblem } from '@gap5/contract/listen/imports.ts'
import type { Recipe, RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import { isTelling } from '../telling.ts'
import { bindColumns } from './bind-columns.ts'
import { readerOf, type CellReader, type Draft, type ReaderOptions } from './cell-readers.ts'
import { pointsKey } from './points-key.ts'
import { problemOf } from './row-problems.ts'
import type { Table, TableRow } from './table.ts'

/** One row of a file as a response would hold it, or with the problems that keep it out. */
export type AppliedRow = {
  /** Row of the file, from 1. */
  row: number
  cells: string[]
  /** Value of the key column, or null where the recipe has none. */
  key: string | null
  /** Fingerprint of all cells of the row: the same for the same content. */
  content: string
  answers: Answers
  attributes: AttributeValues
  submittedAt: Date | null
  language: Language | null
  /** Empty for a good row. */
  problems: RowProblem[]
  notices: NoticeKind[]
}

export type ApplyOptions = Partial<ReaderOptions>

/**
 * Reads the rows of a table as a recipe says, one at a time. Pure: no database, no server. Blank cells have no key in
 * the answers; "not applicable" and "don't know" are kept as such. A row with a problem is whole all the same, so that a
 * caller may look at it; it is not to be counted. Columns are found by their headings, wherever they stand. Throws
 * `Unreadable` where the table lacks a heading the recipe needs.
 */
export function* applyRecipe(table: Table, recipe: Recipe, options: ApplyOptions = {}): Generator<AppliedRow> {
  const columns = bindColumns(table.headings, recipe.columns)
  const settings = {
    timeZone: options.timeZone ?? 'UTC',
    units: options.units ?? null,
    definition: options.definition ?? null,
    attributes: options.attributes ?? [],
    decimalComma: table.reading.decimalComma,
    missing: recipe.missing,
  }
  const readers = columns.map(({ index, column }) => ({ index, read: readerOf(column, settings) }))
  const rules = rulesOf(recipe.columns, pointsKey(settings.definition))
  const seen: Seen = { keys: new Map(), contents: new Set() }
  for (const row of table.rows()) yield applyRow(row, table, readers, rules, seen)
}

/** What stood in the rows before: keys with their row, and contents of good rows. */
type Seen = { keys: Map<string, number>; contents: Set<string> }

/** Reasons to look twice at a row, as the response made of it carries them. */
export function marksOfRow({ notices }: Pick<AppliedRow, 'notices'>): Mark[] {
  const found = ({ 'no-answers': 'incomplete', 'same-rows': 'duplicate' } as Partial<Record<NoticeKind, Mark>>)
  return notices.flatMap((notice) => found[notice] ?? [])
}

type Reader = { index: number; read: CellReader }
type Rules = { hasKey: boolean; zones: readonly (readonly [adequate: string, desired: string])[]; points: readonly string[] }

function rulesOf(columns: readonly RecipeColumn[], points: string): Rules {
  const ratings = columns.filter((column) => column.use === 'rating')
  const zones = ratings
    .filter(({ role }) => role === 'adequate')
    .map(({ item }) => [`${item}.adequate`, `${item}.desired`] as const)
  const shares = columns.filter((column) => column.use === 'points').map(({ dimension }) => `${points}.${dimension}`)
  return { hasKey: columns.some(({ use }) => use === 'key'), zones, points: shares }
}

function applyRow(row: TableRow, table: Table, readers: Reader[], rules: Rules, { keys, contents }: Seen): AppliedRow {
  const draft: Draft = {
    row: row.number,
    key: null,
    answers: { ratings: {}, choices: {}, texts: {} },
    attributes: {},
    submittedAt: null,
    language: null,
    problems: [],
    decimals: false,
  }
  for (const { index, read } of readers) read(row.cells[index]!, draft)
  checkShape(row, table, draft)
  checkKey(draft, rules, keys)
  const { decimals: _, ...applied } = draft
  const content = contentOf(row)
  const notices = noticesOf(row, draft, rules)
  if (applied.problems.length === 0 && isRepeated(content, draft, rules, contents)) notices.push('same-rows')
  return { ...applied, cells: row.cells, content, notices }
}

/** Every cell as in an earlier row, and more in it than two people share by chance. Rows with keys of their own are different people. */
function isRepeated(content: string, { answers: { ratings } }: Draft, { hasKey, points }: Rules, contents: Set<string>): boolean {
  if (hasKey || !isTelling(points.length === 0 ? Object.values(ratings) : Object.entries(ratings).flatMap(([key, value]) => (points.includes(key) ? [] : [value])))) return false
  if (contents.has(content)) return true
  contents.add(content)
  return false
}

function checkShape(row: TableRow, { reading }: Table, draft: Draft): void {
  if (row.short && reading.shortRows === 'refuse') draft.problems.push(problemOf(row.number, null, 'cells-missing', ''))
  if (row.extra) draft.problems.push(problemOf(row.number, null, 'cells-extra', ''))
}

function checkKey({ row, key, problems }: Draft, { hasKey }: Rules, keys: Map<string, number>): void {
  if (!hasKey) return
  const earlier = key === null ? undefined : keys.get(key)
  if (key === null) problems.push(problemOf(row, null, 'key-missing', ''))
  else if (earlier !== undefined) problems.push(problemOf(row, null, 'key-repeated', key, { row: earlier }))
  else keys.set(key, row)
}

/** A character that no cell begins or ends with, so that shifted content differs. */
const unitSeparator = '\x1f'

function contentOf({ cells }: TableRow): string {
  return hash('sha256', cells.join(unitSeparator), 'base64url').slice(0, 22)
}

function noticesOf(row: TableRow, draft: Draft, rules: Rules): NoticeKind[] {
  const notices: NoticeKind[] = []
  const { ratings, choices, texts } = draft.answers
  if (rules.zones.some(([adequate, desired]) => isAbove(ratings[adequate], ratings[desired]))) {
    notices.push('adequate-above-desired')
  }
  if (pointsAreOff(ratings, rules.points)) notices.push('points-total')
  if (draft.decimals) notices.push('decimals')
  if (isNothing(ratings) && isNothing(choices) && isNothing(texts)) notices.push('no-answers')
  if (row.short) notices.push('short-rows')
  return notices
}

type Rating = Answers['ratings'][string] | undefined

function isAbove(adequate: Rating, desired: Rating): boolean {
  return typeof adequate === 'number' && typeof desired === 'number' && adequate > desired
}

function pointsAreOff(ratings: Answers['ratings'], points: readonly string[]): boolean {
  const given = points.map((key) => ratings[key]).filter((value) => typeof value === 'number')
  return given.length > 0 && Math.abs(given.reduce((sum, value) => sum + value, 0) - 100) > 1e-9
}

function isNothing(answers: Record<string, unknown>): boolean {
  for (const _ in answers) if (answers[_] !== notApplicable && answers[_] !== dontKnow) return false
  return true
}
