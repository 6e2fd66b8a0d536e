import type { Vector } from '../columns.ts'
import { variance } from '../numbers/moments.ts'
import { tTwoSided } from '../numbers/studentT.ts'
import { checkLevel, defaultLevel, type Interval, type Reason, type Test } from '../result.ts'
import { missingIn, momentsOf, symmetric, type Sample } from './mean.ts'
import { differences } from './scores.ts'

export interface MeanTest extends Test {
  /** The mean, or the difference of means, that is tested. */
  estimate: number | null
  se: number | null
  interval: Interval | null
}

/**
 * One-sample t test of the hypothesis that the mean is `against` (0 by default): `t = (mean - against) / (sd / sqrt n)`, df
 * n - 1, two-sided. The interval is of the mean. Where all answers are equal there is no test (`no-variance`).
 */
export function oneSampleT(sample: Sample, options: { against?: number; level?: number } = {}): MeanTest {
  const level = options.level ?? defaultLevel
  const against = options.against ?? 0
  checkLevel(level)
  const m = momentsOf(sample)
  const missing = missingIn(sample, m)
  const head = { method: 'one-sample-t', n: m.n, missing, conventions: { against, level, sides: 2 } }
  if (m.n < 2) return untested(head, m.n === 0 ? null : m.mean, m.n === 0 ? 'no-answers' : 'too-few')
  return tested(head, m.mean, Math.sqrt(variance(m) / m.n), m.n - 1, against)
}

/**
 * Paired t test of a against b on the respondents who gave both: a one-sample test of a - b. `n` counts pairs.
 */
export function pairedT(a: Vector, b: Vector, options: { level?: number } = {}): MeanTest {
  const test = oneSampleT(differences(a, b), options)
  return { ...test, method: 'paired-t', deletion: 'pairwise' }
}

/**
 * Welch's t test of two independent means without assuming equal variances; estimate = mean(a) - mean(b), df by Satterthwaite, not
 * rounded. Source: Welch (1947) Biometrika 34.
 */
export function welchT(a: Sample, b: Sample, options: { level?: number } = {}): MeanTest {
  const parts = twoSamples('welch-t', a, b, options.level ?? defaultLevel)
  if (parts.failed) return parts.failed
  const { first, second, head } = parts
  const va = variance(first) / first.n
  const vb = variance(second) / second.n
  return tested(head, first.mean - second.mean, Math.sqrt(va + vb), satterthwaite(va, first.n - 1, vb, second.n - 1), 0)
}

/** Degrees of freedom of the sum of two squared standard errors. Source: Satterthwaite (1946) Biometrics Bulletin 2. */
export function satterthwaite(va: number, dfa: number, vb: number, dfb: number): number {
  const share = va / (va + vb)
  return 1 / (share ** 2 / dfa + (1 - share) ** 2 / dfb)
}

/** Student's t test of two independent means with a pooled variance; df n1 + n2 - 2. */
export function studentT(a: Sample, b: Sample, options: { level?: number } = {}): MeanTest {
  const parts = twoSamples('student-t', a, b, options.level ?? defaultLevel)
  if (parts.failed) return parts.failed
  const { first, second, head } = parts
  const df = first.n + second.n - 2
  const pooled = (first.squares + second.squares) / df
  return tested(head, first.mean - second.mean, Math.sqrt(pooled * (1 / first.n + 1 / second.n)), df, 0)
}

type Head = Pick<MeanTest, 'method' | 'n' | 'missing' | 'conventions'>

function twoSamples(method: string, a: Sample, b: Sample, level: number) {
  checkLevel(level)
  const first = momentsOf(a)
  const second = momentsOf(b)
  const head: Head = {
    method,
    n: first.n + second.n,
    missing: missingIn(a, first) + missingIn(b, second),
    conventions: { level, sides: 2, estimate: 'first minus second' },
  }
  const difference = first.n > 0 && second.n > 0 ? first.mean - second.mean : null
  const reason: Reason | null = difference === null ? 'empty-group' : first.n < 2 || second.n < 2 ? 'too-few' : null
  return { first, second, head, failed: reason === null ? null : untested(head, difference, reason) }
}

function tested(head: Head, estimate: number, se: number, df: number, against: number): MeanTest {
  if (!(se > 0)) return untested(head, estimate, 'no-variance')
  const statistic = (estimate - against) / se
  const level = Number(head.conventions['level'])
  return {
    ...head,
    deletion: 'available',
    estimate,
    se,
    interval: symmetric(estimate, se, df, level),
    statistic,
    df: [df],
    p: tTwoSided(statistic, df),
    reason: null,
    warnings: [],
  }
}

function untested(head: Head, estimate: number | null, reason: Reason): MeanTest {
  return { ...head, deletion: 'available', estimate, se: null, interval: null, statistic: null, df: null, p: null, reason, warnings: [] }
}
