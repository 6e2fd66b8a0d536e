import { symmetricInverse } from '../numbers/cholesky.ts'
import { correlationMatrix, covarianceMatrix } from '../numbers/covariance.ts'
import type { Reason, Result } from '../result.ts'
import { alpha, type Alpha } from './alpha.ts'
import { scaleData, type ScaleItem } from './scaleData.ts'

export interface Lambda6 extends Result {
  value: number | null
  /** Squared multiple correlation of each item with the others, by id. */
  smc: Readonly<Record<string, number>> | null
}

/**
 * Guttman's lambda-6 on correlations: `1 - sum (1 - smc_j) / sum R`, smc_j = 1 - 1/(R^-1)_jj.
 * Source: Guttman (1945) Psychometrika 10.
 */
export function lambda6(items: readonly ScaleItem[]): Lambda6 {
  const data = scaleData(items)
  const head = {
    method: 'guttman-lambda-6',
    n: data.n,
    missing: data.missing,
    deletion: 'listwise' as const,
    conventions: { matrix: 'correlations' },
    warnings: [],
  }
  const nothing = (reason: Reason) => ({ ...head, value: null, smc: null, reason })
  if (!data.correlations) return nothing(data.reason ?? 'no-variance')
  if (items.length < 2) return nothing('single-item')
  const inverse = symmetricInverse(data.correlations)
  if (!inverse) return nothing('singular')
  const k = items.length
  const smc = data.ids.map((_, j) => 1 - 1 / inverse.values[j * k + j]!)
  const total = data.correlations.values.reduce((sum, r) => sum + r, 0)
  if (!(total > 1e-12)) return nothing('no-variance')
  return {
    ...head,
    value: 1 - smc.reduce((sum, x) => sum + 1 - x, 0) / total,
    smc: Object.fromEntries(data.ids.map((id, j) => [id, smc[j]!])),
    reason: null,
  }
}

export interface SplitHalf extends Result {
  /** Correlation of the two half sums. */
  correlation: number | null
  /** `2r / (1 + r)`: reliability of the whole from two halves of equal length. */
  spearmanBrown: number | null
  /** The same for halves of unequal length; equal to it where they are not. */
  horst: number | null
  /** `2 (1 - (s_a² + s_b²) / s_T²)`: no assumption of equal variances. */
  guttman: number | null
  first: readonly string[]
  second: readonly string[]
}

/**
 * Split-half reliability, of odd against even items (default) or the first half against the last; with an odd number of items the
 * halves differ by one, and both lists are in the result.
 *
 * Sources: Spearman (1910), Brown (1910) British J. Psychology 3; Guttman (1945).
 */
export function splitHalf(items: readonly ScaleItem[], options: { split?: 'odd-even' | 'first-last' } = {}): SplitHalf {
  const split = options.split ?? 'odd-even'
  const data = scaleData(items)
  const middle = Math.ceil(items.length / 2)
  const inFirst = (i: number) => (split === 'odd-even' ? i % 2 === 0 : i < middle)
  const head = {
    method: 'split-half',
    n: data.n,
    missing: data.missing,
    deletion: 'listwise' as const,
    conventions: { split },
    first: data.ids.filter((_, i) => inFirst(i)),
    second: data.ids.filter((_, i) => !inFirst(i)),
    warnings: [],
  }
  const nothing = (reason: Reason) => ({ ...head, correlation: null, spearmanBrown: null, horst: null, guttman: null, reason })
  if (items.length < 2) return nothing('single-item')
  if (data.n < 2) return nothing(data.n === 0 ? 'no-answers' : 'too-few')
  const half = (first: boolean) => sumOf(data.columns.filter((_, i) => inFirst(i) === first), data.n)
  const { matrix } = covarianceMatrix([half(true), half(false)])
  const correlation = correlationMatrix(matrix, 2)?.[1]
  const total = matrix[0]! + matrix[3]! + 2 * matrix[1]!
  if (correlation === undefined || !(total > 0) || correlation <= -1) return nothing('no-variance')
  return {
    ...head,
    correlation,
    spearmanBrown: (2 * correlation) / (1 + correlation),
    horst: horst(correlation, head.first.length / items.length),
    guttman: 2 * (1 - (matrix[0]! + matrix[3]!) / total),
    reason: null,
  }
}

/** `r (√(r² + 4pq (1 - r²)) - r) / (2pq (1 - r²))`, p and q the shares of the items in the halves; 1 where the halves agree in full. */
function horst(r: number, p: number): number {
  const spread = 2 * p * (1 - p) * (1 - r * r)
  return spread > 1e-14 ? (r * (Math.sqrt(r * r + 2 * spread) - r)) / spread : 1
}

/**
 * Kuder and Richardson's formula 20: alpha of items answered right or wrong, 1 or 0. `not-applicable` for any other answers.
 * Source: Kuder & Richardson (1937) Psychometrika 2.
 */
export function kr20(items: readonly ScaleItem[], options: { level?: number } = {}): Alpha {
  const found = alpha(items, options)
  const binary = items.every(({ answers }) => answers.every((answer) => !Number.isFinite(answer) || answer === 0 || answer === 1))
  const own = { ...found, method: 'kuder-richardson-20' }
  return binary ? own : { ...own, value: null, standardised: null, interval: null, meanCorrelation: null, perItem: [], reason: 'not-applicable', warnings: [] }
}

function sumOf(columns: readonly Float64Array[], n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => columns.reduce((sum, column) => sum + column[i]!, 0))
}
