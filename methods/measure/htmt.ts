import { completeRows, pick, type Vector } from '../columns.ts'
import { correlationMatrix, covarianceMatrix } from '../numbers/covariance.ts'
import { percentileInterval } from '../numbers/orderStatistics.ts'
import { randomStream } from '../numbers/random.ts'
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
  const values = ratios(blocks, columns, kind)
  const drawn = options.bootstrap ? resample(blocks, columns, kind, options.bootstrap) : null
  return pairsOf(blocks).map(([i, j], at) => {
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

function pairsOf(blocks: readonly Block[]): [number, number][] {
  return blocks.flatMap((_, i) => Array.from({ length: i }, (_, j): [number, number] => [j, i]))
}

/** One ratio a pair, null where a block has no correlation within; null for all where an item does not vary. */
function ratios(blocks: readonly Block[], columns: readonly Float64Array[], kind: 'arithmetic' | 'geometric'): (number | null)[] | null {
  if ((columns[0]?.length ?? 0) < 2) return null
  const r = correlationMatrix(covarianceMatrix(columns).matrix, columns.length)
  if (!r) return null
  const starts: number[] = []
  let next = 0
  for (const { items } of blocks) {
    starts.push(next)
    next += items.length
  }
  const at = (i: number, j: number) => Math.abs(r[i * columns.length + j]!)
  const average = kind === 'arithmetic' ? arithmeticMean : geometricMean
  const within = blocks.map(({ items }, b) => {
    const found: number[] = []
    for (let i = 1; i < items.length; i++) for (let j = 0; j < i; j++) found.push(at(starts[b]! + i, starts[b]! + j))
    return items.length === 1 ? 1 : average(found)
  })
  return pairsOf(blocks).map(([a, b]) => {
    const found = blocks[a]!.items.flatMap((_, i) => blocks[b]!.items.map((_, j) => at(starts[a]! + i, starts[b]! + j)))
    const scale = Math.sqrt(within[a]! * within[b]!)
    return scale > 0 ? average(found) / scale : null
  })
}

function arithmeticMean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(arithmeticMean(values.map(Math.log)))
}

/** Each resample has a random stream of its own, so the order of computing does not matter. */
function resample(
  blocks: readonly Block[],
  columns: readonly Float64Array[],
  kind: 'arithmetic' | 'geometric',
  { resamples, seed }: { resamples: number; seed: number },
): ((number | null)[] | null)[] {
  requireParameter(Number.isInteger(resamples) && resamples > 0, 'A bootstrap needs a whole, positive number of resamples')
  const n = columns[0]?.length ?? 0
  return Array.from({ length: resamples }, (_, b) => {
    if (n < 2) return null
    const random = randomStream(seed, b)
    const rows = Int32Array.from({ length: n }, () => random.whole(n))
    return ratios(blocks, columns.map((column) => pick(column, rows)), kind)
  })
}
