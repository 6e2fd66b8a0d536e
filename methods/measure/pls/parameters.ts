import type { ItemMoments } from './covariances.ts'
import type { PlsPlan } from './plan.ts'
import { emptyReliability, fromLoadings, fromWeights, isReflective, type BlockReliability } from './reliability.ts'
import { plsSolver, type PlsFailure, type PlsWeights } from './solver.ts'
import { structural, totalEffects } from './structural.ts'
import type { PlsSettings, PlsStudy } from './study.ts'

/** Everything that one set of respondents says about a model, in flat arrays. NaN where a figure has no meaning (see each). */
export interface PlsParameters {
  iterations: number
  /** Per item, in the study's metric. */
  weights: Float64Array
  /** Per item: correlation with its own composite; corrected for attenuation under consistent PLS. */
  loadings: Float64Array
  /** items × constructs: correlations with the composites, never corrected. */
  crossLoadings: Float64Array
  /** constructs × constructs: of the composites, or corrected for attenuation. */
  correlations: Float64Array
  /** Per path of the plan. */
  paths: Float64Array
  /** constructs × constructs, row acts on column; 0 where there is no path. */
  direct: Float64Array
  total: Float64Array
  /** Per construct, NaN for those without predecessors. */
  r2: Float64Array
  reliability: BlockReliability
}

/** A function that estimates the model from item moments; each call overwrites the answer of the last. */
export function parameterFinder({ plan, settings }: PlsStudy): (of: ItemMoments) => PlsParameters | PlsFailure {
  const solve = plsSolver(plan, settings)
  const found = emptyParameters(plan)
  const standardised = new Float64Array(plan.items)
  const correlations = settings.scaled ? null : new Float64Array(plan.items ** 2)
  const { regress } = structural(plan)
  const coefficients = new Float64Array(plan.constructs)

  return (of) => {
    if (of.flat >= 0) return { reason: of.n < 2 ? 'too-few' : 'no-variance', construct: plan.constructOf[of.flat]! }
    const solved = solve(of.matrix)
    if ('reason' in solved) return solved
    found.iterations = solved.iterations
    found.weights.set(solved.weights)
    found.correlations.set(solved.correlations)
    const sds = settings.scaled ? null : of.sds
    for (let i = 0; i < plan.items; i++) standardised[i] = solved.weights[i]! * (sds ? sds[i]! : 1)
    loadingsOf(plan, solved, sds, found)
    fromWeights(plan, correlations ? correlationsOf(of, plan.items, correlations) : of.matrix, standardised, found.reliability)
    const improper = settings.consistent ? correct(plan, found) : -1
    if (improper >= 0) return inadmissible(improper, found.reliability.rhoA[improper]!)
    fromLoadings(plan, found.loadings, found.reliability)
    return relateConstructs(settings) ?? found
  }

  /** Paths, effects and R² of the inner model. */
  function relateConstructs({ consistent }: PlsSettings): PlsFailure | null {
    for (let q = 0; q < plan.constructs; q++) {
      const causes = plan.predecessors[q]!
      if (causes.length === 0) continue
      const r2 = regress(found.correlations, q, causes, coefficients)
      if (Number.isNaN(r2)) return { reason: consistent ? 'improper' : 'singular', construct: q }
      found.r2[q] = r2
      for (let i = 0; i < causes.length; i++) found.direct[causes[i]! * plan.constructs + q] = coefficients[i]!
    }
    for (const [at, { from, to }] of plan.paths.entries()) found.paths[at] = found.direct[from * plan.constructs + to]!
    totalEffects(plan, found.direct, found.total)
    return null
  }
}

/** A rho_A that cannot even be computed (NaN) is left unsaid. */
function inadmissible(construct: number, rhoA: number): PlsFailure {
  return { reason: 'improper', construct, ...(Number.isFinite(rhoA) ? { rhoA } : {}) }
}

function emptyParameters({ items, constructs, paths }: PlsPlan): PlsParameters {
  return {
    iterations: 0,
    weights: new Float64Array(items),
    loadings: new Float64Array(items),
    crossLoadings: new Float64Array(items * constructs),
    correlations: new Float64Array(constructs ** 2),
    paths: new Float64Array(paths.length),
    direct: new Float64Array(constructs ** 2),
    total: new Float64Array(constructs ** 2),
    r2: new Float64Array(constructs).fill(Number.NaN),
    reliability: emptyReliability(constructs),
  }
}

function loadingsOf(plan: PlsPlan, { covariances }: PlsWeights, sds: Float64Array | null, out: PlsParameters): void {
  for (let i = 0; i < plan.items; i++) {
    const unit = sds ? 1 / sds[i]! : 1
    for (let q = 0; q < plan.constructs; q++) out.crossLoadings[i * plan.constructs + q] = covariances[i * plan.constructs + q]! * unit
    out.loadings[i] = out.crossLoadings[i * plan.constructs + plan.constructOf[i]!]!
  }
}

function correlationsOf({ matrix, sds }: ItemMoments, k: number, out: Float64Array): Float64Array {
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) out[i * k + j] = matrix[i * k + j]! / (sds[i]! * sds[j]!)
  return out
}

/**
 * Corrects correlations by rho_A and makes the loadings of reflective blocks proportional to their weights. Returns a construct whose
 * rho_A lies outside of (0, 1], or -1. Source: Dijkstra & Henseler (2015) MIS Quarterly 39, equations 3 to 5.
 */
function correct(plan: PlsPlan, found: PlsParameters): number {
  const size = plan.constructs
  for (let q = 0; q < size; q++) {
    if (!isReflective(plan, q)) continue
    const rho = found.reliability.rhoA[q]!
    if (!(rho > 0 && rho <= 1)) return q
    const root = Math.sqrt(rho)
    for (let r = 0; r < size; r++) {
      if (r === q) continue
      found.correlations[q * size + r]! /= root
      found.correlations[r * size + q]! /= root
    }
    let squares = 0
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) squares += found.weights[i]! ** 2
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) found.loadings[i] = (found.weights[i]! * root) / squares
  }
  return -1
}
