import type { Role, Variable } from '@gap5/contract/listen/instrument.ts'
import { reversed } from '@gap5/methods'
import { answerKind } from './answer-column.ts'
import type { AnswerTable } from './answer-table.ts'

/**
 * The answers of the selected respondents: one position each, in the order of `rows`, NaN where there is no answer.
 * Negatively worded items are already turned round, so that high is good.
 */
export class SelectedAnswers {
  readonly #table: AnswerTable
  readonly rows: Int32Array
  readonly #values = new Map<string, Float64Array>()

  constructor(table: AnswerTable, rows: Int32Array) {
    this.#table = table
    this.rows = rows
  }

  get respondents(): number {
    return this.rows.length
  }

  values(variable: Variable): Float64Array {
    const known = this.#values.get(variable.key)
    if (known) return known
    const given = this.#table.column(variable.key)?.values(this.rows) ?? new Float64Array(this.rows.length).fill(Number.NaN)
    const values = variable.reversed && !neverTurned.has(variable.role) ? reversed(given, variable) : given
    this.#values.set(variable.key, values)
    return values
  }

  /** A number, or why there is none: see `answerKind`. */
  kinds(variable: Variable): Uint8Array {
    return this.#table.column(variable.key)?.kinds(this.rows) ?? new Uint8Array(this.rows.length).fill(answerKind.blank)
  }
}

/** A negative wording says nothing about how important it is, nor about the parts of a Kano pair. */
const neverTurned: ReadonlySet<Role> = new Set(['importance', 'weight', 'functional', 'dysfunctional'])
