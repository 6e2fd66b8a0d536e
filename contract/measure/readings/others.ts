/** Readings that set block means beside each other: levels of expectation, outcome and process, and any blocks. */
import { z } from 'zod'
import { roleSchema } from '../../listen/instrument.ts'
import { textSchema } from '../../text.ts'
import { contrastSchema, estimateSchema } from '../results.ts'
import { readingHeadSchema } from './readings.ts'

export const levelsReadingSchema = readingHeadSchema.extend({
  scale: z.object({ min: z.number(), max: z.number() }).nullable(),
  rows: z.array(
    z.object({
      key: z.string(),
      level: z.enum(['item', 'dimension', 'overall']),
      title: textSchema,
      /** Levels of expectation from high to low. */
      steps: z.array(z.object({ role: roleSchema, title: textSchema, estimate: estimateSchema })),
      perception: estimateSchema.nullable(),
      /** The highest level that perception reaches (its interval may hold it); null where it reaches none. */
      reached: roleSchema.nullable(),
      /** Share of respondents whose levels do not come down in order. */
      outOfOrder: estimateSchema,
    }),
  ),
})
export type LevelsReading = z.infer<typeof levelsReadingSchema>

export const byOptionsSchema = z.object({ by: z.string().max(60).optional() })
export type ByOptions = z.infer<typeof byOptionsSchema>

const placedSchema = z.object({ value: z.string(), title: textSchema, n: z.int(), outcome: estimateSchema, process: estimateSchema, image: estimateSchema.nullable() })

export const outcomeProcessReadingSchema = readingHeadSchema.extend({
  blocks: z.array(z.object({ key: z.enum(['outcome', 'process', 'image']), title: textSchema, estimate: estimateSchema, gap: estimateSchema.nullable() })),
  whole: placedSchema,
  by: z.object({ key: z.string(), title: textSchema }).nullable(),
  groups: z.array(placedSchema),
  /** Overall satisfaction regressed on the blocks: standardised coefficients. */
  effects: z.object({ rows: z.array(z.object({ key: z.enum(['outcome', 'process', 'image']), title: textSchema, estimate: estimateSchema })), r2: z.number().nullable(), n: z.int() }).nullable(),
  /** Image regressed on outcome and process: how the filter is formed. */
  filter: z.object({ rows: z.array(z.object({ key: z.enum(['outcome', 'process']), title: textSchema, estimate: estimateSchema })), r2: z.number().nullable(), n: z.int() }).nullable(),
})
export type OutcomeProcessReading = z.infer<typeof outcomeProcessReadingSchema>

export const blocksReadingSchema = readingHeadSchema.extend({
  blocks: z.array(
    z.object({
      key: z.string(),
      title: textSchema,
      description: textSchema.nullable(),
      /** 0–100 by the ends of the scale. */
      estimate: estimateSchema,
      items: z.array(z.object({ item: z.string(), title: textSchema, estimate: estimateSchema })),
    }),
  ),
  contrasts: z.array(contrastSchema),
})
export type BlocksReading = z.infer<typeof blocksReadingSchema>
