import { mapped, type Vector } from '../columns.ts'
import { mean, type MeanEstimate } from './mean.ts'
import { bottomBox, topBox, type Proportion } from './proportion.ts'

/** Customer effort. `direction` says which end is good, so that nobody reads version 1 upside down. */
export interface Effort {
  version: '1.0' | '2.0'
  direction: 'high-is-good' | 'low-is-good'
  mean: MeanEstimate
  /** Share of easy answers: 5–7 of 7 in version 2.0, 1–2 of 5 in version 1.0. */
  easy: Proportion
  /** Share of hard answers: 1–3 of 7, or 4–5 of 5. */
  hard: Proportion
}

/** Scale, and which of its answers say that it was easy or hard, both ends included. */
export interface EffortVersion {
  version: Effort['version']
  direction: Effort['direction']
  scale: { min: number; max: number }
  easy: readonly [number, number]
  hard: readonly [number, number]
}

export const effortVersions: Readonly<Record<Effort['version'], EffortVersion>> = {
  '1.0': { version: '1.0', direction: 'low-is-good', scale: { min: 1, max: 5 }, easy: [1, 2], hard: [4, 5] },
  '2.0': { version: '2.0', direction: 'high-is-good', scale: { min: 1, max: 7 }, easy: [5, 7], hard: [1, 3] },
}

/**
 * Customer effort score 2.0: agreement 1..7 that the company made it easy. Answers off the scale are missing.
 * Source: CEB (2013).
 */
export function effort(answers: Vector, options: { level?: number } = {}): Effort {
  const { version, direction, scale, easy, hard } = effortVersions['2.0']
  const valid = onScale(answers, scale.min, scale.max)
  return { version, direction, mean: mean(valid, options), easy: topBox(valid, easy[0], options), hard: bottomBox(valid, hard[1], options) }
}

/**
 * Customer effort score 1.0: effort put forth, 1 very low .. 5 very high; low is good.
 * Source: Dixon, Freeman & Toman (2010) HBR 88(7/8).
 */
export function effortVersion1(answers: Vector, options: { level?: number } = {}): Effort {
  const { version, direction, scale, easy, hard } = effortVersions['1.0']
  const valid = onScale(answers, scale.min, scale.max)
  return { version, direction, mean: mean(valid, options), easy: bottomBox(valid, easy[1], options), hard: topBox(valid, hard[0], options) }
}

function onScale(answers: Vector, min: number, max: number): Float64Array {
  return mapped(answers, (x) => (x >= min && x <= max ? x : Number.NaN))
}
