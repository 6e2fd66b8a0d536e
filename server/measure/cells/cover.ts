/** Which cells answer for a period: whole years, then whole months, then whole weeks, and days only at the edges. */
import { firstDayAfter, nextDay, previousDay, type Grain } from '../periods.ts'
import type { CellGrain } from './cells.tables.ts'
import { startOf } from './deltas.ts'

/** Cells of one grain whose first days lie between two days, both included; null is open. */
export type CellRange = { grain: CellGrain; first: string | null; last: string | null }

const coarseToFine: CellGrain[] = ['year', 'month', 'week', 'day']

/** Ranges that cover every day from `from` to `to` once, by cells no coarser than told; both included, null for no limit. */
export function cover(from: string | null, to: string | null, coarsest: CellGrain = 'year'): CellRange[] {
  if (from !== null && to !== null && from > to) return []
  return coverBy(coarseToFine.slice(coarseToFine.indexOf(coarsest)), from, to)
}

/** The coarsest cells that never lie in two periods of a grain. */
export function coarsestWithin(grain: Grain | null): CellGrain {
  if (grain === 'day' || grain === 'week') return grain
  return grain === 'month' || grain === 'quarter' ? 'month' : 'year'
}

function coverBy([grain, ...finer]: CellGrain[], from: string | null, to: string | null): CellRange[] {
  if (grain === undefined) return []
  const first = from === null || startOf(from, grain) === from ? from : firstDayAfter(startOf(from, grain), grain)
  const end = to === null ? null : firstDayOfRest(to, grain)
  if (first !== null && end !== null && first >= end) return coverBy(finer, from, to)
  return [
    ...(from !== null && first !== null && from < first ? coverBy(finer, from, previousDay(first)) : []),
    { grain, first, last: end === null ? null : previousDay(end) },
    ...(to !== null && end !== null && end <= to ? coverBy(finer, end, to) : []),
  ]
}

/** The day after the last whole period that ends by `to`. */
function firstDayOfRest(to: string, grain: CellGrain): string {
  const start = startOf(to, grain)
  const next = firstDayAfter(start, grain)
  return nextDay(to) === next ? next : start
}
