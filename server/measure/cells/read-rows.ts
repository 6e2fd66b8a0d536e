import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../../database.ts'
import type { TitledAttribute } from '../attribute-classes.ts'
import { dayOf, dayStart, grainBetween, type Grain } from '../periods.ts'
import { layoutOf, type Layout } from '../sums/layout.ts'
import type { held, ofResult } from '../sums/study-scores.ts'
import type { Build } from './build.ts'
import { CellRows, type CellRow } from './cell-rows.ts'
import { queryOf, readCells, type CellQuery } from './cell-query.ts'
import { coarsestWithin } from './cover.ts'
import { wholeStudy } from './deltas.ts'
import { addInPortions, type Fact } from './facts.ts'
import type { Cells } from './open.ts'
import { countedValues, studyExtent } from './study-counts.ts'

/** `wanted`: what cells hold, or what results need of it. */
export type ToldApart = { by: TitledAttribute | null; grain: Grain | null; wanted: typeof held | typeof ofResult }

/** The periods in which a study as a whole is told apart by time. */
export async function grainOfStudy(trx: Trx, cells: Cells): Promise<Grain> {
  const extent = await studyExtent(trx, cells)
  const day = (instant: number) => dayOf(instant, cells.build.timeZone)
  return extent ? grainBetween(day(extent.firstAt), day(extent.lastAt)) : 'day'
}

/**
 * Cells as rows, for figures that are told apart by the values of an attribute, by periods of a grain, or both. Responses that do
 * not carry the attribute, or another value than the selected ones, are in rows of their own that are counted only.
 */
export async function readCellRows(trx: Trx, cells: Cells, selection: Selection, { by, grain, wanted }: ToldApart): Promise<CellRows> {
  const { frame, build, waiting } = cells
  const layout = layoutOf(frame.definition, wanted)
  const query = await queryOf(trx, cells, selection, by, coarsestWithin(grain), layout)
  const startOfDay = (day: string) => dayStart(day, build.timeZone)
  const rows = (await readCells(trx, build, query)).map((cell): CellRow => ({ ...cell, startAt: startOfDay(cell.start) }))
  if (query.cuboid !== wholeStudy) rows.push(...(await restRows(trx, build, query, rows, startOfDay)))
  rows.push(...waitingRows(layout, waiting.filter((fact) => query.isWithin(fact)), query, startOfDay))
  return new CellRows(rows, query.cuboid, layout, { counts: await countedValues(trx, cells), extent: await studyExtent(trx, cells) })
}

/** What all cells of a period hold beyond those of the values that were read. */
async function restRows(trx: Trx, build: Build, query: CellQuery, read: readonly CellRow[], startOfDay: (day: string) => number): Promise<CellRow[]> {
  const whole = await readCells(trx, build, { ...query, cuboid: wholeStudy, values: null, counted: [], withReadings: false })
  const rest = new Map(whole.map(({ start, class: of, n }): [string, CellRow] => [`${startOfDay(start)} ${of}`, { startAt: startOfDay(start), value: '', class: of, n, sums: null, readings: null }]))
  for (const { startAt, class: of, n } of read) {
    const row = rest.get(`${startAt} ${of}`)
    if (row) row.n -= n
  }
  return [...rest.values()].filter(({ n }) => n !== 0)
}

function waitingRows(layout: Layout, facts: readonly Fact[], query: CellQuery, startOfDay: (day: string) => number): CellRow[] {
  const rows = new Map<string, CellRow & { sums: Float64Array }>()
  const rowOf = (fact: Fact) => {
    const value = query.isSelected(fact) ? (fact.attributes[query.cuboid] ?? '') : ''
    const name = `${fact.day} ${fact.class} ${value}`
    const row = rows.get(name) ?? { startAt: startOfDay(fact.day), value, class: fact.class, n: 0, sums: new Float64Array(layout.length), readings: null }
    rows.set(name, row)
    return row
  }
  for (const fact of facts) rowOf(fact).n += fact.sign
  addInPortions(layout, facts, (fact) => rowOf(fact).sums)
  return [...rows.values()]
}
