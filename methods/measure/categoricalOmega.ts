import { bivariateNormalUpper } from '../numbers/bivariateNormal.ts'
import { normalUpper } from '../numbers/normal.ts'
import type { Reason, Result, Warning } from '../result.ts'
import { semEstimate } from './factors/semEstimate.ts'
import { semOrdinalStudy } from './factors/ordinalStudy.ts'
import { ordinalData, type OrdinalItem } from './ordinalData.ts'
import type { PolychoricOptions } from './polychoric.ts'
import type { ScaleItem } from './scaleData.ts'

/** Reliability of the sum of answers in steps. */
export interface CategoricalOmega extends Result {
  value: number | null
  /** Loadings of the normal variables behind the answers, by id. */
  loadings: Readonly<Record<string, number>> | null
  emptyCells: number
}

/**
 * Green and Yang's omega: how reliable the sum (or mean) of answers in steps is, if one normal factor lies behind them. Model and correlations are of the normal
 * variables that the answers cut into steps (as `ordinalReliability`), but variances are those of the answers themselves: that of the sum from the polychoric
 * correlations, that of what is common from the loadings of one factor (diagonally weighted least squares), both through the thresholds. Answers count by their
 * values, so steps need not be equally far apart. Three items at least (`not-applicable`), complete cases.
 *
 * Other reasons: `single-item`; those of `semOrdinalStudy` and of its estimate; `improper` where a loading goes beyond 1 or what is common varies more than the
 * sum. Warnings are those of the estimate.
 *
 * Sources: Green & Yang (2009) Psychometrika 74, equations 17 to 21; Kelley & Pornprasertmanit (2016) Psychological Methods 21, with the sample's polychoric
 * correlations in the variance of the sum.
 */
export function categoricalOmega(items: readonly ScaleItem[], options: PolychoricOptions = {}): CategoricalOmega {
  const data = ordinalData(items)
  const head = {
    method: 'categorical-omega',
    n: data.n,
    missing: data.missing,
    deletion: 'listwise' as const,
    conventions: { model: 'one factor', estimator: 'DWLS', correlations: 'polychoric', emptyCells: options.emptyCells ?? 'half-in-2x2' },
  }
  const nothing = (reason: Reason, emptyCells = 0, warnings: readonly Warning[] = []) => ({ ...head, value: null, loadings: null, emptyCells, reason, warnings })
  if (items.length < 3) return nothing(items.length === 1 ? 'single-item' : 'not-applicable')
  if (data.reason !== null) return nothing(data.reason)
  const study = semOrdinalStudy(Object.fromEntries(items.map(({ id, answers }) => [id, answers])), { factors: [{ id: factorName(data.ids), items: data.ids }] }, { ...options, identification: 'unit-variance' })
  const estimate = semEstimate(study)
  const found = estimate.solution?.parameters.filter(({ kind }) => kind === 'loading')
  if (!found) return nothing(estimate.reason ?? 'not-converged', study.emptyCells, estimate.warnings)
  const loadings = data.ids.map((id) => found.find(({ to }) => to === id)!.estimate)
  const correlations = study.groups![0]!.saturated.covariances
  const k = loadings.length
  let [common, whole] = [0, 0]
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      const times = i === j ? 1 : 2
      common += times * stepCovariance(data.items[i]!, data.items[j]!, loadings[i]! * loadings[j]!)
      whole += times * stepCovariance(data.items[i]!, data.items[j]!, i === j ? 1 : correlations.values[i * k + j]!)
    }
  }
  if (loadings.some((l) => Math.abs(l) > 1) || !(whole > 0) || common > whole) return nothing('improper', study.emptyCells, estimate.warnings)
  return { ...head, value: common / whole, loadings: Object.fromEntries(data.ids.map((id, i) => [id, loadings[i]!])), emptyCells: study.emptyCells, reason: null, warnings: estimate.warnings }
}

/** Covariance of two answers in steps whose normal variables correlate by r: over all pairs of thresholds, how far apart the steps are times how much likelier both are passed than by chance. */
function stepCovariance(a: OrdinalItem, b: OrdinalItem, r: number): number {
  let total = 0
  for (const [i, h] of a.thresholds.entries()) {
    for (const [j, k] of b.thresholds.entries()) {
      total += (a.values[i + 1]! - a.values[i]!) * (b.values[j + 1]! - b.values[j]!) * (bivariateNormalUpper(h, k, r) - normalUpper(h) * normalUpper(k))
    }
  }
  return total
}

/** A name that no item has. */
function factorName(ids: readonly string[]): string {
  let name = 'factor'
  while (ids.includes(name)) name += "'"
  return name
}
