import { present, type Vector } from '../columns.ts'
import { chiSquareUpper } from '../numbers/chiSquare.ts'
import { normalUpper } from '../numbers/normal.ts'
import { ranks } from '../numbers/ranks.ts'
import type { FamilyTest, Test, Warning } from '../result.ts'
import { adjust, type Adjustment } from './adjust.ts'
import type { Groups } from './groups.ts'
import { differences } from './scores.ts'

/**
 * Kruskal–Wallis test that k samples come from one distribution, corrected for ties; chi-square with k - 1 df. Empty
 * groups are left out.
 *
 * Source: Kruskal & Wallis (1952) JASA 47.
 */
export function kruskalWallis(groups: Groups<Vector>): Test {
  const given = groups.map(({ id, sample }) => ({ id, values: present(sample) }))
  const kept = given.filter(({ values }) => values.length > 0)
  const n = kept.reduce((sum, { values }) => sum + values.length, 0)
  const dropped = given.filter(({ values }) => values.length === 0).map(({ id }) => id)
  const head = {
    method: 'kruskal-wallis',
    n,
    missing: groups.reduce((sum, { sample }) => sum + sample.length, 0) - n,
    deletion: 'available' as const,
    conventions: { groups: kept.length, ties: 'corrected' },
    warnings: dropped.length === 0 ? [] : [{ code: 'groups-dropped' as const, detail: { groups: dropped.join(', '), least: 1 } }],
  }
  const nothing = { ...head, statistic: null, df: null, p: null }
  if (n === 0) return { ...nothing, reason: 'no-answers' }
  if (kept.length < 2) return { ...nothing, reason: 'one-group' }
  const joined = ranks(kept.flatMap(({ values }) => [...values]))
  const correction = 1 - joined.tieTerm / (n ** 3 - n)
  if (!(correction > 0)) return { ...nothing, reason: 'all-tied' }
  let sum = 0
  let start = 0
  for (const { values } of kept) {
    let deviation = 0
    for (let i = start; i < start + values.length; i++) deviation += joined.ranks[i]! - (n + 1) / 2
    sum += deviation ** 2 / values.length
    start += values.length
  }
  const statistic = (12 * sum) / (n * (n + 1)) / correction
  return { ...head, statistic, df: [kept.length - 1], p: chiSquareUpper(statistic, kept.length - 1), reason: null }
}

export interface RankPair extends FamilyTest {
  first: string
  second: string
  /** Mean rank of the first minus mean rank of the second, ranks over all groups together. */
  estimate: number
  /** (pairs with first > second - pairs with first < second) / pairs, in -1..1. */
  cliffDelta: number
}

/**
 * Dunn's comparison of every pair of groups after Kruskal and Wallis, by the ranks of all groups together: `z = (R_i - R_j) / sqrt((N(N+1)/12 - ties)(1/n_i +
 * 1/n_j))`, ties `sum(t³ - t) / (12 (N - 1))`; p adjusted over the pairs. Groups without an answer are left out.
 *
 * Source: Dunn (1964) Technometrics 6.
 */
export function dunn(groups: Groups<Vector>, options: { adjustment?: Adjustment } = {}): RankPair[] {
  const adjustment = options.adjustment ?? 'holm'
  const kept = groups.map(({ id, sample }) => ({ id, values: present(sample) })).filter(({ values }) => values.length > 0)
  const n = kept.reduce((total, { values }) => total + values.length, 0)
  const joined = ranks(kept.flatMap(({ values }) => [...values]))
  let start = 0
  const placed = kept.map(({ id, values }) => {
    const own = joined.ranks.subarray(start, (start += values.length))
    return { id, values, meanRank: own.reduce((total, rank) => total + rank, 0) / values.length }
  })
  const spread = (n * (n + 1)) / 12 - joined.tieTerm / (12 * (n - 1))
  const pairs = placed.flatMap((first, i) => placed.slice(i + 1).map((second) => ({ first, second })))
  const deviates = pairs.map(({ first, second }) => (first.meanRank - second.meanRank) / Math.sqrt(spread * (1 / first.values.length + 1 / second.values.length)))
  const p = deviates.map((z) => (spread > 0 ? Math.min(1, 2 * normalUpper(Math.abs(z))) : null))
  const adjusted = adjust(p, adjustment)
  return pairs.map(({ first, second }, at): RankPair => ({
    method: 'dunn',
    first: first.id,
    second: second.id,
    n: first.values.length + second.values.length,
    missing: 0,
    deletion: 'available',
    conventions: { ties: 'corrected', ranks: 'of all groups together', sides: 2 },
    family: p.filter((one) => one !== null).length,
    adjustment,
    estimate: first.meanRank - second.meanRank,
    cliffDelta: cliffDelta(first.values, second.values),
    statistic: spread > 0 ? deviates[at]! : null,
    df: spread > 0 ? [] : null,
    p: p[at]!,
    adjustedP: adjusted[at]!,
    reason: spread > 0 ? null : 'all-tied',
    warnings: smallSample(Math.min(first.values.length, second.values.length)),
  }))
}

function cliffDelta(a: Float64Array, b: Float64Array): number {
  const own = ranks([...a, ...b]).ranks.subarray(0, a.length)
  const u = own.reduce((total, rank) => total + rank, 0) - (a.length * (a.length + 1)) / 2
  return (2 * u) / (a.length * b.length) - 1
}

export interface RankTest extends Test {
  /** Standard normal deviate behind p. */
  z: number | null
}

export interface MannWhitney extends RankTest {
  /** (pairs with first > second - pairs with first < second) / pairs, in -1..1. */
  cliffDelta: number | null
}

/**
 * Mann–Whitney test of two independent samples (U of the first), normal approximation with tie correction.
 *
 * @param options.continuity subtract half a unit (default true, as in R)
 * Sources: Mann & Whitney (1947) Annals of Mathematical Statistics 18; Cliff (1993) Psychological Bulletin 114.
 */
export function mannWhitney(first: Vector, second: Vector, options: { continuity?: boolean } = {}): MannWhitney {
  const continuity = options.continuity ?? true
  const a = present(first)
  const b = present(second)
  const n = a.length + b.length
  const head = {
    method: 'mann-whitney',
    n,
    missing: first.length + second.length - n,
    deletion: 'available' as const,
    conventions: { continuity, ties: 'corrected', p: 'normal approximation', sides: 2 },
    warnings: smallSample(Math.min(a.length, b.length)),
  }
  const nothing = { ...head, statistic: null, df: null, z: null, p: null }
  if (a.length === 0 || b.length === 0) return { ...nothing, cliffDelta: null, reason: 'empty-group' }
  const joined = ranks([...a, ...b])
  const rankSum = joined.ranks.subarray(0, a.length).reduce((sum, rank) => sum + rank, 0)
  const statistic = rankSum - (a.length * (a.length + 1)) / 2
  const pairs = a.length * b.length
  const cliffDelta = (2 * statistic) / pairs - 1
  const spread = (pairs / 12) * (n + 1 - joined.tieTerm / (n * (n - 1)))
  if (!(spread > 0)) return { ...nothing, cliffDelta, reason: 'all-tied' }
  const z = deviate(statistic - pairs / 2, Math.sqrt(spread), continuity)
  return { ...head, statistic, df: [], z, p: Math.min(1, 2 * normalUpper(Math.abs(z))), cliffDelta, reason: null }
}

/**
 * Wilcoxon's signed-rank test of paired answers (sum of ranks where first > second); pairs without a difference are left
 * out, normal approximation with tie correction. `n` counts pairs with a difference.
 *
 * Source: Wilcoxon (1945) Biometrics Bulletin 1.
 */
export function wilcoxonSignedRank(first: Vector, second: Vector, options: { continuity?: boolean } = {}): RankTest {
  const continuity = options.continuity ?? true
  const paired = present(differences(first, second))
  const changed = paired.filter((difference) => difference !== 0)
  const n = changed.length
  const head = {
    method: 'wilcoxon-signed-rank',
    n,
    missing: first.length - paired.length,
    deletion: 'pairwise' as const,
    conventions: { continuity, ties: 'corrected', zeros: paired.length - n, p: 'normal approximation', sides: 2 },
    warnings: smallSample(n),
  }
  const nothing = { ...head, statistic: null, df: null, z: null, p: null }
  if (n === 0) return { ...nothing, reason: paired.length === 0 ? 'no-answers' : 'all-tied' }
  const sizes = ranks(changed.map(Math.abs))
  const statistic = changed.reduce((sum, difference, i) => (difference > 0 ? sum + sizes.ranks[i]! : sum), 0)
  const spread = (n * (n + 1) * (2 * n + 1)) / 24 - sizes.tieTerm / 48
  const z = deviate(statistic - (n * (n + 1)) / 4, Math.sqrt(spread), continuity)
  return { ...head, statistic, df: [], z, p: Math.min(1, 2 * normalUpper(Math.abs(z))), reason: null }
}

function deviate(difference: number, sd: number, continuity: boolean): number {
  return (difference - (continuity ? Math.sign(difference) * 0.5 : 0)) / sd
}

function smallSample(n: number): Warning[] {
  return n < 10 ? [{ code: 'approximate', detail: { n, wanted: 10 } }] : []
}
