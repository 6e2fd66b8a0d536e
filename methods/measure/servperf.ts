import { commonLength, rescaled, type Vector } from '../columns.ts'
import { checkLevel, defaultLevel } from '../result.ts'
import { byDimension, type Placed } from './dimensions.ts'
import { mean, type MeanEstimate } from './mean.ts'
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

export interface Servperf {
  items: (Performance & { dimension: string })[]
  dimensions: (Performance & { items: number })[]
  /** Mean of the dimension scores: dimensions count equally. */
  unweighted: MeanEstimate
  weighted: MeanEstimate | null
  /** The whole on 0–100; null where no scale was given. */
  index: MeanEstimate | null
  weightedIndex: MeanEstimate | null
  weights: Weights | null
  respondents: number
  scores: PerformanceScores
}

export interface PerformanceScores {
  dimensions: { id: string; perception: Float64Array }[]
  unweighted: Float64Array
  weighted: Float64Array | null
}

/**
 * SERVPERF: perception alone, aggregated as in SERVQUAL (half rule; dimensions count equally; weights per respondent).
 *
 * @param options.scale ends of the answer scale, for the 0–100 form `100 (x - min) / (max - min)`
 * Source: Cronin & Taylor (1992) J. Marketing 56(3).
 */
export function servperf(
  input: { items: readonly PerformanceItem[]; weights?: Weights },
  options: { level?: number; scale?: { min: number; max: number } } & ScaleRule = {},
): Servperf {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const scores = performanceScores(input.items, input.weights, options)
  const summary = (values: Vector) => mean(values, { level })
  const index = (values: Vector) => (options.scale ? summary(rescaled(values, options.scale)) : null)
  const performance = (id: string, values: Vector): Performance => ({ id, perception: summary(values), index: index(values) })
  const sizes = byDimension(input.items)
  return {
    items: input.items.map(({ id, dimension, perception }) => ({ ...performance(id, perception), dimension })),
    dimensions: scores.dimensions.map(({ id, perception }) => ({ ...performance(id, perception), items: sizes.get(id)!.length })),
    unweighted: summary(scores.unweighted),
    weighted: scores.weighted && summary(scores.weighted),
    index: index(scores.unweighted),
    weightedIndex: scores.weighted && index(scores.weighted),
    weights: input.weights ?? null,
    respondents: scores.unweighted.length,
    scores,
  }
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
    perception: scaleScores(group.map(({ perception }) => perception), rule),
  }))
  const columns = dimensions.map(({ perception }) => perception)
  return {
    dimensions,
    unweighted: meanOfAll(columns),
    weighted: weights ? weightedScores(columns, sharesOf(weights, dimensions.map(({ id }) => id))) : null,
  }
}
