import { quantile } from '../../numbers/orderStatistics.ts'
import { checkLevel, defaultLevel, type Interval, type Reason, type Result, type Warning } from '../../result.ts'
import type { PlsGrouping } from './grouping.ts'
import { differenceWidth, groupDifferences, type PlsPermutations } from './permutations.ts'
import { joined } from './ranges.ts'
import { headOf } from './study.ts'

/** Measurement invariance of composites between two groups. */
export interface Micom extends Result {
  groups: readonly [string, string]
  /** Respondents of each group. */
  sizes: readonly [number, number]
  constructs: MicomConstruct[] | null
  /** Permutations that could not be estimated, by reason. */
  failures: Partial<Record<Reason, number>>
}

export interface MicomConstruct {
  id: string
  /** Step 2: correlation over both groups of the composites that either one's weights make; its permuted quantile at 1 - level; p of one this small. */
  compositional: { correlation: number; quantile: number; p: number; holds: boolean }
  /** Step 3a: first minus second mean of the pooled scores, against the interval of the permuted differences. */
  means: PermutedDifference
  /** Step 3b: log ratio of the variances of the pooled scores. */
  variances: PermutedDifference
  /** `partial` (steps 1 and 2) suffices to compare paths, `full` to pool the groups. */
  invariance: 'none' | 'partial' | 'full'
}

export interface PermutedDifference {
  difference: number
  /** Where the difference would lie if the groups were alike. */
  interval: Interval
  p: number
  holds: boolean
}

/**
 * MICOM from ranges of permutations (see `plsPermutations`), which must make up one run. Step 1, the same set-up, holds by construction:
 * both groups are estimated with the same model and settings.
 * Source: Henseler, Ringle & Sarstedt (2016) International Marketing Review 33.
 */
export function micom(grouping: PlsGrouping, permutations: readonly PlsPermutations[], { level = defaultLevel }: { level?: number } = {}): Micom {
  checkLevel(level)
  const { pooled, ids, studies } = grouping
  const drawn = joined(permutations, differenceWidth(grouping))
  const observed = groupDifferences(grouping)(grouping.members)
  const head = headOf('micom', pooled)
  const shared = {
    ...head,
    conventions: { ...head.conventions, level, seed: permutations[0]!.seed, permutations: drawn.count },
    groups: ids,
    sizes: [studies[0].n, studies[1].n] as const,
    failures: drawn.failures,
  }
  if (!(observed instanceof Float64Array)) return { ...shared, constructs: null, reason: observed.reason, warnings: [] }
  if (drawn.kept < 2) return { ...shared, constructs: null, reason: 'too-few', warnings: [] }
  const size = pooled.plan.constructs
  const constructs = pooled.model.constructs.map(({ id }, q): MicomConstruct => {
    const compositional = compositionalOf(observed[q]!, drawn.column(q).sort(), level)
    const means = permutedDifference(observed[size + q]!, drawn.column(size + q), level)
    const variances = permutedDifference(observed[2 * size + q]!, drawn.column(2 * size + q), level)
    const invariance = !compositional.holds ? 'none' : means.holds && variances.holds ? 'full' : 'partial'
    return { id, compositional, means, variances, invariance }
  })
  const failed = drawn.count - drawn.kept
  const warnings: Warning[] = failed > 0 ? [{ code: 'resamples-failed', detail: { failed, permutations: drawn.count } }] : []
  return { ...shared, constructs, reason: null, warnings }
}

/** Correlations as near to 1 as rounding allows count as 1. */
function compositionalOf(correlation: number, sorted: Float64Array, level: number): MicomConstruct['compositional'] {
  const slack = 1e-12
  const smallest = quantile(sorted, 1 - level)
  const below = sorted.filter((value) => value <= correlation + slack).length
  return { correlation, quantile: smallest, p: (1 + below) / (1 + sorted.length), holds: correlation >= smallest - slack }
}

/** A difference against what permuted labels give; two-sided p counts the observed labelling among the permuted ones. */
export function permutedDifference(difference: number, sample: Float64Array, level: number): PermutedDifference {
  const sorted = sample.toSorted()
  const interval = { level, lower: quantile(sorted, (1 - level) / 2), upper: quantile(sorted, (1 + level) / 2) }
  const beyond = sorted.filter((value) => Math.abs(value) >= Math.abs(difference) * (1 - 1e-12)).length
  return { difference, interval, p: (1 + beyond) / (1 + sorted.length), holds: difference >= interval.lower && difference <= interval.upper }
}
