/** Units (or any groups) in order of a measure, held against the whole with the limits their own size explains. */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { comparisonSchema } from './comparison.ts'
import { conclusionSchema, estimateSchema, reasonSchema } from './results.ts'

const limitsSchema = z.object({ lower: z.number(), upper: z.number() })

export const rankedUnitSchema = z.object({
  value: z.string(),
  title: textSchema,
  estimate: estimateSchema,
  /** For a unit of this size that is like all others: 95 % and 99.8 % of such units lie within. */
  inner: limitsSchema.nullable(),
  outer: limitsSchema.nullable(),
  /** The figure drawn towards the whole, the more the fewer answers it rests on. */
  shrunk: z.number().nullable(),
  /** Against the whole, adjusted over the units (Holm). */
  adjustedP: z.number().nullable(),
  standing: z.enum(['below', 'like-the-whole', 'above']).nullable(),
  /** Place by the figure, and places it could have within chance (pairs adjusted by Games and Howell, or Holm). */
  rank: z.object({ place: z.int(), best: z.int(), worst: z.int() }).nullable(),
})
export type RankedUnit = z.infer<typeof rankedUnitSchema>

export const rankingSchema = z.object({
  attribute: z.string(),
  attributeTitle: textSchema,
  measure: z.string(),
  measureTitle: textSchema,
  unit: comparisonSchema.shape.unit,
  scale: z.object({ min: z.number(), max: z.number() }).nullable(),
  /** The mean over all answers of the units shown. */
  centre: z.number().nullable(),
  /** Highest figure first; those without one at the end. */
  units: z.array(rankedUnitSchema),
  /** Share of the variance of figures that lies between units beyond chance, in [0, 1]. */
  reliability: z.number().nullable(),
  withoutValue: z.int(),
  notShown: z.int(),
  minimumN: z.int(),
  reason: reasonSchema.nullable(),
  conclusion: conclusionSchema,
})
export type Ranking = z.infer<typeof rankingSchema>
