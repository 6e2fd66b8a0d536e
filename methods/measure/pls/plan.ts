import { causesFirst, type PlsModel } from './model.ts'

/** A model in numbers: items block after block, constructs in the model's order. Plain arrays, so that it can be sent to a worker. */
export interface PlsPlan {
  /** How many items. */
  items: number
  /** How many constructs. */
  constructs: number
  /** Where each block of items starts, and the end of the last. */
  starts: Int32Array
  /** The construct of each item. */
  constructOf: Int32Array
  /** Constructs with regression weights. */
  modeB: readonly boolean[]
  predecessors: readonly Int32Array[]
  successors: readonly Int32Array[]
  /** Causes before effects. */
  order: Int32Array
  paths: readonly { from: number; to: number }[]
}

export function planOf(model: PlsModel): PlsPlan {
  const at = new Map(model.constructs.map(({ id }, q) => [id, q]))
  const paths = model.paths.map(({ from, to }) => ({ from: at.get(from)!, to: at.get(to)! }))
  const starts = new Int32Array(model.constructs.length + 1)
  for (const [q, { items }] of model.constructs.entries()) starts[q + 1] = starts[q]! + items.length
  return {
    items: starts.at(-1)!,
    constructs: model.constructs.length,
    starts,
    constructOf: Int32Array.from(model.constructs.flatMap(({ items }, q) => items.map(() => q))),
    modeB: model.constructs.map(({ mode }) => mode === 'B'),
    predecessors: model.constructs.map((_, q) => Int32Array.from(paths.filter(({ to }) => to === q), ({ from }) => from)),
    successors: model.constructs.map((_, q) => Int32Array.from(paths.filter(({ from }) => from === q), ({ to }) => to)),
    order: Int32Array.from(causesFirst(model).order, (id) => at.get(id)!),
    paths,
  }
}

/** How many items construct q has. */
export function blockSize(plan: PlsPlan, q: number): number {
  return plan.starts[q + 1]! - plan.starts[q]!
}

/** Positions of the items of construct q. */
export function blockItems(plan: PlsPlan, q: number): number[] {
  return Array.from({ length: blockSize(plan, q) }, (_, i) => plan.starts[q]! + i)
}
