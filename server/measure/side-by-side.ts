/**
 * Sides beside each other: the first against each of the others, measure by measure.
 *
 * Welch's t (two proportions for shares), p adjusted by Holm over all measures and sides together: who looks at many pairs at once
 * finds some by chance. A side below the minimum n shows no figure and takes no part.
 */
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { Side, SideBySide, SideRow } from '@gap5/contract/measure/side-by-side.ts'
import { differencesOf, type TestedDifference } from './cell-differences.ts'
import { sideConclusions } from './conclusions/side-rules.ts'
import { withheld } from './estimates.ts'
import { cellEstimate } from './figures-by.ts'
import type { SideCell, SideFigures } from './side-figures.ts'

export type SideInput = { side: Side; figures: SideFigures; minimumN: number }

/** `chosen` is the measure that is concluded by, where a side is compared with competitors. */
export function sideBySide(inputs: readonly SideInput[], chosen: string | null = null): SideBySide {
  const [first] = inputs
  if (!first) return { figure: null, figures: [], sides: [], rows: [], family: 0, minimumN: 0, ...sideConclusions([], []) }
  const minimumN = Math.max(...inputs.map((input) => input.minimumN))
  const rows = first.figures.cells.map((cell) => ({ cell, others: inputs.map(({ figures }) => sameIn(figures, cell)) }))
  const asked = rows.flatMap(({ cell, others }, row) =>
    others.flatMap((other, side) => (side > 0 && other && isEnough(cell, minimumN) && isEnough(other, minimumN) ? [{ row, side, pair: { a: cell.cell, b: other.cell, unit: cell.unit } }] : [])),
  )
  const differences = differencesOf(asked.map(({ pair }) => pair))
  const found = new Map(asked.map(({ row, side }, at) => [`${row} ${side}`, differences[at]!]))
  const sides = inputs.map(({ side }) => side)
  const sideRows = rows.map(({ cell, others }, row): SideRow => {
    const { cell: _, asks: __, refused: ___, ...head } = cell
    const estimates = others.map((other) => other && estimateOfSide(other, minimumN))
    const own = others.map((_, side) => found.get(`${row} ${side}`) ?? null)
    return { ...head, estimates, differences: own, ...placed(cell, estimates, own, sides) }
  })
  return {
    figure: first.figures.figure,
    figures: first.figures.figures,
    sides,
    rows: sideRows,
    family: differences.filter(({ test }) => test !== null).length,
    minimumN,
    ...sideConclusions(sides, sideRows, chosen),
  }
}

export function estimateOfSide({ cell, unit, refused }: SideCell, minimumN: number): Estimate {
  return refused ? withheld(refused, cell.n, cell.missing) : cellEstimate(cell, unit, minimumN)
}

function isEnough({ cell }: SideCell, minimumN: number): boolean {
  return cell.n >= minimumN
}

/** What a side says to the same question; null where it asks another. */
function sameIn({ cells }: SideFigures, wanted: SideCell): SideCell | null {
  return cells.find(({ measure, asks }) => measure === wanted.measure && asks === wanted.asks) ?? null
}

/** Among itself and the competitors; one that is told apart beyond chance cannot change places with it. */
function placed(cell: SideCell, estimates: SideRow['estimates'], differences: (TestedDifference | null)[], sides: readonly Side[]): Pick<SideRow, 'position' | 'bestCompetitor'> {
  const own = estimates[0]?.value ?? null
  const rivals = sides.flatMap(({ kind }, at) => (kind === 'competitor' && estimates[at]?.value != null ? [at] : []))
  if (own === null || rivals.length === 0) return { position: null, bestCompetitor: null }
  const sign = cell.lowIsGood ? -1 : 1
  const lead = (at: number) => sign * (own - (estimates[at]!.value ?? 0))
  const isApart = (at: number) => (differences[at]?.test?.adjustedP ?? 1) < 0.05
  const ahead = rivals.filter((at) => lead(at) < 0)
  const surelyAhead = ahead.filter(isApart).length
  const surelyBehind = rivals.filter((at) => lead(at) > 0 && isApart(at)).length
  const best = rivals.reduce((a, b) => (lead(b) < lead(a) ? b : a))
  const of = rivals.length + 1
  return { position: { rank: 1 + ahead.length, best: 1 + surelyAhead, worst: of - surelyBehind, of }, bestCompetitor: best }
}
