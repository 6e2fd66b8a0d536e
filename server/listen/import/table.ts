import type { Reading, ReadingChoice } from '@gap5/contract/listen/recipe.ts'
import { importLimits } from '@gap5/contract/listen/recipe.ts'
import { sniffEncoding } from '@gap5/contract/listen/encoding.ts'
import { decode } from './encoding.ts'
import { fileKind } from './file-kind.ts'
import { readSav } from './sav-table.ts'
import { sniffHeadings } from './sniff-headings.ts'
import { sniffSeparator, usesDecimalComma } from './sniff-separator.ts'
import { readSeparated, tooLarge, type Row } from './separated.ts'
import { sourceFrom, sourcePart, type Source } from '../source.ts'
import { Unreadable } from './unreadable.ts'
import { openWorkbook } from './workbook.ts'

/**
 * A table as it stands in a file. `rows()` reads the rows of answers anew each time it is called, one at a time, so that
 * a large file never lies in memory as cells; cells are trimmed text, "" where there is nothing.
 */
export type Table = {
  reading: Reading
  /** Sheets of a workbook in order; none for separated text. */
  sheets: string[]
  /** One for each column; "" where the file has none. */
  headings: string[]
  /** The wording of the questions below the headings, where the file has it. */
  wordings: (string | null)[]
  /** What the file says by itself about its columns and where it comes from, beyond headings and wording. */
  described?: Described
  rows(): Generator<TableRow>
}

export type Described = {
  /** One for each column: what its values are called, by value; null where they have no names. */
  labels: (ReadonlyMap<string, string> | null)[]
  /** The questionnaire and the attributes, where the file was made here. */
  source: Source | null
  /** Columns that list the boxes ticked of one question. */
  boxes?: ReadonlySet<number>
  /** Heading of the column by which rows count more or less than once. */
  weight: string | null
}

/** `cells` has one cell for each heading; `short` and `extra` tell where the row in the file had fewer or more. */
export type TableRow = { number: number; cells: string[]; short: boolean; extra: boolean }

const sniffedRows = 200

/**
 * Reads a survey file from its bytes: no database, no server, no file system. What is not chosen is sniffed from the
 * content; the name of the file is never asked. Throws `Unreadable`.
 */
export function readTable(bytes: Uint8Array, choice: ReadingChoice = {}): Table {
  const kind = fileKind(bytes)
  return kind === 'workbook' ? readWorkbook(bytes, choice) : kind === 'spss' ? readSav(bytes, choice) : readText(bytes, choice)
}

function readText(bytes: Uint8Array, choice: ReadingChoice): Table {
  const encoding = choice.encoding ?? sniffEncoding(bytes)
  const separator = choice.separator ?? sniffSeparator(decode(bytes, encoding))
  const raw = () => skipSeparatorLine(readSeparated(decode(bytes, encoding), separator))
  const base = { kind: 'separated', encoding, separator } as const
  const decimalComma = choice.decimalComma ?? (separator !== ',' && usesDecimalComma(firstRows(raw())))
  return assemble(raw, [], { ...base, decimalComma }, choice)
}

/** Spreadsheet programs may write the separator into the first line: "sep=;". */
function* skipSeparatorLine(rows: Generator<Row>): Generator<Row> {
  for (const row of rows) {
    if (row.number === 1 && /^sep=/i.test(row.cells[0] ?? '') && row.cells.length <= 2) continue
    yield row
  }
}

function readWorkbook(bytes: Uint8Array, choice: ReadingChoice): Table {
  const book = openWorkbook(bytes)
  const sheet = choice.sheet ?? book.sheets.find((name) => hasRows(book.rows(name))) ?? book.sheets[0]!
  const base = { kind: 'workbook', sheet } as const
  const table = assemble(() => book.rows(sheet), book.sheets, { ...base, decimalComma: choice.decimalComma ?? false }, choice)
  const source = sourceFrom(book.part(sourcePart))
  return source === null ? table : { ...table, described: { labels: table.headings.map(() => null), source, weight: null } }
}

function hasRows(rows: Generator<Row>): boolean {
  return rows.next().done !== true
}

function firstRows(rows: Generator<Row>): Row[] {
  return firstOf(rows, sniffedRows)
}

/** The first few of rows that come one at a time. */
export function firstOf<T>(rows: Iterable<T>, count: number): T[] {
  const first: T[] = []
  for (const row of rows) if (first.push(row) >= count) break
  return first
}

type Base = Pick<Reading, 'kind' | 'encoding' | 'separator' | 'sheet' | 'decimalComma'>

function assemble(raw: () => Generator<Row>, sheets: string[], base: Base, choice: ReadingChoice): Table {
  const first = firstRows(raw()).map(trimmed)
  const sniffed = sniffHeadings(first)
  const headingRow = choice.headingRow ?? sniffed.headingRow
  const wordingRows = choice.wordingRows ?? (headingRow === sniffed.headingRow ? sniffed.wordingRows : 0)
  const headings = headingsFrom(first, headingRow)
  const behind = first.filter((row) => row.number > headingRow)
  const width = Math.max(headings.length, headingRow === 0 ? widthOf(behind) : 0)
  if (width === 0) throw Unreadable.because('import.file-empty')
  const wordings = behind.slice(0, wordingRows)[0]?.cells ?? []
  const answers = behind.slice(wordingRows)
  if (answers.every(isEmpty)) throw Unreadable.because('import.no-rows')
  const shortRows = choice.shortRows ?? (base.kind === 'separated' && mostlyFull(answers, width) ? 'refuse' : 'blank')
  return {
    reading: { ...base, headingRow, wordingRows, shortRows },
    sheets,
    headings: Array.from({ length: width }, (_, i) => headings[i] ?? ''),
    wordings: Array.from({ length: width }, (_, i) => wordings[i] || null),
    rows: () => answerRows(raw(), headingRow, wordingRows, width),
  }
}

function trimmed({ number, cells }: Row): Row {
  return { number, cells: cells.map((cell) => cell.trim()) }
}

/** Headings without the empty ones at the end (a separator too many in each line). */
function headingsFrom(rows: Row[], headingRow: number): string[] {
  const cells = [...(rows.find((row) => row.number === headingRow)?.cells ?? [])]
  const used = Math.max(0, ...rows.filter((row) => row.number > headingRow).map(usedWidth))
  while (cells.length > 0 && cells.at(-1) === '' && cells.length > used) cells.pop()
  return cells.map((cell) => cell.slice(0, importLimits.headingCharacters))
}

function usedWidth({ cells }: Row): number {
  return cells.findLastIndex((cell) => cell !== '') + 1
}

function widthOf(rows: Row[]): number {
  return Math.max(0, ...rows.map(usedWidth))
}

function isEmpty(row: Row): boolean {
  return row.cells.every((cell) => cell === '')
}

/** Where nine rows of ten are whole, a short one is a broken one. */
function mostlyFull(rows: Row[], width: number): boolean {
  return rows.filter((row) => row.cells.length >= width).length >= rows.length * 0.9
}

function* answerRows(raw: Generator<Row>, headingRow: number, wordingRows: number, width: number): Generator<TableRow> {
  let toSkip = wordingRows
  let count = 0
  for (const { number, cells } of raw) {
    if (number <= headingRow || toSkip-- > 0) continue
    const row = fitted(number, cells, width)
    if (row === null) continue
    if (++count > importLimits.rows) throw tooLarge()
    yield row
  }
}

/** "'=1+1" → "=1+1": the apostrophe by which files keep text from being taken for a formula is none of the text. */
function unescaped(cell: string): string {
  return cell.charCodeAt(0) === 39 && /^'[=+\-@＝＋－＠]/.test(cell) ? cell.slice(1) : cell
}

/** Null for a row with nothing in it. */
function fitted(number: number, cells: string[], width: number): TableRow | null {
  const fit: string[] = []
  let filled = false
  for (let i = 0; i < width; i++) {
    const cell = unescaped((cells[i] ?? '').trim())
    if (cell !== '') filled = true
    fit.push(cell)
  }
  const extra = cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')
  return filled || extra ? { number, cells: fit, short: cells.length < width, extra } : null
}
