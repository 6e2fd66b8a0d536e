/** Studies, their attributes and collectors. */
import { z } from 'zod'
import type { Text } from '../language.ts'
import { textSchema } from '../text.ts'
import { collectorSettingsSchema } from './collector-settings.ts'
import { definitionSchema } from './instrument.ts'
import { attributeKey, attributeValuesSchema } from './attribute-values.ts'
import { quotasSchema } from './quotas.ts'

export { attributeValuesSchema, type AttributeValues } from './attribute-values.ts'

/** Address of a study within its organisation. */
const handle = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/)

/**
 * What results can be broken down by. `unit` points at the organisation's branches and departments (values are unit
 * codes); `choice` has its own values; `number`, `date` (yyyy-mm-dd) and `text` are free.
 */
export const attributeSchema = z.strictObject({
  key: attributeKey,
  title: textSchema,
  type: z.enum(['unit', 'choice', 'number', 'date', 'text']),
  values: z.array(z.strictObject({ value: z.string().min(1).max(200), title: textSchema })).max(500).default([]),
  /** May be set by the address of a survey (`?branch=north`). Others come from the collector, import or API only. */
  settableByLink: z.boolean().default(false),
})
export type Attribute = z.infer<typeof attributeSchema>

/** Parameters of a survey's address that mean something else. */
const taken = ['lang', 'org', 'study']

export const attributesSchema = z
  .array(attributeSchema)
  .max(40)
  .superRefine((attributes, context) => {
    for (const { path, expected } of attributeInconsistencies(attributes)) {
      context.addIssue({ code: 'custom', path, message: expected.en, params: { expected } })
    }
  })

function* attributeInconsistencies(attributes: Attribute[]): Generator<{ path: (string | number)[]; expected: Text }> {
  const keys = attributes.map(({ key }) => key)
  for (const [index, { key, type, values }] of attributes.entries()) {
    if (keys.indexOf(key) < index) yield { path: [index, 'key'], expected: { en: 'a key that is used once', zh: '键不可重复' } }
    if (taken.includes(key)) yield { path: [index, 'key'], expected: { en: 'a key other than lang, org and study', zh: '键不可为 lang、org 或 study' } }
    if (type === 'choice' && values.length === 0) {
      yield { path: [index, 'values'], expected: { en: 'at least one value to choose', zh: '至少一个可选取值' } }
    }
    if (type !== 'choice' && values.length > 0) {
      yield { path: [index, 'values'], expected: { en: 'no values: only a choice has them', zh: '只有“选项”类型可设取值' } }
    }
    const double = values.findIndex((one, at) => values.findIndex((other) => other.value === one.value) < at)
    if (double >= 0) yield { path: [index, 'values', double, 'value'], expected: { en: 'a value that is there once', zh: '取值不可重复' } }
  }
}

export const subjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('own'), name: textSchema }),
  z.strictObject({ kind: z.literal('competitor'), name: textSchema }),
])
export type Subject = z.infer<typeof subjectSchema>

export const studySettingsSchema = z.strictObject({
  /** One item a page, one block a page, or everything at once. */
  paging: z.enum(['item', 'block', 'whole']).default('item'),
  /** The last page "may we help you?" that records a statement with contact. */
  offerHelp: z.boolean().default(true),
  /** Below this number of answers a result shows a reason and no number. */
  minimumN: z.int().min(2).max(100).default(10),
  /** Seconds per item under which a response is marked `fast`. */
  fastSecondsPerItem: z.number().min(0).max(30).default(1),
  /** With this many answers, however they came, a study is full; null for no limit. Imports are never turned away. */
  maximumResponses: z.int().min(1).nullable().default(null),
  /** How many answers of a kind are wanted; more of it are turned away. Imports are never. */
  quotas: quotasSchema.default([]),
})
export type StudySettings = z.infer<typeof studySettingsSchema>

/** Derived from the facts and the clock, never stored: see `studyState`. */
export const studyStates = ['draft', 'scheduled', 'open', 'expired', 'closed'] as const
export type StudyState = (typeof studyStates)[number]

export function studyState(
  study: { publishedAt: string | null; closedAt: string | null; opensAt: string | null; closesAt: string | null },
  now: Date,
): StudyState {
  if (study.publishedAt === null) return 'draft'
  if (study.closedAt !== null) return 'closed'
  if (study.opensAt !== null && now < new Date(study.opensAt)) return 'scheduled'
  if (study.closesAt !== null && now >= new Date(study.closesAt)) return 'expired'
  return 'open'
}

/** How many answers a figure takes: what the study says, and never fewer than its organisation. */
export function minimumShown({ settings }: Pick<Study, 'settings'>, organisation: { minimumN: number }): number {
  return Math.max(settings.minimumN, organisation.minimumN)
}

/** Whether a study with so many answers takes no more of them. */
export function isFull({ maximumResponses }: Pick<StudySettings, 'maximumResponses'>, responses: number): boolean {
  return maximumResponses !== null && responses >= maximumResponses
}

export const studySchema = z.object({
  id: z.uuid(),
  handle,
  title: textSchema,
  subject: subjectSchema,
  instrumentId: z.uuid(),
  instrumentVersion: z.int(),
  instrumentTitle: textSchema,
  attributes: z.array(attributeSchema),
  settings: studySettingsSchema,
  opensAt: z.iso.datetime().nullable(),
  closesAt: z.iso.datetime().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  /** Counts the changes; sent back as `If-Match: "3"` when it is changed again. */
  revision: z.int(),
  state: z.enum(studyStates),
  /** The series it is a wave of, and which one, from 1; both null where it stands alone. */
  series: z.uuid().nullable(),
  wave: z.int().nullable(),
  /** Generated data, labelled wherever it is shown. */
  simulated: z.boolean(),
  responses: z.int(),
  /** It has as many answers as `settings.maximumResponses` allows; an open one then takes no more. */
  full: z.boolean(),
  lastResponseAt: z.iso.datetime().nullable(),
})
export type Study = z.infer<typeof studySchema>

export const studyDraftSchema = z.strictObject({
  title: textSchema,
  subject: subjectSchema,
  instrumentId: z.uuid(),
  attributes: attributesSchema.default([]),
  settings: studySettingsSchema.prefault({}),
  opensAt: z.iso.datetime().nullable().default(null),
  closesAt: z.iso.datetime().nullable().default(null),
})
export type StudyDraft = z.infer<typeof studyDraftSchema>

/** What is left out stays. Once published, the instrument and the attributes that are there stay whatever is sent. */
export const studyChangeSchema = z
  .strictObject({
    title: textSchema,
    subject: subjectSchema,
    instrumentId: z.uuid(),
    attributes: attributesSchema,
    settings: studySettingsSchema,
    opensAt: z.iso.datetime().nullable(),
    closesAt: z.iso.datetime().nullable(),
  })
  .partial()
export type StudyChange = z.infer<typeof studyChangeSchema>

export const collectorKinds = ['open', 'personal', 'qr', 'kiosk', 'embed', 'email', 'import', 'api'] as const
export const collectorSchema = z.object({
  id: z.uuid(),
  studyId: z.uuid(),
  kind: z.enum(collectorKinds),
  title: z.string().min(1).max(200),
  /** Path segment of the public page, `/s/<slug>`; null for import and api. */
  slug: z.string().nullable(),
  /** Attribute values every answer through this collector carries. */
  attributes: attributeValuesSchema,
  settings: collectorSettingsSchema,
  /** Its own period, within that of the study. */
  opensAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  responses: z.int(),
})
export type Collector = z.infer<typeof collectorSchema>

/** Whether everybody with the address may answer; otherwise each recipient has a link of their own. */
export function isPersonal({ kind }: Pick<Collector, 'kind'>): boolean {
  return kind === 'personal' || kind === 'email'
}

/** A collector as the API tells it, with its whole public address. */
export const collectorLinkSchema = collectorSchema.extend({ url: z.string().nullable() })
export type CollectorLink = z.infer<typeof collectorLinkSchema>

export const collectorDraftSchema = z.strictObject({
  kind: z.enum(['open', 'personal', 'qr', 'kiosk', 'embed', 'email', 'api']),
  title: z.string().min(1).max(200),
  attributes: attributeValuesSchema.default({}),
  settings: collectorSettingsSchema.prefault({}),
  opensAt: z.iso.datetime().nullable().default(null),
  expiresAt: z.iso.datetime().nullable().default(null),
})
export type CollectorDraft = z.infer<typeof collectorDraftSchema>

/** What is left out stays. Kind and attribute values stay in any case: answers carry them. */
export const collectorChangeSchema = z
  .strictObject({
    title: z.string().min(1).max(200),
    settings: collectorSettingsSchema,
    opensAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
  })
  .partial()
export type CollectorChange = z.infer<typeof collectorChangeSchema>

/** A poster to hang up, a card, and a sheet that is folded and stands on a table (an A5 on either side). */
export const posterFormats = ['a4', 'a5', 'tent'] as const
export type PosterFormat = (typeof posterFormats)[number]

/** People to make personal links for; the link is shown once and answers once. */
export const personalLinksDraftSchema = z.strictObject({
  recipients: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(200),
        attributes: attributeValuesSchema.default({}),
      }),
    )
    .min(1)
    .max(5000),
  expiresAt: z.iso.datetime().nullable().default(null),
})
export type PersonalLinksDraft = z.infer<typeof personalLinksDraftSchema>

/** Told once: only hashes of the links are kept. */
export const personalLinksSchema = z.object({ links: z.array(z.object({ label: z.string(), url: z.string() })) })
export type PersonalLinks = z.infer<typeof personalLinksSchema>

/** How far the personal links of a collector have come. Labels are the sender's own names, shown to those who may read contacts. */
export const personalLinkStatesSchema = z.object({
  made: z.int(),
  answered: z.int(),
  expired: z.int(),
})
export type PersonalLinkStates = z.infer<typeof personalLinkStatesSchema>

export const studiesQuerySchema = z.strictObject({
  after: z.string().max(200).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  state: z.enum(studyStates).optional(),
  search: z.string().trim().max(200).optional().describe('Part of the title in either language, or of the address'),
})
export type StudiesQuery = z.infer<typeof studiesQuerySchema>
export const studiesPageSchema = z.object({ studies: z.array(studySchema), next: z.string().nullable() })
export type StudiesPage = z.infer<typeof studiesPageSchema>

/** Answers a day, in the organisation's time zone; days without answers are left out. */
export const activitySchema = z.object({ days: z.array(z.object({ day: z.iso.date(), responses: z.int() })) })
export type Activity = z.infer<typeof activitySchema>

export const instrumentSchema = z.object({
  id: z.uuid(),
  /** Key of the library definition it was taken from, or null for one made here or from a file. */
  libraryKey: z.string().nullable(),
  version: z.int(),
  /** Counts the changes of a draft; sent back as `If-Match: "3"` when it is changed again. */
  revision: z.int(),
  updatedAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
  definition: definitionSchema,
})
export type Instrument = z.infer<typeof instrumentSchema>

/** One version of an instrument in its history. */
export const instrumentVersionSchema = z.object({
  version: z.int(),
  title: textSchema,
  updatedAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
  items: z.int(),
  /** Studies that ask this version; those not published yet ask the newest. */
  studies: z.array(z.object({ handle, title: textSchema })),
})
export type InstrumentVersion = z.infer<typeof instrumentVersionSchema>
