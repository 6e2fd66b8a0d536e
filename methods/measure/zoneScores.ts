import { commonLength, type Vector } from '../columns.ts'
import type { Deletion } from '../result.ts'
import { byDimension, type Placed } from './dimensions.ts'
import { meanOfAll, scaleScores, weightedScores, type ScaleRule } from './scores.ts'
import { sharesOf, type Weights } from './weights.ts'

/** One item of a three-column instrument: three vectors on the same scale. */
export interface ZoneItem extends Placed {
  adequate: Vector
  desired: Vector
  perceived: Vector
}

/** Scores per respondent at one level; NaN where there is none. */
export interface LevelScores {
  adequate: Float64Array
  desired: Float64Array
  perceived: Float64Array
  /** perceived - adequate */
  adequacy: Float64Array
  /** perceived - desired */
  superiority: Float64Array
  missing: number
  violations: number
  deletion: Deletion
}

export interface ZoneScores {
  respondents: number
  items: (LevelScores & Placed)[]
  dimensions: (LevelScores & { id: string; items: number })[]
  overall: {
    adequacy: Float64Array
    superiority: Float64Array
    weightedAdequacy: Float64Array | null
    weightedSuperiority: Float64Array | null
  }
  weights: Weights | null
}

/** The vectors behind `zoneOfTolerance`, under the same conventions. */
export function zoneScores(items: readonly ZoneItem[], weights?: Weights, rule: ScaleRule = {}): ZoneScores {
  const groups = byDimension(items)
  commonLength(items.flatMap((item) => [item.adequate, item.desired, item.perceived]))
  const ofItems = items.map(validTriples)
  const dimensions = [...groups.keys()].map((id) => dimensionScores(id, ofItems.filter((item) => item.dimension === id), rule))
  const shares = weights ? sharesOf(weights, [...groups.keys()]) : null
  const adequacy = dimensions.map((d) => d.adequacy)
  const superiority = dimensions.map((d) => d.superiority)
  return {
    respondents: items[0]!.perceived.length,
    items: ofItems,
    dimensions,
    overall: {
      adequacy: meanOfAll(adequacy),
      superiority: meanOfAll(superiority),
      weightedAdequacy: shares && weightedScores(adequacy, shares),
      weightedSuperiority: shares && weightedScores(superiority, shares),
    },
    weights: weights ?? null,
  }
}

function validTriples({ id, dimension, ...given }: ZoneItem): LevelScores & Placed {
  const length = given.perceived.length
  const empty = () => new Float64Array(length).fill(Number.NaN)
  const scores = { adequate: empty(), desired: empty(), perceived: empty(), adequacy: empty(), superiority: empty() }
  let violations = 0
  let missing = 0
  for (let i = 0; i < length; i++) {
    const a = given.adequate[i]!
    const d = given.desired[i]!
    const p = given.perceived[i]!
    if (!Number.isFinite(a + d + p)) missing++
    else if (a > d) violations++
    else {
      scores.adequate[i] = a
      scores.desired[i] = d
      scores.perceived[i] = p
      scores.adequacy[i] = p - a
      scores.superiority[i] = p - d
    }
  }
  return { id, dimension, ...scores, missing, violations, deletion: 'pairwise' }
}

function dimensionScores(id: string, items: readonly LevelScores[], rule: ScaleRule): LevelScores & { id: string; items: number } {
  const over = (part: 'adequate' | 'desired' | 'perceived' | 'adequacy' | 'superiority') =>
    scaleScores(items.map((item) => item[part]), rule)
  const perceived = over('perceived')
  return {
    id,
    items: items.length,
    adequate: over('adequate'),
    desired: over('desired'),
    perceived,
    adequacy: over('adequacy'),
    superiority: over('superiority'),
    missing: perceived.filter((x) => !Number.isFinite(x)).length,
    violations: items.reduce((sum, item) => sum + item.violations, 0),
    deletion: 'half-rule',
  }
}
