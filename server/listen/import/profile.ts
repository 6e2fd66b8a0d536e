import type { ColumnProfile } from '@gap5/contract/listen/recipe.ts'
import { cellDate } from './cell-date.ts'
import { cellPoint } from './cell-number.ts'
import { missingKind, usualMissing, type MissingTokens } from './missing.ts'
import type { Table } from './table.ts'

const mostDistinct = 1000
const mostFrequent = 500
const longestId = 64
const shownLength = 200
const mostlyShare = 0.9

export type TableProfile = {
  rows: number
  columns: ColumnProfile[]
  preview: { row: number; cells: string[] }[]
}

const previewRows = 20

/** Judges every column by all its cells, in one pass. */
export function profileTable(table: Table, missing: MissingTokens = usualMissing): TableProfile {
  const tallies = table.headings.map(() => new Tally(table.reading.decimalComma))
  const preview: TableProfile['preview'] = []
  let rows = 0
  for (const row of table.rows()) {
    if (++rows <= previewRows) {
      preview.push({ row: row.number, cells: row.cells.map((cell) => cell.slice(0, shownLength)) })
    }
    for (let i = 0; i < tallies.length; i++) tallies[i]!.add(row.cells[i]!, missing)
  }
  const columns = tallies.map((tally, index) => ({
    index,
    heading: table.headings[index]!,
    wording: table.wordings[index] ?? null,
    ...tally.profile(),
  }))
  return { rows, columns, preview }
}

/** What is remembered of a column while its cells go by. Cells seen before are only counted. */
class Tally {
  readonly #decimalComma: boolean
  readonly #counts = new Map<string, number>()
  readonly #rare = { whole: 0, number: 0, date: 0, length: 0, count: 0 }
  #ids: Set<string> | null = new Set()
  #repeats = 0
  #filled = 0
  #blank = 0
  #min = Infinity
  #max = -Infinity

  constructor(decimalComma: boolean) {
    this.#decimalComma = decimalComma
  }

  add(cell: string, missing: MissingTokens): void {
    const seen = this.#counts.get(cell)
    if (seen !== undefined) {
      this.#counts.set(cell, seen + 1)
      this.#filled++
      this.#noteRepeat()
      return
    }
    if (missingKind(cell, missing) !== null) {
      this.#blank++
      return
    }
    this.#filled++
    this.#noteId(cell)
    this.#noteNumber(cell)
    if (this.#counts.size < mostDistinct) this.#counts.set(cell, 1)
    else this.#noteRare(cell)
  }

  #noteId(cell: string): void {
    if (this.#ids === null) return
    if (cell.length > longestId) this.#ids = null
    else if (this.#ids.has(cell)) this.#noteRepeat()
    else this.#ids.add(cell)
  }

  /** A few repeated cells are slips in a column of ids; more of them mean that it holds something else. */
  #noteRepeat(): void {
    if (this.#ids !== null && ++this.#repeats > 20 + this.#filled * 0.02) this.#ids = null
  }

  #noteNumber(cell: string): void {
    const number = cellPoint(cell, this.#decimalComma)
    if (number === null) return
    this.#min = Math.min(this.#min, number)
    this.#max = Math.max(this.#max, number)
  }

  #noteRare(cell: string): void {
    this.#rare.count++
    this.#count(this.#rare, cell, 1)
  }

  #count(kinds: { whole: number; number: number; date: number; length: number }, cell: string, times: number): void {
    kinds.length += cell.length * times
    if (cellDate(cell, 'dmy') !== null && !/^\d+$/.test(cell)) {
      kinds.date += times
      return
    }
    const number = cellPoint(cell, this.#decimalComma)
    if (number === null) return
    kinds.number += times
    if (Number.isInteger(number)) kinds.whole += times
  }

  profile() {
    const kinds = { ...this.#rare }
    for (const [cell, count] of this.#counts) this.#count(kinds, cell, count)
    const byCount = [...this.#counts].sort((a, b) => b[1] - a[1])
    const distinct = this.#ids?.size ?? Math.min(mostDistinct, this.#counts.size + this.#rare.count)
    return {
      kind: this.#kind(kinds, distinct),
      min: Number.isFinite(this.#min) ? this.#min : null,
      max: Number.isFinite(this.#max) ? this.#max : null,
      filled: this.#filled,
      blank: this.#blank,
      distinct: Math.min(distinct, mostDistinct),
      frequent: byCount.slice(0, mostFrequent).map(([value, count]) => ({ value: value.slice(0, shownLength), count })),
      samples: [...this.#counts.keys()].slice(0, 5).map((value) => value.slice(0, shownLength)),
      repeats: this.#ids === null ? null : this.#repeats,
      meanLength: this.#filled === 0 ? 0 : kinds.length / this.#filled,
    }
  }

  #kind(kinds: { whole: number; number: number; date: number; length: number }, distinct: number): ColumnProfile['kind'] {
    const filled = this.#filled
    if (filled === 0) return 'empty'
    if (kinds.date >= filled * mostlyShare) return 'date'
    if (kinds.whole >= filled * mostlyShare) return 'whole'
    if (kinds.number >= filled * mostlyShare) return 'number'
    if (kinds.length / filled > 30) return 'text'
    return distinct <= 60 || distinct < filled / 4 ? 'category' : 'text'
  }
}
