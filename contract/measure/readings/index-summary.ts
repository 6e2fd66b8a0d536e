/** The satisfaction index as one figure: by blocks where that can be said with its interval, else in its simple form. */
import { z } from 'zod'
import { textSchema } from '../../text.ts'
import { conclusionSchema, estimateSchema } from '../results.ts'
import { constructKeys, modelFamilies } from './index-model.ts'

export const indexForms = ['model', 'weighted', 'overall', 'ratio'] as const
export type IndexForm = (typeof indexForms)[number]

export const indexSummarySchema = z.object({
  form: z.enum(indexForms),
  index: estimateSchema,
  conclusion: conclusionSchema.nullable(),
  /** Why the figure is the simple one, or has no interval. */
  note: textSchema.nullable(),
  /** Indices of the blocks, where the model is estimated. */
  blocks: z.array(z.object({ key: z.enum(constructKeys), index: estimateSchema })),
  /** `resamples`: how many the intervals of the blocks come from; null where they were not worked out. */
  model: z.object({ family: z.enum(modelFamilies), resamples: z.int().nullable(), seed: z.int().nullable() }).nullable(),
})
export type IndexSummary = z.infer<typeof indexSummarySchema>
