import type { Vector } from '../columns.ts'
import { cholesky } from '../numbers/cholesky.ts'
import { matrix, type Matrix } from '../numbers/matrix.ts'
import { normalUpperQuantile } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, type Estimate, type Reason, type Result, type Warning } from '../result.ts'
import { ordinalData, type OrdinalData } from './ordinalData.ts'
import { influences, pairCorrelation, pairTable, type EmptyCells, type OrdinalPair } from './polychoricPair.ts'
import type { ScaleItem } from './scaleData.ts'

/** The correlation of two normal variables of which only steps are seen. */
export interface Polychoric extends Estimate {
  /** Where the variables are cut, ascending; one fewer than values that occur. */
  thresholds: readonly [first: Float64Array, second: Float64Array] | null
  emptyCells: number
}

/** Polychoric correlations of a battery. */
export interface PolychoricMatrix extends Result {
  ids: string[]
  /** Null where any pair has none. */
  correlations: Matrix | null
  /** Item by item. */
  thresholds: readonly Float64Array[] | null
  /** Whether some weighted sum of the items would have no or a negative variance: then nothing that needs an inverse can be computed. */
  positiveDefinite: boolean | null
  /** Cells without a respondent in the tables of all pairs. */
  emptyCells: number
}

export interface PolychoricOptions {
  /**
   * What stands for a cell that nobody is in: `half-in-2x2` (default, as lavaan) half a respondent in tables of two by two, taken from the neighbours so that
   * the margins stay, and nothing in larger ones; `half` half a respondent in every one (psych's `correct = .5`); `none` nothing.
   */
  emptyCells?: EmptyCells
  level?: number
}

/**
 * Polychoric correlation (tetrachoric for two by two) in two steps: thresholds from the margins, then the likeliest correlation given them.
 * Its standard error counts both steps. Reasons: as `ordinalData`; `improper` where the likelihood rises all the way to ±1, as when the order of the one
 * gives that of the other.
 *
 * Sources: Pearson (1900) Philosophical Transactions A 195; Olsson (1979) Psychometrika 44; errors, Jöreskog (1994) Psychometrika 59.
 */
export function polychoric(first: Vector, second: Vector, options: PolychoricOptions = {}): Polychoric {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const data = ordinalData([{ id: 'first', answers: first }, { id: 'second', answers: second }])
  const head = headOf('polychoric', data, options, { level })
  const pair = data.reason === null ? fitted(data, 1, 0, options) : null
  if (!pair || pair.r === null) return { ...head, value: null, se: null, interval: null, thresholds: null, emptyCells: pair?.empty ?? 0, reason: data.reason ?? 'improper', warnings: [] }
  const se = Math.sqrt(influences(pair, pair.r).reduce((sum, x, cell) => sum + pair.counts[cell]! * x * x, 0))
  const reach = normalUpperQuantile((1 - level) / 2) * se
  return {
    ...head,
    value: pair.r,
    se,
    interval: { level, lower: Math.max(-1, pair.r - reach), upper: Math.min(1, pair.r + reach) },
    thresholds: [data.items[0]!.thresholds, data.items[1]!.thresholds],
    emptyCells: pair.empty,
    reason: null,
    warnings: [],
  }
}

/** The polychoric correlations of every pair, complete cases over all items. Warnings: `improper` for a pair that has none, and for a matrix that is not positive definite. */
export function polychoricMatrix(items: readonly ScaleItem[], options: PolychoricOptions = {}): PolychoricMatrix {
  const data = ordinalData(items)
  const { pairs: _, ...found } = correlationsOf(data, options)
  return { ...headOf('polychoric-matrix', data, options), ...found }
}

/** The same of data made ready; `pairs` are those below the diagonal, row after row. */
export function correlationsOf(data: OrdinalData, options: PolychoricOptions = {}): Omit<PolychoricMatrix, keyof Result> & Pick<Result, 'reason' | 'warnings'> & { pairs: OrdinalPair[] } {
  const nothing = (reason: Reason, warnings: Warning[], emptyCells = 0, pairs: OrdinalPair[] = []) => ({ ids: data.ids, correlations: null, thresholds: null, positiveDefinite: null, emptyCells, pairs, reason, warnings })
  if (data.reason !== null) return nothing(data.reason, data.at === '' ? [] : [{ code: data.reason === 'no-variance' ? 'no-variance' : 'out-of-scale', detail: { item: data.at } }])
  const k = data.items.length
  const pairs = data.items.flatMap((_, i) => Array.from({ length: i }, (_, j) => fitted(data, i, j, options)))
  const emptyCells = pairs.reduce((sum, { empty }) => sum + empty, 0)
  const lost = pairs.filter(({ r }) => r === null)
  if (lost.length > 0) return nothing('improper', lost.map(({ a, b }) => ({ code: 'improper', detail: { first: b.id, second: a.id } })), emptyCells, pairs)
  const correlations = matrix(k, k)
  for (let i = 0, at = 0; i < k; i++) {
    correlations.values[i * (k + 1)] = 1
    for (let j = 0; j < i; j++, at++) correlations.values[i * k + j] = correlations.values[j * k + i] = pairs[at]!.r!
  }
  const positiveDefinite = cholesky(correlations) !== null
  const warnings: Warning[] = positiveDefinite ? [] : [{ code: 'improper', detail: { fault: 'not-positive-definite' } }]
  return { ids: data.ids, correlations, thresholds: data.items.map(({ thresholds }) => thresholds), positiveDefinite, emptyCells, pairs, reason: null, warnings }
}

/**
 * Covariances of the errors of the correlations times n (pairs × pairs, in the order of `pairs`), thresholds estimated first. Every respondent pulls at each
 * correlation by where she stands in that pair's table; the covariances are sums of products of those pulls.
 *
 * Sources: Muthén (1984) Psychometrika 49; Jöreskog (1994) Psychometrika 59, with the information of each step by products of scores.
 */
export function correlationErrors(data: OrdinalData, pairs: readonly OrdinalPair[]): Matrix {
  const size = pairs.length
  const pulls = pairs.map((pair) => influences(pair, pair.r!))
  const sums = matrix(size, size)
  const own = new Float64Array(size)
  for (let row = 0; row < data.n; row++) {
    for (const [p, { a, b }] of pairs.entries()) own[p] = pulls[p]![a.codes[row]! * b.values.length + b.codes[row]!]!
    for (let p = 0; p < size; p++) {
      const x = own[p]!
      for (let q = 0, at = p * size; q <= p; q++, at++) sums.values[at]! += x * own[q]!
    }
  }
  for (let p = 0; p < size; p++) for (let q = 0; q <= p; q++) sums.values[q * size + p] = sums.values[p * size + q]! *= data.n
  return sums
}

function fitted(data: OrdinalData, i: number, j: number, { emptyCells = 'half-in-2x2' }: PolychoricOptions): OrdinalPair {
  const table = pairTable(data.items[i]!, data.items[j]!, emptyCells)
  return { ...table, r: pairCorrelation(table) }
}

function headOf(method: string, data: OrdinalData, { emptyCells = 'half-in-2x2' }: PolychoricOptions, more: Result['conventions'] = {}) {
  return { method, n: data.n, missing: data.missing, deletion: 'listwise' as const, conventions: { steps: 2, emptyCells, ...more } }
}
