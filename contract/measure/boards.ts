/** Boards: pages of chosen cards, with one switch of period and one of unit that all of them follow. */
import { z } from 'zod'
import { statementSchema } from '../listen/responses.ts'
import { activitySchema } from '../listen/studies.ts'
import { textSchema } from '../text.ts'
import { periodPattern } from './board-period.ts'
import { comparisonSchema } from './comparison.ts'
import { measureSchema, measureKey } from './measures.ts'
import { importanceForms, importanceReadingSchema } from './readings/importance-performance.ts'
import { indexSummarySchema } from './readings/index-summary.ts'
import { distributionSchema, estimateSchema, gapRowSchema, indicatorSchema, kanoRowSchema } from './results.ts'

export const cardSizes = ['small', 'wide', 'full'] as const
export type CardSize = (typeof cardSizes)[number]

const measureText = measureSchema.transform(measureKey)
const key = z.string().min(1).max(80)

/** A text of the board's own words; one language is enough. */
const noteSchema = z
  .strictObject({ en: z.string().max(2000), zh: z.string().max(2000) })
  .refine(({ en, zh }) => (en + zh).trim() !== '', { params: { expected: { en: 'some words', zh: '一些文字' } } })

const head = {
  /** Made by whoever adds the card, so that a retry adds it once. */
  id: z.uuid(),
  size: z.enum(cardSizes).default('small'),
  /** Said over the card in place of what it is called. */
  title: textSchema.nullable().default(null),
}

const ofStudy = {
  ...head,
  /** Handle of the study. */
  study: z.string().min(1).max(60),
  /** Attributes the card was narrowed to when it was added; they hold whatever the board is switched to. */
  attributes: z.record(key, z.array(z.string().max(200)).min(1).max(100)).default({}),
}

export const cardSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('figure'), ...ofStudy, measure: measureText }),
  z.strictObject({ kind: z.literal('levels'), ...ofStudy, dimension: key.nullable().default(null) }),
  z.strictObject({ kind: z.literal('indicator'), ...ofStudy, item: key }),
  z.strictObject({ kind: z.literal('comparison'), ...ofStudy, attribute: key, measure: measureText }),
  z.strictObject({ kind: z.literal('distribution'), ...ofStudy, variable: key }),
  z.strictObject({ kind: z.literal('kano'), ...ofStudy }),
  z.strictObject({ kind: z.literal('importance'), ...ofStudy, form: z.enum(importanceForms).nullable().default(null) }),
  z.strictObject({ kind: z.literal('index'), ...ofStudy }),
  z.strictObject({ kind: z.literal('verbatims'), ...ofStudy }),
  z.strictObject({ kind: z.literal('progress'), ...ofStudy }),
  z.strictObject({ kind: z.literal('note'), ...head, text: noteSchema }),
])
export type Card = z.infer<typeof cardSchema>
export type CardDraft = z.input<typeof cardSchema>
/** A card before it has an id. */
export type NewCard = WithoutId<CardDraft>
type WithoutId<Whole> = Whole extends unknown ? Omit<Whole, 'id'> : never
export type StudyCard = Exclude<Card, { kind: 'note' }>

export const mostCards = 40

const cardsSchema = z
  .array(cardSchema)
  .max(mostCards)
  .refine((cards) => new Set(cards.map(({ id }) => id)).size === cards.length, { params: { expected: { en: 'each card once', zh: '卡片不重复' } } })

export const boardPeriodSchema = z.string().max(40).regex(periodPattern)
export const boardTitleSchema = textSchema.extend({ en: z.string().trim().min(1).max(120), zh: z.string().trim().min(1).max(120) })

export const boardDraftSchema = z.strictObject({
  title: boardTitleSchema,
  /** What the board shows unless it is switched. */
  period: boardPeriodSchema.default('12-months'),
  cards: cardsSchema.default([]),
})
export type BoardDraft = z.infer<typeof boardDraftSchema>

export const boardSchema = z.object({
  id: z.uuid(),
  title: textSchema,
  period: z.string(),
  cards: z.array(cardSchema),
  /** Counts the changes; sent back as `If-Match: "3"` when it is changed again. */
  revision: z.int(),
  changedAt: z.iso.datetime(),
})
export type Board = z.infer<typeof boardSchema>

export const boardListSchema = z.array(boardSchema.omit({ cards: true }).extend({ cards: z.int() }))
export type BoardList = z.infer<typeof boardListSchema>

export const boardSwitchSchema = z.object({
  period: boardPeriodSchema.optional(),
  /** Code of a unit; what is below it counts with it. */
  unit: z.string().max(60).optional(),
})
export type BoardSwitch = z.infer<typeof boardSwitchSchema>

const scaleSchema = z.object({ min: z.number(), max: z.number() }).nullable()

/** What a card shows. */
export const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('figure'), title: textSchema, unit: comparisonSchema.shape.unit, estimate: estimateSchema, trend: comparisonSchema.shape.groups, scale: scaleSchema }),
  z.object({ kind: z.literal('levels'), rows: z.array(gapRowSchema), of: textSchema.nullable(), scale: scaleSchema }),
  z.object({ kind: z.literal('indicator'), indicator: indicatorSchema }),
  z.object({ kind: z.literal('comparison'), comparison: comparisonSchema, scale: scaleSchema }),
  z.object({ kind: z.literal('distribution'), distribution: distributionSchema, lowIsGood: z.boolean() }),
  z.object({ kind: z.literal('kano'), rows: z.array(kanoRowSchema) }),
  z.object({ kind: z.literal('importance'), reading: importanceReadingSchema }),
  z.object({ kind: z.literal('index'), summary: indexSummarySchema }),
  z.object({ kind: z.literal('verbatims'), statements: z.array(statementSchema) }),
  z.object({ kind: z.literal('progress'), days: activitySchema.shape.days, responses: z.int(), opensAt: z.iso.datetime().nullable(), closesAt: z.iso.datetime().nullable() }),
])
export type CardContent = z.infer<typeof contentSchema>

/** Why a card shows nothing. */
export const absences = ['study-gone', 'not-asked', 'words-not-included', 'no-answers', 'too-few'] as const

export const cardDataSchema = z.object({
  id: z.uuid(),
  studyTitle: textSchema,
  simulated: z.boolean(),
  /** Responses the card rests on, and the days they come from. */
  n: z.int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Whether the card followed the switch of unit; false where its study does not know units, or it is fixed to others. */
  followsUnit: z.boolean(),
  content: contentSchema.nullable(),
  absence: z.enum(absences).nullable(),
})
export type CardData = z.infer<typeof cardDataSchema>

export const boardDataSchema = z.object({
  revision: z.int(),
  period: z.string(),
  days: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  /** Units that can be switched to. */
  units: z.array(z.object({ code: z.string(), title: textSchema })),
  cards: z.array(cardDataSchema),
})
export type BoardData = z.infer<typeof boardDataSchema>

export const boardPulseSchema = z.object({ revision: z.string() })
