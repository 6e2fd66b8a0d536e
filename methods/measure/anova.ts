import { fUpper } from '../numbers/fisherF.ts'
import { variance, type Moments } from '../numbers/moments.ts'
import { studentisedRangeUpper, studentisedRangeUpperQuantiles } from '../numbers/studentisedRange.ts'
import { checkLevel, defaultLevel, type FamilyTest, type Interval, type Test } from '../result.ts'
import { satterthwaite } from './tTest.ts'
import { largeEnough, type GroupMoments, type Groups } from './groups.ts'

/**
 * Welch's test that k means are equal, without assuming equal variances. Groups with fewer than two answers are left out with the
 * warning `groups-dropped`. Where a group does not vary there is no test (`no-variance`).
 *
 * Source: Welch (1951) Biometrika 38, 330–336.
 */
export function welchAnova(groups: Groups): Test {
  const { kept, missing, warnings } = largeEnough(groups, 2)
  const head = { method: 'welch-anova', n: total(kept), missing, deletion: 'available' as const, conventions: { groups: kept.length }, warnings }
  const nothing = { ...head, statistic: null, df: null, p: null }
  if (kept.length < 2) return { ...nothing, reason: 'one-group' }
  if (kept.some((group) => !(group.squares > 0))) return { ...nothing, reason: 'no-variance' }
  const k = kept.length
  const weights = kept.map((group) => group.n / variance(group))
  const sum = weights.reduce((a, b) => a + b, 0)
  const centre = kept.reduce((a, group, i) => a + weights[i]! * group.mean, 0) / sum
  const between = kept.reduce((a, group, i) => a + weights[i]! * (group.mean - centre) ** 2, 0) / (k - 1)
  const lambda = kept.reduce((a, group, i) => a + (1 - weights[i]! / sum) ** 2 / (group.n - 1), 0)
  const statistic = between / (1 + (2 * (k - 2) * lambda) / (k * k - 1))
  const df2 = (k * k - 1) / (3 * lambda)
  return { ...head, statistic, df: [k - 1, df2], p: fUpper(statistic, k - 1, df2), reason: null }
}

export interface Anova extends Test {
  /** Share of variance between groups, in the sample and corrected for chance. */
  etaSquared: number | null
  omegaSquared: number | null
}

/** The classic one-way analysis of variance, which assumes equal variances. Empty groups are left out. */
export function anova(groups: Groups): Anova {
  const { kept, missing, warnings } = largeEnough(groups, 1)
  const n = total(kept)
  const head = { method: 'anova', n, missing, deletion: 'available' as const, conventions: { groups: kept.length, variances: 'equal' }, warnings }
  const nothing = { ...head, statistic: null, df: null, p: null, etaSquared: null, omegaSquared: null }
  if (kept.length < 2) return { ...nothing, reason: 'one-group' }
  const df2 = n - kept.length
  if (df2 < 1) return { ...nothing, reason: 'too-few' }
  const { between, within } = squaresOf(kept)
  if (!(within > 0)) return { ...nothing, reason: 'no-variance' }
  const df1 = kept.length - 1
  const meanWithin = within / df2
  const statistic = between / df1 / meanWithin
  return {
    ...head,
    statistic,
    df: [df1, df2],
    p: fUpper(statistic, df1, df2),
    etaSquared: between / (between + within),
    omegaSquared: (between - df1 * meanWithin) / (between + within + meanWithin),
    reason: null,
  }
}

/** Sums of squares between and within groups. */
export function squaresOf(groups: readonly Moments[]): { between: number; within: number } {
  const centre = groups.reduce((sum, { n, mean }) => sum + n * mean, 0) / total(groups)
  return {
    between: groups.reduce((sum, { n, mean }) => sum + n * (mean - centre) ** 2, 0),
    within: groups.reduce((sum, { squares }) => sum + squares, 0),
  }
}

export interface PairTest extends FamilyTest {
  first: string
  second: string
  /** Mean of the first minus mean of the second. */
  estimate: number | null
  se: number | null
  /** Simultaneous over all pairs. */
  interval: Interval | null
}

/**
 * Games and Howell's comparison of every pair of k means, variances unequal; p and intervals hold for all pairs together.
 * `q = |d| / sqrt((v_i/n_i + v_j/n_j)/2)` against the studentised range with Welch's df. `p` and
 * `adjustedP` are the same number, which already holds for all pairs.
 *
 * Source: Games & Howell (1976) J. Educational Statistics 1(2).
 */
export function gamesHowell(groups: Groups, options: { level?: number } = {}): PairTest[] {
  return pairs(groups, options.level ?? defaultLevel, 'games-howell', (a, b) => {
    const va = variance(a) / a.n
    const vb = variance(b) / b.n
    return { se: Math.sqrt(va + vb), df: satterthwaite(va, a.n - 1, vb, b.n - 1) }
  })
}

/** Tukey's honestly significant difference (Tukey–Kramer for unequal n), variances equal. Source: Kramer (1956) Biometrics 12. */
export function tukey(groups: Groups, options: { level?: number } = {}): PairTest[] {
  const { kept } = largeEnough(groups, 2)
  const df = total(kept) - kept.length
  const pooled = squaresOf(kept).within / df
  return pairs(groups, options.level ?? defaultLevel, 'tukey', (a, b) => ({ se: Math.sqrt(pooled * (1 / a.n + 1 / b.n)), df }))
}

function pairs(
  groups: Groups,
  level: number,
  adjustment: 'games-howell' | 'tukey',
  spread: (a: GroupMoments, b: GroupMoments) => { se: number; df: number },
): PairTest[] {
  checkLevel(level)
  const { kept, warnings } = largeEnough(groups, 2)
  const k = kept.length
  const all = kept.flatMap((first, i) => kept.slice(i + 1).map((second) => ({ first, second, ...spread(first, second) })))
  const quantiles = studentisedRangeUpperQuantiles(1 - level, k, all.map(({ df }) => df))
  return all.map(({ first, second, se, df }, at): PairTest => {
    const estimate = first.mean - second.mean
    const head = {
      method: adjustment,
      first: first.id,
      second: second.id,
      n: first.n + second.n,
      missing: 0,
      deletion: 'available' as const,
      conventions: { level, groups: k, estimate: 'first minus second' },
      family: (k * (k - 1)) / 2,
      adjustment,
      warnings,
      estimate,
    }
    if (!(se > 0)) return { ...head, se: null, interval: null, statistic: null, df: null, p: null, adjustedP: null, reason: 'no-variance' }
    const statistic = (Math.abs(estimate) / se) * Math.SQRT2
    const p = studentisedRangeUpper(statistic, k, df)
    const reach = (quantiles[at]! / Math.SQRT2) * se
    return {
      ...head,
      se,
      interval: { level, lower: estimate - reach, upper: estimate + reach },
      statistic,
      df: [df],
      p,
      adjustedP: p,
      reason: null,
    }
  })
}

function total(groups: readonly Moments[]): number {
  return groups.reduce((sum, { n }) => sum + n, 0)
}
