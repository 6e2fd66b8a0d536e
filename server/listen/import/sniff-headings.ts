import type { Row } from './separated.ts'

const numeric = /^[-+]?\d{1,15}(?:[.,]\d+)?%?$/
const longWording = 12

/**
 * Where the headings stand (0: there are none) and how many rows of wording follow, from the first rows of a file.
 * Titles and notes above the headings are recognised by having one filled cell where the table has several.
 */
export function sniffHeadings(rows: Row[]): { headingRow: number; wordingRows: number } {
  const start = rows.findIndex((row) => filled(row) > 1 || usualWidth(rows) <= 1)
  const candidate = rows[Math.max(0, start)]
  if (!candidate) return { headingRow: 0, wordingRows: 0 }
  const below = rows.slice(Math.max(0, start) + 1)
  if (!looksLikeHeadings(candidate, below)) return { headingRow: 0, wordingRows: 0 }
  return { headingRow: candidate.number, wordingRows: countWordings(below) }
}

function filled(row: Row): number {
  return row.cells.filter((cell) => cell !== '').length
}

function usualWidth(rows: Row[]): number {
  const sorted = rows.map(filled).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Headings are words over columns of figures; over columns of words they are words that do not come again below. */
function looksLikeHeadings(row: Row, below: Row[]): boolean {
  const figures = row.cells.filter((cell) => numeric.test(cell)).length
  if (figures > 0 && figures >= filled(row) / 2) return isRunOfNumbers(row, below)
  let words = 0
  let repeated = 0
  for (const [column, cell] of row.cells.entries()) {
    if (cell === '' || numeric.test(cell)) continue
    words++
    if (below.some((other) => other.cells[column] === cell)) repeated++
  }
  return words > 0 && repeated <= words * 0.2
}

/** 1, 2, 3, … as headings over at least six columns. */
function isRunOfNumbers(row: Row, below: Row[]): boolean {
  const isRun = row.cells.length >= 6 && row.cells.every((cell, i) => cell === '' || Number(cell) === i + 1)
  return isRun && below.length > 0
}

/** Survey programs put the questions' wording, and some their own identifiers, below the headings. */
function countWordings(below: Row[]): number {
  if (below.length < 2) return 0
  const figures = figureColumns(below.slice(2, 60))
  const identifiers = below[1]?.cells.some((cell) => cell.includes('"ImportId"')) ?? false
  if (identifiers) return 2
  const [first] = below
  const over = figures.map((column) => first!.cells[column] ?? '')
  const worded = over.filter((cell) => !numeric.test(cell) && cell.length >= longWording)
  return figures.length >= 2 && worded.length >= figures.length * 0.6 ? 1 : 0
}

function figureColumns(rows: Row[]): number[] {
  const width = Math.max(0, ...rows.map((row) => row.cells.length))
  return Array.from({ length: width }, (_, column) => column).filter((column) => {
    const cells = rows.map((row) => row.cells[column] ?? '').filter((cell) => cell !== '')
    return cells.length > 0 && cells.filter((cell) => numeric.test(cell)).length >= cells.length * 0.9
  })
}
