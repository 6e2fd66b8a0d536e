import type { Role, Variable } from '@gap5/contract/listen/instrument.ts'
import { reversed } from '@gap5/methods'
import type { Absences } from './answer-column.ts'
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

  absences(variable: Variable): Absences {
    const column = this.#table.column(variable.key)
    return column?.absences(this.rows) ?? { notApplicable: 0, dontKnow: 0, blank: this.rows.length }
  }
}

/** A negative wording says nothing about how important it is, nor about the parts of a Kano pair. */
const neverTurned: ReadonlySet<Role> = new Set(['importance', 'weight', 'functional', 'dysfunctional'])
