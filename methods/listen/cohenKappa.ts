import { completeRows, pick, type Vector } from '../columns.ts'
import { normalQuantile, normalUpper } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, type Interval, type Reason, type Test } from '../result.ts'
import { codesOf } from './ratings.ts'

export interface Kappa extends Test {
  value: number | null
  se: number | null
  interval: Interval | null
  /** Share of agreement, weighted where weights are asked for. */
  observed: number | null
  /** The same by chance. */
  expected: number | null
}

/**
 * Cohen's kappa of two raters, `(po - pe) / (1 - pe)`. `weights` for ordered codes: linear `1 - |i-j|/(c-1)` or quadratic
 * `1 - (i-j)²/(c-1)²` by rank of the code among `codes` (those that occur, by default). The interval uses the asymptotic
 * variance, z and p the variance under chance agreement. `not-applicable` where chance alone would agree wholly (pe = 1).
 *
 * Sources: Cohen (1960), (1968); Fleiss, Cohen & Everitt (1969) Psychological Bulletin 72.
 */
export function cohenKappa(
  first: Vector,
  second: Vector,
  options: { weights?: 'none' | 'linear' | 'quadratic'; codes?: readonly number[]; level?: number } = {},
): Kappa {
  const level = options.level ?? defaultLevel
  const weights = options.weights ?? 'none'
  checkLevel(level)
  const rows = completeRows([first, second])
  const [a, b] = [pick(first, rows), pick(second, rows)]
  const n = rows.length
  const codes = options.codes ?? codesOf([[...a], [...b]])
  const head = {
    method: 'cohen-kappa',
    n,
    missing: first.length - n,
    deletion: 'pairwise' as const,
    conventions: { weights, codes: codes.length, level },
    warnings: [],
  }
  const nothing = (reason: Reason): Kappa => ({
    ...head,
    value: null,
    se: null,
    interval: null,
    observed: null,
    expected: null,
    statistic: null,
    df: null,
    p: null,
    reason,
  })
  if (n === 0) return nothing('no-answers')
  const c = codes.length
  const weight = (i: number, j: number) => {
    if (weights === 'none' || c < 2) return i === j ? 1 : 0
    return weights === 'linear' ? 1 - Math.abs(i - j) / (c - 1) : 1 - ((i - j) / (c - 1)) ** 2
  }
  const table = jointShares(a, b, codes)
  const found = kappaOf(table, weight)
  if (found === null) return nothing('not-applicable')
  const { observed, expected, value } = found
  const se = Math.sqrt(Math.max(0, found.variance) / n)
  const chanceSe = Math.sqrt(Math.max(0, found.chanceVariance) / n)
  const reach = -normalQuantile((1 - level) / 2) * se
  const interval = { level, lower: value - reach, upper: Math.min(1, value + reach) }
  if (!(chanceSe > 0)) return { ...head, value, se, interval, observed, expected, statistic: null, df: null, p: null, reason: 'no-variance' }
  const statistic = value / chanceSe
  return { ...head, value, se, interval, observed, expected, statistic, df: [], p: 2 * normalUpper(Math.abs(statistic)), reason: null }
}

function jointShares(a: Float64Array, b: Float64Array, codes: readonly number[]): number[][] {
  const table = codes.map(() => codes.map(() => 0))
  for (let i = 0; i < a.length; i++) {
    const row = codes.indexOf(a[i]!)
    const column = codes.indexOf(b[i]!)
    if (row >= 0 && column >= 0) table[row]![column]! += 1 / a.length
  }
  return table
}

function kappaOf(table: readonly (readonly number[])[], weight: (i: number, j: number) => number) {
  const at = table.map((_, i) => i)
  const rowShare = at.map((i) => at.reduce((sum, j) => sum + table[i]![j]!, 0))
  const columnShare = at.map((j) => at.reduce((sum, i) => sum + table[i]![j]!, 0))
  const over = (f: (i: number, j: number) => number) => at.reduce((sum, i) => sum + at.reduce((s, j) => s + f(i, j), 0), 0)
  const observed = over((i, j) => weight(i, j) * table[i]![j]!)
  const expected = over((i, j) => weight(i, j) * rowShare[i]! * columnShare[j]!)
  if (!(1 - expected > 1e-12)) return null
  const rowMean = at.map((i) => at.reduce((sum, j) => sum + weight(i, j) * columnShare[j]!, 0))
  const columnMean = at.map((j) => at.reduce((sum, i) => sum + weight(i, j) * rowShare[i]!, 0))
  const spread = over((i, j) => table[i]![j]! * (weight(i, j) * (1 - expected) - (rowMean[i]! + columnMean[j]!) * (1 - observed)) ** 2)
  const chance = over((i, j) => rowShare[i]! * columnShare[j]! * (weight(i, j) - rowMean[i]! - columnMean[j]!) ** 2)
  return {
    observed,
    expected,
    value: (observed - expected) / (1 - expected),
    variance: (spread - (observed * expected - 2 * expected + observed) ** 2) / (1 - expected) ** 4,
    chanceVariance: (chance - expected ** 2) / (1 - expected) ** 2,
  }
}
