import { solveInPlace } from '../../numbers/solveInPlace.ts'
import type { PlsPlan } from './plan.ts'

/** Regressions among constructs from their correlations (constructs × constructs). */
export interface Structural {
  /**
   * Writes the coefficients of `target` on `predictors` to `out` and returns R²; NaN where the predictors are linearly dependent.
   */
  regress: (correlations: Float64Array, target: number, predictors: ArrayLike<number>, out: Float64Array) => number
}

/** Regressions that share their working space. */
export function structural(plan: PlsPlan): Structural {
  const size = plan.constructs
  const left = new Float64Array(size * size)
  const right = new Float64Array(size)
  return {
    regress: (correlations, target, predictors, out) => {
      const k = predictors.length
      for (let i = 0; i < k; i++) {
        right[i] = correlations[predictors[i]! * size + target]!
        for (let j = 0; j < k; j++) left[i * k + j] = correlations[predictors[i]! * size + predictors[j]!]!
      }
      if (!solveInPlace(left, right, k)) return Number.NaN
      let explained = 0
      for (let i = 0; i < k; i++) {
        out[i] = right[i]!
        explained += right[i]! * correlations[predictors[i]! * size + target]!
      }
      return explained
    },
  }
}

/** Total effects, row acts on column: (I - B)^-1 - I, by walking from causes to effects. `direct` is constructs × constructs. */
export function totalEffects(plan: PlsPlan, direct: Float64Array, out: Float64Array): void {
  const size = plan.constructs
  out.fill(0)
  for (const to of plan.order) {
    for (const via of plan.predecessors[to]!) {
      const effect = direct[via * size + to]!
      for (let from = 0; from < size; from++) out[from * size + to]! += out[from * size + via]! * effect
      out[via * size + to]! += effect
    }
  }
}

/** Pairs joined by a chain of paths, and whether by more than the direct path. */
export function effectPairs(plan: PlsPlan): { from: number; to: number; indirect: boolean }[] {
  const size = plan.constructs
  const ones = new Float64Array(size * size)
  for (const { from, to } of plan.paths) ones[from * size + to] = 1
  const chains = new Float64Array(size * size)
  totalEffects(plan, ones, chains)
  return Array.from(chains.keys())
    .filter((at) => chains[at]! > 0)
    .map((at) => ({ from: Math.floor(at / size), to: at % size, indirect: chains[at]! > ones[at]! }))
}
