import { matrix } from '../numbers/matrix.ts'
import { oneFactor } from '../numbers/oneFactor.ts'
import type { Reason, Result, Warning } from '../result.ts'
import { scaleData, type ScaleItem } from './scaleData.ts'

/** Reliability and convergent validity of a scale by its one-factor model. */
export interface Omega extends Result {
  /** McDonald's omega total: `(sum lambda)² / ((sum lambda)² + sum theta)`. */
  value: number | null
  /** Standardised loadings, by id. */
  loadings: Readonly<Record<string, number>> | null
  /** Average variance extracted: mean of the squared standardised loadings. */
  ave: number | null
  /** Composite reliability (rho_c) from standardised loadings. */
  compositeReliability: number | null
}

/**
 * McDonald's omega, AVE and composite reliability from a one-factor model by maximum likelihood on complete cases; three items
 * at least (`not-applicable`). Warning `improper` where an item's residual variance is zero (Heywood case): the numbers stand but
 * should not be trusted.
 *
 * Sources: McDonald (1999) Test Theory, equation 6.20; Fornell & Larcker (1981) JMR 18.
 */
export function omega(items: readonly ScaleItem[]): Omega {
  const data = scaleData(items)
  const head = {
    method: 'mcdonald-omega',
    n: data.n,
    missing: data.missing,
    deletion: 'listwise' as const,
    conventions: { model: 'one factor', estimator: 'ML' },
  }
  const nothing = (reason: Reason) => ({
    ...head,
    value: null,
    loadings: null,
    ave: null,
    compositeReliability: null,
    reason,
    warnings: [],
  })
  if (!data.correlations) return nothing(data.reason ?? 'no-variance')
  if (items.length < 3) return nothing(items.length === 1 ? 'single-item' : 'not-applicable')
  if (data.n <= items.length) return nothing('too-few')
  const k = items.length
  const fit = oneFactor(matrix(k, k, data.correlations.values)) // in units of each item's spread, which the likelihood is free of
  if (!fit) return nothing('not-converged')
  const sds = fit.loadings.map((_, i) => Math.sqrt(data.covariances.values[i * k + i]!))
  const largest = Math.max(...sds)
  const common = fit.loadings.reduce((sum, l, i) => sum + (l * sds[i]!) / largest, 0) ** 2
  const standardised = fit.loadings
  const warnings: Warning[] = data.ids.flatMap((item, i) =>
    fit.improper && standardised[i]! ** 2 > 0.9999 ? [{ code: 'improper' as const, detail: { item } }] : [],
  )
  return {
    ...head,
    value: common / (common + fit.residuals.reduce((sum, r, i) => sum + r * (sds[i]! / largest) ** 2, 0)),
    loadings: Object.fromEntries(data.ids.map((id, i) => [id, standardised[i]!])),
    ...constructQuality([...standardised]),
    reason: null,
    warnings,
  }
}

/** AVE and composite reliability of standardised loadings, however they were found. */
export function constructQuality(loadings: readonly number[]): { ave: number; compositeReliability: number } {
  const sum = loadings.reduce((a, l) => a + l, 0)
  const squares = loadings.reduce((a, l) => a + l * l, 0)
  return { ave: squares / loadings.length, compositeReliability: sum ** 2 / (sum ** 2 + loadings.length - squares) }
}
