import { completeRows, pick, type Vector } from '../columns.ts'
import { normalQuantile } from '../numbers/normal.ts'
import { MethodError, type Reason } from '../result.ts'
import type { ScaleItem } from './scaleData.ts'

/** More steps than this are no steps: such answers are better taken as numbers. */
export const mostCategories = 20

/** Answers in steps: complete cases, each answer as the position of its value among the values that occur. */
export interface OrdinalData {
  ids: string[]
  n: number
  missing: number
  items: OrdinalItem[]
  reason: Reason | null
  /** The item at fault. */
  at: string
}

export interface OrdinalItem {
  id: string
  /** The values that occur, ascending. */
  values: Float64Array
  /** Position of each respondent's value. */
  codes: Int32Array
  /** How often each value occurs. */
  counts: Float64Array
  /** Where a normal variable must be cut to give those counts: one fewer than values. */
  thresholds: Float64Array
}

/** Reasons: `no-answers`, `too-few` (under two complete cases), `no-variance`, `not-applicable` for an item of more than twenty different values. */
export function ordinalData(items: readonly ScaleItem[]): OrdinalData {
  if (items.length === 0) throw new MethodError('no-items', 'There must be at least one item')
  const given = items.map(({ answers }) => answers)
  const rows = completeRows(given)
  const head = { ids: items.map(({ id }) => id), n: rows.length, missing: given[0]!.length - rows.length }
  const nothing = (reason: Reason, at = '') => ({ ...head, items: [], reason, at })
  if (rows.length < 2) return nothing(rows.length === 0 ? 'no-answers' : 'too-few')
  const found = items.map(({ id, answers }) => itemOf(id, pick(answers, rows)))
  const flat = found.find(({ values }) => values.length < 2)
  const many = found.find(({ values }) => values.length > mostCategories)
  if (flat || many) return nothing(flat ? 'no-variance' : 'not-applicable', (flat ?? many)!.id)
  return { ...head, items: found, reason: null, at: '' }
}

function itemOf(id: string, answers: Vector): OrdinalItem {
  const values = Float64Array.from(new Set(answers)).sort()
  const place = new Map([...values].map((value, i) => [value, i]))
  const codes = Int32Array.from(answers, (answer) => place.get(answer)!)
  const counts = new Float64Array(values.length)
  for (const code of codes) counts[code]!++
  let below = 0
  const thresholds = Float64Array.from(counts.subarray(0, -1), (count) => normalQuantile((below += count) / codes.length))
  return { id, values, codes, counts, thresholds }
}
