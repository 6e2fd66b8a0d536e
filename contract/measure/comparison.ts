/** One measure, compared between the values of an attribute. */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { conclusionSchema, estimateSchema, reasonSchema, testSchema } from './results.ts'

export const comparisonSchema = z.object({
  attribute: z.string(),
  attributeTitle: textSchema,
  /** Groups stand in the order of time: compared with the one before, and drawn as a line. */
  ordered: z.boolean(),
  measure: z.string(),
  measureTitle: textSchema,
  /** How the figure is written: a level on its scale, a signed difference, a share in [0, 1], points in [−100, 100]. */
  unit: z.enum(['level', 'difference', 'share', 'points']),
  groups: z.array(z.object({ value: z.string(), title: textSchema, estimate: estimateSchema })),
  /** Responses that carry no value, and those of groups beyond the largest ones shown. */
  withoutValue: z.int(),
  notShown: z.int(),
  overall: testSchema.nullable(),
  /** Every pair; only neighbours where the groups are ordered. */
  pairs: z.array(z.object({ a: z.string(), b: z.string(), difference: estimateSchema, test: testSchema })),
  reason: reasonSchema.nullable(),
  conclusion: conclusionSchema,
})
export type Comparison = z.infer<typeof comparisonSchema>
