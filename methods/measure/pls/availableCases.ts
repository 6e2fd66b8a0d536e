import { moments, standardDeviation } from '../../numbers/moments.ts'
import { solveInPlace } from '../../numbers/solveInPlace.ts'
import type { Reason } from '../../result.ts'
import { blockItems, type PlsPlan } from './plan.ts'
import type { PlsSettings } from './study.ts'

/** A path model estimated from incomplete answers, with the scores of those who have one (NaN for the others). */
export interface AvailableFit {
  loadings: Float64Array
  /** Per construct. */
  scores: Float64Array[]
  /** Per construct: coefficients of its predecessors, in the plan's order. */
  coefficients: Float64Array[]
  /** Of the items, from the answers that are there. */
  means: Float64Array
  sds: Float64Array
}

/**
 * The algorithm on scores, one array per variable, NaN where there is no answer: a score needs all of its parts, a correlation all pairs
 * that are there. For the blindfolding of cases, where a whole block is missing; otherwise the iteration on covariances is faster.
 */
export function availableFit(plan: PlsPlan, settings: PlsSettings, items: readonly Float64Array[]): AvailableFit | { reason: Reason } {
  const standard = items.map((values) => standardised(values))
  if (standard.some((item) => item === null)) return { reason: 'no-variance' }
  const x = standard.map((item, i) => (settings.scaled ? item!.values : items[i]!))
  const sds = standard.map((item) => item!.sd)
  let weights = Float64Array.from(items, () => 1)
  let scores = compositesOf(plan, x, weights)
  for (let iteration = 0; iteration < settings.maxIterations; iteration++) {
    if (!scores) return { reason: 'no-variance' }
    const next = outerWeights(plan, settings, x, sds, scores.values)
    if (!next) return { reason: 'singular' }
    const better = compositesOf(plan, x, next)
    if (!better) return { reason: 'no-variance' }
    const unit = next.map((w, i) => w / better.sds[plan.constructOf[i]!]!)
    const moved = unit.reduce((largest, w, i) => Math.max(largest, Math.abs(Math.abs(w) - Math.abs(weights[i]!))), 0)
    weights = unit
    scores = better
    if (moved < settings.tolerance) return finish(plan, items, scores.values, standard as Standardised[])
  }
  return { reason: 'not-converged' }
}

function finish(
  plan: PlsPlan,
  items: readonly Float64Array[],
  scores: Float64Array[],
  standard: readonly Standardised[],
): AvailableFit | { reason: Reason } {
  const coefficients = plan.predecessors.map((causes, q) => regression(Array.from(causes, (cause) => scores[cause]!), scores[q]!))
  if (coefficients.some((found) => found === null)) return { reason: 'singular' }
  return {
    loadings: Float64Array.from(items, (values, i) => correlation(values, scores[plan.constructOf[i]!]!)),
    scores,
    coefficients: coefficients as Float64Array[],
    means: Float64Array.from(standard, ({ mean }) => mean),
    sds: Float64Array.from(standard, ({ sd }) => sd),
  }
}

interface Standardised {
  values: Float64Array
  mean: number
  sd: number
}

function standardised(values: Float64Array): Standardised | null {
  const found = moments(values)
  const sd = standardDeviation(found)
  return sd > 0 ? { values: values.map((x) => (x - found.mean) / sd), mean: found.mean, sd } : null
}

function compositesOf(plan: PlsPlan, x: readonly Float64Array[], weights: Float64Array): { values: Float64Array[]; sds: Float64Array } | null {
  const found = plan.modeB.map((_, q) => {
    const at = blockItems(plan, q)
    return standardised(weightedSum(at.map((i) => x[i]!), at.map((i) => weights[i]!)))
  })
  if (found.includes(null)) return null
  return { values: found.map((composite) => composite!.values), sds: Float64Array.from(found, (composite) => composite!.sd) }
}

function weightedSum(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sum = new Float64Array(columns[0]!.length)
  for (const [i, values] of columns.entries()) {
    if (weights[i] === 0) continue
    for (let r = 0; r < sum.length; r++) sum[r]! += weights[i]! * values[r]!
  }
  return sum
}

/** Weights of every block from the stand-ins of its construct; null where a regression has no answer. */
function outerWeights(
  plan: PlsPlan,
  settings: PlsSettings,
  x: readonly Float64Array[],
  sds: readonly number[],
  scores: readonly Float64Array[],
): Float64Array | null {
  const weights = new Float64Array(plan.items)
  for (let q = 0; q < plan.constructs; q++) {
    const at = blockItems(plan, q)
    const stand = standIn(plan, settings, scores, q)
    const found = stand && (plan.modeB[q] ? regression(at.map((i) => x[i]!), stand) : at.map((i) => correlation(x[i]!, stand)))
    if (!found) return null
    // unscaled, a covariance is the correlation times the item's spread, a regression weight is per unit of the item
    for (const [b, i] of at.entries()) weights[i] = settings.scaled ? found[b]! : plan.modeB[q] ? found[b]! / sds[i]! : found[b]! * sds[i]!
  }
  return weights
}

/** The weighted sum of a construct's neighbours. */
function standIn(plan: PlsPlan, { scheme }: PlsSettings, scores: readonly Float64Array[], q: number): Float64Array | null {
  const pull = (r: number) => (scheme === 'centroid' ? Math.sign(correlation(scores[r]!, scores[q]!)) : correlation(scores[r]!, scores[q]!))
  const causes = Array.from(plan.predecessors[q]!)
  const effects = Array.from(plan.successors[q]!)
  const inward = scheme === 'path' ? regression(causes.map((r) => scores[r]!), scores[q]!) : causes.map(pull)
  return inward && weightedSum([...causes, ...effects].map((r) => scores[r]!), [...inward, ...effects.map(pull)])
}

/** Coefficients of standardised variables from their correlations. */
function regression(predictors: readonly Float64Array[], outcome: Float64Array): Float64Array | null {
  const left = Float64Array.from(predictors.flatMap((a) => predictors.map((b) => correlation(a, b))))
  const right = Float64Array.from(predictors, (a) => correlation(a, outcome))
  return solveInPlace(left, right, predictors.length) ? right : null
}

function correlation(a: Float64Array, b: Float64Array): number {
  const { ab, aa, bb } = pairwise(a, b)
  return ab / Math.sqrt(aa * bb)
}

/** Sums of products of the deviations from the means, over the positions at which both are there. */
function pairwise(a: Float64Array, b: Float64Array): { ab: number; aa: number; bb: number } {
  let n = 0
  let meanA = 0
  let meanB = 0
  for (let r = 0; r < a.length; r++) {
    if (Number.isNaN(a[r]! + b[r]!)) continue
    n++
    meanA += a[r]!
    meanB += b[r]!
  }
  meanA /= n
  meanB /= n
  const sums = { ab: 0, aa: 0, bb: 0 }
  for (let r = 0; r < a.length; r++) {
    const x = a[r]! - meanA
    const y = b[r]! - meanB
    if (Number.isNaN(x + y)) continue
    sums.ab += x * y
    sums.aa += x * x
    sums.bb += y * y
  }
  return sums
}
