import type { AnswerRows, CodedValues, ValueCounts } from '../answer-rows.ts'
import { markBits } from '../answer-table.ts'
import { AttributeColumn } from '../attribute-column.ts'
import type { Layout, PickedPlaces } from '../sums/layout.ts'
import { addPacked, addPackedRanges } from './pack.ts'

/** A cell as a row; sums are packed, or one vector of all. Without any it is only counted. */
export type CellRow = { startAt: number; value: string; class: number; n: number; sums: Uint8Array | Float64Array | null; readings: Uint8Array | null }

type OfStudy = { counts: ReadonlyMap<string, ValueCounts>; extent: { firstAt: number; lastAt: number } | null }

/** Of each class one set of marks that every rule treats as it treats all of the class. */
const bitsOfClass = [0, markBits(['fast']), markBits(['duplicate'])]

/** Cells in the place of answers, for figures that need sums only. */
export class CellRows implements AnswerRows {
  readonly #rows: readonly CellRow[]
  readonly #key: string
  readonly #readingsAt: number
  readonly #values: AttributeColumn
  readonly #study: OfStudy

  /** `key` is the attribute that the values of the rows belong to. */
  constructor(rows: readonly CellRow[], key: string, layout: Pick<Layout, 'readingsAt'>, study: OfStudy) {
    this.#rows = rows
    this.#readingsAt = layout.readingsAt
    this.#key = key
    this.#study = study
    this.#values = new AttributeColumn(rows.length)
    rows.forEach(({ value }, row) => this.#values.set(row, value))
  }

  get length(): number {
    return this.#rows.length
  }

  submittedAt(row: number): number {
    return this.#rows[row]?.startAt ?? Number.NaN
  }

  isWithdrawn(): boolean {
    return false
  }

  marks(row: number): number {
    return bitsOfClass[this.#rows[row]?.class ?? 0] ?? 0
  }

  respondents(row: number): number {
    return this.#rows[row]?.n ?? 0
  }

  attribute(key: string): CodedValues | undefined {
    return key === this.#key ? this.#values : undefined
  }

  valueCounts(key: string): ValueCounts {
    return this.#study.counts.get(key) ?? new Map()
  }

  extent(): { firstAt: number; lastAt: number } | null {
    return this.#study.extent
  }

  /** Adds the rows at some positions of `rows` to each of several sums: all they hold, or what is picked. */
  add(rows: Int32Array, targets: readonly { positions: Int32Array; sums: Float64Array }[], picked: PickedPlaces | null = null): void {
    for (const { positions, sums } of targets) {
      for (const position of positions) {
        const row = this.#rows[rows[position]!]!
        if (picked) addPicked(row, sums, picked)
        else addRow(row, sums, this.#readingsAt)
      }
    }
  }
}

function addRow({ sums: own, readings }: CellRow, sums: Float64Array, readingsAt: number): void {
  if (own instanceof Float64Array) for (let at = 0; at < own.length; at++) sums[at]! += own[at]!
  else if (own !== null) addPacked(own, sums)
  if (readings !== null) addPacked(readings, sums.subarray(readingsAt))
}

function addPicked({ sums: own }: CellRow, sums: Float64Array, { ranges }: PickedPlaces): void {
  if (own instanceof Float64Array) for (const { from, size, at } of ranges) for (let i = 0; i < size; i++) sums[at + i]! += own[from + i]!
  else if (own !== null) addPackedRanges(own, ranges, sums)
}
