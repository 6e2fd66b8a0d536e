import type { Reason, Result, Warning } from '../../result.ts'
import { studyMoments, type ItemMoments } from './covariances.ts'
import { failureWarnings } from './failure.ts'
import { parameterFinder } from './parameters.ts'
import { blockItems } from './plan.ts'
import { headOf, type PlsStudy } from './study.ts'

/** Indices of the constructs from 0 to 100. */
export interface LatentIndices extends Result {
  indices: LatentIndex[] | null
}

export interface LatentIndex {
  construct: string
  /** Mean over respondents, 0–100. */
  value: number | null
  /** Standard deviation over respondents. */
  sd: number | null
  /** Mean with equal weights. */
  unweighted: number | null
  /** Shares of the items, adding up to 1. */
  weights: { item: string; share: number }[]
  reason: Reason | null
}

/**
 * The index of each construct as the American index has it: items weighted by their unstandardised outer weights (weight over standard
 * deviation), placed between the ends of their scales: `100 (Σ w x̄ - Σ w min) / Σ w (max - min)`.
 *
 * An index whose weights are not all positive has no meaning and is refused (`out-of-range`; the warning `negative-item` names the item).
 * Without scales for all of its items it is `not-applicable`.
 * Source: Fornell, Johnson, Anderson, Cha & Bryant (1996) Journal of Marketing 60(4), appendix.
 */
export function latentIndex(study: PlsStudy): LatentIndices {
  const head = headOf('latent-index', study)
  const moments = studyMoments(study)
  const found = parameterFinder(study)(moments)
  if ('reason' in found) return { ...head, indices: null, reason: found.reason, warnings: failureWarnings(study, found) }
  const indices = study.model.constructs.map((_, q) => indexOf(study, moments, found.weights, q))
  const refused = indices.filter(({ reason }) => reason === 'out-of-range').flatMap(({ weights }) => weights)
  const warnings = refused.filter(({ share }) => !(share > 0)).map((detail): Warning => ({ code: 'negative-item', detail }))
  return { ...head, indices, reason: null, warnings }
}

function indexOf(study: PlsStudy, found: ItemMoments, weights: Float64Array, q: number): LatentIndex {
  const { plan, model, itemIds } = study
  const construct = model.constructs[q]!.id
  const at = blockItems(plan, q)
  const raw = at.map((i) => rangeWeight(study, found, weights, i))
  if (raw.includes(Number.NaN)) return { construct, value: null, sd: null, unweighted: null, weights: [], reason: 'not-applicable' }
  const total = raw.reduce((sum, u) => sum + u, 0)
  const shares = at.map((i, b) => ({ item: itemIds[i]!, share: raw[b]! / total }))
  const value = indexValue(study, found, weights, q)
  if (Number.isNaN(value)) return { construct, value: null, sd: null, unweighted: null, weights: shares, reason: 'out-of-range' }
  const unweighted = at.reduce((sum, i) => sum + placed(study, found, i), 0) / at.length
  return { construct, value, sd: 1 / total, unweighted, weights: shares, reason: null }
}

/** The index of construct q for the respondents of the moments; NaN where it is refused. */
export function indexValue(study: PlsStudy, found: ItemMoments, weights: Float64Array, q: number): number {
  let total = 0
  let sum = 0
  for (let i = study.plan.starts[q]!; i < study.plan.starts[q + 1]!; i++) {
    const weight = rangeWeight(study, found, weights, i)
    if (!(weight > 0)) return Number.NaN
    total += weight
    sum += weight * placed(study, found, i)
  }
  return sum / total
}

/** The weight of an item that has been placed on 0–100; NaN without a scale. */
export function rangeWeight({ scales, sds, settings }: PlsStudy, found: ItemMoments, weights: Float64Array, i: number): number {
  const scale = scales[i]
  if (!scale) return Number.NaN
  const perUnit = settings.scaled ? weights[i]! / (found.sds[i]! * sds[i]!) : weights[i]!
  return (perUnit * (scale.max - scale.min)) / 100
}

/** The item's mean on 0–100. */
function placed({ scales, sds, means, settings }: PlsStudy, found: ItemMoments, i: number): number {
  const { min, max } = scales[i]!
  const mean = means[i]! + found.means[i]! * (settings.scaled ? sds[i]! : 1)
  return (100 * (mean - min)) / (max - min)
}

/** Constructs whose items all have a scale. */
export function indexable({ plan, scales }: PlsStudy): number[] {
  return Array.from(plan.predecessors.keys()).filter((q) => blockItems(plan, q).every((i) => scales[i] !== null))
}
