import { normalUpper, normalUpperQuantile } from '../../numbers/normal.ts'
import type { Interval, Reason, Result } from '../../result.ts'
import { valueOf, type Implied } from './implied.ts'
import type { SemEstimate, SemSolution } from './semEstimate.ts'
import type { Cell, SemPlan } from './semPlan.ts'
import { semHead, type SemStudy } from './semStudy.ts'
import { deltaError, standardiser, type Derived } from './standardised.ts'

export interface SemEffects extends Result {
  /** Every pair of structural variables with an effect. */
  effects: SemEffect[] | null
  /** Every route by way of others. */
  routes: SemRoute[] | null
}

/** One number with its standard error by the delta method. */
export interface DeltaEstimate {
  value: number
  se: number | null
  z: number | null
  /** Two-sided. */
  p: number | null
  interval: Interval | null
  /** Times the standard deviation of the cause over that of the effect. */
  standardised: number | null
  standardisedSe: number | null
  reason: Reason | null
}

export interface SemEffect {
  group: string
  from: string
  to: string
  /** Absent where no path leads directly. */
  direct: DeltaEstimate | undefined
  /** Sum over all routes by way of others; absent where there are none. */
  indirect: DeltaEstimate | undefined
  total: DeltaEstimate
}

/** The product of the paths along one route. */
export interface SemRoute extends DeltaEstimate {
  group: string
  through: string[]
}

/**
 * Direct, indirect and total effects among the variables of the regressions, and indirect effects route by route. Standard errors by the delta method;
 * the product of two estimates is skewed, so that in small samples these intervals are approximate.
 *
 * Sources: Sobel (1982) Sociological Methodology 13; Bollen (1987) Sociological Methodology 17.
 */
export function semEffects(study: SemStudy, { solution, reason }: SemEstimate): SemEffects {
  const head = { ...semHead('sem-effects', study), warnings: [] }
  if (!solution || !study.groups) return { ...head, effects: null, routes: null, reason }
  const found = study.groups.map(({ id }, g) => groupEffects(study, solution, g, id))
  return { ...head, effects: found.flatMap(({ effects }) => effects), routes: found.flatMap(({ routes }) => routes), reason: null }
}

function groupEffects({ plan, settings }: SemStudy, solution: SemSolution, group: number, id: string): { effects: SemEffect[]; routes: SemRoute[] } {
  const implied = solution.implied[group]!
  const paths = plan.cells.filter((cell) => cell.group === group && cell.kind === 'regression')
  const shown = plan.cells.filter((cell) => cell.group === group && cell.kind === 'loading')
  const standard = standardiser(plan, group, implied, solution.free)
  const estimate = (derived: Derived, from: number, to: number) => deltaEstimate(derived, scaledEffect(derived, from, to, implied, standard.varianceSlopes), solution, settings.level)
  const structural = [...new Set(paths.flatMap(({ from, to }) => [from, to]))]
  const effects = structural.flatMap((from) =>
    structural.flatMap((to): SemEffect[] => {
      const total = totalEffect(plan, [...paths, ...shown], implied, from, to)
      if (from === to || !total) return []
      const path = paths.find((cell) => cell.from === from && cell.to === to)
      const direct = path && productOf(plan, [path], solution.free)
      const indirect = routesBetween([...paths, ...shown], from, to).some((route) => route.length > 1) ? difference(total, direct) : undefined
      return [{ group: id, from: plan.names[from]!, to: plan.names[to]!, direct: direct && estimate(direct, from, to), indirect: indirect && estimate(indirect, from, to), total: estimate(total, from, to) }]
    }),
  )
  const routes = structural.flatMap((from) =>
    structural.flatMap((to) =>
      routesBetween(paths, from, to).filter((route) => route.length > 1).map((route): SemRoute => ({
        group: id,
        through: [from, ...route.map((cell) => cell.to)].map((i) => plan.names[i]!),
        ...estimate(productOf(plan, route, solution.free), from, to),
      })),
    ),
  )
  return { effects, routes }
}

/** E[to, from] of (I - A)^-1, whose derivative by A[i, j] is E[to, i] E[j, from]; null where no route leads there. */
function totalEffect(plan: SemPlan, paths: readonly Cell[], { effects: e, paths: a }: Implied, from: number, to: number): Derived | null {
  if (routesBetween(paths, from, to).length === 0) return null
  const v = a.rows
  const slopes = new Float64Array(plan.size)
  for (const cell of paths) if (cell.free >= 0) slopes[cell.free]! += e.values[to * v + cell.to]! * e.values[cell.from * v + from]!
  return { value: e.values[to * v + from]!, slopes }
}

function routesBetween(paths: readonly Cell[], from: number, to: number): Cell[][] {
  return paths.filter((path) => path.from === from).flatMap((path) => (path.to === to ? [[path]] : routesBetween(paths, path.to, to).map((rest) => [path, ...rest])))
}

function productOf(plan: SemPlan, route: readonly Cell[], free: ArrayLike<number>): Derived {
  const values = route.map((cell) => valueOf(cell, free))
  const slopes = new Float64Array(plan.size)
  for (const [i, cell] of route.entries()) if (cell.free >= 0) slopes[cell.free]! += values.reduce((product, x, j) => (i === j ? product : product * x), 1)
  return { value: values.reduce((product, x) => product * x, 1), slopes }
}

function difference(total: Derived, part: Derived | undefined): Derived {
  return part ? { value: total.value - part.value, slopes: total.slopes.map((x, i) => x - part.slopes[i]!) } : total
}

function scaledEffect({ value, slopes }: Derived, from: number, to: number, { all }: Implied, varianceSlopes: (i: number) => Float64Array): Derived | null {
  const [cause, effect] = [from, to].map((i) => all.values[i * (all.rows + 1)]!) as [number, number]
  if (!(cause > 0 && effect > 0)) return null
  const scale = Math.sqrt(cause / effect)
  const [a, b] = [varianceSlopes(from), varianceSlopes(to)]
  return { value: value * scale, slopes: slopes.map((x, i) => scale * (x + (value / 2) * (a[i]! / cause - b[i]! / effect))) }
}

function deltaEstimate({ value, slopes }: Derived, scaled: Derived | null, { errors }: SemSolution, level: number): DeltaEstimate {
  const error = deltaError(slopes, errors)
  const se = error === 0 ? null : error
  const reach = normalUpperQuantile((1 - level) / 2)
  const standardisedSe = scaled && deltaError(scaled.slopes, errors)
  return {
    value,
    se,
    z: se && value / se,
    p: se && 2 * normalUpper(Math.abs(value / se)),
    interval: se === null ? null : { level, lower: value - reach * se, upper: value + reach * se },
    standardised: scaled && scaled.value,
    standardisedSe,
    reason: standardisedSe === null ? 'improper' : se === null ? 'not-applicable' : null,
  }
}
