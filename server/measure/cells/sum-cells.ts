import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../../database.ts'
import type { SelectedSums, Summed } from '../summed.ts'
import { layoutOf, type Layout } from '../sums/layout.ts'
import { held, ofResult } from '../sums/study-scores.ts'
import { queryOf, readCells } from './cell-query.ts'
import { extentInResponses } from './extent.ts'
import { addInPortions } from './facts.ts'
import { leftOutBy, markedIn, tallyLength, tallyMarks } from './mark-class.ts'
import type { Cells } from './open.ts'
import { addPacked } from './pack.ts'
import { countStudy } from './study-counts.ts'

/** What a result is made of: what a selection of responses comes to, with what is counted of the whole study. */
export async function sumCells(trx: Trx, cells: Cells, selection: Selection): Promise<Summed> {
  return { ...(await sumSelection(trx, cells, selection, ofResult)), counts: await countStudy(trx, cells) }
}

/** By the layout of what cells hold, or of what results need of it. */
export async function sumSelection(trx: Trx, cells: Cells, selection: Selection, wanted: typeof held | typeof ofResult): Promise<SelectedSums> {
  const layout = layoutOf(cells.frame.definition, wanted)
  const { sums, marks, countedMarks, firstAt, lastAt, isShrinking } = await gather(trx, cells, selection, layout)
  const extent: Pick<SelectedSums, 'firstAt' | 'lastAt'> = isShrinking ? await extentInResponses(trx, cells, selection) : firstAt > lastAt ? { firstAt: null, lastAt: null } : { firstAt, lastAt }
  return { layout, sums, leftOut: leftOutBy(selection.marks, marks), marked: markedIn(countedMarks), ...extent }
}

async function gather(trx: Trx, cells: Cells, selection: Selection, layout: Layout) {
  const { build, waiting } = cells
  const query = await queryOf(trx, cells, selection, null, 'year', layout)
  const sums = new Float64Array(layout.length)
  const found = { sums, firstAt: Infinity, lastAt: -Infinity, isShrinking: false, marks: zeros(), countedMarks: zeros() }
  const meet = (firstAt: number, lastAt: number) => {
    found.firstAt = Math.min(found.firstAt, firstAt)
    found.lastAt = Math.max(found.lastAt, lastAt)
  }
  for (const cell of await readCells(trx, build, query)) {
    addTo(found.marks, cell.marks)
    if (cell.sums === null) continue
    addTo(found.countedMarks, cell.marks)
    addPacked(cell.sums, sums)
    if (cell.readings !== null) addPacked(cell.readings, sums.subarray(layout.readingsAt))
    if (cell.n > 0) meet(cell.firstAt.getTime(), cell.lastAt.getTime())
  }
  const facts = waiting.filter((fact) => query.isSelected(fact))
  const counted = facts.filter((fact) => query.counted.includes(fact.class))
  for (const fact of facts) tallyMarks(found.marks, fact.marks, fact.sign)
  for (const fact of counted) {
    tallyMarks(found.countedMarks, fact.marks, fact.sign)
    if (fact.sign > 0) meet(fact.submittedAt.getTime(), fact.submittedAt.getTime())
    else found.isShrinking = true
  }
  addInPortions(layout, counted, () => sums)
  return found
}

function zeros(): number[] {
  return Array.from({ length: tallyLength }, () => 0)
}

function addTo(into: number[], marks: readonly number[]): void {
  for (let at = 0; at < marks.length; at++) into[at]! += marks[at]!
}
