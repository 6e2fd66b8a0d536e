/** Organisations: whose data it is. Nothing is shared between two of them. */
import { z } from 'zod'
import { languages } from '../language.ts'
import { textSchema } from '../text.ts'

/** Short name in addresses: small letters, digits and single hyphens. */
export const handleSchema = z.string().min(2).max(40).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

export const timeZoneSchema = z.string().max(60).refine(isTimeZone, { error: 'an IANA time zone, as in Asia/Shanghai' })

export const organisationNameSchema = textSchema.extend({
  en: z.string().trim().min(1).max(120),
  zh: z.string().trim().min(1).max(120),
})

/** The smallest number of answers for which a result is shown, chosen by the organisation. */
export const minimumNSchema = z.int().min(5).max(100)

export const organisationSchema = z.object({
  id: z.uuid(),
  handle: z.string(),
  name: textSchema,
  timeZone: z.string(),
  language: z.enum(languages),
  minimumN: z.int(),
  /** Its data was made by a simulator, and every page says so. */
  isSimulated: z.boolean(),
})
export type Organisation = z.infer<typeof organisationSchema>

export const organisationDraftSchema = z.strictObject({
  name: organisationNameSchema,
  /** Made from the name where it is left out. */
  handle: handleSchema.optional(),
  timeZone: timeZoneSchema,
  language: z.enum(languages),
  minimumN: minimumNSchema.default(5),
})
export type OrganisationDraft = z.infer<typeof organisationDraftSchema>

export const organisationChangeSchema = z.strictObject({
  name: organisationNameSchema.optional(),
  handle: handleSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  language: z.enum(languages).optional(),
  minimumN: minimumNSchema.optional(),
})
export type OrganisationChange = z.infer<typeof organisationChangeSchema>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
