/**
 * One measure of a study, summed up for groups of its respondents: the only place where comparisons, trends and
 * rankings get their figures from. What a group needs to be told, tested and charted is in its `Cell`.
 */
import type { Text } from '@gap5/contract/language.ts'
import { unitOf, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { mean, npsOfCounts, proportion, type Share } from '@gap5/methods'
import type { AnswerRows } from './answer-rows.ts'
import { AnswerTable } from './answer-table.ts'
import { CellRows } from './cells/cell-rows.ts'
import { estimateOf } from './estimates.ts'
import { cellOf, sectionsOf, sourceOf, titleOf, type Cell, type Source } from './measure-cell.ts'
import { questionsOf } from './rated-items.ts'
import { selectRows } from './selected-rows.ts'
import type { StudyFrame } from './study-result.ts'
import { addPortion, portions } from './summed.ts'
import { layoutOf, pickedFigure, pickedFrom, type Layout, type PickedPlaces } from './sums/layout.ts'
import type { Columns, Figures } from './sums/leaves.ts'
import { ofResult } from './sums/study-scores.ts'

export type { Cell } from './measure-cell.ts'

export type Unit = Comparison['unit']

export type FiguresBy = {
  title: Text
  unit: Unit
  /** One a group, in the order of the groups; a group nobody is in has neither answers nor missing ones. */
  cells: Cell[]
  /** Selected responses that are in no group. */
  withoutGroup: number
}

/** How rows fall into groups: `groupOf` gives the place of a row among them, −1 for none. */
export type Grouped = { count: number; groupOf: (row: number) => number }

/** Null where the study does not ask what the measure needs. */
export function figuresBy(study: StudyFrame, table: AnswerRows, selection: Selection, measure: Measure, groups: Grouped): FiguresBy | null {
  return figuresByAll(study, table, selection, [measure], groups)[0] ?? null
}

/** Several measures of the same groups: the answers are gone through once. */
export function figuresByAll(study: StudyFrame, table: AnswerRows, selection: Selection, measures: readonly Measure[], groups: Grouped): (FiguresBy | null)[] {
  const questions = questionsOf(study.definition, study.provider)
  // Cells hold all of it; of rows no more is scored than is asked for.
  const layout = layoutOf(study.definition, table instanceof CellRows ? ofResult : { ...ofResult, sections: [...new Set(measures.flatMap(sectionsOf))].sort() })
  const sources = measures.map((measure) => sourceOf<Columns>(measure, questions, layout.skeleton))
  const picked = pickedFrom(layout, new Set(sources.flatMap((source) => (source === null ? [] : 'score' in source ? [source.score] : [source.values, source.spread]))))
  const { rows } = selectRows(table, selection, study)
  const { sums, withoutGroup } = sumBy(layout, table, rows, groups, picked)
  return measures.map((measure, at) => {
    const [title, source] = [titleOf(measure, questions), sources[at]]
    if (!title || !source) return null
    return { title, unit: unitOf(measure.figure), cells: sums.map((sum) => cellOf(figuresIn(source, picked, sum))), withoutGroup }
  })
}

function figuresIn(source: Source<Columns>, picked: PickedPlaces, sums: Float64Array): Source<Figures> {
  const sample = (leaf: Float64Array) => pickedFigure(picked, leaf, sums) as Figures['sample']
  if ('score' in source) return { score: sample(source.score) }
  return { ...source, values: sample(source.values), spread: pickedFigure(picked, source.spread, sums) as Figures['spread'] }
}

/** Rows summed up by group; a table of answers may be summed up by any layout, cells by theirs. */
export function sumBy(layout: Layout, table: AnswerRows, rows: Int32Array, { count, groupOf }: Grouped, picked: PickedPlaces | null = null): { sums: Float64Array[]; withoutGroup: number } {
  const sums = Array.from({ length: count }, () => new Float64Array((picked ?? layout).length))
  let withoutGroup = 0
  for (const part of portions(rows)) {
    const positions: number[][] = sums.map(() => [])
    for (let i = 0; i < part.length; i++) {
      const group = positions[groupOf(part[i]!)]
      if (group) group.push(i)
      else withoutGroup += table.respondents(part[i]!)
    }
    const targets = positions.flatMap((at, group) => (at.length > 0 ? [{ positions: Int32Array.from(at), sums: sums[group]! }] : []))
    if (table instanceof CellRows) table.add(part, targets, picked)
    else if (table instanceof AnswerTable) addPortion(layout, table, part, targets, picked ?? layout)
  }
  return { sums, withoutGroup }
}

export const everybody: Grouped = { count: 1, groupOf: () => 0 }

export function respondentsOf({ n, missing }: Cell): number {
  return n + missing
}

/** The figure of a group with its interval: t for means, Wilson's for shares, adjusted Wald for net promoter scores. */
export function cellEstimate(cell: Cell, unit: Unit, minimumN: number): Estimate {
  if (unit === 'share') return estimateOf(proportion(shareOf(cell).count, cell.n, { missing: cell.missing }), minimumN)
  if (unit === 'points') return estimateOf({ ...npsOfCounts(npsCountsOf(cell)), missing: cell.missing }, minimumN, 100)
  return estimateOf({ ...mean(cell), missing: cell.missing }, minimumN)
}

/** Of a measure whose answers are 0 and 1. */
export function shareOf({ n, mean }: Cell): Share {
  return { count: n === 0 ? 0 : Math.round(n * mean), n }
}

/** Answers of +100, 0 and −100 counted again, from their mean and their spread. */
function npsCountsOf({ n, mean, squares }: Cell) {
  if (n === 0) return { promoters: 0, passives: 0, detractors: 0 }
  const apart = Math.round((n * mean) / 100)
  const extreme = Math.round((squares + n * mean * mean) / 10_000)
  return { promoters: (extreme + apart) / 2, passives: n - extreme, detractors: (extreme - apart) / 2 }
}
