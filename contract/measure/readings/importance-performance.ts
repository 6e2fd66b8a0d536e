/** Importance against performance, attribute by attribute. */
import { z } from 'zod'
import { textSchema } from '../../text.ts'
import { estimateSchema, reasonSchema, testSchema } from '../results.ts'
import { choiceSchema, readingHeadSchema } from './readings.ts'

/** Where importance comes from: said by the respondents, or derived from how performance goes with overall satisfaction. */
export const importanceForms = ['stated', 'correlation', 'partial', 'revised', 'beta', 'shares'] as const
export type ImportanceForm = (typeof importanceForms)[number]

export const crosshairRules = ['means', 'medians', 'midpoint', 'own'] as const
export type CrosshairRule = (typeof crosshairRules)[number]

const number = z.coerce.number().min(-1000).max(1000)

export const importanceOptionsSchema = z
  .object({
    importance: z.enum(importanceForms).optional(),
    crosshair: z.enum(crosshairRules).default('means'),
    /** The crosshair of one's own: performance and importance. */
    'cross-performance': number.optional(),
    'cross-importance': number.optional(),
  })
  .refine((o) => o.crosshair !== 'own' || (o['cross-performance'] !== undefined && o['cross-importance'] !== undefined), {
    path: ['crosshair'],
    params: { expected: { en: '“cross-performance” and “cross-importance” beside “own”', zh: '选择“own”时须同时给出“cross-performance”与“cross-importance”' } },
  })
export type ImportanceOptions = z.infer<typeof importanceOptionsSchema>

export const ipaQuadrantSchema = z.enum(['concentrate', 'keep-up', 'low-priority', 'possible-overkill'])
export type IpaQuadrant = z.infer<typeof ipaQuadrantSchema>

export const ipaPointSchema = z.object({
  item: z.string(),
  title: textSchema,
  dimension: z.string().nullable(),
  /** As chosen: on its scale where stated, else a coefficient, or a share of R² in [0, 1]. */
  importance: estimateSchema,
  stated: estimateSchema.nullable(),
  performance: estimateSchema,
  quadrant: ipaQuadrantSchema.nullable(),
  /** (importance − performance) ÷ √2: above 0 it lies above the diagonal. Stated importance on one scale with performance only. */
  priority: z.number().nullable(),
  /** performance − importance of the same respondents, on one scale only; Holm over the attributes. */
  gap: estimateSchema.nullable(),
  gapTest: testSchema.nullable(),
})
export type IpaPoint = z.infer<typeof ipaPointSchema>

export const threeFactorSchema = z.object({
  item: z.string(),
  title: textSchema,
  /** What low performance does to overall satisfaction, in its points; mostly negative. */
  penalty: estimateSchema,
  reward: estimateSchema,
  factor: z.enum(['basic', 'performance', 'excitement', 'none']).nullable(),
  reason: reasonSchema.nullable(),
})
export type ThreeFactor = z.infer<typeof threeFactorSchema>

export const importanceReadingSchema = readingHeadSchema.extend({
  form: z.enum(importanceForms),
  forms: z.array(choiceSchema),
  crosshair: z.object({ rule: z.enum(crosshairRules), importance: z.number().nullable(), performance: z.number().nullable() }),
  crosshairs: z.array(choiceSchema),
  /** Ends of the scales; null where they differ between attributes or there is none. */
  performanceScale: z.object({ min: z.number(), max: z.number() }).nullable(),
  importanceScale: z.object({ min: z.number(), max: z.number() }).nullable(),
  /** Stated importance and performance share one scale: the diagonal and the gap have a meaning. */
  oneScale: z.boolean(),
  points: z.array(ipaPointSchema),
  /** What derived importance is derived from. */
  outcome: z.object({ title: textSchema, items: z.int(), n: z.int() }).nullable(),
  /** Between stated and derived importance (as chosen, else plain correlation), over attributes. */
  statedDerived: z.number().nullable(),
  importancePerformance: z.number().nullable(),
  threeFactors: z.object({ rows: z.array(threeFactorSchema), r2: z.number().nullable(), n: z.int(), reason: reasonSchema.nullable() }).nullable(),
})
export type ImportanceReading = z.infer<typeof importanceReadingSchema>
