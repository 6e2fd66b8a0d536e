import { marks as allMarks, type Mark } from '@gap5/contract/listen/answers.ts'
import { AnswerColumn, grown, type Answer } from './answer-column.ts'
import type { AnswerRows, ValueCounts } from './answer-rows.ts'
import { AttributeColumn } from './attribute-column.ts'

/** One response in its latest revision. `answers` stand in the order of the table's variables. */
export type AnswerRow = {
  key: string
  submittedAt: Date
  marks: readonly Mark[]
  answers: readonly Answer[]
  attributes: Readonly<Record<string, string>>
}

/**
 * All answers of one study, column by column: what analysis reads. Rows are respondents; a row that is put again under
 * its key (a correction, another mark) replaces the earlier one in place.
 */
export class AnswerTable implements AnswerRows {
  readonly variables: readonly string[]
  length = 0
  /** Another number after every change, and never the number of any other table. */
  version = nextVersion()
  #capacity = 64
  #submittedAt = new Float64Array(this.#capacity)
  #marks = new Uint16Array(this.#capacity)
  readonly #columns: readonly AnswerColumn[]
  readonly #indexOf = new Map<string, number>()
  readonly #attributes = new Map<string, AttributeColumn>()
  readonly #rowOf = new Map<string, number>()
  readonly #keys: string[] = []

  constructor(variables: readonly string[]) {
    this.variables = variables
    this.#columns = variables.map(() => new AnswerColumn(this.#capacity))
    variables.forEach((variable, index) => this.#indexOf.set(variable, index))
  }

  /** About what the table takes in memory. */
  get bytes(): number {
    const perKey = 120
    const columns = this.#columns.reduce((sum, column) => sum + column.bytes, 0)
    const attributes = [...this.#attributes.values()].reduce((sum, column) => sum + column.bytes, 0)
    return columns + attributes + this.#capacity * 10 + this.length * perKey
  }

  put(row: AnswerRow): void {
    this.version = nextVersion()
    const index = this.#rowOf.get(row.key) ?? this.#add(row.key)
    this.#submittedAt[index] = row.submittedAt.getTime()
    this.#marks[index] = markBits(row.marks)
    this.#columns.forEach((column, at) => column.set(index, row.answers[at] ?? null))
    for (const key of Object.keys(row.attributes)) {
      if (!this.#attributes.has(key)) this.#attributes.set(key, new AttributeColumn(this.#capacity))
    }
    for (const [key, column] of this.#attributes) column.set(index, row.attributes[key])
  }

  column(variable: string): AnswerColumn | undefined {
    const index = this.#indexOf.get(variable)
    return index === undefined ? undefined : this.#columns[index]
  }

  attribute(key: string): AttributeColumn | undefined {
    return this.#attributes.get(key)
  }

  /** The key a row was put under. */
  keyOf(row: number): string {
    return this.#keys[row] ?? ''
  }

  /** Milliseconds since 1970, UTC. */
  submittedAt(row: number): number {
    return this.#submittedAt[row] ?? Number.NaN
  }

  /** Taken back with the import it came in: there is no such answer any more. */
  isWithdrawn(row: number): boolean {
    return (this.marks(row) & withdrawn) !== 0
  }

  /** Quality marks as a bit set, see `markBits`. */
  marks(row: number): number {
    return this.#marks[row] ?? 0
  }

  respondents(): number {
    return 1
  }

  valueCounts(key: string): ValueCounts {
    const column = this.#attributes.get(key)
    if (!column) return new Map()
    const counts = new Int32Array(column.values.length)
    for (let row = 0; row < this.length; row++) {
      const code = column.code(row)
      if (code >= 0 && !this.isWithdrawn(row)) counts[code]!++
    }
    return new Map(column.values.flatMap((value, code) => (counts[code]! > 0 ? [[value, counts[code]!] as const] : [])))
  }

  extent(): { firstAt: number; lastAt: number } | null {
    let firstAt = Infinity
    let lastAt = -Infinity
    for (let row = 0; row < this.length; row++) {
      if (this.isWithdrawn(row)) continue
      firstAt = Math.min(firstAt, this.submittedAt(row))
      lastAt = Math.max(lastAt, this.submittedAt(row))
    }
    return firstAt > lastAt ? null : { firstAt, lastAt }
  }

  #add(key: string): number {
    if (this.length === this.#capacity) this.#grow()
    this.#rowOf.set(key, this.length)
    this.#keys.push(key)
    return this.length++
  }

  #grow(): void {
    this.#capacity *= 2
    this.#submittedAt = grown(this.#submittedAt, this.#capacity)
    const marks = new Uint16Array(this.#capacity)
    marks.set(this.#marks)
    this.#marks = marks
    for (const column of this.#columns) column.grow(this.#capacity)
    for (const column of this.#attributes.values()) column.grow(this.#capacity)
  }
}

let versions = 0
function nextVersion(): number {
  return ++versions
}

const withdrawn = markBits(['withdrawn'])

/** A set of marks as bits, the first of `marks` lowest. */
export function markBits(marks: readonly Mark[]): number {
  return marks.reduce((bits, mark) => bits | (1 << allMarks.indexOf(mark)), 0)
}
