import { mapped, type Vector } from '../columns.ts'
import { checkLevel, defaultLevel, type Deletion, type Estimate, type FamilyTest, type Reason, type Result, type Warning } from '../result.ts'
import { asFamily } from './adjust.ts'
import { mean, missingIn, sizeOf, type MeanEstimate, type Sample } from './mean.ts'
import { onesIn, shareOfOnes, type Proportion } from './proportion.ts'
import { oneSampleT } from './tTest.ts'
import type { ScaleRule } from './scores.ts'
import type { Weights } from './weights.ts'
import { droppedRecords, type ItemLevelScores, type LevelScores, type ZoneItem, type ZoneRule, zoneScores, type ZoneScores } from './zoneScores.ts'

/** Where the perceived service lies, judged by the intervals of both differences. */
export type ZoneStatus = 'below' | 'at-lower-limit' | 'inside' | 'at-upper-limit' | 'above'

/** The zone of tolerance of one item or dimension. */
export interface Zone extends Result {
  adequate: MeanEstimate
  desired: MeanEstimate
  perceived: MeanEstimate
  /** Measure of service adequacy, MSA: perceived - adequate. */
  adequacy: MeanEstimate
  /** Test of MSA = 0; Holm over the items, or over the dimensions. */
  adequacyTest: FamilyTest
  /** Measure of service superiority, MSS: perceived - desired. */
  superiority: MeanEstimate
  superiorityTest: FamilyTest
  /** desired - adequate, of the means. */
  width: number | null
  /** (perceived - adequate) / width, of the means: 0 at adequate, 1 at desired, outside of 0..1 beyond the zone. */
  position: number | null
  status: ZoneStatus | null
  /** Share of respondents with adequate <= perceived <= desired. */
  shareInside: Proportion
}

export interface ZoneOfItem extends Zone {
  id: string
  dimension: string
  /** Triples left out because adequate lay above desired. n + missing + violations = respondents. */
  violations: number
}

export interface ZoneOfDimension extends Zone {
  id: string
  items: number
  /** Violations over its items. */
  violations: number
}

export interface ZoneOverall {
  adequacy: MeanEstimate
  superiority: MeanEstimate
  /** Weighted by each respondent's own 100 points; null where no weights were asked. */
  weightedAdequacy: MeanEstimate | null
  weightedSuperiority: MeanEstimate | null
}

/** What can be said from the scores alone, be they vectors or moments. */
export interface ZoneFigures {
  items: ZoneOfItem[]
  dimensions: ZoneOfDimension[]
  overall: ZoneOverall
  /** Triples left out because adequate lay above desired. */
  violations: number
}

export interface ZoneOfTolerance extends ZoneFigures {
  weights: Weights | null
  respondents: number
  /** Respondents of them whose whole record a rule left out. */
  dropped: number
  warnings: readonly Warning[]
  /** The vectors all of this was computed from, for comparisons between groups. */
  scores: ZoneScores
}

/**
 * The zone of tolerance from three-column answers (adequate, desired, perceived on one scale).
 *
 * - A triple is valid when all three are there and adequate <= desired; a violation leaves out the triple, not the respondent, unless `options.records` says
 *   from how many on (`libqualRecords`).
 * - Dimension score of a respondent: mean over valid triples, if at least half (rounded up) are valid; another share by
 *   `options.minimumAnswered`.
 * - Overall: mean of the dimension scores, for respondents with all dimensions; weighted with the respondent's own points.
 * - Means over respondents are taken last. Intervals are t intervals.
 * - Status: MSA's interval holds 0 → at the lower limit; MSS's → at the upper limit; else by the signs. Where both hold 0 the nearer
 *   limit is named with the warning `zone-narrower-than-interval`.
 *
 * Sources: Zeithaml, Berry & Parasuraman (1993) JAMS 21(1); Parasuraman, Zeithaml & Berry (1994) J. Retailing 70(3).
 */
export function zoneOfTolerance(
  input: { items: readonly ZoneItem[]; weights?: Weights },
  options: { level?: number } & ZoneRule = {},
): ZoneOfTolerance {
  const scores = zoneScores(input.items, input.weights, options)
  const figures = zoneOfScores(scores, options)
  return {
    ...figures,
    weights: input.weights ?? null,
    respondents: sizeOf(scores.items[0]!.perceived),
    dropped: options.records ? droppedRecords(input.items, options.records).length : 0,
    warnings: [
      ...(figures.violations > 0 ? [{ code: 'violations' as const, detail: { triples: figures.violations } }] : []),
      ...(input.weights?.warnings ?? []),
    ],
    scores,
  }
}

/** The same from scores that are there already: vectors, or moments of them from stored cells. */
export function zoneOfScores(scores: ZoneScores<Sample>, options: { level?: number } & ScaleRule = {}): ZoneFigures {
  const level = options.level ?? defaultLevel
  checkLevel(level)
  const violationsIn = (items: readonly ItemLevelScores<Sample>[]) => items.reduce((sum, item) => sum + onesIn(item.violation), 0)
  const items = inFamilies(
    scores.items.map((item) => {
      const found = zone(item, level, missingIn(item.violation), 'pairwise')
      return { ...found, id: item.id, dimension: item.dimension, violations: violationsIn([item]) }
    }),
  )
  const dimensions = inFamilies(
    scores.dimensions.map((d) => {
      const found = zone(d, level, missingIn(d.perceived), 'half-rule')
      const conventions = { ...found.conventions, minimumAnswered: options.minimumAnswered ?? 0.5 }
      return { ...found, conventions, id: d.id, items: d.items, violations: violationsIn(scores.items.filter((item) => item.dimension === d.id)) }
    }),
  )
  return { items, dimensions, overall: overall(scores, level), violations: violationsIn(scores.items) }
}

function overall(scores: ZoneScores<Sample>, level: number): ZoneOverall {
  const { adequacy, superiority, weightedAdequacy, weightedSuperiority } = scores.overall
  return {
    adequacy: mean(adequacy, { level }),
    superiority: mean(superiority, { level }),
    weightedAdequacy: weightedAdequacy && mean(weightedAdequacy, { level }),
    weightedSuperiority: weightedSuperiority && mean(weightedSuperiority, { level }),
  }
}

/** Items: violations are neither used nor missing. */
function zone(scores: LevelScores<Sample>, level: number, missing: number, deletion: Deletion): Zone {
  const adequacy = mean(scores.adequacy, { level })
  const superiority = mean(scores.superiority, { level })
  const adequate = mean(scores.adequate, { level })
  const desired = mean(scores.desired, { level })
  const width = adequate.value === null || desired.value === null ? null : desired.value - adequate.value
  const position = width === null || width <= 0 || adequacy.value === null ? null : adequacy.value / width
  const { status, warnings } = statusOf(adequacy, superiority)
  return {
    method: 'zone-of-tolerance',
    n: adequacy.n,
    missing,
    deletion,
    conventions: { level, violations: 'drop-triple', status: 'by-interval' },
    adequate,
    desired,
    perceived: mean(scores.perceived, { level }),
    adequacy,
    adequacyTest: asFamily([oneSampleT(scores.adequacy, { level })])[0]!,
    superiority,
    superiorityTest: asFamily([oneSampleT(scores.superiority, { level })])[0]!,
    width,
    position,
    status,
    shareInside: shareOfOnes(scores.inside, { level }),
    reason: whyIncomplete(adequacy, position),
    warnings,
  }
}

function whyIncomplete(adequacy: Estimate, position: number | null): Reason | null {
  return adequacy.reason ?? (position === null ? 'zone-without-width' : null)
}

/** The status of perceived service in its zone, from the estimates of MSA and MSS. */
export function statusOf(adequacy: Estimate, superiority: Estimate): { status: ZoneStatus | null; warnings: Warning[] } {
  const toLower = adequacy.interval
  const toUpper = superiority.interval
  if (!toLower || !toUpper) return { status: null, warnings: [] }
  const atLower = toLower.lower <= 0 && toLower.upper >= 0
  const atUpper = toUpper.lower <= 0 && toUpper.upper >= 0
  if (atLower && atUpper) {
    const lowerIsNearer = Math.abs(adequacy.value!) <= Math.abs(superiority.value!)
    const warning: Warning = { code: 'zone-narrower-than-interval', detail: { n: adequacy.n } }
    return { status: lowerIsNearer ? 'at-lower-limit' : 'at-upper-limit', warnings: [warning] }
  }
  if (atLower) return { status: 'at-lower-limit', warnings: [] }
  if (atUpper) return { status: 'at-upper-limit', warnings: [] }
  return { status: toLower.upper < 0 ? 'below' : toUpper.lower > 0 ? 'above' : 'inside', warnings: [] }
}

function inFamilies<T extends Zone>(zones: readonly T[]): T[] {
  const adequacy = asFamily(zones.map((z) => z.adequacyTest))
  const superiority = asFamily(zones.map((z) => z.superiorityTest))
  return zones.map((z, i) => ({ ...z, adequacyTest: adequacy[i]!, superiorityTest: superiority[i]! }))
}

/**
 * The two-column format: MSA and MSS asked directly, as ratings of "lower … same … higher" whose middle is `same`. Returns both
 * as differences from the middle; there is no width and no position.
 */
export function directZone(
  answers: { adequacy: Vector; superiority: Vector },
  options: { same: number; level?: number },
): { adequacy: MeanEstimate; superiority: MeanEstimate; status: ZoneStatus | null; warnings: readonly Warning[] } {
  const centred = (ratings: Vector) => mapped(ratings, (x) => x - options.same)
  const adequacy = mean(centred(answers.adequacy), options)
  const superiority = mean(centred(answers.superiority), options)
  return { adequacy, superiority, ...statusOf(adequacy, superiority) }
}
