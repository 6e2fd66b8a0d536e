/** Answers of people brought together to what describes their unit: a branch, or a branch in a period. */
import type { BenchColumn, BenchData, BenchLabels } from './bench-data.ts'

export type UnitTable = {
  /** One row a unit and period that has rows. */
  cells: readonly { unit: number; period: number }[]
  /** The mean of a column in each cell; NaN where fewer than `least` rows have a value. */
  means: (column: BenchColumn) => Float64Array
  /** Values of a column in each cell. */
  samples: (column: BenchColumn) => Float64Array[]
  /** Every cell is a single row, so that the data are a table of units rather than answers of people. */
  isTable: boolean
}

/** `least` counts where people answered; a table of units is taken as it is. */
export function unitTable({ respondents }: BenchData, unit: BenchLabels, period: BenchLabels | undefined, least: number): UnitTable {
  const rows = new Map<string, number[]>()
  for (let i = 0; i < respondents; i++) {
    const [u, t] = [unit.codes[i]!, period ? period.codes[i]! : 0]
    if (u < 0 || t < 0) continue
    const key = `${u} ${t}`
    const here = rows.get(key)
    if (here) here.push(i)
    else rows.set(key, [i])
  }
  const all = [...rows].map(([key, members]) => ({ unit: Number(key.split(' ')[0]), period: Number(key.split(' ')[1]), members }))
  all.sort((a, b) => a.unit - b.unit || a.period - b.period)
  const isTable = all.every(({ members }) => members.length === 1)
  const samples = ({ values }: BenchColumn) => all.map(({ members }) => Float64Array.from(members, (i) => values[i]!).filter(Number.isFinite))
  return {
    cells: all.map(({ unit: u, period: t }) => ({ unit: u, period: t })),
    isTable,
    samples,
    means: (column) => Float64Array.from(samples(column), (sample) => (sample.length >= (isTable ? 1 : least) ? sample.reduce((sum, x) => sum + x, 0) / sample.length : Number.NaN)),
  }
}
