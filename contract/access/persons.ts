/** What an organisation knows of a person: found, handed out, erased. */
import { z } from 'zod'
import { handleOfPersonSchema, personTraceSchema } from '../personal-data.ts'
import { textSchema } from '../text.ts'

/** A name, an e-mail address, a phone number, the id of an answer or the sender's own id. */
export const personSearchSchema = z.strictObject({ term: z.string().trim().min(2).max(320) })

export const personTracesSchema = z.object({ traces: z.array(personTraceSchema) })
export type PersonTraces = z.infer<typeof personTracesSchema>

export const personSchema = z.strictObject({ handles: z.array(handleOfPersonSchema).min(1).max(500) })

/** What there is, and what erasing would do with it. */
export const personSummarySchema = z.object({
  sections: z.array(z.object({ key: z.string(), title: textSchema, erasing: textSchema, entries: z.int() })),
})
export type PersonSummary = z.infer<typeof personSummarySchema>

export const personExportAskSchema = personSchema.extend({ format: z.enum(['json', 'html']).default('json') })
export const personExportSchema = z.object({
  organisation: textSchema,
  madeAt: z.iso.datetime(),
  sections: z.array(z.object({ key: z.string(), title: textSchema, entries: z.array(z.record(z.string(), z.unknown())) })),
})
export type PersonExport = z.infer<typeof personExportSchema>

export const personErasureSchema = personSchema.extend({ reason: z.string().trim().min(1).max(500) })
