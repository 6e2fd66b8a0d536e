import { completeRows } from '../columns.ts'
import { fUpper, fUpperQuantile } from '../numbers/fisherF.ts'
import { checkLevel, defaultLevel, MethodError, type Interval, type Reason, type Test } from '../result.ts'
import type { Ratings } from './ratings.ts'

export type IccForm = '1,1' | '2,1' | '3,1' | '1,k' | '2,k' | '3,k'

/** One form of the intraclass correlation; the test is of the hypothesis that it is 0. */
export interface Icc extends Test {
  form: IccForm
  value: number | null
  interval: Interval | null
}

/**
 * The six intraclass correlations of Shrout and Fleiss for units rated by all of k raters: 1 each unit by other raters, 2 raters
 * drawn at random and their levels count, 3 these raters and only consistency counts; single ratings or means of k.
 *
 * Sources: Shrout & Fleiss (1979) Psychological Bulletin 86; intervals of form 2, McGraw & Wong (1996) Psychological Methods 1, table 7.
 */
export function icc(ratings: Ratings, options: { level?: number } = {}): Record<IccForm, Icc> {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  if (ratings.length < 2) throw new MethodError('invalid-parameter', 'An intraclass correlation needs two raters')
  const rows = completeRows(ratings)
  const n = rows.length
  const missing = ratings[0]!.length - n
  const found = n < 2 ? null : meanSquares(ratings, rows)
  const make = (form: IccForm): Icc => {
    const head = { method: 'icc', form, n, missing, deletion: 'listwise' as const, conventions: { raters: ratings.length, level }, warnings: [] }
    const reason: Reason | null = n === 0 ? 'no-answers' : n < 2 ? 'too-few' : found && found.error > 0 && found.within > 0 ? null : 'no-variance'
    if (!found || reason) return { ...head, value: null, interval: null, statistic: null, df: null, p: null, reason: reason ?? 'too-few' }
    return { ...head, ...formOf(form, found, level), reason: null }
  }
  return { '1,1': make('1,1'), '2,1': make('2,1'), '3,1': make('3,1'), '1,k': make('1,k'), '2,k': make('2,k'), '3,k': make('3,k') }
}

interface MeanSquares {
  n: number
  k: number
  rows: number
  raters: number
  error: number
  within: number
}

function meanSquares(ratings: Ratings, at: Int32Array): MeanSquares {
  const n = at.length
  const k = ratings.length
  const grand = ratings.reduce((sum, rater) => sum + at.reduce((s, i) => s + rater[i]!, 0), 0) / (n * k)
  let rows = 0
  let within = 0
  for (const i of at) {
    const unit = ratings.reduce((sum, rater) => sum + rater[i]!, 0) / k
    rows += k * (unit - grand) ** 2
    for (const rater of ratings) within += (rater[i]! - unit) ** 2
  }
  const raters = ratings.reduce((sum, rater) => sum + n * (at.reduce((s, i) => s + rater[i]!, 0) / n - grand) ** 2, 0)
  return {
    n,
    k,
    rows: rows / (n - 1),
    raters: raters / (k - 1),
    error: Math.max(0, within - raters) / ((n - 1) * (k - 1)),
    within: within / (n * (k - 1)),
  }
}

function formOf(form: IccForm, ms: MeanSquares, level: number): Pick<Icc, 'value' | 'interval' | 'statistic' | 'df' | 'p'> {
  const { n, k } = ms
  const oneWay = form.startsWith('1')
  const noise = oneWay ? ms.within : ms.error
  const df1 = n - 1
  const df2 = oneWay ? n * (k - 1) : (n - 1) * (k - 1)
  const statistic = ms.rows / noise
  const single = form.startsWith('2')
    ? { value: (ms.rows - ms.error) / (ms.rows + (k - 1) * ms.error + (k * (ms.raters - ms.error)) / n), interval: agreementLimits(ms, level) }
    : { value: (ms.rows - noise) / (ms.rows + (k - 1) * noise), interval: consistencyLimits(statistic, df1, df2, k, level) }
  const stepUp = (r: number) => (form.endsWith('k') ? (r * k) / (1 + r * (k - 1)) : r)
  return {
    value: stepUp(single.value),
    interval: { level, lower: stepUp(single.interval.lower), upper: stepUp(single.interval.upper) },
    statistic,
    df: [df1, df2],
    p: fUpper(statistic, df1, df2),
  }
}

function consistencyLimits(f: number, df1: number, df2: number, k: number, level: number): Interval {
  const tail = (1 - level) / 2
  const low = f / fUpperQuantile(tail, df1, df2)
  const high = f * fUpperQuantile(tail, df2, df1)
  return { level, lower: (low - 1) / (low + k - 1), upper: (high - 1) / (high + k - 1) }
}

function agreementLimits({ n, k, rows, raters, error }: MeanSquares, level: number): Interval {
  const tail = (1 - level) / 2
  const r = (rows - error) / (rows + (k - 1) * error + (k * (raters - error)) / n)
  const ratio = raters / error
  const rest = n * (1 + (k - 1) * r) - k * r
  const df = ((k - 1) * (n - 1) * (k * r * ratio + rest) ** 2) / ((n - 1) * (k * r * ratio) ** 2 + rest ** 2)
  const up = fUpperQuantile(tail, n - 1, df)
  const down = fUpperQuantile(tail, df, n - 1)
  const noise = k * raters + (k * n - k - n) * error
  return {
    level,
    lower: Number.isFinite(up) ? (n * (rows - up * error)) / (up * noise + n * rows) : (-n * error) / noise, // as F goes to infinity
    upper: (n * (down * rows - error)) / (noise + n * down * rows),
  }
}
