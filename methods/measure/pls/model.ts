import { MethodError } from '../../result.ts'

/** A path model of latent constructs, as a form can fill it in: every construct has its questions, every path says what acts on what. */
export interface PlsModel {
  constructs: readonly PlsConstruct[]
  paths: readonly PlsPath[]
}

export interface PlsConstruct {
  id: string
  /** Names of the columns that stand for the construct. A column stands for one construct only. */
  items: readonly string[]
  /** A (default): the construct shows in its items (reflective, correlation weights). B: the items make it up (formative, regression weights). */
  mode?: 'A' | 'B'
}

export interface PlsPath {
  from: string
  to: string
}

/** What is wrong with a model; `at` names the construct, the item or the path. */
export interface PlsModelProblem {
  code:
    | 'too-few-constructs'
    | 'duplicate-construct'
    | 'construct-without-items'
    | 'item-used-twice'
    | 'unknown-construct'
    | 'path-to-itself'
    | 'duplicate-path'
    | 'cycle'
    | 'unconnected-construct'
  at: string
}

/** Everything that keeps the model from being estimated; empty when it can be. */
export function plsModelProblems(model: PlsModel): PlsModelProblem[] {
  const ids = model.constructs.map(({ id }) => id)
  const items = model.constructs.flatMap((construct) => construct.items)
  const named = (code: PlsModelProblem['code'], at: readonly string[]) => at.map((name): PlsModelProblem => ({ code, at: name }))
  const linked = new Set(model.paths.flatMap(({ from, to }) => [from, to]))
  const problems = [
    ...(ids.length < 2 ? named('too-few-constructs', [ids[0] ?? '']) : []),
    ...named('duplicate-construct', repeated(ids)),
    ...named('construct-without-items', model.constructs.flatMap(({ id, items }) => (items.length === 0 ? [id] : []))),
    ...named('item-used-twice', repeated(items)),
    ...named('unknown-construct', [...linked].filter((id) => !ids.includes(id))),
    ...named('path-to-itself', model.paths.flatMap(({ from, to }) => (from === to ? [from] : []))),
    ...named('duplicate-path', repeated(model.paths.map(({ from, to }) => `${from} → ${to}`))),
    ...named('unconnected-construct', ids.filter((id) => !linked.has(id))),
  ]
  return problems.length > 0 ? problems : named('cycle', inCycle(model).slice(0, 1))
}

/** The constructs ordered so that causes come before effects; `left` are those in a cycle or behind one. */
export function causesFirst(model: PlsModel): { order: string[]; left: string[] } {
  const order: string[] = []
  let left = model.constructs.map(({ id }) => id)
  for (;;) {
    const next = left.filter((id) => model.paths.every(({ from, to }) => to !== id || order.includes(from)))
    if (next.length === 0) return { order, left }
    order.push(...next)
    left = left.filter((id) => !next.includes(id))
  }
}

/** Constructs in a cycle or between two: what is left after taking off causes first and then effects. */
function inCycle(model: PlsModel): string[] {
  const { left } = causesFirst(model)
  const turned = { constructs: model.constructs, paths: model.paths.map(({ from, to }) => ({ from: to, to: from })) }
  const behind = causesFirst(turned).order
  return left.filter((id) => !behind.includes(id))
}

/** Throws where the model cannot be estimated. */
export function checkPlsModel(model: PlsModel): void {
  const [problem] = plsModelProblems(model)
  if (problem) throw new MethodError('invalid-parameter', `The path model cannot be estimated: ${problem.code} at "${problem.at}"`, { ...problem })
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))]
}
