import type { ColumnProfile } from '@gap5/contract/listen/recipe.ts'
import { cellNumber } from './cell-number.ts'
import { missingKind, usualMissing } from './missing.ts'
import { pointsHeading } from './role-words.ts'
import { firstOf, type Table } from './table.ts'

const rowsTried = 500
const slack = 5
const fewest = 3

/** Columns that share out 100 points, each with the name of what it gives them to. */
export type PointsGuess = { index: number; name: string }

/** Found by headings ("points_tangibles"), or by neighbouring figures that add up to 100 in nearly every row. */
export function guessPoints(table: Table, columns: readonly ColumnProfile[]): PointsGuess[] {
  const figures = columns.filter(({ kind, min, max }) => (kind === 'whole' || kind === 'number') && min! >= 0 && max! <= 100)
  const named = figures.flatMap(({ index, heading }) => {
    const name = pointsHeading(heading)
    return name === null ? [] : [{ index, name }]
  })
  if (named.length >= 2 && addUp(table, named.map(({ index }) => index), 0.5)) return named
  const wide = figures.filter(({ max, repeats }) => max! > 11 && repeats !== 0)
  const runs = neighbours(wide).filter((run) => run.length >= fewest && run.length <= 12)
  const run = runs.find((columns) => addUp(table, columns.map(({ index }) => index), 0.8))
  return run?.map(({ index, heading }) => ({ index, name: heading })) ?? []
}

function neighbours(columns: readonly ColumnProfile[]): ColumnProfile[][] {
  const runs: ColumnProfile[][] = []
  for (const column of columns) {
    const last = runs.at(-1)?.at(-1)
    if (last && last.index + 1 === column.index) runs.at(-1)!.push(column)
    else runs.push([column])
  }
  return runs
}

/** Whether that share of the filled rows adds up to 100, give or take five. */
function addUp(table: Table, indexes: number[], share: number): boolean {
  let filled = 0
  let whole = 0
  for (const { cells } of firstOf(table.rows(), rowsTried)) {
    const points = indexes.map((index) => cells[index]!).filter((cell) => missingKind(cell, usualMissing) === null)
    if (points.length === 0) continue
    filled++
    const total = points.reduce((sum, cell) => sum + (cellNumber(cell, table.reading.decimalComma) ?? 0), 0)
    if (Math.abs(total - 100) <= slack) whole++
  }
  return filled > 0 && whole >= filled * share
}
