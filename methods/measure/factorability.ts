import { chiSquareUpper } from '../numbers/chiSquare.ts'
import { logDeterminant, symmetricInverse } from '../numbers/cholesky.ts'
import { correlationMatrix, covarianceMatrix } from '../numbers/covariance.ts'
import { symmetricEigen } from '../numbers/eigen.ts'
import { quantile } from '../numbers/orderStatistics.ts'
import { matrix, type Matrix } from '../numbers/matrix.ts'
import { randomStream } from '../numbers/random.ts'
import { requireParameter, type Reason, type Result, type Test } from '../result.ts'
import { scaleData, type ScaleItem } from './scaleData.ts'

/**
 * Whether a battery of items can be factored, and into how many factors. Complete cases throughout; each
 * method also exists on a correlation matrix.
 */

export interface Kmo extends Result {
  value: number | null
  /** By item id; .8 and more is good, below .6 poor. */
  perItem: Readonly<Record<string, number>> | null
}

/** Kaiser–Meyer–Olkin measure of sampling adequacy. Source: Kaiser & Rice (1974) Educational and Psychological Measurement 34. */
export function kmo(items: readonly ScaleItem[]): Kmo {
  const data = scaleData(items)
  const found = data.correlations && kmoOf(data.correlations)
  return {
    method: 'kmo',
    ...headOf(data),
    value: found?.value ?? null,
    perItem: found ? Object.fromEntries(data.ids.map((id, i) => [id, found.perItem[i]!])) : null,
    reason: found ? null : (data.reason ?? (items.length < 2 ? 'single-item' : 'singular')),
  }
}

/** `sum r² / (sum r² + sum a²)` off the diagonal, a = anti-image correlations; null where R is singular or has one row. */
export function kmoOf(r: Matrix): { value: number; perItem: number[] } | null {
  const inverse = r.rows < 2 ? null : symmetricInverse(r)
  if (!inverse) return null
  const k = r.rows
  const parts = Array.from({ length: k }, (_, i) => {
    let squares = 0
    let partial = 0
    for (let j = 0; j < k; j++) {
      if (i === j) continue
      squares += r.values[i * k + j]! ** 2
      partial += inverse.values[i * k + j]! ** 2 / (inverse.values[i * k + i]! * inverse.values[j * k + j]!)
    }
    return { squares, partial }
  })
  const squares = parts.reduce((sum, part) => sum + part.squares, 0)
  const partial = parts.reduce((sum, part) => sum + part.partial, 0)
  if (!(squares > 0)) return null
  return { value: squares / (squares + partial), perItem: parts.map((part) => part.squares / (part.squares + part.partial)) }
}

/** Bartlett's test that the items are uncorrelated: `-(n - 1 - (2k + 5)/6) ln |R|`, df k(k-1)/2. Source: Bartlett (1950). */
export function bartlett(items: readonly ScaleItem[]): Test {
  const data = scaleData(items)
  const k = items.length
  const log = data.correlations && k > 1 ? logDeterminant(data.correlations) : null
  const head = { method: 'bartlett-sphericity', ...headOf(data) }
  if (log === null) return { ...head, statistic: null, df: null, p: null, reason: data.reason ?? (k < 2 ? 'single-item' : 'singular') }
  const statistic = -(data.n - 1 - (2 * k + 5) / 6) * log
  const df = (k * (k - 1)) / 2
  return { ...head, statistic, df: [df], p: chiSquareUpper(statistic, df), reason: null }
}

export interface VelicerMap extends Result {
  /** Number of components at the smallest average squared partial correlation. */
  value: number | null
  /** The averages after 0, 1, 2, … components. */
  averages: readonly number[] | null
}

/** Velicer's minimum average partial. Source: Velicer (1976) Psychometrika 41. */
export function velicerMap(items: readonly ScaleItem[]): VelicerMap {
  const data = scaleData(items)
  const averages = data.correlations && items.length > 1 ? mapOf(data.correlations) : null
  const least = averages ? averages.indexOf(Math.min(...averages)) : null
  return {
    method: 'velicer-map',
    ...headOf(data),
    value: least,
    averages,
    reason: averages ? null : (data.reason ?? 'single-item'),
  }
}

/** Average squared partial correlations of R after taking out 0 … k-1 principal components. */
export function mapOf(r: Matrix): number[] {
  const k = r.rows
  const { values, vectors } = symmetricEigen(r)
  const rest = Float64Array.from(r.values)
  const averages: number[] = []
  for (let m = 0; m < k; m++) {
    const average = averageSquare(rest, k)
    if (average === null) break
    averages.push(average)
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) rest[i * k + j]! -= values[m]! * vectors.values[i * k + m]! * vectors.values[j * k + m]!
    }
  }
  return averages
}

function averageSquare(c: Float64Array, k: number): number | null {
  let sum = 0
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (i === j) continue
      const scale = c[i * k + i]! * c[j * k + j]!
      if (!(scale > 1e-20)) return null
      sum += c[i * k + j]! ** 2 / scale
    }
  }
  return sum / (k * (k - 1))
}

export interface ParallelAnalysis extends Result {
  /** Leading eigenvalues above those of data without structure. */
  value: number | null
  observed: readonly number[] | null
  /** Eigenvalues that chance alone yields, at `conventions.quantile`. */
  random: readonly number[] | null
}

/**
 * Horn's parallel analysis of the principal components: compares the eigenvalues with those of data whose columns were
 * permuted independently. Reproducible by its seed.
 *
 * Sources: Horn (1965) Psychometrika 30; permutation and percentile, Buja & Eyuboglu (1992) Multivariate Behavioral Research 27.
 */
export function parallelAnalysis(
  items: readonly ScaleItem[],
  options: { seed: number; draws?: number; quantile?: number },
): ParallelAnalysis {
  const draws = options.draws ?? 100
  const at = options.quantile ?? 0.95
  requireParameter(Number.isInteger(draws) && draws > 0, 'The number of draws is whole and positive')
  requireParameter(at > 0 && at < 1, 'The quantile lies between 0 and 1')
  const data = scaleData(items)
  const head = { method: 'parallel-analysis', ...headOf(data), conventions: { draws, quantile: at, seed: options.seed, matrix: 'correlations', chance: 'permutation' } }
  if (!data.correlations) return { ...head, value: null, observed: null, random: null, reason: data.reason ?? 'no-variance' }
  const k = items.length
  const observed = [...symmetricEigen(data.correlations).values]
  const simulated = Array.from({ length: draws }, (_, draw) => permutedEigenvalues(data.columns, options.seed, draw))
  const random = observed.map((_, j) => quantile(Float64Array.from(simulated, (values) => values[j]!).sort(), at))
  const beaten = observed.findIndex((value, j) => value <= random[j]!)
  return { ...head, value: beaten < 0 ? k : beaten, observed, random, reason: null }
}

function permutedEigenvalues(columns: readonly Float64Array[], seed: number, draw: number): Float64Array {
  const random = randomStream(seed, draw)
  const shuffled = columns.map((column) => {
    const copy = Float64Array.from(column)
    for (let i = copy.length - 1; i > 0; i--) {
      const j = random.whole(i + 1)
      const kept = copy[i]!
      copy[i] = copy[j]!
      copy[j] = kept
    }
    return copy
  })
  const r = correlationMatrix(covarianceMatrix(shuffled).matrix, columns.length)!
  return symmetricEigen(matrix(columns.length, columns.length, r)).values
}

function headOf({ n, missing }: { n: number; missing: number; reason: Reason | null }) {
  return { n, missing, deletion: 'listwise' as const, conventions: { matrix: 'correlations' }, warnings: [] }
}
