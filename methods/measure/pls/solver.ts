import { backSolve, factorInPlace } from '../../numbers/solveInPlace.ts'
import type { Reason } from '../../result.ts'
import { blockSize, type PlsPlan } from './plan.ts'
import { structural } from './structural.ts'
import type { PlsSettings } from './study.ts'

/** Weights that have settled, with what follows from them. */
export interface PlsWeights {
  /** Per item; every composite has variance 1. */
  weights: Float64Array
  /** items × constructs: covariance of each item with each composite. */
  covariances: Float64Array
  /** constructs × constructs. */
  correlations: Float64Array
  iterations: number
}

/** Why there are no weights, and at which construct (-1: not to be laid at one door). */
export interface PlsFailure {
  reason: Reason
  construct: number
  /** The inadmissible rho_A of the construct, where that is the reason. */
  rhoA?: number
}

/**
 * The iteration of Lohmöller on a covariance matrix alone: respondents are not needed, since a composite's covariances follow from
 * its weights. Returns a function that solves one matrix; each call overwrites the answer of the last.
 *
 * Source: Lohmöller (1989) Latent variable path modeling with partial least squares, chapter 2; Tenenhaus et al. (2005) section 3.
 */
export function plsSolver(plan: PlsPlan, settings: PlsSettings): (matrix: Float64Array) => PlsWeights | PlsFailure {
  const { items: k, constructs: size } = plan
  const found: PlsWeights = {
    weights: new Float64Array(k),
    covariances: new Float64Array(k * size),
    correlations: new Float64Array(size * size),
    iterations: 0,
  }
  const inner = new Float64Array(size * size)
  const next = new Float64Array(k)
  const factors = plan.modeB.map((formative, q) => (formative ? new Float64Array(blockSize(plan, q) ** 2) : null))
  const { regress } = structural(plan)
  const coefficients = new Float64Array(size)

  return (matrix) => {
    const broken = factorBlocks(plan, matrix, factors)
    if (broken >= 0) return { reason: 'singular', construct: broken }
    found.weights.fill(1)
    let flat = normalise(plan, matrix, found.weights)
    if (flat >= 0) return { reason: 'no-variance', construct: flat }
    for (let iteration = 1; iteration <= settings.maxIterations; iteration++) {
      relate(plan, matrix, found)
      const dependent = pull()
      if (dependent >= 0) return { reason: 'singular', construct: dependent }
      outerWeights(plan, found, inner, factors, next)
      flat = normalise(plan, matrix, next)
      if (flat >= 0) return { reason: 'no-variance', construct: flat }
      const moved = largestMove(found.weights, next)
      found.weights.set(next)
      if (moved < settings.tolerance) return settled(iteration, matrix)
    }
    return { reason: 'not-converged', construct: -1 }
  }

  function settled(iteration: number, matrix: Float64Array): PlsWeights {
    found.iterations = iteration
    relate(plan, matrix, found)
    turn(plan, matrix, found)
    return found
  }

  /** Inner weights: how much of each neighbour goes into a construct's stand-in. Returns a construct whose causes are dependent, or -1. */
  function pull(): number {
    for (let q = 0; q < size; q++) {
      for (const other of plan.successors[q]!) inner[other * size + q] = strength(found.correlations[other * size + q]!, settings.scheme)
      const causes = plan.predecessors[q]!
      if (settings.scheme === 'path' && causes.length > 0) {
        const r2 = regress(found.correlations, q, causes, coefficients)
        if (Number.isNaN(r2)) return q
        for (let i = 0; i < causes.length; i++) inner[causes[i]! * size + q] = coefficients[i]!
      } else {
        for (const other of causes) inner[other * size + q] = strength(found.correlations[other * size + q]!, settings.scheme)
      }
    }
    return -1
  }
}

/** A neighbour's inner weight where it is no cause under the path scheme. */
function strength(correlation: number, scheme: PlsSettings['scheme']): number {
  return scheme === 'centroid' ? Math.sign(correlation) : correlation
}

/** Cholesky factors of the formative blocks; returns a block that is singular, or -1. */
function factorBlocks(plan: PlsPlan, matrix: Float64Array, factors: readonly (Float64Array | null)[]): number {
  for (const [q, factor] of factors.entries()) {
    if (!factor) continue
    const size = blockSize(plan, q)
    const start = plan.starts[q]!
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) factor[i * size + j] = matrix[(start + i) * plan.items + start + j]!
    }
    if (!factorInPlace(factor, size)) return q
  }
  return -1
}

/** Gives every composite variance 1; returns a construct whose composite has none, or -1. */
function normalise(plan: PlsPlan, matrix: Float64Array, weights: Float64Array): number {
  for (let q = 0; q < plan.constructs; q++) {
    const start = plan.starts[q]!
    const end = plan.starts[q + 1]!
    let variance = 0
    let scale = 0
    for (let i = start; i < end; i++) {
      for (let j = start; j < end; j++) variance += weights[i]! * weights[j]! * matrix[i * plan.items + j]!
      scale += weights[i]! ** 2 * matrix[i * plan.items + i]!
    }
    if (!(variance > 1e-12 * scale)) return q
    const unit = 1 / Math.sqrt(variance)
    for (let i = start; i < end; i++) weights[i]! *= unit
  }
  return -1
}

/** Covariances of items and composites, and correlations of composites, from the weights. */
function relate({ items: k, constructs: size, starts }: PlsPlan, matrix: Float64Array, { weights, covariances, correlations }: PlsWeights): void {
  for (let i = 0; i < k; i++) {
    for (let q = 0; q < size; q++) {
      let sum = 0
      for (let j = starts[q]!; j < starts[q + 1]!; j++) sum += matrix[i * k + j]! * weights[j]!
      covariances[i * size + q] = sum
    }
  }
  for (let q = 0; q < size; q++) {
    for (let r = 0; r < q; r++) {
      let sum = 0
      for (let i = starts[q]!; i < starts[q + 1]!; i++) sum += weights[i]! * covariances[i * size + r]!
      correlations[q * size + r] = sum
      correlations[r * size + q] = sum
    }
    correlations[q * size + q] = 1
  }
}

/** New weights from the stand-ins: covariances (mode A) or regression coefficients (mode B), not yet normalised. */
function outerWeights(
  plan: PlsPlan,
  { covariances }: PlsWeights,
  inner: Float64Array,
  factors: readonly (Float64Array | null)[],
  out: Float64Array,
): void {
  const size = plan.constructs
  for (let q = 0; q < size; q++) {
    const start = plan.starts[q]!
    const end = plan.starts[q + 1]!
    for (let i = start; i < end; i++) {
      let sum = 0
      for (const other of plan.predecessors[q]!) sum += inner[other * size + q]! * covariances[i * size + other]!
      for (const other of plan.successors[q]!) sum += inner[other * size + q]! * covariances[i * size + other]!
      out[i] = sum
    }
    const factor = factors[q]
    if (factor) backSolve(factor, out.subarray(start, end), end - start)
  }
}

function largestMove(before: Float64Array, after: Float64Array): number {
  let largest = 0
  for (let i = 0; i < before.length; i++) largest = Math.max(largest, Math.abs(Math.abs(after[i]!) - Math.abs(before[i]!)))
  return largest
}

/** The sign rule: a composite goes along with the majority of its items (where they are divided, with the sum of their correlations). */
function turn(plan: PlsPlan, matrix: Float64Array, found: PlsWeights): void {
  const size = plan.constructs
  for (let q = 0; q < size; q++) {
    let signs = 0
    let sum = 0
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) {
      const loading = found.covariances[i * size + q]! / Math.sqrt(matrix[i * plan.items + i]!)
      signs += Math.sign(loading)
      sum += loading
    }
    if (signs < 0 || (signs === 0 && sum < 0)) flip(plan, found, q)
  }
}

function flip(plan: PlsPlan, { weights, covariances, correlations }: PlsWeights, q: number): void {
  const size = plan.constructs
  for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) weights[i]! *= -1
  for (let i = 0; i < plan.items; i++) covariances[i * size + q]! *= -1
  for (let r = 0; r < size; r++) {
    if (r === q) continue
    correlations[q * size + r]! *= -1
    correlations[r * size + q]! *= -1
  }
}
