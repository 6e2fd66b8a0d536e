/** The satisfaction index by blocks (ECSI, ACSI, CCSI): a path model estimated by PLS. */
import { z } from 'zod'
import { textSchema } from '../../text.ts'
import { estimateSchema, reasonSchema } from '../results.ts'
import { choiceSchema, readingHeadSchema } from './readings.ts'

export const modelFamilies = ['ecsi', 'ccsi', 'acsi'] as const
export type ModelFamily = (typeof modelFamilies)[number]

export const constructKeys = ['image', 'expectation', 'quality', 'value', 'satisfaction', 'complaints', 'loyalty'] as const
export type ConstructKey = (typeof constructKeys)[number]

export const indexModelOptionsSchema = z.object({
  model: z.enum(modelFamilies).optional(),
  scheme: z.enum(['path', 'centroid', 'factorial']).default('path'),
})
export type IndexModelOptions = z.infer<typeof indexModelOptionsSchema>

/** A bootstrap that is asked for, under way or done. */
export const bootstrapSchema = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  done: z.int(),
  total: z.int(),
  seed: z.int(),
})
export type Bootstrap = z.infer<typeof bootstrapSchema>

export const pathSchema = z.object({
  from: z.enum(constructKeys),
  to: z.enum(constructKeys),
  /** Standardised; the interval is there after a bootstrap. */
  estimate: estimateSchema,
  total: z.number().nullable(),
})

export const indexConstructSchema = z.object({
  key: z.enum(constructKeys),
  title: textSchema,
  dimension: z.string(),
  index: estimateSchema,
  unweighted: z.number().nullable(),
  r2: z.number().nullable(),
  alpha: z.number().nullable(),
  ave: z.number().nullable(),
  items: z.array(z.object({ item: z.string(), title: textSchema, share: z.number().nullable(), loading: z.number().nullable() })),
  reason: reasonSchema.nullable(),
})
export type IndexConstruct = z.infer<typeof indexConstructSchema>

export const indexModelReadingSchema = readingHeadSchema.extend({
  model: z.enum(modelFamilies),
  models: z.array(choiceSchema),
  scheme: z.enum(['path', 'centroid', 'factorial']),
  /** Complete answers that the model rests on. */
  n: z.int(),
  missing: z.int(),
  constructs: z.array(indexConstructSchema),
  paths: z.array(pathSchema),
  /** Why there is no estimate, or an index is refused. */
  refusal: textSchema.nullable(),
  bootstrap: bootstrapSchema.nullable(),
})
export type IndexModelReading = z.infer<typeof indexModelReadingSchema>
