import { tTwoSided } from '../../numbers/studentT.ts'
import { checkLevel, defaultLevel, MethodError, type Reason, type Result, type Warning } from '../../result.ts'
import type { PlsGrouping } from './grouping.ts'
import { permutedDifference, type PermutedDifference } from './micom.ts'
import { differenceWidth, groupDifferences, type PlsPermutations } from './permutations.ts'
import { joined, type Draws } from './ranges.ts'
import { originalOf, type PlsReplicates } from './replicates.ts'
import { statisticsOf } from './statistics.ts'
import { headOf } from './study.ts'

/** Paths of two groups side by side. Look at `micom` first: without compositional invariance the difference has no meaning. */
export interface PlsGroupComparison extends Result {
  groups: readonly [string, string]
  sizes: readonly [number, number]
  paths: ComparedPath[] | null
}

export interface ComparedPath {
  from: string
  to: string
  /** First and second group. */
  estimates: readonly [number, number]
  /** Bootstrap standard errors. */
  ses: readonly [number, number]
  /** First minus second. */
  difference: number
  /** t test with equal variances. */
  parametric: PathTest
  /** t test with unequal variances and Satterthwaite's degrees of freedom. */
  welch: PathTest
  /** Henseler's comparison of bootstraps: probability that the first group's path is not above the second's. Below .05 it is above, over .95 below. */
  henseler: { p: number; twoSided: number }
  /** Null without permutations (`not-applicable`), and where a group points against the pooled construct (`improper`). */
  permutation: PermutedDifference | null
  reason: Reason | null
}

export interface PathTest {
  t: number | null
  df: number | null
  p: number | null
  reason: Reason | null
}

/** What the comparison rests on, each as ranges that make up one run. */
export interface GroupDraws {
  /** `plsReplicates` of the grouping's first and second study. */
  bootstraps: readonly [readonly PlsReplicates[], readonly PlsReplicates[]]
  /** `plsPermutations` of the grouping. */
  permutations?: readonly PlsPermutations[]
}

/**
 * Multi-group comparison of every path by four methods.
 * Sources: Keil et al. (2000) MIS Quarterly 24 (parametric); Sarstedt, Henseler & Ringle (2011) Advances in International Marketing 22 (Welch,
 * and Henseler's); Chin & Dibbern (2010) in Handbook of Partial Least Squares (permutation).
 */
export function plsCompareGroups(grouping: PlsGrouping, draws: GroupDraws, { level = defaultLevel }: { level?: number } = {}): PlsGroupComparison {
  checkLevel(level)
  const { pooled, ids, studies } = grouping
  const head = headOf('pls-groups', pooled)
  const sizes = [studies[0].n, studies[1].n] as const
  const shared = { ...head, conventions: { ...head.conventions, level }, groups: ids, sizes }
  const nothing = (reason: Reason): PlsGroupComparison => ({ ...shared, paths: null, reason, warnings: [] })
  if (sizes.includes(0)) return nothing('empty-group')
  const observed = groupDifferences(grouping)(grouping.members)
  if (!(observed instanceof Float64Array)) return nothing(observed.reason)
  const [first, second] = [resamplesOf(grouping, draws, 0), resamplesOf(grouping, draws, 1)]
  if (!first || !second || first.drawn.kept < 2 || second.drawn.kept < 2) return nothing('too-few')
  const permuted = draws.permutations ? joined(draws.permutations, differenceWidth(grouping)) : null
  const paths = pooled.model.paths.map(({ from, to }, at): ComparedPath => {
    const column = 3 * pooled.plan.constructs + at
    const compared = compare(first.path(at), second.path(at), sizes)
    const usable = permuted && permuted.kept > 1 && sameSigns(compared.difference, observed[column]!)
    const permutation = usable ? permutedDifference(observed[column]!, permuted.column(column), level) : null
    const reason = permutation ? null : !permuted ? 'not-applicable' : permuted.kept > 1 ? 'improper' : 'too-few'
    return { from, to, ...compared, permutation, reason }
  })
  return { ...shared, paths, reason: null, warnings: [...failureNotes(ids[0], first.drawn), ...failureNotes(ids[1], second.drawn)] }
}

/** Permutations turn constructs to their pooled direction; a group alone may point the other way, and then its differences are others. */
function sameSigns(alone: number, pooled: number): boolean {
  return Math.abs(alone - pooled) < 1e-6
}

interface PathSample {
  estimate: number
  sample: Float64Array
  mean: number
  se: number
}

/** A group's bootstrap, path by path; null where the group cannot be estimated. */
function resamplesOf({ studies }: PlsGrouping, { bootstraps }: GroupDraws, group: 0 | 1): { drawn: Draws; path: (at: number) => PathSample } | null {
  const study = studies[group]
  const { list } = statisticsOf(study)
  const drawn = joined(bootstraps[group], list.length, (a, b) => a.kind === b.kind && a.signs === b.signs)
  if (bootstraps[group][0]!.kind !== 'bootstrap') throw new MethodError('invalid-parameter', 'A comparison of groups rests on bootstraps')
  const original = originalOf(study)
  const start = list.findIndex(({ kind }) => kind === 'path')
  return original && { drawn, path: (at) => sampleOf(original.figures[start + at]!, drawn.column(start + at)) }
}

function sampleOf(estimate: number, sample: Float64Array): PathSample {
  const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length
  const squares = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  return { estimate, sample, mean, se: Math.sqrt(squares / (sample.length - 1)) }
}

function compare(a: PathSample, b: PathSample, [n1, n2]: readonly [number, number]): Omit<ComparedPath, 'from' | 'to' | 'permutation' | 'reason'> {
  const difference = a.estimate - b.estimate
  const df = n1 + n2 - 2
  const pooled = Math.sqrt(((n1 - 1) ** 2 * a.se ** 2 + (n2 - 1) ** 2 * b.se ** 2) / df) * Math.sqrt(1 / n1 + 1 / n2)
  const apart = a.se ** 2 + b.se ** 2
  const satterthwaite = apart ** 2 / (a.se ** 4 / (n1 - 1) + b.se ** 4 / (n2 - 1))
  const p = henseler(a, b)
  return {
    estimates: [a.estimate, b.estimate],
    ses: [a.se, b.se],
    difference,
    parametric: pathTest(difference, pooled, df),
    welch: pathTest(difference, Math.sqrt(apart), satterthwaite),
    henseler: { p, twoSided: 2 * Math.min(p, 1 - p) },
  }
}

function pathTest(difference: number, se: number, df: number): PathTest {
  if (!(se > 0) || !(df > 0)) return { t: null, df: null, p: null, reason: 'no-variance' }
  const t = difference / se
  return { t, df, p: tTwoSided(t, df), reason: null }
}

/** `1 - mean of H(2 m1 - b1j - 2 m2 + b2i)` over all pairs of resamples, H the step above 0; counted by walking both in ascending order. */
function henseler(a: PathSample, b: PathSample): number {
  const shift = 2 * (a.mean - b.mean)
  const first = a.sample.toSorted()
  const second = b.sample.toSorted()
  let above = 0
  let below = 0
  for (const value of second) {
    while (below < first.length && first[below]! < shift + value) below++
    above += below
  }
  return 1 - above / (first.length * second.length)
}

function failureNotes(group: string, { count, kept }: Draws): Warning[] {
  return kept < count ? [{ code: 'resamples-failed', detail: { group, failed: count - kept, resamples: count } }] : []
}
