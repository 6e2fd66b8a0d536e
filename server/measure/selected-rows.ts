import { marks as allMarks, type Mark } from '@gap5/contract/listen/answers.ts'
import { excludedMarks, type Selection } from '@gap5/contract/measure/selection.ts'
import type { AnswerRows } from './answer-rows.ts'
import { markBits } from './answer-table.ts'
import { valueMatches, type TitledAttribute } from './attribute-classes.ts'
import { dayEnd, dayStart } from './periods.ts'

export type MarkCount = { reason: Mark; n: number }

/** The rows a selection is about, and what its rule on quality marks left out or let pass, each response counted once. */
export type SelectedRows = { rows: Int32Array; leftOut: MarkCount[]; marked: MarkCount[] }

export type Place = { attributes: readonly TitledAttribute[]; timeZone: string }

export function selectRows(table: AnswerRows, selection: Selection, place: Place): SelectedRows {
  const wanted = conditions(table, selection, place)
  const excluded = markBits(excludedMarks[selection.marks])
  const rows = new Int32Array(table.length)
  const leftOut = new Map<Mark, number>()
  const marked = new Map<Mark, number>()
  let count = 0
  for (let row = 0; row < table.length; row++) {
    if (table.isWithdrawn(row)) continue
    if (!wanted.every((holds) => holds(row))) continue
    const bits = table.marks(row)
    if ((bits & excluded) !== 0) countMark(leftOut, bits & excluded)
    else {
      rows[count++] = row
      if (bits !== 0) countMark(marked, bits)
    }
  }
  return { rows: rows.slice(0, count), leftOut: inMarkOrder(leftOut), marked: inMarkOrder(marked) }
}

type Condition = (row: number) => boolean

function conditions(table: AnswerRows, selection: Selection, place: Place): Condition[] {
  const { from, to, attributes } = selection
  const conditions: Condition[] = []
  if (from !== undefined) {
    const start = dayStart(from, place.timeZone)
    conditions.push((row) => table.submittedAt(row) >= start)
  }
  if (to !== undefined) {
    const end = dayEnd(to, place.timeZone)
    conditions.push((row) => table.submittedAt(row) < end)
  }
  for (const [key, values] of Object.entries(attributes)) conditions.push(attributeCondition(table, key, values, place))
  return conditions
}

function attributeCondition(table: AnswerRows, key: string, values: readonly string[], place: Place): Condition {
  const column = table.attribute(key)
  if (!column) return () => false
  const type = place.attributes.find((attribute) => attribute.key === key)?.type ?? 'text'
  const accepted = column.values.map((value) => values.some((wanted) => valueMatches(type, wanted, value)))
  return (row) => accepted[column.code(row)] ?? false
}

function countMark(counts: Map<Mark, number>, bits: number): void {
  const mark = allMarks.find((_, at) => (bits & (1 << at)) !== 0)
  if (mark) counts.set(mark, (counts.get(mark) ?? 0) + 1)
}

/** Counts that are not 0, in the order of `marks`. */
export function inMarkOrder(counts: ReadonlyMap<Mark, number>): MarkCount[] {
  return allMarks.flatMap((reason) => {
    const n = counts.get(reason) ?? 0
    return n === 0 ? [] : [{ reason, n }]
  })
}
