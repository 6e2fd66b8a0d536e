/** Read-only links: one view, shown to whoever holds the link, without an account. */
import { z } from 'zod'
import { languages } from '../language.ts'
import { textSchema } from '../text.ts'
import { pageKeys, type PageKey } from './views.ts'

const querySchema = z
  .record(z.string().max(80), z.union([z.string().max(400), z.array(z.string().max(400)).max(100)]))
  .refine((query) => Object.keys(query).length <= 40, { params: { expected: { en: 'at most 40 values', zh: '最多40项' } } })

export const viewSchema = z.strictObject({
  page: z.enum(pageKeys as [PageKey, ...PageKey[]]),
  /** Handle of the study, or id of the board. */
  subject: z.string().min(1).max(60),
  /** What stands in the page's address: the selection, and how it is shown. */
  query: querySchema.default({}),
})

/** Short enough to say on the phone, long enough that nobody tries them all within the limit of tries. */
const passwordSchema = z.string().min(8).max(200)

export const linkDraftSchema = z.strictObject({
  view: viewSchema,
  title: z.string().trim().min(1).max(160),
  /** `frozen`: what the page says now, whatever is answered later. */
  mode: z.enum(['live', 'frozen']).default('live'),
  /** The reader may narrow the view further; never widen it. */
  mayNarrow: z.boolean().default(false),
  /** What people said in their own words; contact details are never shown. */
  showsVerbatims: z.boolean().default(false),
  password: passwordSchema.nullable().default(null),
  /** 30 days from now unless told; at most two years. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
})
export type LinkDraft = z.infer<typeof linkDraftSchema>

export const linkChangeSchema = z.strictObject({
  title: z.string().trim().min(1).max(160).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  password: passwordSchema.nullable().optional(),
})
export type LinkChange = z.infer<typeof linkChangeSchema>

export const sharedLinkSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  view: viewSchema,
  mode: z.enum(['live', 'frozen']),
  mayNarrow: z.boolean(),
  showsVerbatims: z.boolean(),
  hasPassword: z.boolean(),
  /** The first characters of its secret, by which it is recognised. */
  opening: z.string(),
  /** Name of who made it; null for those who have left, and for programs. */
  madeBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  openedAt: z.iso.datetime().nullable(),
  opened: z.int(),
})
export type SharedLink = z.infer<typeof sharedLinkSchema>

/** `url` is told this once; only the hash of its secret is kept. */
export const newLinkSchema = sharedLinkSchema.extend({ url: z.string() })
export type NewLink = z.infer<typeof newLinkSchema>

export const openingRequestSchema = z.strictObject({ token: z.string().max(200), password: z.string().max(200).optional() })

/** What the holder of a link is told before anything is shown. */
export const openingSchema = z.object({
  title: z.string(),
  view: viewSchema,
  mode: z.enum(['live', 'frozen']),
  /** When a frozen view was taken. */
  frozenAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime(),
  mayNarrow: z.boolean(),
  showsVerbatims: z.boolean(),
  organisation: z.object({
    handle: z.string(),
    name: textSchema,
    timeZone: z.string(),
    language: z.enum(languages),
    minimumN: z.int(),
    isSimulated: z.boolean(),
  }),
  /** Goes into `Authorization: Link <credential>` of what is asked next. */
  credential: z.string(),
})
export type Opening = z.infer<typeof openingSchema>

export const defaultDays = 30
export const mostDays = 731
