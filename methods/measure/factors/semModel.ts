import { MethodError } from '../../result.ts'

/**
 * A model of factors and what acts on what, as a form can fill it in. Names that are no factor's are columns of the data. A factor may
 * have factors for items (second order).
 */
export interface SemModel {
  factors: readonly SemFactor[]
  regressions?: readonly SemPath[]
  /** Covariances, or for outcomes covariances of what is left of them, beyond the automatic ones. */
  covariances?: readonly SemPath[]
  /** Parameters held at a number, such as a residual variance at 0. */
  fixed?: readonly (SemTerm & { value: number })[]
  /** Sets of parameters that share one value. */
  equal?: readonly (readonly SemTerm[])[]
  /**
   * True (default): variables that nothing acts on covary, and so do the residuals of outcomes that act on nothing. False: only the
   * covariances given.
   */
  automaticCovariances?: boolean
}

export interface SemFactor {
  id: string
  /** Names of columns (or of factors) in which the factor shows. The first gives it its unit where a marker does. */
  items: readonly string[]
}

export interface SemPath {
  from: string
  to: string
}

/** A parameter by its ends. A variance is a covariance of a variable with itself; for an intercept or a mean, both ends are the variable. */
export interface SemTerm extends SemPath {
  kind: 'loading' | 'regression' | 'covariance' | 'intercept'
}

/** What is wrong with a model; `at` names the factor, the item or the path. */
export interface SemModelProblem {
  code:
    | 'empty-model'
    | 'duplicate-factor'
    | 'factor-without-items'
    | 'item-used-twice'
    | 'path-to-itself'
    | 'duplicate-path'
    | 'cycle'
    | 'unknown-variable'
    | 'unknown-parameter'
  at: string
}

/** Everything that keeps the model from being set up; empty when nothing does. */
export function semModelProblems(model: SemModel): SemModelProblem[] {
  const { factors, regressions = [], covariances = [] } = model
  const named = (code: SemModelProblem['code'], at: readonly string[]) => at.map((name): SemModelProblem => ({ code, at: name }))
  const arrow = ({ from, to }: SemPath) => `${from} → ${to}`
  const pair = ({ from, to }: SemPath) => [from, to].sort().join(' ↔ ')
  const paths = [...factors.flatMap(({ id, items }) => items.map((item) => ({ from: id, to: item }))), ...regressions]
  const problems = [
    ...(paths.length === 0 ? named('empty-model', ['']) : []),
    ...named('duplicate-factor', repeated(factors.map(({ id }) => id))),
    ...named('factor-without-items', factors.filter(({ items }) => items.length === 0).map(({ id }) => id)),
    ...named('item-used-twice', factors.flatMap(({ items }) => repeated(items))),
    ...named('path-to-itself', [...paths, ...covariances].filter(({ from, to }) => from === to).map(arrow)),
    ...named('duplicate-path', [...repeated(regressions.map(arrow)), ...repeated(covariances.map(pair))]),
    ...named('unknown-variable', unknownVariables(model)),
    ...named('unknown-parameter', (model.equal ?? []).flat().filter((term) => !known(model, term)).map(arrow)),
  ]
  return problems.length > 0 ? problems : named('cycle', causesFirst(variablesOf(model), paths).left.slice(0, 1))
}

/** Throws where the model cannot be set up. */
export function checkSemModel(model: SemModel): void {
  const [problem] = semModelProblems(model)
  if (problem) throw new MethodError('invalid-parameter', `The model cannot be set up: ${problem.code} at "${problem.at}"`, { ...problem })
}

/** Every variable of the model: columns in the order of their first mention, then factors. */
export function variablesOf({ factors, regressions = [] }: SemModel): string[] {
  const ids = new Set(factors.map(({ id }) => id))
  const mentioned = [...factors.flatMap(({ items }) => items), ...regressions.flatMap(({ from, to }) => [from, to])]
  return [...new Set(mentioned.filter((name) => !ids.has(name))), ...ids]
}

/** The variables ordered so that causes come before effects; `left` are those in a cycle or behind one. */
export function causesFirst(names: readonly string[], paths: readonly SemPath[]): { order: string[]; left: string[] } {
  const order: string[] = []
  let left = [...names]
  for (;;) {
    const next = left.filter((name) => !paths.some(({ from, to }) => to === name && left.includes(from)))
    if (next.length === 0) return { order, left }
    order.push(...next)
    left = left.filter((name) => !next.includes(name))
  }
}

function unknownVariables(model: SemModel): string[] {
  const names = new Set(variablesOf(model))
  const used = [...(model.covariances ?? []), ...(model.fixed ?? []), ...(model.equal ?? []).flat()]
  return [...new Set(used.flatMap(({ from, to }) => [from, to]).filter((name) => !names.has(name)))]
}

/** Whether a loading or a regression is in the model; covariances may be automatic, intercepts always are there. */
function known({ factors, regressions = [] }: SemModel, { kind, from, to }: SemTerm): boolean {
  if (kind === 'loading') return factors.some(({ id, items }) => id === from && items.includes(to))
  return kind !== 'regression' || regressions.some((path) => path.from === from && path.to === to)
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))]
}
