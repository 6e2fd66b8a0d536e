import { commonLength, mapped, type Vector } from '../columns.ts'
import { checkLevel, defaultLevel, type FamilyTest, type Result } from '../result.ts'
import { asFamily } from './adjust.ts'
import { byDimension, type Placed } from './dimensions.ts'
import { mean, type MeanEstimate } from './mean.ts'
import { differences, meanOfAll, scaleScores, weightedScores, type ScaleRule } from './scores.ts'
import { oneSampleT } from './tTest.ts'
import { sharesOf, type Weights } from './weights.ts'

/** One item of a two-part instrument: what an excellent provider would do, and what this one does, on one scale. */
export interface GapItem extends Placed {
  expectation: Vector
  perception: Vector
}

/** The gap of one item or dimension. Negative: perception falls short of expectation. */
export interface Gap extends Result {
  id: string
  /** Over the respondents of the gap, so that gap = perception - expectation holds in the means. */
  expectation: MeanEstimate
  perception: MeanEstimate
  gap: MeanEstimate
  /** Paired t test of gap = 0; Holm over the items, or over the dimensions. */
  test: FamilyTest
}

export interface ItemGap extends Gap {
  dimension: string
}

export interface DimensionGap extends Gap {
  items: number
}

export interface GapScores {
  items: { id: string; gap: Float64Array }[]
  dimensions: { id: string; gap: Float64Array; expectation: Float64Array; perception: Float64Array }[]
  unweighted: Float64Array
  weighted: Float64Array | null
}

export interface Servqual {
  items: ItemGap[]
  dimensions: DimensionGap[]
  /** Mean of the dimension gaps: dimensions count equally, whatever their number of items. */
  unweighted: MeanEstimate
  /** Each respondent's gaps weighted by their own weights, then averaged. Null where there are no weights. */
  weighted: MeanEstimate | null
  /** Mean weights times mean gaps, over the respondents of `weighted`: differs, and is given for comparison only. */
  weightedFromMeans: number | null
  weights: Weights | null
  respondents: number
  /** The vectors all of this was computed from, for comparisons between groups. */
  scores: GapScores
}

/**
 * SERVQUAL: gaps between perception and expectation by item, by dimension and as a whole.
 *
 * - An item gap needs both answers of the respondent.
 * - Dimension gap of a respondent: mean of the item gaps, if at least half of the pairs (rounded up) are whole; another share by
 *   `options.minimumAnswered`.
 * - Whole: mean of the dimension gaps, for respondents with all dimensions; weighted with each respondent's own weights.
 * - Means over respondents are taken last; intervals are t intervals.
 *
 * Sources: Parasuraman, Zeithaml & Berry (1988) J. Retailing 64(1); (1991) J. Retailing 67(4).
 */
export function servqual(
  input: { items: readonly GapItem[]; weights?: Weights },
  options: { level?: number } & ScaleRule = {},
): Servqual {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const scores = gapScores(input.items, input.weights, options)
  const minimumAnswered = options.minimumAnswered ?? 0.5
  const dimensions = withTests(
    scores.dimensions.map((d) => {
      const found = dimensionGap(d, input.items, level)
      return { ...found, conventions: { ...found.conventions, minimumAnswered } }
    }),
  )
  return {
    items: withTests(input.items.map((item) => itemGap(item, level))),
    dimensions,
    unweighted: mean(scores.unweighted, { level }),
    weighted: scores.weighted && mean(scores.weighted, { level }),
    weightedFromMeans: scores.weighted && fromMeans(scores, scores.weighted, input.weights!),
    weights: input.weights ?? null,
    respondents: scores.unweighted.length,
    scores,
  }
}

/** The vectors behind `servqual`, under the same conventions. */
export function gapScores(items: readonly GapItem[], weights?: Weights, rule: ScaleRule = {}): GapScores {
  commonLength(items.flatMap((item) => [item.expectation, item.perception]))
  const dimensions = [...byDimension(items)].map(([id, group]) => ({ id, ...pairedScores(group, rule) }))
  const gaps = dimensions.map(({ gap }) => gap)
  return {
    items: items.map(({ id, expectation, perception }) => ({ id, gap: differences(perception, expectation) })),
    dimensions,
    unweighted: meanOfAll(gaps),
    weighted: weights ? weightedScores(gaps, sharesOf(weights, dimensions.map(({ id }) => id))) : null,
  }
}

/** Scores of one dimension over its whole pairs. */
function pairedScores(group: readonly GapItem[], rule: ScaleRule) {
  const pairs = group.map(({ expectation, perception }) => wholePairs(expectation, perception))
  return {
    gap: scaleScores(pairs.map((pair) => differences(pair.perception, pair.expectation)), rule),
    expectation: scaleScores(pairs.map((pair) => pair.expectation), rule),
    perception: scaleScores(pairs.map((pair) => pair.perception), rule),
  }
}

function wholePairs(expectation: Vector, perception: Vector) {
  const keep = (values: Vector) =>
    mapped(values, (x, i) => (Number.isFinite(expectation[i]! + perception[i]!) ? x : Number.NaN))
  return { expectation: keep(expectation), perception: keep(perception) }
}

function itemGap(item: GapItem, level: number): ItemGap {
  const pair = wholePairs(item.expectation, item.perception)
  return { ...gapOf(item.id, { ...pair, gap: differences(pair.perception, pair.expectation) }, level, 'pairwise'), dimension: item.dimension }
}

function dimensionGap(scores: GapScores['dimensions'][number], items: readonly GapItem[], level: number): DimensionGap {
  const count = items.filter(({ dimension }) => dimension === scores.id).length
  return { ...gapOf(scores.id, scores, level, 'half-rule'), items: count }
}

function gapOf(
  id: string,
  scores: { gap: Float64Array; expectation: Float64Array; perception: Float64Array },
  level: number,
  deletion: 'pairwise' | 'half-rule',
): Gap {
  const gap = mean(scores.gap, { level })
  return {
    id,
    method: 'gap',
    n: gap.n,
    missing: gap.missing,
    deletion,
    conventions: { gap: 'perception minus expectation', level },
    reason: null,
    warnings: [],
    expectation: mean(scores.expectation, { level }),
    perception: mean(scores.perception, { level }),
    gap,
    test: asFamily([{ ...oneSampleT(scores.gap, { level }), method: 'paired-t' }])[0]!,
  }
}

function withTests<T extends Gap>(gaps: readonly T[]): T[] {
  const tests = asFamily(gaps.map(({ test }) => test))
  return gaps.map((gap, i) => ({ ...gap, test: tests[i]! }))
}

function fromMeans(scores: GapScores, weighted: Float64Array, weights: Weights): number | null {
  const used = (values: Float64Array) => mean(values.filter((_, i) => Number.isFinite(weighted[i]!))).value
  const products = scores.dimensions.map(({ id, gap }) => {
    const share = used(weights.shares[id]!)
    const value = used(gap)
    return share === null || value === null ? null : share * value
  })
  return products.reduce((sum, product) => (sum === null || product === null ? null : sum + product), 0)
}
