/** How the zone of tolerance moves: with importance, between segments, with experience. */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { conclusionSchema, estimateSchema, reasonSchema, statusSchema, testSchema } from './results.ts'

/** `own-importance` compares thirds of the respondents by how important the dimension is to them. */
export const byImportance = 'own-importance'

export const movedZoneSchema = z.object({
  key: z.string(),
  title: textSchema,
  adequate: estimateSchema,
  desired: estimateSchema,
  perceived: estimateSchema,
  /** desired − adequate, a person at a time */
  width: estimateSchema,
  /** Mean importance: points or rating, as it was asked; null where it was not. */
  importance: estimateSchema.nullable(),
  status: statusSchema.nullable(),
})
export type MovedZone = z.infer<typeof movedZoneSchema>

export const zoneMovementSchema = z.object({
  /** Null for the whole: dimensions beside each other. */
  dimension: z.object({ key: z.string(), title: textSchema }).nullable(),
  dimensions: z.array(z.object({ key: z.string(), title: textSchema })),
  by: z.string().nullable(),
  byTitle: textSchema.nullable(),
  /** How importance was asked; null where it was not. */
  importanceFrom: z.enum(['points', 'importance']).nullable(),
  scale: z.object({ min: z.number(), max: z.number() }).nullable(),
  ordered: z.boolean(),
  zones: z.array(movedZoneSchema),
  /** Whether widths differ between the zones. */
  overall: testSchema.nullable(),
  pairs: z.array(z.object({ a: z.string(), b: z.string(), difference: estimateSchema, test: testSchema })),
  /**
   * Change of the width for one more point of importance, within each person over her dimensions, then averaged over persons: it
   * cannot come from persons who find everything important. Null where importance was not asked.
   */
  withinPersons: z.object({ slope: estimateSchema, p: z.number().nullable() }).nullable(),
  minimumN: z.int(),
  withoutValue: z.int(),
  reason: reasonSchema.nullable(),
  conclusion: conclusionSchema,
})
export type ZoneMovement = z.infer<typeof zoneMovementSchema>
