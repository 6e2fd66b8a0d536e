import { commonLength, mapped, type Vector } from '../columns.ts'
import { byDimension, type Placed } from './dimensions.ts'
import { meanOfAll, scaleScores, weightedScores, type ScaleRule } from './scores.ts'
import { sharesOf, type Weights } from './weights.ts'

/** One item of a three-column instrument: three vectors on the same scale. */
export interface ZoneItem extends Placed {
  adequate: Vector
  desired: Vector
  perceived: Vector
}

/** Scores per respondent at one level, NaN where there is none; or, as `S`, what each of these columns comes to. */
export interface LevelScores<S = Float64Array> {
  adequate: S
  desired: S
  perceived: S
  /** perceived - adequate */
  adequacy: S
  /** perceived - desired */
  superiority: S
  /** 1 where adequate <= perceived <= desired, else 0. */
  inside: S
}

export interface ItemLevelScores<S = Float64Array> extends LevelScores<S>, Placed {
  /** 1 where adequate lies above desired and the triple is left out, 0 for valid triples. */
  violation: S
}

export interface ZoneScores<S = Float64Array> {
  items: ItemLevelScores<S>[]
  dimensions: (LevelScores<S> & { id: string; items: number })[]
  overall: {
    adequacy: S
    superiority: S
    weightedAdequacy: S | null
    weightedSuperiority: S | null
  }
}

/** When a respondent's whole record is left out: more items than this with adequate above desired, or without all three answers. */
export interface RecordRule {
  mostViolations: number
  mostMissing: number
}

/** LibQUAL+'s rule for its 22 core items. Source: Association of Research Libraries, LibQUAL+ results notebooks, data screening. */
export const libqualRecords: RecordRule = { mostViolations: 9, mostMissing: 11 }

export type ZoneRule = ScaleRule & { records?: RecordRule }

/** Positions of the respondents whose records a rule leaves out; those who answered no item at all are not among them, for nothing of theirs is left to leave out. */
export function droppedRecords(items: readonly ZoneItem[], { mostViolations, mostMissing }: RecordRule): Int32Array {
  const length = commonLength(items.flatMap((item) => [item.adequate, item.desired, item.perceived]))
  return Int32Array.from({ length }, (_, i) => i).filter((i) => {
    const missing = items.filter(({ adequate, desired, perceived }) => !Number.isFinite(adequate[i]! + desired[i]! + perceived[i]!)).length
    const violations = items.filter(({ adequate, desired, perceived }) => Number.isFinite(perceived[i]) && adequate[i]! > desired[i]!).length
    return missing < items.length && (violations > mostViolations || missing > mostMissing)
  })
}

function withoutRecords(items: readonly ZoneItem[], rule: RecordRule): ZoneItem[] {
  const dropped = droppedRecords(items, rule)
  const blanked = (values: Vector) => {
    const kept = Float64Array.from(values)
    for (const i of dropped) kept[i] = Number.NaN
    return kept
  }
  return items.map((item) => ({ ...item, adequate: blanked(item.adequate), desired: blanked(item.desired), perceived: blanked(item.perceived) }))
}

/** The vectors behind `zoneOfTolerance`, under the same conventions. */
export function zoneScores(given: readonly ZoneItem[], weights?: Weights, rule: ZoneRule = {}): ZoneScores {
  const items = rule.records ? withoutRecords(given, rule.records) : given
  const groups = byDimension(items)
  commonLength(items.flatMap((item) => [item.adequate, item.desired, item.perceived]))
  const ofItems = items.map(validTriples)
  const dimensions = [...groups.keys()].map((id) => dimensionScores(id, ofItems.filter((item) => item.dimension === id), rule))
  const shares = weights ? sharesOf(weights, [...groups.keys()]) : null
  const adequacy = dimensions.map((d) => d.adequacy)
  const superiority = dimensions.map((d) => d.superiority)
  return {
    items: ofItems,
    dimensions,
    overall: {
      adequacy: meanOfAll(adequacy),
      superiority: meanOfAll(superiority),
      weightedAdequacy: shares && weightedScores(adequacy, shares),
      weightedSuperiority: shares && weightedScores(superiority, shares),
    },
  }
}

function validTriples({ id, dimension, ...given }: ZoneItem): ItemLevelScores {
  const length = given.perceived.length
  const empty = () => new Float64Array(length).fill(Number.NaN)
  const scores = { adequate: empty(), desired: empty(), perceived: empty(), adequacy: empty(), superiority: empty() }
  const violation = empty()
  for (let i = 0; i < length; i++) {
    const a = given.adequate[i]!
    const d = given.desired[i]!
    const p = given.perceived[i]!
    if (!Number.isFinite(a + d + p)) continue
    violation[i] = Number(a > d)
    if (a > d) continue
    scores.adequate[i] = a
    scores.desired[i] = d
    scores.perceived[i] = p
    scores.adequacy[i] = p - a
    scores.superiority[i] = p - d
  }
  return { id, dimension, ...scores, inside: insideOf(scores), violation }
}

function dimensionScores(id: string, items: readonly LevelScores[], rule: ScaleRule): LevelScores & { id: string; items: number } {
  const over = (part: 'adequate' | 'desired' | 'perceived' | 'adequacy' | 'superiority') =>
    scaleScores(items.map((item) => item[part]), rule)
  const scores = {
    adequate: over('adequate'),
    desired: over('desired'),
    perceived: over('perceived'),
    adequacy: over('adequacy'),
    superiority: over('superiority'),
  }
  return { id, items: items.length, ...scores, inside: insideOf(scores) }
}

function insideOf({ adequate, desired, perceived }: Omit<LevelScores, 'inside'>): Float64Array {
  return mapped(perceived, (p, i) => (Number.isFinite(p) ? Number(adequate[i]! <= p && p <= desired[i]!) : Number.NaN))
}
