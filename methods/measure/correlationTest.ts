import { completeRows, pick, type Vector } from '../columns.ts'
import { geometricMean, moments } from '../numbers/moments.ts'
import { normalUpper } from '../numbers/normal.ts'
import { ranks } from '../numbers/ranks.ts'
import { tTwoSided } from '../numbers/studentT.ts'
import { checkLevel, defaultLevel, type Interval, type Reason, type Test } from '../result.ts'
import { correlationInterval } from './correlationInterval.ts'

export interface CorrelationTest extends Test {
  /** Correlation in -1..1. */
  estimate: number | null
  /** By Fisher's z; null for Kendall's tau, and where there are fewer than four pairs. */
  interval?: Interval | undefined
}

type Options = { level?: number }

/**
 * Pearson's r of two columns on the pairs that are whole: `t = r √(n - 2) / √(1 - r²)`, df n - 2, two-sided, with Fisher's interval.
 * Null with a reason: no pair (`no-answers`), fewer than three (`too-few`), a column without variance (`no-variance`); a perfect
 * correlation has an estimate but no test (`no-variance`). Source: Student (1908) Biometrika 6.
 */
export function pearsonTest(first: Vector, second: Vector, options: Options = {}): CorrelationTest {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const { a, b, head } = pairs('pearson-t', first, second, { level })
  return productMoment(head, a, b, level, null)
}

/**
 * Spearman's rho: Pearson's r of the mid-ranks, with the same t approximation (as R does for ties); `statistic` is t. The interval is Fisher's
 * on the ranks. Reasons as for `pearsonTest`, `all-tied` where every rank of a column is the same. Source: Spearman (1904) American J. Psychology 15.
 */
export function spearmanTest(first: Vector, second: Vector, options: Options = {}): CorrelationTest {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const { a, b, head } = pairs('spearman-t', first, second, { level, ties: 'mid-ranks' })
  return productMoment(head, ranks(a).ranks, ranks(b).ranks, level, 'all-tied')
}

/**
 * Kendall's tau-b with the normal approximation that allows for ties; `statistic` is z. In n log n steps.
 * Sources: Kendall (1945) Biometrika 33; Kendall (1970) Rank Correlation Methods, equation 4.3 for the variance; Knight (1966) JASA 61 for the count.
 */
export function kendallTest(first: Vector, second: Vector): CorrelationTest {
  const { a, b, head } = pairs('kendall-tau-b', first, second, { ties: 'corrected', p: 'normal approximation' })
  const n = a.length
  const nothing = { ...head, statistic: null, df: null, p: null }
  if (n < 2) return { ...nothing, estimate: null, reason: n === 0 ? 'no-answers' : 'too-few' }
  const { difference, tiesA, tiesB } = concordance(a, b)
  const all = (n * (n - 1)) / 2
  const scale = Math.sqrt((all - tiesA.pairs) * (all - tiesB.pairs))
  if (!(scale > 0)) return { ...nothing, estimate: null, reason: 'all-tied' }
  const estimate = difference / scale
  const plain = (n * (n - 1) * (2 * n + 5) - tiesA.spread - tiesB.spread) / 18
  const triples = n < 3 ? 0 : (tiesA.triples * tiesB.triples) / (9 * n * (n - 1) * (n - 2))
  const variance = plain + triples + (2 * tiesA.pairs * tiesB.pairs) / (n * (n - 1))
  if (!(variance > 0)) return { ...nothing, estimate, reason: 'too-few' }
  const statistic = difference / Math.sqrt(variance)
  return { ...head, estimate, statistic, df: [], p: Math.min(1, 2 * normalUpper(Math.abs(statistic))), reason: null }
}

type Head = Pick<CorrelationTest, 'method' | 'n' | 'missing' | 'deletion' | 'conventions' | 'warnings'>

function pairs(method: string, first: Vector, second: Vector, conventions: Readonly<Record<string, number | string>>) {
  const rows = completeRows([first, second])
  const head: Head = { method, n: rows.length, missing: first.length - rows.length, deletion: 'pairwise', conventions: { ...conventions, sides: 2 }, warnings: [] }
  return { a: pick(first, rows), b: pick(second, rows), head }
}

function productMoment(head: Head, a: Float64Array, b: Float64Array, level: number, flat: Reason | null): CorrelationTest {
  const n = a.length
  const nothing = { ...head, statistic: null, df: null, p: null }
  if (n < 3) return { ...nothing, estimate: null, reason: n === 0 ? 'no-answers' : 'too-few' }
  const [x, y] = [moments(a), moments(b)]
  if (!(x.squares > 0 && y.squares > 0)) return { ...nothing, estimate: null, reason: flat ?? 'no-variance' }
  let products = 0
  for (let i = 0; i < n; i++) products += (a[i]! - x.mean) * (b[i]! - y.mean)
  const estimate = Math.max(-1, Math.min(1, products / geometricMean(x.squares, y.squares)))
  const interval = correlationInterval(estimate, n, { level }) ?? undefined
  const rest = 1 - estimate * estimate
  if (!(rest > 1e-15)) return { ...nothing, estimate, reason: 'no-variance' }
  const statistic = estimate * Math.sqrt((n - 2) / rest)
  return { ...head, estimate, interval, statistic, df: [n - 2], p: tTwoSided(statistic, n - 2), reason: null }
}

interface Ties {
  /** Sum over tied groups of t(t-1)/2, t(t-1)(2t+5) and t(t-1)(t-2). */
  pairs: number
  spread: number
  triples: number
}

function addGroup(ties: Ties, t: number): void {
  ties.pairs += (t * (t - 1)) / 2
  ties.spread += t * (t - 1) * (2 * t + 5)
  ties.triples += t * (t - 1) * (t - 2)
}

/** Concordant less discordant pairs: by sorting on a (and b within), discordant pairs are the exchanges a merge sort of b makes. */
function concordance(a: Float64Array, b: Float64Array): { difference: number; tiesA: Ties; tiesB: Ties } {
  const n = a.length
  const order = Int32Array.from(a, (_, i) => i).sort((i, j) => a[i]! - a[j]! || b[i]! - b[j]!)
  const tiesA: Ties = { pairs: 0, spread: 0, triples: 0 }
  let both = 0
  for (let start = 0, run = 0; start < n; start = run) {
    for (run = start + 1; run < n && a[order[run]!] === a[order[start]!]; ) run++
    addGroup(tiesA, run - start)
    for (let from = start, to = start; from < run; from = to) {
      for (to = from + 1; to < run && b[order[to]!] === b[order[from]!]; ) to++
      both += ((to - from) * (to - from - 1)) / 2
    }
  }
  const sorted = pick(b, order)
  const discordant = exchanges(sorted, new Float64Array(n), 0, n)
  const tiesB: Ties = { pairs: 0, spread: 0, triples: 0 }
  for (let start = 0, end = 0; start < n; start = end) {
    for (end = start + 1; end < n && sorted[end] === sorted[start]; ) end++
    addGroup(tiesB, end - start)
  }
  return { difference: (n * (n - 1)) / 2 - tiesA.pairs - tiesB.pairs + both - 2 * discordant, tiesA, tiesB }
}

/** Sorts values[from..to) and counts the pairs that stood the wrong way round. */
function exchanges(values: Float64Array, spare: Float64Array, from: number, to: number): number {
  if (to - from < 2) return 0
  const middle = (from + to) >> 1
  let count = exchanges(values, spare, from, middle) + exchanges(values, spare, middle, to)
  for (let left = from, right = middle, at = from; at < to; at++) {
    if (right >= to || (left < middle && values[left]! <= values[right]!)) spare[at] = values[left++]!
    else {
      spare[at] = values[right++]!
      count += middle - left
    }
  }
  values.set(spare.subarray(from, to), from)
  return count
}
