import { cholesky, choleskySolve } from '../../numbers/cholesky.ts'
import type { Matrix } from '../../numbers/matrix.ts'
import { chiSquareUpper } from '../../numbers/chiSquare.ts'
import type { Reason, Result } from '../../result.ts'
import { cellSlopes } from './likelihood.ts'
import { pointAt, slopesAt, type Point } from './scoring.ts'
import { termOf, type SemEstimate } from './semEstimate.ts'
import type { SemTerm } from './semModel.ts'
import type { Cell, SemPlan } from './semPlan.ts'
import { semHead, type SemStudy } from './semStudy.ts'
import { standardiser } from './standardised.ts'

export interface Modifications extends Result {
  /** In descending order of the index. */
  list: Modification[] | null
}

/** What freeing one parameter would bring. */
export interface Modification extends SemTerm {
  group: string
  /** `add`: fixed or absent so far. `release`: shared so far, and would have a value of its own here. */
  change: 'add' | 'release'
  /** Drop of chi-square to expect, with one degree of freedom. */
  index: number
  p: number
  /** Expected change of the parameter. */
  expected: number
  /** The same in units of standard deviations; null where a variance is not positive. */
  standardised: number | null
  reason: Reason | null
}

/**
 * Modification indices of a model estimated by maximum likelihood (else `not-applicable`): score tests of single parameters with the expected information, all others free to follow. They show where a
 * model misses the data; freeing what they show is a new hypothesis for new data. Candidates are loadings of every item on every
 * factor, covariances of residuals and of factors, paths among structural variables that close no circle, fixed parameters, and parameters that groups share.
 *
 * Sources: Sörbom (1989) Psychometrika 54; expected change, Saris, Satorra & Sörbom (1987) Sociological Methodology 17.
 */
export function semModifications(study: SemStudy, { solution, reason }: SemEstimate): Modifications {
  const head = { ...semHead('modification-indices', study), warnings: [] }
  if (study.distance) return { ...head, list: null, reason: 'not-applicable' }
  const point = solution && study.groups && pointAt(study.plan, study.groups, solution.free)
  const base = point && slopesAt(study.plan, point)
  const factor = base && cholesky(base.information)
  if (!point || !factor) return { ...head, list: null, reason: reason ?? 'singular' }
  const list = study.groups!.flatMap(({ id }, g) => groupModifications(study.plan, g, id, point, factor))
  return { ...head, list: list.sort((a, b) => b.index - a.index), reason: null }
}

function groupModifications(plan: SemPlan, group: number, id: string, point: Point, factor: Matrix): Modification[] {
  const likelihood = point.groups[group]!
  const model = plan.cells.filter((cell) => cell.group === group && cell.free >= 0)
  const candidates = candidatesOf(plan, group)
  const { gradient, information } = cellSlopes(likelihood, [...model, ...candidates], plan.means)
  const size = model.length + candidates.length
  const standard = standardiser(plan, group, likelihood.implied, point.parameters)
  return candidates.flatMap((candidate, c): Modification[] => {
    const at = model.length + c
    const cross = new Float64Array(plan.size)
    for (const [m, cell] of model.entries()) cross[cell.free]! += information.values[at * size + m]!
    const own = information.values[at * size + at]!
    const left = own - choleskySolve(factor, cross).reduce((sum, x, i) => sum + x * cross[i]!, 0)
    // what the free parameters can stand in for is no modification
    if (!(left > 1e-8 * own)) return []
    const expected = gradient[at]! / left
    const index = gradient[at]! * expected
    const unit = standard.cell({ ...candidate, free: -1, value: 1 })
    const standardised = unit && expected * unit.value
    return [{ ...termOf(plan.names, candidate), group: id, change: candidate.free >= 0 ? 'release' : 'add', index, p: chiSquareUpper(index, 1), expected, standardised, reason: standardised === null ? 'improper' : null }]
  })
}

function candidatesOf(plan: SemPlan, group: number): Cell[] {
  const own = plan.cells.filter((cell) => cell.group === group)
  const uses = new Map<number, number>()
  for (const { free } of plan.cells) uses.set(free, (uses.get(free) ?? 0) + 1)
  const present = own.filter(({ free }) => free < 0 || uses.get(free)! > 1)
  return [...present, ...absentCells(plan, group, own)]
}

/** Entries of the matrices that the model leaves empty and that could make sense. */
function absentCells({ names, observed: p }: SemPlan, group: number, own: readonly Cell[]): Cell[] {
  const paths = own.filter(({ kind }) => kind === 'loading' || kind === 'regression')
  const regressions = own.filter(({ kind }) => kind === 'regression')
  const covariances = own.filter(({ kind, from, to }) => kind === 'covariance' && from !== to)
  const linked = (a: number, b: number) => paths.some(({ from, to }) => from === a && to === b)
  const covary = (a: number, b: number) => covariances.some(({ from, to }) => (from === a && to === b) || (from === b && to === a))
  const structural = (i: number) => i >= p || regressions.some(({ from, to }) => from === i || to === i)
  const shown = (i: number) => paths.some(({ kind, to }) => kind === 'loading' && to === i)
  const empty: Cell[] = []
  const cell = (kind: Cell['kind'], from: number, to: number) => empty.push({ kind, from, to, group, free: -1, value: 0 })
  for (const to of names.keys()) {
    for (const from of names.keys()) {
      const path = from !== to && !linked(from, to) && !reaches(paths, to, from)
      if (path && from >= p && to < p && shown(to)) cell('loading', from, to)
      else if (path && regressions.length > 0 && structural(from) && structural(to) && !covary(from, to)) cell('regression', from, to)
      if (from < to && !covary(from, to) && structural(from) === structural(to) && !linked(from, to) && !linked(to, from)) cell('covariance', from, to)
    }
  }
  return empty
}

/** Whether paths lead from one variable to another. */
function reaches(paths: readonly Cell[], from: number, to: number): boolean {
  return from === to || paths.some((path) => path.from === from && reaches(paths, path.to, to))
}
