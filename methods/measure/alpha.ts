import { completeRows, type Vector } from '../columns.ts'
import { covarianceMatrix } from '../numbers/covariance.ts'
import { geometricMean } from '../numbers/moments.ts'
import { fQuantile, fUpperQuantile } from '../numbers/fisherF.ts'
import { checkLevel, defaultLevel, MethodError, type Interval, type Reason, type Result, type Warning } from '../result.ts'

/** Cronbach's alpha. The head's `n` and `missing` count complete and incomplete respondents. */
export interface Alpha extends Result {
  items: number
  /** Raw alpha, from covariances. */
  value: number | null
  /** Alpha of standardised items, from correlations; null where an item does not vary. */
  standardised: number | null
  /** Feldt's interval of the raw alpha. */
  interval: Interval | null
  /** Mean correlation between items. */
  meanCorrelation: number | null
  perItem: AlphaItem[]
}

export interface AlphaItem {
  id: string
  mean: number | null
  sd: number | null
  /** Correlation of the item with the sum of all items, itself included. */
  itemTotal: number | null
  /** Correlation of the item with the sum of the other items. */
  correctedItemTotal: number | null
  /** Alpha of the other items; null with two items. */
  alphaIfDeleted: number | null
  reason: Reason | null
}

/**
 * Cronbach's alpha of one scale on complete cases, or on `options.rows` where the caller knows them to be complete. Reverse
 * negatively worded items first.
 *
 * `alpha = k/(k-1) (1 - trace(S) / sum(S))`; standardised `k r / (1 + (k-1) r)`. Feldt's interval needs k >= 2:
 * `1 - (1 - alpha) F(1 - tail; n-1, (n-1)(k-1))` and with `F(tail)`.
 *
 * Warnings: `low-reliability` below .7, `redundant-items` above .95, `negative-item` for corrected item-total below 0.
 * Sources: Cronbach (1951) Psychometrika 16; Feldt, Woodruff & Salih (1987) Applied Psychological Measurement 11.
 */
export function alpha(
  items: readonly { id: string; answers: Vector }[],
  options: { level?: number; rows?: Int32Array } = {},
): Alpha {
  if (items.length === 0) throw new MethodError('no-items', 'A scale needs at least one item')
  const columns = items.map(({ answers }) => answers)
  const rows = options.rows ?? completeRows(columns)
  const { matrix, means } = covarianceMatrix(columns, rows)
  const found = alphaOfCovariances({ ids: items.map(({ id }) => id), covariances: matrix, means, n: rows.length }, options)
  return { ...found, missing: columns[0]!.length - rows.length, deletion: 'listwise' }
}

export interface ScaleMoments {
  ids: readonly string[]
  /** k × k, row after row, divisor n - 1. */
  covariances: Float64Array
  means: Vector
  n: number
}

/** Cronbach's alpha from the covariance matrix of the items (from stored cells). */
export function alphaOfCovariances(scale: ScaleMoments, options: { level?: number } = {}): Alpha {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const k = scale.ids.length
  const all = scale.ids.map((_, i) => i)
  const value = scale.n < 2 ? null : rawAlpha(scale.covariances, k, all)
  const meanCorrelation = scale.n < 2 ? null : averageCorrelation(scale.covariances, k)
  const standardised = meanCorrelation === null ? null : standardisedAlpha(k, meanCorrelation)
  const perItem = scale.ids.map((id, i) => itemOf(id, i, scale))
  return {
    method: 'cronbach-alpha',
    items: k,
    value,
    standardised,
    interval: value === null ? null : feldt(value, scale.n, k, level),
    meanCorrelation,
    perItem,
    n: scale.n,
    missing: 0,
    deletion: 'none',
    conventions: { interval: 'feldt', level, divisor: 'n-1' },
    reason: whyNot(scale.n, k, value, standardised),
    warnings: value === null ? [] : warningsOf(value, perItem),
  }
}

function whyNot(n: number, k: number, value: number | null, standardised: number | null): Reason | null {
  if (n === 0) return 'no-answers'
  if (n < 2) return 'too-few'
  if (k < 2) return 'single-item'
  return value === null || standardised === null ? 'no-variance' : null
}

/** Alpha of the items at the given positions of a k × k covariance matrix. */
function rawAlpha(covariances: Float64Array, k: number, of: readonly number[]): number | null {
  if (of.length < 2) return null
  let trace = 0
  let total = 0
  for (const i of of) {
    trace += covariances[i * k + i]!
    for (const j of of) total += covariances[i * k + j]!
  }
  return total > 1e-12 * trace ? (of.length / (of.length - 1)) * (1 - trace / total) : null
}

function averageCorrelation(covariances: Float64Array, k: number): number | null {
  if (k < 2) return null
  let sum = 0
  for (let i = 0; i < k; i++) {
    if (!(covariances[i * k + i]! > 0)) return null
    for (let j = 0; j < i; j++) sum += covariances[i * k + j]! / geometricMean(covariances[i * k + i]!, covariances[j * k + j]!)
  }
  return sum / ((k * (k - 1)) / 2)
}

function standardisedAlpha(k: number, r: number): number | null {
  const denominator = 1 + (k - 1) * r
  return denominator > 1e-12 ? (k * r) / denominator : null
}

function feldt(value: number, n: number, k: number, level: number): Interval {
  const tail = (1 - level) / 2
  const df2 = (n - 1) * (k - 1)
  return {
    level,
    lower: 1 - (1 - value) * fUpperQuantile(tail, n - 1, df2),
    upper: 1 - (1 - value) * fQuantile(tail, n - 1, df2),
  }
}

function itemOf(id: string, i: number, { covariances, means, n, ids }: ScaleMoments): AlphaItem {
  const k = ids.length
  const own = covariances[i * k + i]!
  const others = ids.flatMap((_, j) => (j === i ? [] : [j]))
  const withTotal = ids.reduce((sum, _, j) => sum + covariances[i * k + j]!, 0)
  let total = 0
  for (const c of covariances) total += c
  const rest = total - 2 * withTotal + own
  const found = n < 2 ? null : { total: ratio(withTotal, own, total), rest: k < 2 ? null : ratio(withTotal - own, own, rest) }
  const alphaIfDeleted = n < 2 ? null : rawAlpha(covariances, k, others)
  const item = {
    id,
    mean: n === 0 ? null : means[i]!,
    sd: n < 2 ? null : Math.sqrt(own),
    itemTotal: found?.total ?? null,
    correctedItemTotal: found?.rest ?? null,
    alphaIfDeleted,
  }
  return { ...item, reason: whyItemLacks(item, n, k) }
}

/** covariance / sqrt(product of variances), null where one of them is nil. */
function ratio(covariance: number, a: number, b: number): number | null {
  return a > 0 && b > 1e-12 * a ? covariance / geometricMean(a, b) : null
}

function whyItemLacks(item: Omit<AlphaItem, 'reason'>, n: number, k: number): Reason | null {
  if (n === 0) return 'no-answers'
  if (n < 2) return 'too-few'
  if (k < 2) return 'single-item'
  if (item.itemTotal === null || item.correctedItemTotal === null) return 'no-variance'
  if (item.alphaIfDeleted === null) return k === 2 ? 'single-item' : 'no-variance'
  return null
}

function warningsOf(value: number, items: readonly AlphaItem[]): Warning[] {
  const warnings: Warning[] = []
  if (value < 0.7) warnings.push({ code: 'low-reliability', detail: { alpha: value, wanted: 0.7 } })
  if (value > 0.95) warnings.push({ code: 'redundant-items', detail: { alpha: value, wanted: 0.95 } })
  for (const { id, correctedItemTotal } of items) {
    if (correctedItemTotal !== null && correctedItemTotal < 0) {
      warnings.push({ code: 'negative-item', detail: { item: id, correlation: correctedItemTotal } })
    }
    if (correctedItemTotal === null) warnings.push({ code: 'no-variance', detail: { item: id } })
  }
  return warnings
}
