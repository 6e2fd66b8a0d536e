import type { PlsParameters } from './parameters.ts'
import type { PlsPlan } from './plan.ts'
import type { PlsStatistic } from './statistics.ts'

/**
 * What to do with a resample whose composite came out the other way round.
 * - `construct` (default): turn a construct whose resampled weights give a score that runs against its original one, with all that belongs to it.
 * - `individual`: turn each weight, loading and effect on its own that has the other sign than the original. Makes intervals too narrow.
 * - `none`: leave it, beyond the sign rule of every estimate.
 *
 * Source: Tenenhaus, Esposito Vinzi, Chatelin & Lauro (2005) CSDA 48, section 6.3.
 */
export type SignHandling = 'none' | 'construct' | 'individual'

/** Turns constructs round in place. `original` are the covariances of items with their own original composite. */
export function alignConstructs(plan: PlsPlan, original: Float64Array, found: PlsParameters): void {
  const size = plan.constructs
  for (let q = 0; q < size; q++) {
    let agreement = 0
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) agreement += found.weights[i]! * original[i]!
    if (agreement >= 0) continue
    for (let i = plan.starts[q]!; i < plan.starts[q + 1]!; i++) {
      found.weights[i]! *= -1
      found.loadings[i]! *= -1
    }
    for (let r = 0; r < size; r++) {
      if (r === q) continue
      for (const effects of [found.direct, found.total]) {
        effects[q * size + r]! *= -1
        effects[r * size + q]! *= -1
      }
    }
    for (const [at, { from, to }] of plan.paths.entries()) if (from === q || to === q) found.paths[at]! *= -1
  }
}

/** Turns single figures round in place to the sign of the original ones. */
export function alignFigures(list: readonly PlsStatistic[], original: Float64Array, values: Float64Array, start: number): void {
  for (const [at, { kind }] of list.entries()) {
    const signed = kind === 'weight' || kind === 'loading' || kind === 'path' || kind === 'total' || kind === 'indirect'
    if (signed && values[start + at]! * original[at]! < 0) values[start + at]! *= -1
  }
}
