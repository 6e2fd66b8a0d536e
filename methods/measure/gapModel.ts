import type { Vector } from '../columns.ts'
import { moments } from '../numbers/moments.ts'
import { defaultLevel, type Result } from '../result.ts'
import { adjust } from './adjust.ts'
import { byDimension, type Placed } from './dimensions.ts'
import { mean, type MeanEstimate } from './mean.ts'
import { topBox, type Proportion } from './proportion.ts'
import { meanOfAll, scaleScores } from './scores.ts'
import { welchT, type MeanTest } from './tTest.ts'

/** A feature of the service as two groups of people see it. */
export interface ManagementItem extends Placed {
  /** What managers think customers expect; one position a manager. */
  managers: Vector
  /** What customers expect; one position a customer. */
  customers: Vector
}

/** A feature judged by the people who set standards or keep them. */
export interface ConformityItem extends Placed {
  answers: Vector
}

/** `estimate` is managers less customers; below 0, managers underestimate. */
export interface KnowledgePart {
  id: string
  /** How many of each side answered. */
  managers: number
  customers: number
  /** With p adjusted by Holm over the items, or over the dimensions. */
  result: MeanTest & { adjustedP: number | null }
}

export interface KnowledgeGap extends Result {
  items: KnowledgePart[]
  dimensions: KnowledgePart[]
  overall: MeanTest
}

/**
 * GAP 1: management does not know what customers expect. Mean of the managers' answers less mean of the customers', by Welch's test, for each item,
 * each dimension (half rule) and the whole (mean of the dimensions, each counting alike).
 *
 * Sources: Parasuraman, Zeithaml & Berry (1985) J. Marketing 49(4); Zeithaml, Parasuraman & Berry (1990) Delivering Quality Service, appendix B.
 */
export function knowledgeGap(items: readonly ManagementItem[], options: { level?: number } = {}): KnowledgeGap {
  const dimensions = grouped(items)
  const scores = dimensions.map(({ id, items: own }) => ({
    id,
    managers: scaleScores(own.map(({ managers }) => managers)),
    customers: scaleScores(own.map(({ customers }) => customers)),
  }))
  const test = (managers: Vector, customers: Vector): MeanTest => ({ ...welchT(managers, customers, options), method: 'gap-1' })
  const family = (of: readonly { id: string; managers: Vector; customers: Vector }[]): KnowledgePart[] => {
    const tests = of.map(({ managers, customers }) => test(managers, customers))
    const adjusted = adjust(tests.map(({ p }) => p), 'holm')
    return of.map(({ id, managers, customers }, i) => ({ id, managers: moments(managers).n, customers: moments(customers).n, result: { ...tests[i]!, adjustedP: adjusted[i]! } }))
  }
  const overall = test(meanOfAll(scores.map(({ managers }) => managers)), meanOfAll(scores.map(({ customers }) => customers)))
  return {
    method: 'gap-1-knowledge',
    n: overall.n,
    missing: overall.missing,
    deletion: 'half-rule',
    conventions: { estimate: 'managers minus customers', adjustment: 'holm', overall: 'mean of dimensions' },
    items: family(items),
    dimensions: family(scores),
    overall,
    reason: null,
    warnings: [],
  }
}

export interface ConformityPart {
  id: string
  /** Mean answer less the end of the scale, at most 0. */
  gap: MeanEstimate
  /** Share of answers at the two highest points. */
  topTwo: Proportion
}

export interface ConformityGap extends Result {
  items: ConformityPart[]
  dimensions: { id: string; gap: MeanEstimate }[]
  overall: MeanEstimate
}

/**
 * GAP 2 (standards), GAP 3 (delivery below standards) or GAP 4 (delivery below promises), asked of managers or of contact personnel from 1 "no standard exists" or "never
 * able" to `max` "standard exists" or "always able"; "does not apply" is missing. A gap is the answer less `max`. A test against the end of a scale
 * says nothing, so there is none: mean, interval and the share at the two highest points.
 *
 * Source: as for `knowledgeGap`.
 */
export function conformityGap(items: readonly ConformityItem[], options: { max?: number; level?: number } = {}): ConformityGap {
  const { max = 7, level = defaultLevel } = options
  const less = (answers: Vector) => Float64Array.from(answers, (x) => x - max)
  const dimensions = grouped(items).map(({ id, items: own }) => ({ id, scores: scaleScores(own.map(({ answers }) => less(answers))) }))
  const ofItems = items.map(({ id, answers }) => ({ id, gap: mean(less(answers), { level }), topTwo: topBox(answers, max - 1, { level }) }))
  const ofDimensions = dimensions.map(({ id, scores }) => ({ id, gap: mean(scores, { level }) }))
  const overall = mean(meanOfAll(dimensions.map(({ scores }) => scores)), { level })
  return {
    method: 'gap-conformity',
    n: overall.n,
    missing: overall.missing,
    deletion: 'half-rule',
    conventions: { max, overall: 'mean of dimensions' },
    items: ofItems,
    dimensions: ofDimensions,
    overall,
    reason: null,
    warnings: [],
  }
}

function grouped<I extends Placed>(items: readonly I[]): { id: string; items: I[] }[] {
  return [...byDimension(items)].map(([id, own]) => ({ id, items: own }))
}
