/** Responses as they are sent by programs, listed, looked at and corrected; statements; what was not accepted. */
import { z } from 'zod'
import { languages } from '../language.ts'
import { answersSchema, marks } from './answers.ts'
import { attributeValuesSchema, collectorKinds } from './studies.ts'

/** Of any characters but NUL, which no database keeps. */
export const externalIdSchema = z.string().trim().min(1).max(200).regex(/^[^\0]*$/)

/** One person's answers, sent by a program. */
export const intakeSchema = z.strictObject({
  /** An id of the sender's own, the same on a retry; may stand in the header `Idempotency-Key` instead. */
  externalId: externalIdSchema.optional(),
  answers: answersSchema,
  attributes: attributeValuesSchema.default({}),
  language: z.enum(languages).nullable().default(null),
  startedAt: z.iso.datetime({ offset: true }).nullable().default(null),
  /** When the person answered; now unless told. Not in the future. */
  submittedAt: z.iso.datetime({ offset: true }).optional(),
})
export type Intake = z.infer<typeof intakeSchema>

export const acceptedSchema = z.object({
  responseId: z.uuid(),
  /** It was accepted before, under this id. */
  repeated: z.boolean(),
})

const scoredAnswersSchema = answersSchema.omit({ texts: true })
const markSchema = z.enum(marks)

export const responseSchema = z.object({
  id: z.uuid(),
  collector: z.object({ id: z.uuid(), kind: z.enum(collectorKinds), title: z.string() }),
  submittedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  language: z.enum(languages).nullable(),
  instrumentVersion: z.int(),
  attributes: attributeValuesSchema,
  answers: scoredAnswersSchema,
  marks: z.array(markSchema),
  /** 1 as it came in; each correction adds one. */
  revision: z.int(),
  /** The person was erased: texts, contact and links are gone, the scores stay. */
  erasedAt: z.iso.datetime().nullable(),
})
export type Response = z.infer<typeof responseSchema>

export const statementSchema = z.object({
  id: z.uuid(),
  responseId: z.uuid(),
  kind: z.enum(['help', 'verbatim']),
  /** The text item answered; null for a request for help. */
  item: z.string().nullable(),
  text: z.string().nullable(),
  /** Only for those who may read contacts. */
  contact: z.object({ name: z.string().optional(), phone: z.string().optional(), email: z.string().optional() }).nullable(),
  hasContact: z.boolean(),
  language: z.enum(languages).nullable(),
  at: z.iso.datetime(),
  attributes: attributeValuesSchema,
  erasedAt: z.iso.datetime().nullable(),
})
export type Statement = z.infer<typeof statementSchema>

export const revisionSchema = z.object({
  revision: z.int(),
  at: z.iso.datetime(),
  answers: scoredAnswersSchema,
  marks: z.array(markSchema),
  reason: z.string().nullable(),
  /** Name of the member or title of the key; null for what came in, and for those who have left. */
  actor: z.string().nullable(),
})
export type Revision = z.infer<typeof revisionSchema>

/** Statements are there for those who may read verbatims, else null. */
export const responseDetailSchema = responseSchema.extend({
  revisions: z.array(revisionSchema),
  statements: z.array(statementSchema).nullable(),
})
export type ResponseDetail = z.infer<typeof responseDetailSchema>

const cursorSchema = z.string().max(200).optional()
const pageSize = z.coerce.number().int().min(1).max(500).default(50)

export const responsesQuerySchema = z.strictObject({
  after: cursorSchema.describe('`next` of the page before'),
  limit: pageSize,
  collector: z.uuid().optional(),
  mark: z.enum([...marks, 'any', 'none']).optional().describe('Carries this mark, any mark, or none'),
})
export type ResponsesQuery = z.infer<typeof responsesQuerySchema>
export const responsesPageSchema = z.object({ responses: z.array(responseSchema), next: z.string().nullable() })
export type ResponsesPage = z.infer<typeof responsesPageSchema>

export const statementsQuerySchema = z.strictObject({
  after: cursorSchema.describe('`next` of the page before'),
  limit: pageSize,
  kind: z.enum(['help', 'verbatim']).optional(),
  item: z.string().max(40).optional().describe('Key of the text item answered'),
  language: z.enum(languages).optional(),
  search: z.string().trim().max(200).optional().describe('Words that must all be in the text, Chinese or English; one or two letters mean a whole word'),
})
export type StatementsQuery = z.infer<typeof statementsQuerySchema>
export const statementsPageSchema = z.object({ statements: z.array(statementSchema), next: z.string().nullable() })
export type StatementsPage = z.infer<typeof statementsPageSchema>

/** What is given takes the place of what was there; `null` takes an answer away. A new revision, never an edit. */
export const correctionSchema = z
  .strictObject({
    ratings: z.record(z.string(), z.union([z.number(), z.literal('na'), z.literal('dk'), z.null()])).optional(),
    choices: z.record(z.string(), z.union([z.array(z.string().max(200)).max(60), z.null()])).optional(),
    marks: z.array(markSchema).max(marks.length).optional(),
    reason: z.string().trim().min(1).max(500),
  })
export type Correction = z.infer<typeof correctionSchema>

export const erasureSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) })

/** What came in and was not accepted. It waits to be mended or dismissed. */
export const deadLetterSchema = z.object({
  id: z.uuid(),
  receivedAt: z.iso.datetime(),
  channel: z.string(),
  externalId: z.string(),
  body: z.unknown(),
  problem: z.object({
    code: z.string(),
    errors: z.array(z.object({ field: z.string(), en: z.string(), zh: z.string(), received: z.string() })),
  }),
})
export type DeadLetter = z.infer<typeof deadLetterSchema>
export const deadLettersPageSchema = z.object({ letters: z.array(deadLetterSchema), next: z.uuid().nullable() })
export type DeadLettersPage = z.infer<typeof deadLettersPageSchema>

/** `body` left out: as it came. */
export const retrySchema = z.strictObject({ body: z.unknown().optional() })
