import { isSingular } from './factors/singular.ts'
import { principalAxes } from './factors/principalAxes.ts'
import { constructQuality } from './omega.ts'
import { ordinalData } from './ordinalData.ts'
import { correlationsOf, type PolychoricOptions } from './polychoric.ts'
import type { ScaleItem } from './scaleData.ts'
import type { Reason, Result, Warning } from '../result.ts'

/** Reliability of the normal variables behind answers in steps. */
export interface OrdinalReliability extends Result {
  /** Alpha of the polychoric correlations. */
  alpha: number | null
  /** Omega total of one factor of the polychoric correlations; null with two items. */
  omega: number | null
  /** Loadings on that factor, by id. */
  loadings: Readonly<Record<string, number>> | null
  /** Mean polychoric correlation. */
  meanCorrelation: number | null
  /** How many different answers there are to the item with the most. */
  steps: number
  emptyCells: number
}

/**
 * Ordinal alpha and omega: what the scale's reliability would be if its answers were not cut into steps. They are not the reliability of the sum of the answers
 * given, which is lower (take `alpha` and `omega` for that), and tell whether few steps are what keeps that low. One factor by unweighted least squares (minres).
 *
 * Reasons: those of `ordinalData` and `polychoricMatrix`; `single-item`; omega lacks for two items (`not-applicable`), for correlations that are not positive
 * definite (`singular`) and where the factor does not settle (`not-converged`). Warning `improper` names an item that is all factor.
 *
 * Sources: Zumbo, Gadermann & Zeisser (2007) J. of Modern Applied Statistical Methods 6; Chalmers (2018) Educational and Psychological Measurement 78 for the limits.
 */
export function ordinalReliability(items: readonly ScaleItem[], options: PolychoricOptions = {}): OrdinalReliability {
  const data = ordinalData(items)
  const found = correlationsOf(data, options)
  const head = {
    method: 'ordinal-reliability',
    n: data.n,
    missing: data.missing,
    deletion: 'listwise' as const,
    conventions: { correlations: 'polychoric', emptyCells: options.emptyCells ?? 'half-in-2x2', extraction: 'least squares' },
    steps: data.items.reduce((most, { values }) => Math.max(most, values.length), 0),
    emptyCells: found.emptyCells,
  }
  const r = found.correlations
  const k = items.length
  const nothing = (reason: Reason) => ({ ...head, alpha: null, omega: null, loadings: null, meanCorrelation: null, reason, warnings: found.warnings })
  if (!r) return nothing(found.reason ?? 'improper')
  if (k < 2) return nothing('single-item')
  const total = r.values.reduce((sum, x) => sum + x, 0)
  const parts = { meanCorrelation: (total - k) / (k * (k - 1)), alpha: total > 1e-12 ? (k / (k - 1)) * (1 - k / total) : null }
  const factor = k < 3 ? null : principalAxes(r, 1)
  if (!factor) return { ...head, ...parts, omega: null, loadings: null, reason: k < 3 ? 'not-applicable' : isSingular(r) ? 'singular' : 'not-converged', warnings: found.warnings }
  const turned = factor.loadings.values.reduce((sum, l) => sum + l, 0) < 0 ? -1 : 1
  const loadings = [...factor.loadings.values].map((l) => turned * l)
  const heywood = factor.heywood.map((i): Warning => ({ code: 'improper', detail: { item: data.ids[i]! } }))
  return {
    ...head,
    ...parts,
    omega: constructQuality(loadings).compositeReliability,
    loadings: Object.fromEntries(data.ids.map((id, i) => [id, loadings[i]!])),
    reason: parts.alpha === null ? 'no-variance' : null,
    warnings: [...found.warnings, ...heywood],
  }
}
