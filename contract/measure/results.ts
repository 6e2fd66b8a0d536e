/**
 * What the result page, the API and the command line show of one study: the same shape for all three.
 *
 * Every estimate carries n and missing; where there is too little data `value` is null and `reason` says why. Nothing is
 * ever NaN. Scores are on the instrument's own scale unless the name says otherwise; shares lie in [0, 1].
 */
import { z } from 'zod'
import { textSchema } from '../language.ts'
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

export const reliabilityRowSchema = z.object({
  dimension: z.string(),
  title: textSchema,
  of: z.enum(['perception', 'expectation', 'adequate', 'desired', 'importance', 'difference']),
  items: z.int(),
  alpha: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  n: z.int(),
  missing: z.int(),
  reason: reasonSchema.nullable(),
  ifDeleted: z.array(z.object({ item: z.string(), alpha: z.number().nullable(), itemTotal: z.number().nullable() })),
})

/** The five or so figures that stand alone: overall satisfaction, recommendation (NPS), effort, top box. */
export const indicatorSchema = z.object({
  key: z.string(),
  item: z.string(),
  kind: z.enum(['mean', 'nps', 'effort', 'top-box']),
  title: textSchema,
  role: roleSchema,
  estimate: estimateSchema,
  scale: z.object({ min: z.number(), max: z.number() }),
  parts: z.array(z.object({ key: z.string(), title: textSchema, share: z.number(), n: z.int() })),
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
  counts: z.array(z.int()),
  /** Answers that are no whole point of the scale (imported means), not in `counts`. */
  other: z.int(),
  notApplicable: z.int(),
  dontKnow: z.int(),
  blank: z.int(),
  estimate: estimateSchema,
})

export const kanoRowSchema = z.object({
  item: z.string(),
  title: textSchema,
  counts: z.object({ A: z.int(), O: z.int(), M: z.int(), I: z.int(), R: z.int(), Q: z.int() }),
  n: z.int(),
  missing: z.int(),
  category: z.enum(['A', 'O', 'M', 'I', 'R', 'Q']).nullable(),
  clear: z.boolean().nullable(),
  better: estimateSchema,
  worse: estimateSchema,
  reason: reasonSchema.nullable(),
})

/** A sentence a branch manager would say, most important first, with the figures it rests on. */
export const conclusionSchema = z.object({
  kind: z.string(),
  tone: z.enum(['bad', 'good', 'neutral', 'caution']),
  text: textSchema,
  evidence: textSchema.nullable(),
})
export type Conclusion = z.infer<typeof conclusionSchema>

export const studyResultSchema = z.object({
  studyTitle: textSchema,
  instrumentTitle: textSchema,
  simulated: z.boolean(),
  /** Responses in the selection, whole and marked; what was left out and why. */
  responses: z.int(),
  leftOut: z.array(z.object({ reason: z.string(), n: z.int() })),
  firstAt: z.iso.datetime().nullable(),
  lastAt: z.iso.datetime().nullable(),
  minimumN: z.int(),
  scale: z.object({ min: z.number(), max: z.number() }).nullable(),
  conclusions: z.array(conclusionSchema),
  gaps: z.array(gapRowSchema),
  servqual: z
    .object({
      unweighted: estimateSchema,
      weighted: estimateSchema,
      /** For comparison only: mean weights × mean gaps. */
      weightedFromMeanWeights: z.number().nullable(),
      weightsFrom: z.enum(['points', 'importance', 'none']),
      weightsRejected: z.int(),
      weightsRescaled: z.int(),
    })
    .nullable(),
  servperf: z.object({ unweighted: estimateSchema, weighted: estimateSchema, index100: estimateSchema }).nullable(),
  indicators: z.array(indicatorSchema),
  kano: z.array(kanoRowSchema),
  reliability: z.array(reliabilityRowSchema),
  distributions: z.array(distributionSchema),
  warnings: z.array(z.object({ code: z.string(), text: textSchema })),
})
export type StudyResult = z.infer<typeof studyResultSchema>

/** One measure, compared between the values of an attribute. */
export const comparisonSchema = z.object({
  attribute: z.string(),
  attributeTitle: textSchema,
  measure: z.string(),
  measureTitle: textSchema,
  groups: z.array(z.object({ value: z.string(), title: textSchema, estimate: estimateSchema })),
  overall: testSchema.nullable(),
  pairs: z.array(z.object({ a: z.string(), b: z.string(), difference: estimateSchema, test: testSchema })),
  reason: reasonSchema.nullable(),
  conclusion: conclusionSchema,
})
export type Comparison = z.infer<typeof comparisonSchema>
