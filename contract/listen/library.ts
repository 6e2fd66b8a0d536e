/** The library instruments are made from. */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { draftSchema } from './draft.ts'
import { definitionSchema } from './instrument.ts'

export const libraryEntrySchema = z.object({
  key: z.string(),
  /** `features`: items are made from a list of features first. */
  needs: z.enum(['nothing', 'features']),
  /** With a sample of features where it needs them. */
  definition: definitionSchema,
})
export type LibraryEntry = z.infer<typeof libraryEntrySchema>

const feature = z.strictObject({ en: z.string().trim().min(1).max(200), zh: z.string().trim().min(1).max(200) })

/** Features to make Kano pairs of, each a short phrase in both languages. */
export const kanoDraftSchema = z.strictObject({
  title: textSchema.optional(),
  features: z
    .array(feature)
    .min(1)
    .max(40)
    .refine((features) => new Set(features.map(({ en }) => en.toLowerCase())).size === features.length, {
      params: { expected: { en: 'each feature once', zh: '每项功能只列一次' } },
    }),
  /** Also ask how important each feature is, 1 to 9. */
  importance: z.boolean().default(true),
})
export type KanoDraft = z.infer<typeof kanoDraftSchema>

/** Where an instrument comes from. `draft` and `yaml` may be unfinished; the others are whole definitions. */
export const instrumentDraftSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('library'), key: z.string().max(60) }),
  z.strictObject({ from: z.literal('features'), kano: kanoDraftSchema }),
  z.strictObject({ from: z.literal('definition'), definition: definitionSchema }),
  z.strictObject({ from: z.literal('nothing'), title: textSchema }),
  z.strictObject({ from: z.literal('copy'), instrument: z.uuid(), version: z.int().min(1).optional(), title: textSchema.optional() }),
  z.strictObject({ from: z.literal('draft'), document: draftSchema }),
  z.strictObject({ from: z.literal('yaml'), yaml: z.string().max(1_000_000) }),
])
export type InstrumentDraft = z.infer<typeof instrumentDraftSchema>
