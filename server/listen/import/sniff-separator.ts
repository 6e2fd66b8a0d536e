import { separators, type Separator } from '@gap5/contract/listen/recipe.ts'
import { readSeparated, type Row } from './separated.ts'
import { Unreadable } from './unreadable.ts'

const tried = 64 * 1024
const rowsTried = 60

/** The separator under which the first rows have most cells, and equally many. A single column has commas. */
export function sniffSeparator(pieces: Iterable<string>): Separator {
  const start = startOf(pieces)
  const declared = /^sep=([,;\t|])\r?\n/i.exec(start)?.[1]
  const known = separators.find((separator) => separator === declared)
  if (known) return known
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 }
  for (const separator of separators) {
    const score = scoreOf(widths(start, separator))
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}

function startOf(pieces: Iterable<string>): string {
  let start = ''
  for (const piece of pieces) {
    start += piece
    if (start.length >= tried) return start.slice(0, tried)
  }
  return start
}

/** Cells per row; the last row may be cut off and a quote may be left open there, so both are forgiven. */
function widths(start: string, separator: Separator): number[] {
  const found: number[] = []
  try {
    for (const row of readSeparated([start], separator)) {
      found.push(row.cells.length)
      if (found.length === rowsTried) break
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  return found.length > 2 && start.length >= tried ? found.slice(0, -1) : found
}

/** Width that most rows have, less where rows differ; one column scores nothing. */
function scoreOf(found: number[]): number {
  const counts = new Map<number, number>()
  for (const width of found) counts.set(width, (counts.get(width) ?? 0) + 1)
  let usual = 1
  for (const [width, count] of counts) {
    const isMore = count > (counts.get(usual) ?? 0)
    if (width > 1 && (usual === 1 || isMore)) usual = width
  }
  if (usual === 1) return 0
  const share = (counts.get(usual) ?? 0) / found.length
  return share * share * Math.log2(usual + 1)
}

const decimal = /^[-+]?\d{1,15},\d+$/
const point = /^[-+]?\d{1,15}\.\d+$/

/** "3,5" stands in cells and "3.5" does not. */
export function usesDecimalComma(rows: Row[]): boolean {
  let commas = 0
  let points = 0
  for (const { cells } of rows) {
    for (const cell of cells) {
      if (decimal.test(cell.trim())) commas++
      else if (point.test(cell.trim())) points++
    }
  }
  return commas > points
}
