import { dontKnow, notApplicable } from '@gap5/contract/listen/answers.ts'

/** One answer to one variable: a number, "na", "dk", or null where it was left blank. */
export type Answer = number | typeof notApplicable | typeof dontKnow | null

export type Absences = { notApplicable: number; dontKnow: number; blank: number }

/** A number, or why there is none. */
export const answerKind = { number: 0, notApplicable: 1, dontKnow: 2, blank: 3 } as const

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

  /** What kind of answer stands at the given rows, see `answerKind`. */
  kinds(rows: Int32Array): Uint8Array {
    const kinds = new Uint8Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const code = this.#codes[rows[i]!]!
      if (code === blankCode) kinds[i] = answerKind.blank
      else if (code === notApplicableCode) kinds[i] = answerKind.notApplicable
      else if (code === dontKnowCode) kinds[i] = answerKind.dontKnow
    }
    return kinds
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
