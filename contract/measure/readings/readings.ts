/**
 * The readings of a study: the ways the field knows to read one set of answers. Each has an address of its own,
 * `/o/:org/studies/:study/results/<key>`, and the same name in the API.
 */
import { z } from 'zod'
import { textSchema } from '../../text.ts'
import { studyResultSchema } from '../results.ts'

export const readingKeys = [
  'importance-performance',
  'kano',
  'confirmation',
  'satisfaction',
  'index-model',
  'levels',
  'outcome-process',
  'blocks',
  'side-by-side',
] as const
export type ReadingKey = (typeof readingKeys)[number]

/** What every reading tells before its own figures: what it is about, on how much it rests, what it concludes. */
export const readingHeadSchema = studyResultSchema.pick({
  studyTitle: true,
  instrumentTitle: true,
  simulated: true,
  responses: true,
  incomplete: true,
  leftOut: true,
  marked: true,
  firstAt: true,
  lastAt: true,
  minimumN: true,
  conclusions: true,
  warnings: true,
})
export type ReadingHead = z.infer<typeof readingHeadSchema>

export const readingOffersSchema = z.object({
  readings: z.array(
    z.object({
      key: z.enum(readingKeys),
      title: textSchema,
      /** What question it answers. */
      asks: textSchema,
      available: z.boolean(),
      /** What the instrument would have to ask; null where it does. */
      needs: textSchema.nullable(),
      /** Key of an instrument of the library that asks it. */
      library: z.string().nullable(),
    }),
  ),
})
export type ReadingOffers = z.infer<typeof readingOffersSchema>
export type ReadingOffer = ReadingOffers['readings'][number]

/** A choice of the reader, and whether it can be made here. */
export const choiceSchema = z.object({ key: z.string(), title: textSchema, unfit: textSchema.nullable() })
export type Choice = z.infer<typeof choiceSchema>
