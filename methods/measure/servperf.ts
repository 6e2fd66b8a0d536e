import { commonLength, requireScale, type Scale, type Vector } from '../columns.ts'
import { checkLevel, defaultLevel } from '../result.ts'
import { byDimension, type Placed } from './dimensions.ts'
import { momentsOf, mean, missingIn, sizeOf, type MeanEstimate, type Sample } from './mean.ts'
import { meanOfAll, scaleScores, weightedScores, type ScaleRule } from './scores.ts'
import { sharesOf, type Weights } from './weights.ts'

export interface PerformanceItem extends Placed {
  perception: Vector
}

export interface Performance {
  id: string
  /** On the instrument's own scale. */
  perception: MeanEstimate
  /** On 0–100 by the scale's ends; null where no scale was given. */
  index: MeanEstimate | null
}

/** What can be said from the scores alone, be they vectors or moments. */
export interface PerformanceFigures {
  items: (Performance & { dimension: string })[]
  dimensions: (Performance & { items: number })[]
  /** Mean of the dimension scores: dimensions count equally. */
  unweighted: MeanEstimate
  weighted: MeanEstimate | null
  /** The whole on 0–100; null where no scale was given. */
  index: MeanEstimate | null
  weightedIndex: MeanEstimate | null
}

export interface Servperf extends PerformanceFigures {
  weights: Weights | null
  respondents: number
  scores: PerformanceScores
}

/** Scores per respondent, or as `S` what each of these columns comes to. */
export interface PerformanceScores<S = Float64Array> {
  items: (Placed & { perception: S })[]
  dimensions: { id: string; items: number; perception: S }[]
  unweighted: S
  weighted: S | null
}

/**
 * SERVPERF: perception alone, aggregated as in SERVQUAL (half rule; dimensions count equally; weights per respondent).
 *
 * @param options.scale ends of the answer scale, for the 0–100 form `100 (x - min) / (max - min)`
 * Source: Cronin & Taylor (1992) J. Marketing 56(3).
 */
export function servperf(
  input: { items: readonly PerformanceItem[]; weights?: Weights },
  options: { level?: number; scale?: Scale } & ScaleRule = {},
): Servperf {
  const scores = performanceScores(input.items, input.weights, options)
  return { ...performanceOfScores(scores, options), weights: input.weights ?? null, respondents: sizeOf(scores.unweighted), scores }
}

/** The same from scores that are there already: vectors, or moments of them from stored cells. */
export function performanceOfScores(scores: PerformanceScores<Sample>, options: { level?: number; scale?: Scale } = {}): PerformanceFigures {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const summary = (sample: Sample) => mean(sample, { level })
  const index = (sample: Sample) => (options.scale ? summary(onHundred(sample, options.scale)) : null)
  const performance = (id: string, sample: Sample): Performance => ({ id, perception: summary(sample), index: index(sample) })
  return {
    items: scores.items.map(({ id, dimension, perception }) => ({ ...performance(id, perception), dimension })),
    dimensions: scores.dimensions.map(({ id, items, perception }) => ({ ...performance(id, perception), items })),
    unweighted: summary(scores.unweighted),
    weighted: scores.weighted && summary(scores.weighted),
    index: index(scores.unweighted),
    weightedIndex: scores.weighted && index(scores.weighted),
  }
}

/** A sample's moments on the 0–100 form of its scale. */
function onHundred(sample: Sample, scale: Scale): Sample {
  requireScale(scale)
  const { n, mean, squares } = momentsOf(sample)
  const factor = 100 / (scale.max - scale.min)
  return { n, mean: factor * (mean - scale.min), squares: factor * factor * squares, missing: missingIn(sample) }
}

/** The vectors behind `servperf`, under the same conventions. */
export function performanceScores(
  items: readonly PerformanceItem[],
  weights?: Weights,
  rule: ScaleRule = {},
): PerformanceScores {
  commonLength(items.map(({ perception }) => perception))
  const dimensions = [...byDimension(items)].map(([id, group]) => ({
    id,
    items: group.length,
    perception: scaleScores(group.map(({ perception }) => perception), rule),
  }))
  const columns = dimensions.map(({ perception }) => perception)
  return {
    items: items.map(({ id, dimension, perception }) => ({ id, dimension, perception: Float64Array.from(perception) })),
    dimensions,
    unweighted: meanOfAll(columns),
    weighted: weights ? weightedScores(columns, sharesOf(weights, dimensions.map(({ id }) => id))) : null,
  }
}
