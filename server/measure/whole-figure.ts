import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import { measureKey, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { Problem } from '../problem.ts'
import { cellEstimate, everybody, figuresBy } from './figures-by.ts'
import type { Reading } from './reading.ts'

export type WholeFigure = { title: Text; unit: Comparison['unit']; estimate: Estimate }

/** One measure over a whole selection, with its title and how it is written. */
export async function wholeFigure(reading: Reading, organisation: Organisation, study: string, selection: Selection, measure: Measure): Promise<WholeFigure> {
  const figure = await reading.figures(organisation, study, { selection, grain: null, question: { wholeFigure: measure } }, (frame, table) => {
    const found = figuresBy(frame, table, selection, measure, everybody)
    const [cell] = found?.cells ?? []
    return found && cell ? { title: found.title, unit: found.unit, estimate: cellEstimate(cell, found.unit, frame.minimumN) } : null
  })
  if (figure === null) throw new Problem('measure.measure-unknown', { measure: measureKey(measure) })
  return figure
}
