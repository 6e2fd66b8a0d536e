import type { ItemMoments } from './covariances.ts'
import type { PlsParameters } from './parameters.ts'
import { blockSize, type PlsPlan } from './plan.ts'
import type { PlsSettings } from './study.ts'

/** Standardised root mean square residual of a path model, 0 where the model gives back every correlation of items. */
export interface PlsResidual {
  /** As if every two constructs were linked: how well the blocks alone fit. */
  saturated: number
  /** With the links of the model only. */
  estimated: number
}

/**
 * SRMR over the correlations of items, those within an item (1) counted. Items of two blocks correlate as their loadings times what the model says of the two
 * constructs. Within a block composites give back what was found; a reflective block of consistent PLS implies products of its loadings.
 *
 * Sources: Henseler et al. (2014) Organizational Research Methods 17; Henseler, Hubona & Ray (2016) IMDS 116.
 */
export function plsResidual(plan: PlsPlan, settings: PlsSettings, moments: ItemMoments, found: PlsParameters): PlsResidual {
  const of = (constructs: ArrayLike<number>) => residual(plan, settings, moments, found.loadings, constructs)
  return { saturated: of(found.correlations), estimated: of(impliedCorrelations(plan, found)) }
}

/** Correlations of constructs by the links alone: causes that nothing acts on keep theirs, all others have what their causes pass on. */
function impliedCorrelations(plan: PlsPlan, { direct, correlations }: PlsParameters): Float64Array {
  const size = plan.constructs
  const implied = Float64Array.from(correlations)
  const known = [...plan.order].filter((q) => plan.predecessors[q]!.length === 0)
  for (const q of plan.order) {
    const causes = plan.predecessors[q]!
    if (causes.length === 0) continue
    for (const r of known) {
      let sum = 0
      for (const cause of causes) sum += direct[cause * size + q]! * implied[cause * size + r]!
      implied[q * size + r] = sum
      implied[r * size + q] = sum
    }
    known.push(q)
  }
  return implied
}

function residual(plan: PlsPlan, { consistent }: PlsSettings, { matrix: s }: ItemMoments, loadings: Float64Array, constructs: ArrayLike<number>): number {
  const p = plan.items
  let squares = 0
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) {
      const [q, r] = [plan.constructOf[i]!, plan.constructOf[j]!]
      if (q === r && !(consistent && !plan.modeB[q] && blockSize(plan, q) > 1)) continue
      const scale = Math.sqrt(s[i * (p + 1)]! * s[j * (p + 1)]!)
      squares += (s[i * p + j]! / scale - loadings[i]! * loadings[j]! * constructs[q * plan.constructs + r]!) ** 2
    }
  }
  return Math.sqrt(squares / ((p * (p + 1)) / 2))
}
