import { commonLength, mapped, type Vector } from '../columns.ts'
import { checkLevel, defaultLevel, type FamilyTest, type Result } from '../result.ts'
import { asFamily } from './adjust.ts'
import { byDimension, type Placed } from './dimensions.ts'
import { mean, momentsOf, sizeOf, type MeanEstimate, type Sample } from './mean.ts'
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

/** Both parts of a gap over the respondents who have both, and the gap: vectors, or as `S` what each of them comes to. */
export interface PairScores<S = Float64Array> {
  gap: S
  expectation: S
  perception: S
}

export interface GapScores<S = Float64Array> {
  items: (PairScores<S> & Placed)[]
  dimensions: (PairScores<S> & { id: string; items: number })[]
  unweighted: S
  weighted: S | null
  /** Share and gap of each dimension over the respondents of `weighted`; empty without weights. */
  weighedParts: { id: string; share: S; gap: S }[]
}

/** What can be said from the scores alone, be they vectors or moments. */
export interface GapFigures {
  items: ItemGap[]
  dimensions: DimensionGap[]
  /** Mean of the dimension gaps: dimensions count equally, whatever their number of items. */
  unweighted: MeanEstimate
  /** Each respondent's gaps weighted by their own weights, then averaged. Null where there are no weights. */
  weighted: MeanEstimate | null
  /** Mean weights times mean gaps, over the respondents of `weighted`: differs, and is given for comparison only. */
  weightedFromMeans: number | null
}

export interface Servqual extends GapFigures {
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
  const scores = gapScores(input.items, input.weights, options)
  return { ...gapsOfScores(scores, options), weights: input.weights ?? null, respondents: sizeOf(scores.unweighted), scores }
}

/** The same from scores that are there already: vectors, or moments of them from stored cells. */
export function gapsOfScores(scores: GapScores<Sample>, options: { level?: number } & ScaleRule = {}): GapFigures {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const minimumAnswered = options.minimumAnswered ?? 0.5
  return {
    items: withTests(scores.items.map((item) => ({ ...gapOf(item.id, item, level, 'pairwise'), dimension: item.dimension }))),
    dimensions: withTests(
      scores.dimensions.map((d) => {
        const found = gapOf(d.id, d, level, 'half-rule')
        return { ...found, conventions: { ...found.conventions, minimumAnswered }, items: d.items }
      }),
    ),
    unweighted: mean(scores.unweighted, { level }),
    weighted: scores.weighted && mean(scores.weighted, { level }),
    weightedFromMeans: scores.weighted && fromMeans(scores.weighedParts),
  }
}

/** The vectors behind `servqual`, under the same conventions. */
export function gapScores(items: readonly GapItem[], weights?: Weights, rule: ScaleRule = {}): GapScores {
  commonLength(items.flatMap((item) => [item.expectation, item.perception]))
  const groups = [...byDimension(items)]
  const dimensions = groups.map(([id, group]) => ({ id, items: group.length, ...pairedScores(group, rule) }))
  const gaps = dimensions.map(({ gap }) => gap)
  const shares = weights ? sharesOf(weights, dimensions.map(({ id }) => id)) : null
  const weighted = shares && weightedScores(gaps, shares)
  const among = (values: Vector) => mapped(values, (x, i) => (Number.isFinite(weighted![i]!) ? x : Number.NaN))
  return {
    items: items.map(({ id, dimension, expectation, perception }) => {
      const pair = wholePairs(expectation, perception)
      return { id, dimension, ...pair, gap: differences(pair.perception, pair.expectation) }
    }),
    dimensions,
    unweighted: meanOfAll(gaps),
    weighted,
    weighedParts: shares ? dimensions.map(({ id, gap }, d) => ({ id, share: among(shares[d]!), gap: among(gap) })) : [],
  }
}

/** Scores of one dimension over its whole pairs. */
function pairedScores(group: readonly GapItem[], rule: ScaleRule): PairScores {
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

function gapOf(id: string, scores: PairScores<Sample>, level: number, deletion: 'pairwise' | 'half-rule'): Gap {
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

function fromMeans(parts: GapScores<Sample>['weighedParts']): number | null {
  const products = parts.map(({ share, gap }) => momentsOf(share).mean * momentsOf(gap).mean)
  const total = products.reduce((sum, product) => sum + product, 0)
  return Number.isFinite(total) ? total : null
}
