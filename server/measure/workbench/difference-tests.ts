/** Which test fits a comparison of groups, why, and what it finds: means, ranks or shares. */
import { figure, probability, type Text } from '@gap5/contract/language.ts'
import type { BenchTable, MethodCondition } from '@gap5/contract/measure/workbench.ts'
import {
  adjust,
  anova,
  bootstrapDifference,
  brownForsythe,
  chiSquareTest,
  cohenD,
  dunn,
  fisherExact,
  gamesHowell,
  kruskalWallis,
  mannWhitney,
  moments,
  shapiroWilk,
  standardDeviation,
  tukey,
  twoProportions,
  varianceRatio,
  welchAnova,
  welchT,
  type Adjustment,
  type Test,
} from '@gap5/methods'
import type { BenchColumn } from './bench-data.ts'
import { condition } from './inquiry.ts'

export type SampleGroup = { id: string; title: Text; sample: Float64Array }

export const comparisonKinds = ['fitting', 'welch', 'tukey', 'ranks', 'shares'] as const
export type ComparisonKind = (typeof comparisonKinds)[number]
export type FoundKind = Exclude<ComparisonKind, 'fitting'>

/** One pair of groups: `estimate` is first less second, of means, mean ranks or shares. */
export type PairFound = { first: string; second: string; estimate: number | null; lower: number | null; upper: number | null; effect: number | null; p: number | null }

export type TestsFound = {
  kind: FoundKind
  /** Why this test and no other. */
  why: Text
  /** Of all groups together. */
  p: number | null
  reason: Test['reason']
  effect: Text | null
  conditions: MethodCondition[]
  pairs: PairFound[]
  pairTitles: { estimate: Text; effect: Text; p: Text }
  tests: BenchTable['rows']
  /** Of two groups: the difference by other means and in other units. */
  closer: BenchTable['rows']
}

export const adjustmentTitles: Record<Adjustment, Text> = {
  holm: { en: 'Holm', zh: 'Holm' },
  bonferroni: { en: 'Bonferroni', zh: 'Bonferroni' },
  hochberg: { en: 'Hochberg', zh: 'Hochberg' },
  hommel: { en: 'Hommel', zh: 'Hommel' },
  bh: { en: 'Benjamini–Hochberg (false discoveries)', zh: 'Benjamini–Hochberg（错误发现率）' },
  by: { en: 'Benjamini–Yekutieli (false discoveries)', zh: 'Benjamini–Yekutieli（错误发现率）' },
}

const mostResampled = 20_000
const few = 30
const ordinalPoints = 5

/** What fits: shares for yes and no, ranks for few steps in small groups or plainly crooked small samples, else means without equal spreads. */
export function fittingKind(column: BenchColumn, groups: readonly SampleGroup[]): { kind: FoundKind; why: Text } {
  const smallest = Math.min(...groups.map(({ sample }) => moments(sample).n))
  const steps = column.scale === null ? null : column.scale.max - column.scale.min + 1
  if (steps === 2) return { kind: 'shares', why: { en: 'The answer is yes or no, so shares are compared.', zh: '答案为是或否，因此比较比例。' } }
  if (steps !== null && steps <= ordinalPoints && smallest < few) {
    return { kind: 'ranks', why: { en: `The scale has ${steps} steps and the smallest group ${smallest} answers, so that only the order of answers is used.`, zh: `量表仅${steps}点，最小的组只有${smallest}份，因此只用作答的顺序。` } }
  }
  const crooked = smallest < few ? groups.find(({ sample }) => (shapiroWilk(sample).p ?? 1) < 0.05 / groups.length) : undefined
  if (crooked) {
    return { kind: 'ranks', why: { en: `Fewer than thirty answers in a group, and those of ${crooked.title.en} are not normal (Shapiro–Wilk), so that only their order is used.`, zh: `有的组不足三十份，且“${crooked.title.zh}”的作答不服从正态（Shapiro–Wilk），因此只用作答的顺序。` } }
  }
  const alike = spreadsAlike(groups)
  return {
    kind: 'welch',
    why: alike
      ? { en: 'Means, without assuming equal spread. Spreads are alike here, so Tukey’s test may be chosen as well.', zh: '比较均值，不要求方差相等。此处方差相近，也可选用Tukey检验。' }
      : { en: 'Means, without assuming equal spread: spreads differ here.', zh: '比较均值，不要求方差相等：此处各组方差不同。' },
  }
}

function spreadsAlike(groups: readonly SampleGroup[]): boolean {
  return (brownForsythe(groups).p ?? 0) >= 0.05
}

const chosenWhy: Record<FoundKind, Text> = {
  welch: { en: 'Means, without assuming equal spread, as chosen.', zh: '按所选：比较均值，不要求方差相等。' },
  tukey: { en: 'Means with one spread for all groups, as chosen.', zh: '按所选：比较均值，假定各组方差相等。' },
  ranks: { en: 'Only the order of answers is used, as chosen.', zh: '按所选：只用作答的顺序。' },
  shares: { en: 'Shares of the best answers, as chosen.', zh: '按所选：比较最佳选项的比例。' },
}

export function testGroups(column: BenchColumn, groups: readonly SampleGroup[], asked: ComparisonKind, by: Adjustment): TestsFound {
  const { kind, why } = asked === 'fitting' ? fittingKind(column, groups) : { kind: asked, why: chosenWhy[asked] }
  if (kind === 'ranks') return byRanks(groups, why, by)
  return kind === 'shares' ? byShares(column, groups, why, by) : byMeans(groups, kind, why)
}

function byMeans(groups: readonly SampleGroup[], kind: 'welch' | 'tukey', why: Text): TestsFound {
  const classic = anova(groups)
  const welch = groups.length === 2 ? welchT(groups[0]!.sample, groups[1]!.sample) : welchAnova(groups)
  const whole = kind === 'tukey' ? classic : welch
  const ranks = kruskalWallis(groups)
  const spreads = brownForsythe(groups)
  const ofPairs = kind === 'tukey' ? tukey(groups) : gamesHowell(groups)
  const effect = classic.omegaSquared
  return {
    kind,
    why,
    p: whole.p,
    reason: whole.reason,
    effect: effect === null ? null : { en: `Groups account for ${figure(Math.max(0, 100 * effect), 'en', 1)} % of the variance (ω²).`, zh: `分组解释方差的${figure(Math.max(0, 100 * effect), 'zh', 1)}%（ω²）。` },
    conditions: [normality(groups), ...(kind === 'tukey' ? [alikeCondition(groups, spreads)] : [])],
    pairs: ofPairs.map(({ first, second, estimate, interval, adjustedP }) => ({ first, second, estimate, lower: interval?.lower ?? null, upper: interval?.upper ?? null, effect: cohenD(sampleOf(groups, first), sampleOf(groups, second)).value, p: adjustedP })),
    pairTitles: { estimate: { en: 'Difference', zh: '差值' }, effect: { en: 'Cohen’s d', zh: 'Cohen d' }, p: { en: 'p (all pairs)', zh: 'p（同时）' } },
    tests: [
      testRow(groups.length === 2 ? { en: 'Welch t', zh: 'Welch t' } : { en: 'Welch F', zh: 'Welch F' }, welch),
      testRow({ en: 'Kruskal–Wallis χ²', zh: 'Kruskal–Wallis χ²' }, ranks),
      testRow({ en: 'F, equal spreads', zh: 'F（方差相等）' }, classic),
      testRow({ en: 'Spreads alike (Brown–Forsythe F)', zh: '方差齐性（Brown–Forsythe F）' }, spreads),
    ],
    closer: groups.length === 2 ? twoCloser(groups[0]!.sample, groups[1]!.sample) : [],
  }
}

/** First less second: resampled, in units of the spread, as pairs of answers, and the ratio of variances. */
function twoCloser(a: Float64Array, b: Float64Array): BenchTable['rows'] {
  const resampled = a.length + b.length <= mostResampled ? bootstrapDifference(a, b) : null
  const d = cohenD(a, b)
  const ratio = varianceRatio(a, b)
  return [
    ...(resampled ? [[{ en: 'Difference, bootstrap (BCa, 2,000 resamples)', zh: '差值，自助法（BCa，重抽样2,000次）' }, resampled.value, resampled.bca?.lower ?? null, resampled.bca?.upper ?? null], [{ en: 'Difference, bootstrap (percentiles)', zh: '差值，自助法（百分位）' }, resampled.value, resampled.percentile?.lower ?? null, resampled.percentile?.upper ?? null]] : []),
    [{ en: 'Cohen’s d', zh: 'Cohen d' }, d.value, d.interval?.lower ?? null, d.interval?.upper ?? null],
    [{ en: 'Hedges’ g', zh: 'Hedges g' }, d.hedges, null, null],
    [{ en: 'Cliff’s δ', zh: 'Cliff δ' }, mannWhitney(a, b).cliffDelta, null, null],
    [{ en: 'Ratio of variances', zh: '方差之比' }, ratio.estimate, ratio.interval?.lower ?? null, ratio.interval?.upper ?? null],
  ]
}

/** Thirty answers a group, or answers that Shapiro and Wilk’s test does not tell from normal ones. */
function normality(groups: readonly SampleGroup[]): MethodCondition {
  const small = groups.filter(({ sample }) => moments(sample).n < few)
  const text: Text = { en: 'Thirty answers a group, or about normal ones, so that means are about normal', zh: '每组三十份以上，或作答近似正态，均值方近似正态' }
  if (small.length === 0) return condition(true, text)
  const p = adjust(small.map(({ sample }) => shapiroWilk(sample).p)).filter((one) => one !== null)
  const least = p.length === 0 ? null : Math.min(...p)
  return condition(least === null ? null : least >= 0.05, text, least === null ? null : { en: `Shapiro–Wilk of the groups below thirty: smallest p ${probability(least)} (Holm)`, zh: `不足三十份的组做Shapiro–Wilk检验：最小p为${probability(least)}（Holm）` })
}

function alikeCondition(groups: readonly SampleGroup[], spreads: Test): MethodCondition {
  const sds = groups.map(({ sample }) => standardDeviation(moments(sample)))
  const detail: Text = {
    en: `Brown–Forsythe p ${spreads.p === null ? '–' : probability(spreads.p)}; SD ${figure(Math.min(...sds), 'en', 2)} to ${figure(Math.max(...sds), 'en', 2)}`,
    zh: `Brown–Forsythe p为${spreads.p === null ? '–' : probability(spreads.p)}；标准差${figure(Math.min(...sds), 'zh', 2)}至${figure(Math.max(...sds), 'zh', 2)}`,
  }
  return condition(spreads.p === null ? null : spreads.p >= 0.05, { en: 'Groups spread alike; where they do not, choose Welch', zh: '各组方差相近；否则请选Welch' }, detail)
}

function byRanks(groups: readonly SampleGroup[], why: Text, by: Adjustment): TestsFound {
  const [first, second] = groups
  const whole = kruskalWallis(groups)
  const two = groups.length === 2 ? mannWhitney(first!.sample, second!.sample) : null
  const epsilon = whole.statistic === null ? null : whole.statistic / (whole.n - 1)
  const ofPairs = dunn(groups, { adjustment: by })
  return {
    kind: 'ranks',
    why,
    p: (two ?? whole).p,
    reason: (two ?? whole).reason,
    effect: two
      ? { en: `An answer of ${first!.title.en} lies above one of ${second!.title.en} ${figure(100 * two.cliffDelta!, 'en', 0)} points more often in a hundred pairs than below (Cliff’s δ).`, zh: `每一百对作答中，“${first!.title.zh}”高于“${second!.title.zh}”比低于多${figure(100 * two.cliffDelta!, 'zh', 0)}对（Cliff δ）。` }
      : epsilon === null ? null : { en: `Groups account for ${figure(100 * epsilon, 'en', 1)} % of the spread of ranks (ε²).`, zh: `分组解释秩差异的${figure(100 * epsilon, 'zh', 1)}%（ε²）。` },
    conditions: [condition(null, { en: 'Groups differ in where answers lie, not in their shape', zh: '各组只是位置不同，分布形状相近' })],
    pairs: ofPairs.map((pair) => ({ first: pair.first, second: pair.second, estimate: pair.estimate, lower: null, upper: null, effect: pair.cliffDelta, p: groups.length === 2 ? two!.p : pair.adjustedP })),
    pairTitles: { estimate: { en: 'Difference of mean ranks', zh: '平均秩之差' }, effect: { en: 'Cliff’s δ', zh: 'Cliff δ' }, p: groups.length === 2 ? { en: 'p', zh: 'p' } : { en: `p (Dunn, ${adjustmentTitles[by].en})`, zh: `p（Dunn，${adjustmentTitles[by].zh}）` } },
    tests: [
      ...(two ? [testRow({ en: 'Mann–Whitney U', zh: 'Mann–Whitney U' }, two)] : []),
      testRow({ en: 'Kruskal–Wallis χ²', zh: 'Kruskal–Wallis χ²' }, whole),
    ],
    closer: [],
  }
}

/** Yes, or one of the two best answers; a wide scale has more than one step to its top. */
export function isBest({ scale }: BenchColumn): ((x: number) => boolean) | null {
  if (scale === null) return null
  const from = scale.max - scale.min <= 2 ? scale.max : scale.max - 1
  return (x) => x >= from
}

export function shareIn(sample: Float64Array, counts: (x: number) => boolean): { count: number; n: number } {
  const answers = sample.filter(Number.isFinite)
  return { count: answers.filter(counts).length, n: answers.length }
}

function byShares(column: BenchColumn, groups: readonly SampleGroup[], why: Text, by: Adjustment): TestsFound {
  const best = isBest(column)!
  const shares = groups.map(({ sample }) => shareIn(sample, best))
  const table = shares.map(({ count, n }) => [count, n - count])
  const whole = chiSquareTest(table)
  const isSmall = (whole.smallestExpected ?? 0) < 5
  const exact = (a: number, b: number) => fisherExact([table[a] as [number, number], table[b] as [number, number]])
  const pairs = groups.flatMap((_, a) => groups.slice(a + 1).map((__, step) => [a, a + step + 1] as const))
  const compared = pairs.map(([a, b]) => ({ z: twoProportions(shares[a]!, shares[b]!), fisher: exact(a, b) }))
  const p = compared.map(({ z, fisher }) => (isSmall ? fisher.p : z.p))
  const adjusted = adjust(p, by)
  const two = groups.length === 2 ? compared[0]! : null
  return {
    kind: 'shares',
    why: isSmall ? { en: `${why.en} The table is small, so that Fisher’s exact test is used.`, zh: `${why.zh}频数较小，因此用Fisher精确检验。` } : why,
    p: two ? p[0]! : isSmall ? leastOf(adjusted) : whole.p,
    reason: whole.reason,
    effect: whole.cramerV === null ? null : { en: `Strength of association ${figure(whole.cramerV, 'en', 2)} (Cramér’s V).`, zh: `关联强度${figure(whole.cramerV, 'zh', 2)}（Cramér V）。` },
    conditions: [condition(!isSmall, { en: 'Five expected in every cell for χ² and z; below that Fisher’s exact test counts', zh: '每格期望频数至少为5方可用χ²与z；不足则看Fisher精确检验' }, whole.smallestExpected === null ? null : { en: `smallest ${figure(whole.smallestExpected, 'en', 1)}`, zh: `最小为${figure(whole.smallestExpected, 'zh', 1)}` })],
    pairs: pairs.map(([a, b], at) => ({ first: groups[a]!.id, second: groups[b]!.id, estimate: compared[at]!.z.estimate, lower: compared[at]!.z.interval?.lower ?? null, upper: compared[at]!.z.interval?.upper ?? null, effect: compared[at]!.z.cohenH, p: adjusted[at]! })),
    pairTitles: { estimate: { en: 'Difference of shares', zh: '比例之差' }, effect: { en: 'Cohen’s h', zh: 'Cohen h' }, p: isSmall ? { en: `p (Fisher, ${adjustmentTitles[by].en})`, zh: `p（Fisher，${adjustmentTitles[by].zh}）` } : { en: `p (${adjustmentTitles[by].en})`, zh: `p（${adjustmentTitles[by].zh}）` } },
    tests: [testRow({ en: 'χ²', zh: 'χ²' }, whole), ...(two ? [testRow({ en: 'z of two shares', zh: '两比例z' }, two.z), testRow({ en: 'Fisher’s exact test (odds ratio)', zh: 'Fisher精确检验（优势比）' }, two.fisher)] : [])],
    closer: [],
  }
}

function leastOf(p: readonly (number | null)[]): number | null {
  const there = p.filter((one) => one !== null)
  return there.length === 0 ? null : Math.min(...there)
}

function sampleOf(groups: readonly SampleGroup[], id: string): Float64Array {
  return groups.find((group) => group.id === id)!.sample
}

function testRow(title: Text, { statistic, df, p }: Test): BenchTable['rows'][number] {
  return [title, statistic, df?.[0] ?? null, df?.[1] ?? null, p]
}
