/** How a trace of a person is named, in whatever room it lies. */
import { z } from 'zod'
import { textSchema } from './text.ts'

/** Something of one person's, `response` or `personal-link` with its id. */
export const handleOfPersonSchema = z.strictObject({ kind: z.string().min(1).max(40), id: z.string().min(1).max(320) })
export type Handle = z.infer<typeof handleOfPersonSchema>

export const personTraceSchema = handleOfPersonSchema.extend({
  title: textSchema,
  /** Where it was found, in words of the data: the study, the label. */
  detail: z.object({ en: z.string(), zh: z.string() }),
  at: z.iso.datetime().nullable(),
  /** The term only occurs in a longer text; it may be about somebody else. */
  isMention: z.boolean(),
})
export type PersonTrace = z.infer<typeof personTraceSchema>
