import { blockSize, type PlsPlan } from './plan.ts'

/** Reliability of the blocks; NaN where a block has one item or is formative. */
export interface BlockReliability {
  /** Cronbach's alpha of standardised items. */
  alpha: Float64Array
  /** Composite reliability (Dillon–Goldstein's rho), from the loadings. */
  rhoC: Float64Array
  /** Average variance extracted: mean squared loading. */
  ave: Float64Array
  /** Dijkstra–Henseler's rho_A, from the weights. */
  rhoA: Float64Array
}

export function emptyReliability(size: number): BlockReliability {
  const blank = () => new Float64Array(size).fill(Number.NaN)
  return { alpha: blank(), rhoC: blank(), ave: blank(), rhoA: blank() }
}

/** Whether reliability has a meaning for construct q. */
export function isReflective(plan: PlsPlan, q: number): boolean {
  return !plan.modeB[q] && blockSize(plan, q) > 1
}

/** Alpha and rho_A from the item correlations and the weights of standardised items. */
export function fromWeights(plan: PlsPlan, correlations: Float64Array, weights: Float64Array, out: BlockReliability): void {
  for (let q = 0; q < plan.constructs; q++) {
    if (!isReflective(plan, q)) continue
    out.alpha[q] = alphaOf(plan, q, correlations)
    out.rhoA[q] = rhoAOf(plan, q, correlations, weights)
  }
}

/** rho_c and AVE from the loadings. */
export function fromLoadings(plan: PlsPlan, loadings: Float64Array, out: BlockReliability): void {
  for (let q = 0; q < plan.constructs; q++) {
    if (!isReflective(plan, q)) continue
    let sum = 0
    let squares = 0
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) {
      sum += loadings[i]!
      squares += loadings[i]! ** 2
    }
    const size = blockSize(plan, q)
    out.ave[q] = squares / size
    out.rhoC[q] = sum ** 2 / (sum ** 2 + size - squares)
  }
}

function alphaOf(plan: PlsPlan, q: number, correlations: Float64Array): number {
  const size = blockSize(plan, q)
  let total = 0
  for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) {
    for (let j = plan.starts[q]!; j < plan.starts[q + 1]!; j++) total += correlations[i * plan.items + j]!
  }
  return total > 1e-12 ? (size / (size - 1)) * (1 - size / total) : Number.NaN
}

/** `(w'w)² w'(S - diag S)w / w'(ww' - diag ww')w`. Source: Dijkstra & Henseler (2015) MIS Quarterly 39, equation 3. */
function rhoAOf(plan: PlsPlan, q: number, correlations: Float64Array, weights: Float64Array): number {
  let squares = 0
  let fourths = 0
  let off = 0
  for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) {
    const w = weights[i]!
    squares += w * w
    fourths += w ** 4
    for (let j = plan.starts[q]!; j < plan.starts[q + 1]!; j++) if (j !== i) off += w * weights[j]! * correlations[i * plan.items + j]!
  }
  const below = squares ** 2 - fourths
  return below > 1e-14 * squares ** 2 ? (squares ** 2 * off) / below : Number.NaN
}
