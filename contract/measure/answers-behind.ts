/** From a figure to the answers it rests on: responses and words of a selection, by a person's own score. */
import { z } from 'zod'
import { languages } from '../language.ts'
import { responseSchema, statementSchema } from '../listen/responses.ts'
import { textSchema } from '../text.ts'

/** `lowest` and `highest` order by the person's score, those without one left out. */
export const behindOrders = ['newest', 'lowest', 'highest'] as const

export const behindQuerySchema = z.object({
  after: z.string().max(200).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  measure: z.string().optional().describe('One of `measures` in the result: the person’s own score in it is shown, and can be asked for'),
  low: z.coerce.number().optional().describe('Only persons whose score is at least this; a net promoter score is −100, 0 or 100'),
  high: z.coerce.number().optional().describe('Only persons whose score is at most this'),
  order: z.enum(behindOrders).default('newest'),
})
export type BehindQuery = z.infer<typeof behindQuerySchema>

/** What is searched for among words, besides. */
export const wordsQuerySchema = z.object({
  kind: z.enum(['help', 'verbatim']).optional(),
  item: z.string().max(40).optional(),
  language: z.enum(languages).optional(),
  search: z.string().trim().max(200).optional().describe('Words that must all be in the text, Chinese or English'),
})
export type WordsQuery = z.infer<typeof wordsQuerySchema>

const scored = { score: z.number().nullable().describe('The person’s own score in `measure`; null without one, or where no measure is asked for') }

/** Narrowed by score, a page may hold fewer than asked for, or none, and go on from `next`: so many answers were looked through. */
export const responsesBehindSchema = z.object({ responses: z.array(responseSchema.extend(scored)), next: z.string().nullable() })
export type ResponsesBehind = z.infer<typeof responsesBehindSchema>
export const statementsBehindSchema = z.object({ statements: z.array(statementSchema.extend(scored)), next: z.string().nullable() })
export type StatementsBehind = z.infer<typeof statementsBehindSchema>

/** Which words stand in how many statements. */
export const frequentWordsSchema = z.object({
  /** Statements looked through, the newest; there may be more. */
  statements: z.int(),
  hasMore: z.boolean(),
  words: z.array(z.object({ word: z.string(), statements: z.int(), share: z.number() })),
  note: textSchema,
})
export type FrequentWords = z.infer<typeof frequentWordsSchema>
