/**
 * What the result page, the API and the command line show of one study: the same shape for all three.
 *
 * Every estimate carries n and missing; where there is too little data `value` is null and `reason` says why. Nothing is
 * ever NaN. Scores are on the instrument's own scale unless the name says otherwise; shares lie in [0, 1].
 */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { marks } from '../listen/answers.ts'
import { roleSchema } from '../listen/instrument.ts'

/** Why there is no number. */
export const reasonSchema = z.enum([
  'no-answers',
  'below-minimum-n',
  'not-asked',
  'no-variance',
  'one-item',
  'no-zone',
  'one-group',
  'too-few-periods',
  'not-computable',
])
export type Reason = z.infer<typeof reasonSchema>

/** A mean-like figure with its 95 % interval (t unless the method says otherwise). */
export const estimateSchema = z.object({
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  sd: z.number().nullable(),
  n: z.int(),
  missing: z.int(),
  reason: reasonSchema.nullable(),
})
export type Estimate = z.infer<typeof estimateSchema>

/** A p-value as it was got: test, statistic, degrees of freedom, and the value adjusted within its family (Holm). */
export const testSchema = z.object({
  method: z.enum(['paired-t', 'welch-t', 'welch-anova', 'games-howell', 'chi-square', 'two-proportions']),
  statistic: z.number(),
  df: z.number().nullable(),
  df2: z.number().nullable(),
  p: z.number(),
  adjustedP: z.number(),
  family: z.int(),
})
export type TestResult = z.infer<typeof testSchema>

export const statusSchema = z.enum(['below', 'at-lower-limit', 'inside', 'at-upper-limit', 'above'])

/** One row of a gap table: an item, a dimension or the whole. */
export const gapRowSchema = z.object({
  key: z.string(),
  level: z.enum(['item', 'dimension', 'overall']),
  title: textSchema,
  dimension: z.string().nullable(),
  /** Mean share of the 100 points (dimensions only), in points. */
  weight: estimateSchema.nullable(),
  importance: estimateSchema.nullable(),
  expectation: estimateSchema.nullable(),
  adequate: estimateSchema.nullable(),
  desired: estimateSchema.nullable(),
  perception: estimateSchema.nullable(),
  /** perception − expectation, with the paired test */
  gap: estimateSchema.nullable(),
  gapTest: testSchema.nullable(),
  /** perception − adequate (measure of service adequacy) */
  adequacy: estimateSchema.nullable(),
  adequacyTest: testSchema.nullable(),
  /** perception − desired (measure of service superiority) */
  superiority: estimateSchema.nullable(),
  superiorityTest: testSchema.nullable(),
  /** desired − adequate, of the means */
  zoneWidth: z.number().nullable(),
  /** 0 at adequate, 1 at desired, of the means; null where the zone has no width */
  zonePosition: z.number().nullable(),
  zoneStatus: statusSchema.nullable(),
  /** Share of respondents with adequate ≤ perceived ≤ desired. */
  shareInside: estimateSchema.nullable(),
  /** Triples left out because adequate lay above desired. */
  violations: z.int(),
  /** Perception on 0–100 by the scale's theoretical ends. */
  perception100: estimateSchema.nullable(),
})
export type GapRow = z.infer<typeof gapRowSchema>

/** Cronbach's alpha on complete cases, with Feldt's 95 % interval. */
export const reliabilityRowSchema = z.object({
  dimension: z.string(),
  title: textSchema,
  /** A level as it was answered, or the difference of two: gap, adequacy, superiority. */
  of: z.enum(['perception', 'expectation', 'adequate', 'desired', 'importance', 'gap', 'adequacy', 'superiority']),
  items: z.int(),
  /** Cronbach's alpha of the items (of the item differences, for a difference). */
  alpha: z.number().nullable(),
  /** Differences only: reliability from its two parts (Peter, Churchill & Brown 1993). */
  differenceScore: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  n: z.int(),
  missing: z.int(),
  reason: reasonSchema.nullable(),
  ifDeleted: z.array(z.object({ item: z.string(), alpha: z.number().nullable(), itemTotal: z.number().nullable() })),
})
export type ReliabilityRow = z.infer<typeof reliabilityRowSchema>

export const markSchema = z.enum(marks)

/** The figures that stand alone: overall satisfaction, recommendation (NPS), effort, intention. */
export const indicatorSchema = z.object({
  key: z.string(),
  item: z.string(),
  /** `nps` in points from −100 to 100; the others are means on the scale. */
  kind: z.enum(['mean', 'nps', 'effort']),
  title: textSchema,
  role: roleSchema,
  estimate: estimateSchema,
  scale: z.object({ min: z.number(), max: z.number(), lowIsGood: z.boolean() }),
  /** The answers in two or three parts, best first: promoters, the two best answers, those who found it easy. */
  parts: z.array(z.object({ key: z.string(), title: textSchema, share: estimateSchema })),
})
export type Indicator = z.infer<typeof indicatorSchema>

export const distributionSchema = z.object({
  variable: z.string(),
  item: z.string(),
  role: roleSchema,
  title: textSchema,
  dimension: z.string().nullable(),
  min: z.number(),
  max: z.number(),
  /** A negatively worded statement; `counts` and `estimate` are turned round, so that high is good. */
  reversed: z.boolean(),
  /** Answers at min, min + 1 … max; null below the minimum n. */
  counts: z.array(z.int()).nullable(),
  /** Answers that are no whole point of the scale (imported means), not in `counts`. */
  other: z.int(),
  notApplicable: z.int(),
  dontKnow: z.int(),
  blank: z.int(),
  estimate: estimateSchema,
})
export type Distribution = z.infer<typeof distributionSchema>

export const kanoCategorySchema = z.enum(['A', 'O', 'M', 'I', 'R', 'Q'])
export type KanoCategory = z.infer<typeof kanoCategorySchema>

export const kanoRowSchema = z.object({
  item: z.string(),
  title: textSchema,
  /** null below the minimum n */
  counts: z.object({ A: z.int(), O: z.int(), M: z.int(), I: z.int(), R: z.int(), Q: z.int() }).nullable(),
  n: z.int(),
  missing: z.int(),
  category: kanoCategorySchema.nullable(),
  /** The category whose count comes second, where it cannot be told from the first (Fong 1996): "A or I". */
  runnerUp: kanoCategorySchema.nullable(),
  clear: z.boolean().nullable(),
  /** (a + o) / (a + o + m + i), in [0, 1] */
  better: estimateSchema,
  /** −(o + m) / (a + o + m + i), in [−1, 0] */
  worse: estimateSchema,
  reason: reasonSchema.nullable(),
})
export type KanoRow = z.infer<typeof kanoRowSchema>

/** A sentence a branch manager would say, most important first, with the figures it rests on. */
export const conclusionSchema = z.object({
  kind: z.string(),
  tone: z.enum(['bad', 'good', 'neutral', 'caution']),
  text: textSchema,
  evidence: textSchema.nullable(),
})
export type Conclusion = z.infer<typeof conclusionSchema>

/** Two dimensions of the same respondents, compared by a paired test (Holm over all pairs): a − b. */
export const contrastSchema = z.object({
  of: z.enum(['perception', 'gap', 'adequacy']),
  a: z.string(),
  b: z.string(),
  difference: estimateSchema,
  test: testSchema.nullable(),
})
export type Contrast = z.infer<typeof contrastSchema>

/** An attribute that results can be narrowed to and broken down by, with the values that occur. */
export const breakdownSchema = z.object({
  key: z.string(),
  title: textSchema,
  type: z.enum(['unit', 'choice', 'number', 'date', 'text', 'time']),
  /** Values, or classes of numbers and dates, with the answers of the whole study that carry them. */
  values: z.array(z.object({ value: z.string(), title: textSchema, n: z.int() })),
})
export type Breakdown = z.infer<typeof breakdownSchema>

const weighedSchema = z.object({ unweighted: estimateSchema, weighted: estimateSchema })

export const warningSchema = z.object({ code: z.string(), text: textSchema })

export const studyResultSchema = z.object({
  studyTitle: textSchema,
  instrumentTitle: textSchema,
  simulated: z.boolean(),
  /** Responses in the selection, whole and marked; what was left out and why. */
  responses: z.int(),
  /** Of these, responses that lack at least one rating; they count wherever they answered. */
  incomplete: z.int(),
  leftOut: z.array(z.object({ reason: markSchema, n: z.int() })),
  /** Responses that carry a quality mark and were counted nevertheless. */
  marked: z.array(z.object({ reason: markSchema, n: z.int() })),
  firstAt: z.iso.datetime().nullable(),
  lastAt: z.iso.datetime().nullable(),
  minimumN: z.int(),
  scale: z.object({ min: z.number(), max: z.number() }).nullable(),
  conclusions: z.array(conclusionSchema),
  gaps: z.array(gapRowSchema),
  /** Perception − expectation over all dimensions, each counting the same or by its weight. */
  servqual: z
    .object({
      unweighted: estimateSchema,
      weighted: estimateSchema,
      /** For comparison only: mean weights × mean gaps. */
      weightedFromMeanWeights: z.number().nullable(),
    })
    .nullable(),
  zone: z.object({ adequacy: weighedSchema, superiority: weighedSchema }).nullable(),
  servperf: weighedSchema.extend({ index100: estimateSchema }).nullable(),
  weights: z.object({
    /** `points`: shared out by the respondent; `importance`: each respondent's mean importance a dimension, made to sum to 100. */
    from: z.enum(['points', 'importance', 'none']),
    used: z.int(),
    /** Totals of 95 to 105 points, brought to 100. */
    rescaled: z.int(),
    /** Totals further off; the respondent stays in the unweighted figures. */
    rejected: z.int(),
    missing: z.int(),
  }),
  indicators: z.array(indicatorSchema),
  kano: z.array(kanoRowSchema),
  reliability: z.array(reliabilityRowSchema),
  distributions: z.array(distributionSchema),
  contrasts: z.array(contrastSchema),
  breakdowns: z.array(breakdownSchema),
  measures: z.array(z.object({ key: z.string(), title: textSchema })),
  warnings: z.array(warningSchema),
  conventions: z.object({ minimumAnswered: z.number(), intervalLevel: z.number() }),
})
export type StudyResult = z.infer<typeof studyResultSchema>
