import { dontKnow, notApplicable } from '@gap5/contract/listen/answers.ts'

/** One answer to one variable: a number, "na", "dk", or null where it was left blank. */
export type Answer = number | typeof notApplicable | typeof dontKnow | null

export type Absences = { notApplicable: number; dontKnow: number; blank: number }

const blankCode = -128
const notApplicableCode = -127
const dontKnowCode = -126
const lowestCode = -125
const highestCode = 127

/**
 * The answers of all respondents to one variable. Whole numbers take one byte; a column that meets any other number
 * (means in imported data, halves of points) keeps its numbers exactly beside it.
 */
export class AnswerColumn {
  #codes: Int8Array
  #exact: Float64Array | null = null

  constructor(capacity: number) {
    this.#codes = new Int8Array(capacity).fill(blankCode)
  }

  get bytes(): number {
    return this.#codes.byteLength + (this.#exact?.byteLength ?? 0)
  }

  grow(capacity: number): void {
    const codes = new Int8Array(capacity).fill(blankCode)
    codes.set(this.#codes)
    this.#codes = codes
    if (this.#exact) this.#exact = grown(this.#exact, capacity)
  }

  set(row: number, answer: Answer): void {
    if (typeof answer !== 'number') this.#codes[row] = absenceCode(answer)
    else if (this.#exact === null && fitsCode(answer)) this.#codes[row] = answer
    else {
      this.#exact ??= Float64Array.from(this.#codes)
      this.#exact[row] = answer
      this.#codes[row] = 0
    }
  }

  /** The numbers at the given rows, NaN where there is none. */
  values(rows: Int32Array): Float64Array {
    const values = new Float64Array(rows.length)
    const numbers = this.#exact ?? this.#codes
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      values[i] = this.#codes[row]! < lowestCode ? Number.NaN : numbers[row]!
    }
    return values
  }

  /** Why there is no number at the given rows, counted. */
  absences(rows: Int32Array): Absences {
    const absences = { notApplicable: 0, dontKnow: 0, blank: 0 }
    for (const row of rows) {
      const code = this.#codes[row]!
      if (code === blankCode) absences.blank++
      else if (code === notApplicableCode) absences.notApplicable++
      else if (code === dontKnowCode) absences.dontKnow++
    }
    return absences
  }
}

function absenceCode(answer: Exclude<Answer, number>): number {
  if (answer === null) return blankCode
  return answer === notApplicable ? notApplicableCode : dontKnowCode
}

function fitsCode(answer: number): boolean {
  return Number.isInteger(answer) && answer >= lowestCode && answer <= highestCode
}

export function grown(values: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity)
  larger.set(values)
  return larger
}
