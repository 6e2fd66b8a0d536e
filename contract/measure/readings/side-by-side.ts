/** The items of several studies of the same service next to each other. */
import { z } from 'zod'
import { textSchema } from '../../text.ts'
import { estimateSchema, kanoCategorySchema } from '../results.ts'
import { ipaQuadrantSchema } from './importance-performance.ts'

const several = z.union([z.string(), z.array(z.string())]).optional().transform((values) => [values ?? []].flat())

export const sideBySideOptionsSchema = z.object({
  /** Handles of the studies to set beside this one, at most four. */
  with: several.pipe(z.array(z.string().max(60)).max(4)),
  /** Matches made by hand: `item~handle:item`, and `item~handle:` for none. */
  pair: several.pipe(z.array(z.string().max(200)).max(400)),
})
export type SideBySideOptions = z.infer<typeof sideBySideOptionsSchema>

const partSchema = z.object({
  gap: estimateSchema.nullable(),
  /** Answers that gap and performance leave out because adequate lies above desired: n + missing + these are all of the study. */
  leftOut: z.object({ gap: z.int(), performance: z.int() }),
  /** The gap differs from nil beyond chance (Holm). */
  gapCertain: z.boolean(),
  importance: estimateSchema.nullable(),
  performance: estimateSchema.nullable(),
  quadrant: ipaQuadrantSchema.nullable(),
  kano: z
    .object({ category: kanoCategorySchema.nullable(), combination: z.string().nullable(), better: estimateSchema, worse: estimateSchema })
    .nullable(),
})

export const adviceKeys = ['fix-first', 'improve', 'chance', 'keep', 'keep-watch', 'save', 'leave'] as const

export const sideBySideReadingSchema = z.object({
  studyTitle: textSchema,
  simulated: z.boolean(),
  minimumN: z.int(),
  conclusions: z.array(z.object({ kind: z.string(), tone: z.enum(['bad', 'good', 'neutral', 'caution']), text: textSchema, evidence: textSchema.nullable() })),
  studies: z.array(
    z.object({
      handle: z.string(),
      title: textSchema,
      responses: z.int(),
      gives: z.array(z.enum(['gap', 'importance', 'performance', 'kano'])),
      items: z.array(z.object({ item: z.string(), title: textSchema })),
    }),
  ),
  rows: z.array(
    partSchema.extend({
      item: z.string(),
      title: textSchema,
      /** Per study beside this one: the item it was matched with, and by what. */
      matches: z.array(z.object({ study: z.string(), item: z.string().nullable(), title: textSchema.nullable(), by: z.enum(['key', 'text', 'hand', 'none']) })),
      advice: z.enum(adviceKeys).nullable(),
    }),
  ),
  unmatched: z.array(z.object({ study: z.string(), items: z.array(z.object({ item: z.string(), title: textSchema })) })),
})
export type SideBySideReading = z.infer<typeof sideBySideReadingSchema>
export type SideBySideRow = SideBySideReading['rows'][number]
