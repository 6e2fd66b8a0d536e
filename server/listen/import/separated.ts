import { importLimits } from '@gap5/contract/listen/recipe.ts'
import { Unreadable } from './unreadable.ts'

/** One record: where it stands, as a spreadsheet program counts rows, and its cells. */
export type Row = { number: number; cells: string[] }

/** A quoted cell longer than this is taken for a quote that nobody closed. */
const longestQuoted = 1 << 20
const feed = 10
const carriageReturn = 13
const quote = 34

/**
 * Records of separated text (RFC 4180 and what programs make of it), one at a time.
 *
 * Cells may be quoted with `"` and then hold separators, line ends and doubled quotes; a quote inside an unquoted cell
 * is a character like any other, and so is what follows a closing quote. Lines end in \n, \r\n or \r. Empty lines are
 * counted and not returned. Throws `Unreadable` where a quote is never closed or a row has too many cells.
 */
export function* readSeparated(pieces: Iterable<string>, separator: string): Generator<Row> {
  const splitter = new Splitter(separator.charCodeAt(0))
  for (const piece of pieces) yield* splitter.split(piece)
  yield* splitter.end()
}

type Inside = 'start' | 'plain' | 'quoted' | 'quoteSeen'

/** Remembers, between two pieces of text, in the middle of what the first one ended. */
class Splitter {
  readonly #separator: number
  #inside: Inside = 'start'
  #cells: string[] = []
  #cell = ''
  #number = 1
  #wasQuoted = false
  #feedIsDone = false

  constructor(separator: number) {
    this.#separator = separator
  }

  *split(piece: string): Generator<Row> {
    let at = 0
    while (at < piece.length) {
      if (this.#feedIsDone) {
        this.#feedIsDone = false
        if (piece.charCodeAt(at) === feed) at++
        continue
      }
      if (this.#inside === 'quoted') at = this.#throughQuoted(piece, at)
      else if (this.#inside === 'quoteSeen') at = this.#afterQuote(piece, at)
      else if (this.#inside === 'start' && piece.charCodeAt(at) === quote) at = this.#openQuote(at)
      else {
        const end = this.#plainEnd(piece, at)
        this.#cell += piece.slice(at, end)
        this.#inside = 'plain'
        at = end + 1
        if (end === piece.length) break
        this.#endCell()
        const code = piece.charCodeAt(end)
        if (code === this.#separator) continue
        this.#feedIsDone = code === carriageReturn
        const row = this.#endRow()
        if (row) yield row
      }
    }
  }

  *end(): Generator<Row> {
    if (this.#inside === 'quoted') throw Unreadable.because('import.quote-open', { row: this.#number })
    if (this.#inside === 'start' && this.#cells.length === 0) return
    this.#endCell()
    const row = this.#endRow()
    if (row) yield row
  }

  #openQuote(at: number): number {
    this.#inside = 'quoted'
    this.#wasQuoted = true
    return at + 1
  }

  #throughQuoted(piece: string, at: number): number {
    const next = piece.indexOf('"', at)
    const end = next === -1 ? piece.length : next
    this.#cell += piece.slice(at, end)
    if (this.#cell.length > longestQuoted) throw Unreadable.because('import.quote-open', { row: this.#number })
    if (next !== -1) this.#inside = 'quoteSeen'
    return end + 1
  }

  #afterQuote(piece: string, at: number): number {
    if (piece.charCodeAt(at) === quote) {
      this.#cell += '"'
      this.#inside = 'quoted'
      return at + 1
    }
    this.#inside = 'plain'
    return at
  }

  #plainEnd(piece: string, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const code = piece.charCodeAt(at)
      if (code === this.#separator || code === feed || code === carriageReturn) return at
    }
    return piece.length
  }

  #endCell(): void {
    if (this.#cells.push(this.#cell) > importLimits.columns) throw tooLarge()
    this.#cell = ''
    this.#inside = 'start'
  }

  #endRow(): Row | null {
    const cells = this.#cells
    const isEmptyLine = cells.length === 1 && cells[0] === '' && !this.#wasQuoted
    const number = this.#number++
    this.#cells = []
    this.#wasQuoted = false
    return isEmptyLine ? null : { number, cells }
  }
}

export function tooLarge(): Unreadable {
  return Unreadable.because('import.table-too-large', {
    maximumRows: importLimits.rows,
    maximumColumns: importLimits.columns,
  })
}
