import type { Matrix } from '../../numbers/matrix.ts'
import { matrixOfRows } from '../../numbers/matrix.ts'
import { requireParameter, type Reason, type Result, type Warning } from '../../result.ts'
import { scaleData, type ScaleItem } from '../scaleData.ts'
import { efaOf, type EfaSolution } from './efa.ts'
import { principalAxes } from './principalAxes.ts'

/** How much of a battery's sum is one general factor, and how much all factors together. */
export interface HierarchicalOmega extends Result {
  /** Share of the variance of the sum of standardised items that is the general factor. */
  hierarchical: number | null
  /** Share that is any of the factors. */
  total: number | null
  /** hierarchical / total: how much of what the sum measures reliably is one thing. */
  general: number | null
  /** Share of the common variance of the items that is the general factor (ECV). */
  explainedCommon: number | null
  items: SchmidLeimanItem[] | null
  /** Loadings of the factors on the general one. */
  factors: { id: string; general: number }[] | null
}

export interface SchmidLeimanItem {
  id: string
  general: number
  /** Loadings on what the factors have beyond the general one. */
  groups: number[]
  uniqueness: number
}

/**
 * Omega hierarchical by Schmid and Leiman's transformation: oblique factors, one factor of their correlations, and the items' loadings parted between it and
 * what each factor keeps to itself. Three factors at least, as two do not determine what is above them (`not-applicable` with the items too few for that).
 * Principal axes and oblimin without normalisation, as `omega` of psych with minres.
 *
 * Reasons: those of `efa`; `improper` where a factor would be all general, or more. Sources: Schmid & Leiman (1957) Psychometrika 22; Zinbarg, Revelle, Yovel &
 * Li (2005) Psychometrika 70.
 */
export function hierarchicalOmega(items: readonly ScaleItem[], options: { factors?: number; seed?: number } = {}): HierarchicalOmega {
  const { factors = 3, seed = 1 } = options
  requireParameter(Number.isInteger(factors) && factors >= 3, 'Omega hierarchical needs three factors at least')
  const data = scaleData(items)
  const head = {
    method: 'omega-hierarchical',
    n: data.n,
    missing: data.missing,
    deletion: 'listwise' as const,
    conventions: { factors, extraction: 'principal-axes', rotation: 'oblimin', kaiser: false, seed },
  }
  const nothing = (reason: Reason, warnings: readonly Warning[] = []) => ({ ...head, hierarchical: null, total: null, general: null, explainedCommon: null, items: null, factors: null, reason, warnings })
  if (!data.correlations) return nothing(data.reason ?? 'no-variance')
  if (items.length <= factors) return nothing('not-applicable')
  if (data.n <= items.length) return nothing('too-few')
  const found = efaOf(data.correlations, data.ids, data.n, { factors, seed })
  if (!found.solution) return nothing(found.reason ?? 'not-converged')
  const above = generalOf(found.solution)
  if (!above) return nothing('improper', found.warnings)
  return { ...head, ...partsOf(data.correlations, found.solution, above), reason: null, warnings: found.warnings }
}

/** Loadings of the factors on a factor of their own; null where one is all of it. */
function generalOf({ correlations }: EfaSolution): number[] | null {
  const found = principalAxes(matrixOfRows(correlations), 1)
  if (!found || found.heywood.length > 0) return null
  const loadings = [...found.loadings.values]
  return loadings.reduce((sum, l) => sum + l, 0) < 0 ? loadings.map((l) => -l) : loadings
}

function partsOf(r: Matrix, { items, factors }: EfaSolution, above: readonly number[]): Omit<HierarchicalOmega, keyof Result> {
  const parted = items.map(({ id, loadings, communality }): SchmidLeimanItem => ({
    id,
    general: loadings.reduce((sum, l, q) => sum + l * above[q]!, 0),
    groups: loadings.map((l, q) => l * Math.sqrt(1 - above[q]! ** 2)),
    uniqueness: 1 - communality,
  }))
  const variance = r.values.reduce((sum, x) => sum + x, 0)
  const hierarchical = parted.reduce((sum, { general }) => sum + general, 0) ** 2 / variance
  const total = 1 - parted.reduce((sum, { uniqueness }) => sum + uniqueness, 0) / variance
  const [shared, common] = [parted.reduce((sum, { general }) => sum + general ** 2, 0), items.reduce((sum, { communality }) => sum + communality, 0)]
  return { hierarchical, total, general: hierarchical / total, explainedCommon: shared / common, items: parted, factors: factors.map(({ id }, q) => ({ id, general: above[q]! })) }
}
