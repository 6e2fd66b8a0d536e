import { completeRows, pick, type Vector } from '../columns.ts'
import { correlationMatrix, covarianceMatrix } from '../numbers/covariance.ts'
import { percentileInterval } from '../numbers/orderStatistics.ts'
import { resampledCorrelations } from '../numbers/drawnMoments.ts'
import { checkLevel, defaultLevel, MethodError, requireParameter, type Interval, type Reason, type Result } from '../result.ts'

export interface Block {
  id: string
  items: readonly Vector[]
}

/** The heterotrait–monotrait ratio of two blocks. */
export interface Htmt extends Result {
  first: string
  second: string
  value: number | null
  /** Percentile bootstrap; null where none was asked for. */
  interval?: Interval | undefined
  /** Resamples that could not be computed. */
  failed: number
}

export interface HtmtOptions {
  /** `arithmetic` is HTMT (default); `geometric` is HTMT2 of Roemer, Schuberth & Henseler (2021). */
  mean?: 'arithmetic' | 'geometric'
  /** Resamples for the interval; none by default. */
  bootstrap?: { resamples: number; seed: number }
  level?: number
}

/**
 * HTMT of every pair of blocks: mean correlation between items of different blocks over the geometric mean of the mean correlations
 * within each (1 for a single item). Absolute correlations, complete cases over all blocks. Above .85 (or .90) the blocks
 * are hardly two things; better, look whether the interval's upper end stays below .90.
 *
 * Source: Henseler, Ringle & Sarstedt (2015) JAMS 43, equation 6.
 */
export function htmt(blocks: readonly Block[], options: HtmtOptions = {}): Htmt[] {
  const level = options.level ?? defaultLevel
  const kind = options.mean ?? 'arithmetic'
  checkLevel(level)
  if (blocks.some(({ items }) => items.length === 0)) throw new MethodError('no-items', 'Each block needs an item')
  const given = blocks.flatMap(({ items }) => items)
  const rows = completeRows(given)
  const columns = given.map((answers) => pick(answers, rows))
  const sizes = blocks.map(({ items }) => items.length)
  const values = rows.length < 2 ? null : ratios(sizes, correlationMatrix(covarianceMatrix(columns).matrix, columns.length), kind)
  const drawn = options.bootstrap ? resample(sizes, columns, kind, options.bootstrap) : null
  return pairsOf(sizes).map(([i, j], at) => {
    const value = values?.[at] ?? null
    const sample = drawn?.map((set) => set?.[at]).filter((x) => x !== undefined && x !== null)
    const interval = value !== null && sample && sample.length > 0 ? percentileInterval(sample, level) : undefined
    return {
      method: 'htmt',
      first: blocks[i]!.id,
      second: blocks[j]!.id,
      n: rows.length,
      missing: (given[0]?.length ?? 0) - rows.length,
      deletion: 'listwise',
      conventions: { mean: kind, correlations: 'absolute', level, resamples: options.bootstrap?.resamples ?? 0, seed: options.bootstrap?.seed ?? 0 },
      value,
      ...(interval ? { interval } : {}),
      failed: drawn && sample ? drawn.length - sample.length : 0,
      reason: value === null ? why(rows.length) : null,
      warnings: [],
    }
  })
}

function why(n: number): Reason {
  return n === 0 ? 'no-answers' : n < 2 ? 'too-few' : 'no-variance'
}

function pairsOf(sizes: readonly number[]): [number, number][] {
  return sizes.flatMap((_, i) => Array.from({ length: i }, (_, j): [number, number] => [j, i]))
}

/** One ratio a pair, null where a block has no correlation within; null for all where an item does not vary. Items block after block. */
function ratios(sizes: readonly number[], r: Float64Array | null, kind: 'arithmetic' | 'geometric'): (number | null)[] | null {
  if (!r) return null
  const mean = blockMeans(sizes, r, kind)
  const blocks = sizes.length
  return pairsOf(sizes).map(([a, b]) => {
    const scale = Math.sqrt(mean[a * (blocks + 1)]! * mean[b * (blocks + 1)]!)
    return scale > 0 ? mean[b * blocks + a]! / scale : null
  })
}

/** Mean absolute correlation of the items of block a with those of block b <= a (other than themselves), row after row; 1 within a single item. */
function blockMeans(sizes: readonly number[], r: Float64Array, kind: 'arithmetic' | 'geometric'): Float64Array {
  const blocks = sizes.length
  const k = Math.sqrt(r.length)
  const means = new Float64Array(blocks * blocks)
  const blockOf = Int32Array.from(sizes.flatMap((size, b) => Array.from({ length: size }, () => b)))
  for (let i = 0; i < k; i++) {
    const row = blockOf[i]! * blocks
    for (let j = 0; j < i; j++) {
      const size = Math.abs(r[i * k + j]!)
      means[row + blockOf[j]!]! += kind === 'arithmetic' ? size : Math.log(size)
    }
  }
  for (let a = 0; a < blocks; a++) {
    for (let b = 0; b <= a; b++) {
      const pairs = a === b ? (sizes[a]! * (sizes[a]! - 1)) / 2 : sizes[a]! * sizes[b]!
      const mean = means[a * blocks + b]! / pairs
      means[a * blocks + b] = pairs === 0 ? 1 : kind === 'arithmetic' ? mean : Math.exp(mean)
    }
  }
  return means
}

/** Each resample has a random stream of its own, so the order of computing does not matter. */
function resample(
  sizes: readonly number[],
  columns: readonly Float64Array[],
  kind: 'arithmetic' | 'geometric',
  { resamples, seed }: { resamples: number; seed: number },
): ((number | null)[] | null)[] {
  requireParameter(Number.isInteger(resamples) && resamples > 0, 'A bootstrap needs a whole, positive number of resamples')
  const correlations = resampledCorrelations(columns, seed)
  return Array.from({ length: resamples }, (_, b) => ratios(sizes, correlations(b), kind))
}
