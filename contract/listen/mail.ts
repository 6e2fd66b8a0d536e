/** Invitations by e-mail: the organisation's mail server, whom not to write to, mailings and what came of them. */
import { z } from 'zod'
import { languages, type Text } from '../language.ts'
import { textSchema } from '../text.ts'
import { attributeValuesSchema } from './attribute-values.ts'

const anAddress: Text = { en: 'an e-mail address', zh: '邮箱地址' }
const oneLine: Text = { en: 'text on one line', zh: '单行文字' }

/** One mailbox, written as it is compared: small letters. Nothing that could end a header line fits. */
export const addressSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9\u0080-\uffff]([a-z0-9\u0080-\uffff-]*[a-z0-9\u0080-\uffff])?\.)+[a-z\u0080-\uffff][a-z0-9\u0080-\uffff-]*$/, { error: anAddress.en })

const line = (max: number) =>
  z.string().trim().min(1).max(max).refine((text) => !/\p{Cc}/u.test(text), { params: { expected: oneLine } })

export const mailSecurities = ['tls', 'starttls', 'none'] as const

export const mailServerSchema = z.strictObject({
  host: line(253),
  port: z.int().min(1).max(65535),
  /** `tls` from the first byte (465), `starttls` or nothing (587), or `none`: within a network that can be trusted. */
  security: z.enum(mailSecurities),
  username: line(200).nullable().default(null),
})

/** Days within which no address is asked twice, whatever the study; null for no limit. */
const capDays = z.int().min(1).max(3650).nullable().default(null)

export const mailSettingsChangeSchema = z.strictObject({
  /** Null: the server the operator of this system offers. The password is kept where it is left out. */
  server: mailServerSchema.extend({ password: z.string().min(1).max(500).nullable().optional() }).nullable(),
  senderName: line(120).nullable().default(null),
  senderAddress: addressSchema.nullable().default(null),
  replyTo: addressSchema.nullable().default(null),
  capDays,
  /** Mails a minute at most. */
  perMinute: z.int().min(1).max(6000).default(60),
})
export type MailSettingsChange = z.infer<typeof mailSettingsChangeSchema>

export const mailSettingsSchema = z.object({
  server: mailServerSchema.extend({ hasPassword: z.boolean() }).nullable(),
  senderName: z.string().nullable(),
  senderAddress: z.string().nullable(),
  replyTo: z.string().nullable(),
  capDays: z.int().nullable(),
  perMinute: z.int(),
  /** Sender of the server the operator offers; null where none is. */
  offered: z.string().nullable(),
  /** Whether mail can be sent: a server and a sender are known. */
  isReady: z.boolean(),
  /** What the server said when it was last asked in vain. */
  trouble: z.object({ text: z.string(), at: z.iso.datetime() }).nullable(),
})
export type MailSettings = z.infer<typeof mailSettingsSchema>

export const suppressionReasons = ['unsubscribed', 'bounced', 'by-hand'] as const
export type SuppressionReason = (typeof suppressionReasons)[number]
export const suppressionSchema = z.object({ address: z.string(), reason: z.enum(suppressionReasons), at: z.iso.datetime() })
export type Suppression = z.infer<typeof suppressionSchema>
export const suppressionsSchema = z.object({ suppressions: z.array(suppressionSchema), next: z.string().nullable() })

/** What stands in braces in a mail and is filled in for each recipient. */
export const placeholders = ['name', 'link', 'study', 'provider', 'organisation', 'minutes', 'closes'] as const
export type Placeholder = (typeof placeholders)[number]

const unknownPlaceholder: Text = {
  en: `only these in braces: ${placeholders.map((name) => `{${name}}`).join(' ')}`,
  zh: `花括号中只能是：${placeholders.map((name) => `{${name}}`).join(' ')}`,
}
const needsLink: Text = { en: 'a text that holds {link}', zh: '包含 {link} 的正文' }
const known = (text: string) => [...text.matchAll(/\{([^{}]*)\}/g)].every(([, name]) => (placeholders as readonly string[]).includes(name ?? ''))

const template = (max: number) => z.string().trim().min(1).max(max).refine(known, { params: { expected: unknownPlaceholder } })
const subject = template(200).refine((text) => !/\p{Cc}/u.test(text), { params: { expected: oneLine } })
const body = template(5000).refine((text) => text.includes('{link}'), { params: { expected: needsLink } })

export const mailingDraftSchema = z.strictObject({
  title: line(200),
  subject: z.strictObject({ en: subject, zh: subject }),
  text: z.strictObject({ en: body, zh: body }),
  reminderSubject: z.strictObject({ en: subject, zh: subject }),
  reminderText: z.strictObject({ en: body, zh: body }),
  /** How often somebody who has not answered is reminded, and how many days lie between. */
  reminders: z.int().min(0).max(5).default(2),
  reminderDays: z.int().min(1).max(60).default(4),
})
export type MailingDraft = z.infer<typeof mailingDraftSchema>
export const mailingChangeSchema = mailingDraftSchema.omit({ title: true }).partial()
export type MailingChange = z.infer<typeof mailingChangeSchema>

/** Derived from times and deliveries, never stored. */
export const mailingStates = ['draft', 'sending', 'reminding', 'paused', 'done'] as const
export type MailingState = (typeof mailingStates)[number]

/** How many of the recipients are where. `unsure`: a mail was on its way when the line or the program broke. */
export const mailingCountsSchema = z.object({
  recipients: z.int(),
  waiting: z.int(),
  sent: z.int(),
  unsure: z.int(),
  failed: z.int(),
  skipped: z.int(),
  opened: z.int(),
  answered: z.int(),
  reminders: z.int(),
})
export type MailingCounts = z.infer<typeof mailingCountsSchema>

export const mailingSchema = z.object({
  id: z.uuid(),
  studyId: z.uuid(),
  collectorId: z.uuid(),
  title: z.string(),
  subject: textSchema,
  text: z.object({ en: z.string(), zh: z.string() }),
  reminderSubject: textSchema,
  reminderText: z.object({ en: z.string(), zh: z.string() }),
  reminders: z.int(),
  reminderDays: z.int(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  state: z.enum(mailingStates),
  counts: mailingCountsSchema,
})
export type Mailing = z.infer<typeof mailingSchema>

export const skipReasons = ['answered', 'unsubscribed', 'bounced', 'by-hand', 'capped', 'study-over', 'erased'] as const
export type SkipReason = (typeof skipReasons)[number]
export const recipientStates = ['waiting', 'sent', 'opened', 'answered', 'unsure', 'failed', 'skipped'] as const
export type RecipientState = (typeof recipientStates)[number]

export const recipientSchema = z.object({
  id: z.uuid(),
  /** Whole for those who may see contacts; otherwise `l…@example.org`. Null once the person is erased. */
  address: z.string().nullable(),
  name: z.string().nullable(),
  language: z.enum(languages),
  attributes: attributeValuesSchema,
  state: z.enum(recipientStates),
  /** Why it was skipped (`skipReasons`), or what the mail server said. */
  reason: z.string().nullable(),
  /** When the next mail goes out, of who waits for one. */
  dueAt: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
  reminders: z.int(),
})
export type Recipient = z.infer<typeof recipientSchema>
export const recipientsSchema = z.object({ recipients: z.array(recipientSchema), next: z.string().nullable() })
export const recipientsQuerySchema = z.strictObject({
  state: z.enum(recipientStates).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** What a column of a list stands for: an attribute by its key after `attribute:`. */
export const columnRoleSchema = z.union([z.enum(['address', 'name', 'language', 'ignore']), z.templateLiteral(['attribute:', z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)])])
export type ColumnRole = z.infer<typeof columnRoleSchema>

export const recipientListQuerySchema = z.strictObject({
  /** One role a column, separated by commas; guessed where it is left out. */
  roles: z.string().max(4000).optional(),
  /** Reads and tells, and adds nobody. */
  look: z.enum(['true', 'false']).default('false'),
})

export const recipientListSchema = z.object({
  columns: z.array(z.object({ heading: z.string(), role: columnRoleSchema, examples: z.array(z.string()) })),
  rows: z.int(),
  /** Added, or with `look` would be. */
  added: z.int(),
  /** Already in this mailing, or twice in the list. */
  repeated: z.int(),
  /** Of those added, who has unsubscribed or bounced and will be left out. */
  suppressed: z.int(),
  problems: z.array(z.object({ row: z.int(), field: z.string(), expected: textSchema, received: z.string() })),
  problemRows: z.int(),
})
export type RecipientList = z.infer<typeof recipientListSchema>
export const mostRecipients = 50_000

export const mailPreviewSchema = z.object({ subject: z.string(), text: z.string(), html: z.string() })
export type MailPreview = z.infer<typeof mailPreviewSchema>
export const mailPreviewDraftSchema = z.strictObject({
  kind: z.enum(['invitation', 'reminder']).default('invitation'),
  language: z.enum(languages),
  subject: textSchema.optional(),
  text: textSchema.optional(),
})

/** What a person knows of a mail that may or may not have arrived, or that failed. */
export const decisionSchema = z.strictObject({ was: z.enum(['sent', 'not-sent']) })

/**
 * What came of a mail that a mail server sent back. `marked`: the invitation counts as come back. `unchanged`: it did already, or the
 * person has answered. `not-final`: a delay, or good news. `unknown`: about no mail of this organisation. `no-report`: it is none.
 */
export const bounceOutcomes = ['marked', 'unchanged', 'not-final', 'unknown', 'no-report'] as const
export type BounceOutcome = (typeof bounceOutcomes)[number]
export const bounceAnswerSchema = z.object({ outcome: z.enum(bounceOutcomes) })
