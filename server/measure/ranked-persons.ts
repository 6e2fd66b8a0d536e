/** The persons of a selection in the order of their own scores; equal scores by id, so that a page goes on where it ended. */
import type { Measure } from '@gap5/contract/measure/measures.ts'
import type { BehindQuery } from '@gap5/contract/measure/answers-behind.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { Problem } from '../problem.ts'
import type { AnswerTable } from './answer-table.ts'
import { scoresIn } from './own-scores.ts'
import { selectRows } from './selected-rows.ts'
import type { StudyFrame } from './study-result.ts'
import { portions } from './summed.ts'

export type Person = { id: string; score: number }

/** `rows` in their order, and the score of each. */
export class RankedPersons {
  readonly #keyOf: (row: number) => string
  readonly #rows: Int32Array
  readonly #scores: Float64Array
  readonly #sign: 1 | -1

  constructor(table: Pick<AnswerTable, 'keyOf'>, rows: Int32Array, scores: Float64Array, descending: boolean) {
    this.#keyOf = (row) => table.keyOf(row)
    this.#sign = descending ? -1 : 1
    const order = Int32Array.from(rows, (_, at) => at)
    order.sort((a, b) => this.#compare({ id: this.#keyOf(rows[a]!), score: scores[a]! }, { id: this.#keyOf(rows[b]!), score: scores[b]! }))
    this.#rows = Int32Array.from(order, (at) => rows[at]!)
    this.#scores = Float64Array.from(order, (at) => scores[at]!)
  }

  get length(): number {
    return this.#rows.length
  }

  static of(persons: readonly Person[], order: BehindQuery['order']): RankedPersons {
    const rows = Int32Array.from(persons.keys())
    return new RankedPersons({ keyOf: (row) => persons[row]!.id }, rows, Float64Array.from(persons, ({ score }) => score), order === 'highest')
  }

  persons(from: number, to: number): Person[] {
    return Array.from(this.#rows.subarray(from, to), (row, at) => ({ id: this.#keyOf(row), score: this.#scores[from + at]! }))
  }

  /** Place of the first person after a mark, also where that person is gone meanwhile. */
  placeAfter(mark: string): number {
    const last = readMark(mark)
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#compare(this.persons(middle, middle + 1)[0]!, last) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #compare(a: Person, b: Person): number {
    return this.#sign * (a.score - b.score) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  }
}

export function personMark({ score, id }: Person): string {
  return Buffer.from(JSON.stringify([score, id])).toString('base64url')
}

function readMark(mark: string): Person {
  try {
    const [score, id] = JSON.parse(Buffer.from(mark, 'base64url').toString()) as unknown[]
    if (typeof score === 'number' && typeof id === 'string') return { score, id }
  } catch {
    // told below
  }
  throw new Problem('request.malformed', { reason: { en: 'The page mark is not one of ours.', zh: '分页标记无效。' } })
}

/** Those of the selection who have a score, between `low` and `high` where they are given. */
export function rankPersons(study: StudyFrame, table: AnswerTable, selection: Selection, measure: Measure, { low = -Infinity, high = Infinity, order }: BehindQuery): RankedPersons {
  const { rows: selected } = selectRows(table, selection, study)
  const rows = new Int32Array(selected.length)
  const scores = new Float64Array(selected.length)
  let count = 0
  for (const part of portions(selected)) {
    for (const [at, score] of scoresIn(study, table, part, measure).entries()) {
      if (!(score >= low && score <= high)) continue
      rows[count] = part[at]!
      scores[count++] = score
    }
  }
  return new RankedPersons(table, rows.slice(0, count), scores.slice(0, count), order === 'highest')
}
