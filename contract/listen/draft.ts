/**
 * A questionnaire that is still being written: the shape of a definition, with words and parts that may be missing.
 *
 * What is missing in one language only is no obstacle: the other language stands in for it when the draft is shown or
 * published. What is missing altogether is told as a fault, and the draft is kept all the same.
 */
import { z } from 'zod'
import { completed } from './completed.ts'
import { definitionSchema, type Definition } from './instrument.ts'
import { shapesOf } from './instrument-shape.ts'

const saidOrNot = z.strictObject({ en: z.string().max(2000), zh: z.string().max(2000) })

export const draftSchema = shapesOf(saidOrNot, 0).definitionSchema
/** The same type as a definition: only what may be empty differs. */
export type Draft = z.infer<typeof draftSchema>

/** Ids of warnings somebody has looked at and put aside. */
export const dismissedSchema = z.array(z.string().max(200)).max(500)

/** What is autosaved. */
export const draftStateSchema = z.strictObject({ document: draftSchema, dismissed: dismissedSchema.default([]) })
export type DraftState = z.infer<typeof draftStateSchema>

/** A value that keeps a draft from being published. */
export const draftFaultSchema = z.object({ field: z.string(), expected: z.object({ en: z.string(), zh: z.string() }), received: z.string() })
export type DraftFault = z.infer<typeof draftFaultSchema>

/** The draft version of an instrument as its editor sees it. */
export const openDraftSchema = draftStateSchema.extend({
  instrument: z.uuid(),
  version: z.int(),
  /** Sent back as `If-Match: "3"`. */
  revision: z.int(),
  savedAt: z.iso.datetime(),
  /** Whether whoever asks saved it last. */
  savedByYou: z.boolean(),
  /** Version that was published last; null for none. */
  published: z.int().nullable(),
  faults: z.array(draftFaultSchema),
})
export type OpenDraft = z.infer<typeof openDraftSchema>

/** The definition a draft makes, or why it makes none yet. */
export function definitionOf(draft: Draft): z.ZodSafeParseResult<Definition> {
  return definitionSchema.safeParse(completed(draft), { reportInput: true })
}
