import { chiSquareUpper } from '../../numbers/chiSquare.ts'
import { identity, product, transposed, type Matrix } from '../../numbers/matrix.ts'
import { requireParameter, type Reason, type Result, type Warning } from '../../result.ts'
import { scaleData, type ScaleItem } from '../scaleData.ts'
import { likeliestFactors, type Extraction } from './extraction.ts'
import { isSingular } from './singular.ts'
import { arranged } from './arrangement.ts'
import { oblimin, promax } from './oblique.ts'
import { principalAxes } from './principalAxes.ts'
import { varimax } from './varimax.ts'

export interface EfaOptions {
  /** Number of factors, such as `parallelAnalysis` or `velicerMap` suggests. */
  factors: number
  /** Principal axes (default) or maximum likelihood. */
  extraction?: 'principal-axes' | 'maximum-likelihood'
  /** `oblimin` by default, as dimensions of service quality are rarely unrelated. */
  rotation?: 'none' | 'varimax' | 'promax' | 'oblimin'
  /** Kaiser's normalisation; by default for varimax and promax, not for oblimin (SPSS normalises there too). */
  kaiser?: boolean
  /** Power of promax; 4 by default. */
  power?: number
  /** Random starts of oblimin besides the unrotated loadings; 10 by default. */
  starts?: number
  seed?: number
}

/** Exploratory factors of a battery of items. */
export interface Efa extends Result {
  solution: EfaSolution | null
}

export interface EfaSolution {
  items: EfaItem[]
  /** In descending order of the variance they explain. */
  factors: EfaFactor[]
  /** Correlations of the factors, row after row. */
  correlations: number[][]
  /** Share of the items' variance that the factors explain together. */
  explained: number
  /** Root mean square of the residual correlations. */
  rmsr: number
  /** Test that so many factors suffice; for maximum likelihood with degrees of freedom left. */
  test: { statistic: number; df: number; p: number } | undefined
  /** Rounds of the extraction. */
  iterations: number
}

export interface EfaItem {
  id: string
  /** Pattern: weight of each factor with the others held constant. */
  loadings: number[]
  /** Correlation with each factor; equal to the loadings unless the rotation is oblique. */
  structure: number[]
  communality: number
  uniqueness: number
}

export interface EfaFactor {
  /** `F1`, `F2`, … */
  id: string
  /** Sum over the items of loading × structure: the sum of squared loadings where factors are uncorrelated. */
  ss: number
}

/**
 * Exploratory factor analysis on the correlations of complete cases. Factors come in descending order of explained variance, each turned so that its
 * loadings sum to a positive number.
 *
 * Reasons: as for every battery (`no-answers`, `too-few`, `no-variance`); `singular` where an item follows from others; `not-applicable` where the items are too few
 * for so many factors ((k - m)² < k + m); `not-converged`. Warning `improper` names Heywood cases, items of which the factors explain all or more
 * than all the variance: the numbers stand but should not be trusted.
 */
export function efa(items: readonly ScaleItem[], options: EfaOptions): Efa {
  checkOptions(options, items.length)
  const data = scaleData(items)
  const few = data.reason === null && data.n <= items.length
  const found = data.correlations && !few ? efaOf(data.correlations, data.ids, data.n, options) : null
  const reason = data.reason ?? (few ? 'too-few' : null)
  const outcome = found ?? { solution: null, reason, warnings: [] }
  return { method: 'efa', n: data.n, missing: data.missing, deletion: 'listwise', conventions: conventionsOf(options), ...outcome }
}

/** The same on a correlation matrix, `ids` naming its rows, of n respondents. */
export function efaOf(r: Matrix, ids: readonly string[], n: number, options: EfaOptions): Pick<Efa, 'solution' | 'reason' | 'warnings'> {
  checkOptions(options, ids.length)
  const nothing = (reason: Reason) => ({ solution: null, reason, warnings: [] })
  const k = ids.length
  const m = options.factors
  if ((k - m) ** 2 < k + m) return nothing('not-applicable')
  const extraction = options.extraction === 'maximum-likelihood' ? likeliestFactors(r, m) : principalAxes(r, m)
  if (!extraction) return nothing(isSingular(r) ? 'singular' : 'not-converged')
  const rotated = rotate(extraction.loadings, options)
  if (!rotated) return nothing('not-converged')
  const warnings = extraction.heywood.map((i): Warning => ({ code: 'improper', detail: { item: ids[i]!, uniqueness: extraction.uniquenesses[i]! } }))
  return { solution: solutionOf(r, ids, n, extraction, arranged(rotated)), reason: null, warnings }
}

function checkOptions({ factors, power = 4, starts = 10 }: EfaOptions, k: number): void {
  requireParameter(Number.isInteger(factors) && factors > 0, 'The number of factors is whole and positive')
  requireParameter(factors < k || k === 0, 'There must be fewer factors than items')
  requireParameter(power > 1, 'The power of promax lies above 1')
  requireParameter(Number.isInteger(starts) && starts >= 0, 'The number of random starts is whole and not negative')
}

function conventionsOf(options: EfaOptions): Efa['conventions'] {
  const { factors, extraction = 'principal-axes', rotation = 'oblimin', power = 4, starts = 10, seed = 1 } = options
  const conventions = { factors, matrix: 'correlations', extraction, rotation }
  if (rotation === 'none') return conventions
  const kaiser = normalises(options)
  if (rotation === 'varimax') return { ...conventions, kaiser }
  return rotation === 'promax' ? { ...conventions, kaiser, power } : { ...conventions, kaiser, gamma: 0, starts, seed }
}

function normalises({ rotation = 'oblimin', kaiser = rotation !== 'oblimin' }: EfaOptions): boolean {
  return kaiser
}

function rotate(loadings: Matrix, options: EfaOptions): { loadings: Matrix; correlations: Matrix } | null {
  const { rotation = 'oblimin', power = 4, starts = 10, seed = 1 } = options
  const kaiser = normalises(options)
  const uncorrelated = identity(loadings.columns)
  if (rotation === 'none') return { loadings, correlations: uncorrelated }
  if (rotation === 'varimax' || loadings.columns === 1) return { loadings: varimax(loadings, kaiser), correlations: uncorrelated }
  return rotation === 'promax' ? promax(loadings, { power, kaiser }) : oblimin(loadings, { kaiser, starts, seed })
}

function solutionOf(r: Matrix, ids: readonly string[], n: number, extraction: Extraction, { loadings, correlations }: { loadings: Matrix; correlations: Matrix }): EfaSolution {
  const { rows: k, columns: m } = loadings
  const structure = product(loadings, correlations)
  const row = ({ values, columns }: Matrix, i: number) => [...values.subarray(i * columns, (i + 1) * columns)]
  const items = ids.map((id, i): EfaItem => {
    const own = row(loadings, i)
    const seen = row(structure, i)
    const communality = own.reduce((sum, l, q) => sum + l * seen[q]!, 0)
    return { id, loadings: own, structure: seen, communality, uniqueness: extraction.uniquenesses[i]! }
  })
  return {
    items,
    factors: Array.from({ length: m }, (_, q) => ({ id: `F${q + 1}`, ss: items.reduce((sum, item) => sum + item.loadings[q]! * item.structure[q]!, 0) })),
    correlations: Array.from({ length: m }, (_, q) => row(correlations, q)),
    explained: items.reduce((sum, { communality }) => sum + communality, 0) / k,
    rmsr: residualSize(r, product(structure, transposed(loadings))),
    test: sufficiency(extraction.discrepancy, n, k, m),
    iterations: extraction.iterations,
  }
}

function residualSize(r: Matrix, reproduced: Matrix): number {
  const k = r.rows
  let sum = 0
  for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) sum += (r.values[i * k + j]! - reproduced.values[i * k + j]!) ** 2
  return Math.sqrt((2 * sum) / (k * (k - 1)))
}

/** Bartlett's correction of the likelihood ratio. Source: Bartlett (1951) Biometrika 38; Lawley & Maxwell (1971), equation 4.40. */
function sufficiency(discrepancy: number | undefined, n: number, k: number, m: number): EfaSolution['test'] {
  const df = ((k - m) ** 2 - (k + m)) / 2
  if (discrepancy === undefined || df <= 0) return undefined
  const statistic = (n - 1 - (2 * k + 5) / 6 - (2 * m) / 3) * discrepancy
  return { statistic, df, p: chiSquareUpper(statistic, df) }
}
