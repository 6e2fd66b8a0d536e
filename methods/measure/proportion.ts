import type { Vector } from '../columns.ts'
import { betaPoint } from '../numbers/betaDistribution.ts'
import { sum } from '../numbers/moments.ts'
import { normalQuantile } from '../numbers/normal.ts'
import { missingIn, momentsOf, type Sample } from './mean.ts'
import { checkLevel, defaultLevel, MethodError, type Estimate, type Interval } from '../result.ts'

export interface Proportion extends Estimate {
  /** Cases that count. */
  count: number
}

/**
 * A share with Wilson's interval, which stays in [0, 1] and holds its level for small n and shares near 0 or 1.
 * `se` is the plain binomial `sqrt(p (1 - p) / n)`.
 *
 * Source: Wilson (1927) JASA 22; Newcombe (1998) Statistics in Medicine 17, 857–872, method 3.
 */
export function proportion(count: number, n: number, options: { level?: number; missing?: number } = {}): Proportion {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  if (!(count >= 0 && count <= n)) throw new MethodError('invalid-parameter', `${count} of ${n} is no share`, { count, n })
  const share = count / n
  return {
    method: 'proportion-wilson',
    value: n === 0 ? null : share,
    count,
    se: n === 0 ? null : Math.sqrt((share * (1 - share)) / n),
    interval: n === 0 ? null : wilson(count, n, level),
    n,
    missing: options.missing ?? 0,
    deletion: options.missing === undefined ? 'none' : 'available',
    conventions: { interval: 'wilson', level },
    reason: n === 0 ? 'no-answers' : null,
    warnings: [],
  }
}

/** The share of ones in a sample of zeros and ones. */
export function shareOfOnes(sample: Sample, options: { level?: number } = {}): Proportion {
  return proportion(onesIn(sample), momentsOf(sample).n, { ...options, missing: missingIn(sample) })
}

/** How many ones there are in a sample of zeros and ones. */
export function onesIn(sample: Sample): number {
  if (!('squares' in sample)) return sum(sample)
  return sample.n === 0 ? 0 : Math.round(sample.n * sample.mean)
}

/** Wilson's score interval for `count` of `n` > 0. */
export function wilson(count: number, n: number, level: number): Interval {
  const z = -normalQuantile((1 - level) / 2)
  const share = count / n
  const centre = share + (z * z) / (2 * n)
  const reach = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return {
    level,
    lower: count === 0 ? 0 : (centre - reach) / scale,
    upper: count === n ? 1 : (centre + reach) / scale,
  }
}

/** The "exact" interval by beta quantiles. Source: Clopper & Pearson (1934) Biometrika 26. */
export function clopperPearson(count: number, n: number, level: number): Interval {
  const tail = (1 - level) / 2
  return {
    level,
    lower: count === 0 ? 0 : betaPoint(tail, 'lower', count, n - count + 1).x,
    upper: count === n ? 1 : betaPoint(tail, 'upper', count + 1, n - count).x,
  }
}

/** Share of answers at or above `from` (top box: the highest answer; top two: the highest but one). Missing answers are left out. */
export function topBox(answers: Vector, from: number, options: { level?: number } = {}): Proportion {
  return boxShare(answers, (x) => x >= from, { from, box: 'top' }, options)
}

/** Share of answers at or below `upTo`. */
export function bottomBox(answers: Vector, upTo: number, options: { level?: number } = {}): Proportion {
  return boxShare(answers, (x) => x <= upTo, { upTo, box: 'bottom' }, options)
}

function boxShare(
  answers: Vector,
  counts: (answer: number) => boolean,
  conventions: Readonly<Record<string, number | string>>,
  options: { level?: number },
): Proportion {
  let n = 0
  let count = 0
  for (let i = 0; i < answers.length; i++) {
    const x = answers[i]!
    if (!Number.isFinite(x)) continue
    n++
    if (counts(x)) count++
  }
  const share = proportion(count, n, { ...options, missing: answers.length - n })
  return { ...share, method: 'box-share', conventions: { ...share.conventions, ...conventions } }
}
