/** Satisfaction as an index: effect over expectation, weighted by importance, share of best answers. */
import { z } from 'zod'
import { textSchema } from '../../text.ts'
import { estimateSchema } from '../results.ts'
import { choiceSchema, readingHeadSchema } from './readings.ts'

export const ratioBases = ['expectation', 'desired', 'adequate'] as const

export const satisfactionOptionsSchema = z.object({
  /** The level that the effect is divided by. */
  against: z.enum(ratioBases).optional(),
  /** Attribute whose values are compared, or the time of answer. */
  by: z.string().max(60).optional(),
})
export type SatisfactionOptions = z.infer<typeof satisfactionOptionsSchema>

export const indexFiguresSchema = z.object({
  /** 100 × mean perceived ÷ mean expected, both on 0–100. */
  ratio: estimateSchema.nullable(),
  /** Perceived − expected on 0–100. */
  difference: estimateSchema.nullable(),
  /** 100 × Σ weight × satisfaction ÷ highest point. */
  weighted: estimateSchema.nullable(),
  /** Mean of the overall satisfaction questions on 0–100. */
  overall: estimateSchema.nullable(),
  /** Share of the best answers to them. */
  topBox: estimateSchema.nullable(),
})
export type IndexFigures = z.infer<typeof indexFiguresSchema>

export const satisfactionReadingSchema = readingHeadSchema.extend({
  against: z.enum(ratioBases).nullable(),
  bases: z.array(choiceSchema),
  whole: indexFiguresSchema,
  band: z.enum(['very-satisfied', 'satisfied', 'fairly', 'less', 'not']).nullable(),
  dimensions: z.array(z.object({ key: z.string(), title: textSchema, perceived: estimateSchema, ratio: estimateSchema.nullable(), difference: estimateSchema.nullable() })),
  weights: z.array(z.object({ item: z.string(), title: textSchema, importance: estimateSchema, satisfaction: estimateSchema, share: z.number().nullable(), part: z.number().nullable() })),
  by: z.object({ key: z.string(), title: textSchema, ordered: z.boolean() }).nullable(),
  groups: z.array(indexFiguresSchema.extend({ value: z.string(), title: textSchema, n: z.int() })),
})
export type SatisfactionReading = z.infer<typeof satisfactionReadingSchema>
