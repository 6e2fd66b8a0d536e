/** The measures of one side, summed up, with what must be the same on another side to compare them. */
import { measureKey, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Reason } from '@gap5/contract/measure/results.ts'
import { sideFigures, type IndexKey, type SideFigure, type SideRow } from '@gap5/contract/measure/side-by-side.ts'
import type { AnswerRows } from './answer-rows.ts'
import { everybody, figuresByAll, respondentsOf, type Cell } from './figures-by.ts'
import { indicesOf } from './index-cells.ts'
import { measureScale } from './measure-scale.ts'
import { questionsOf, type RatedItem } from './rated-items.ts'
import type { StudyFrame } from './study-result.ts'

export type SideCell = Pick<SideRow, 'measure' | 'level' | 'title' | 'unit' | 'scale' | 'lowIsGood'> & {
  cell: Cell
  /** Two sides ask the same where these are equal: items, roles, scale. */
  asks: string
  /** Why there is no figure although there are answers. */
  refused?: Reason
}

export type SideFigures = { responses: number; figure: SideFigure | null; figures: SideFigure[]; cells: SideCell[]; /** Indices that its questions give besides. */ indices: IndexKey[] }

/** `wanted` figure of the dimensions and the whole, where they have it; else the first they have. */
export function sideFiguresOf(study: StudyFrame, table: AnswerRows, selection: Selection, wanted: SideFigure | null): SideFigures {
  const questions = questionsOf(study.definition, study.provider)
  const groups: Measure[] = [...questions.dimensions.map(({ key }) => ({ level: 'dimension' as const, key, figure: 'perception' as const })), { level: 'overall', key: null, figure: 'perception' }]
  const loose = questions.items.filter((item) => item.dimension === null)
  const indicators = loose.flatMap(indicatorsOf)
  const all = sideFigures.flatMap((figure) => groups.map((measure): Measure => ({ ...measure, figure })))
  const found = figuresByAll(study, table, selection, [...all, ...indicators], everybody)
  const has = (figure: SideFigure) => all.some((measure, at) => measure.figure === figure && found[at] !== null)
  const figures = sideFigures.filter(has)
  const figure = figures.find((each) => each === wanted) ?? figures[0] ?? null
  const cells = [...all, ...indicators].flatMap((measure, at): SideCell[] => {
    const own = found[at]
    if (!own || (at < all.length && measure.figure !== figure)) return []
    const scale = measureScale(study, measure)
    const items = itemsOf(measure, questions.items)
    return [
      {
        measure: measureKey(measure),
        level: measure.level,
        title: own.title,
        unit: own.unit,
        scale,
        lowIsGood: items.some(({ levels }) => levels.effort?.lowIsGood ?? false),
        cell: own.cells[0]!,
        asks: JSON.stringify([scale, items.map(({ key, dimension, levels }) => [key, dimension, Object.keys(levels).sort()]).sort()]),
      },
    ]
  })
  return { responses: Math.max(0, ...cells.map(({ cell }) => respondentsOf(cell))), figure, figures, cells, indices: indicesOf(study) }
}

function indicatorsOf({ key, levels }: RatedItem): Measure[] {
  if (levels.recommendation) return [{ level: 'item', key, figure: 'nps' }]
  return levels.satisfaction ?? levels.effort ?? levels.intention ? [{ level: 'item', key, figure: 'mean' }] : []
}

function itemsOf(measure: Measure, items: readonly RatedItem[]): RatedItem[] {
  if (measure.level === 'overall') return items.filter(({ dimension }) => dimension !== null)
  return items.filter((item) => (measure.level === 'item' ? item.key : item.dimension) === measure.key)
}
