/**
 * The shape of a definition, once for what may be published and once for what is still being written.
 *
 * A draft may lack words, items and options; everything else of its shape is the same, so that whoever reads one reads the other.
 */
import { z } from 'zod'
import type { Text } from '../language.ts'
import { comparisons, roles } from './roles.ts'

export const keySchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'a key: lower-case letters, digits, - and _, at most 40, starting with a letter')

export const roleSchema = z.enum(roles)


/**
 * Shown only when every condition holds; a condition on a missing answer does not hold. `variable` is an answer in
 * numbers (item.role) or the key of a choice, for which `chosen` and `notChosen` name an option.
 */
export const conditionSchema = z.strictObject({
  variable: z.string().regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)?$/),
  is: z.enum(comparisons),
  value: z.number().optional(),
  option: keySchema.optional(),
})
export type Condition = z.infer<typeof conditionSchema>
const showIf = z.array(conditionSchema).min(1).optional()

/** Schemas of columns, items, blocks and dimensions whose texts are `said`; `least` is 1, or 0 where parts may be missing. */
export function shapesOf(said: z.ZodType<Text>, least: 0 | 1) {
  /** Whole numbers from `min` to `max`, at most 11 points; `labels` name points ("1": …, "9": …). */
  const scale = z.strictObject({
    min: z.int().min(-10).max(100),
    max: z.int().min(-10).max(100),
    labels: z.record(z.string().regex(/^-?\d+$/), said).default({}),
    /** Low is good (effort scales). Reversed *items* are marked on the item. */
    lowIsGood: z.boolean().default(false),
  })
  /** One thing asked about every item of a block: "the least you would accept", "what you got". */
  const columnSchema = z.strictObject({
    role: roleSchema,
    scale: keySchema,
    title: said,
    hint: said.optional(),
  })

  const ratingItem = z.strictObject({
    type: z.literal('rating').default('rating'),
    key: keySchema,
    text: said,
    dimension: keySchema.optional(),
    /** Wording for one role where it differs from `text` ("an excellent provider would …"). */
    wording: z.partialRecord(roleSchema, said).optional(),
    /** Agreement means poor quality: recoded as min + max − x before any analysis. */
    reversed: z.boolean().default(false),
    required: z.boolean().default(false),
    showIf,
  })
  const pointsItem = z.strictObject({
    type: z.literal('points'),
    key: keySchema,
    text: said,
    total: z.literal(100).default(100),
    /** What the points are shared out over: dimensions, each described without its name. */
    over: z.array(z.strictObject({ dimension: keySchema, text: said })).min(2 * least).max(12),
    required: z.boolean().default(false),
    showIf,
  })
  const choiceItem = z.strictObject({
    type: z.literal('choice'),
    key: keySchema,
    text: said,
    options: z.array(z.strictObject({ value: keySchema, text: said })).min(2 * least).max(60),
    multiple: z.boolean().default(false),
    /** An attention check: the option that somebody who reads the question chooses. Others get the mark `attention`. */
    expected: keySchema.optional(),
    required: z.boolean().default(false),
    showIf,
  })
  const textItem = z.strictObject({
    type: z.literal('text'),
    key: keySchema,
    text: said,
    maxLength: z.int().min(1).max(10_000).default(4000),
    required: z.boolean().default(false),
    showIf,
  })
  const itemSchema = z.preprocess(
    (item) => (item !== null && typeof item === 'object' && !('type' in item) ? { ...item, type: 'rating' } : item),
    z.discriminatedUnion('type', [ratingItem, pointsItem, choiceItem, textItem]),
  )

  const blockSchema = z.strictObject({
    key: keySchema,
    title: said.optional(),
    intro: said.optional(),
    /** Asked about every rating item of the block. */
    columns: z.array(columnSchema).max(6).default([]),
    /** `together`: all columns beside each item. `apart`: all items for the first column, then all for the next. */
    arrange: z.enum(['together', 'apart']).default('together'),
    /** Items in an order drawn per respondent (seeded by the response id), the same on resume. */
    randomised: z.boolean().default(false),
    showIf,
    items: z.array(itemSchema).min(least).max(200),
  })

  const dimensionSchema = z.strictObject({ key: keySchema, title: said, description: said.optional() })

  const definitionSchema = z.strictObject({
    key: keySchema,
    title: said,
    /** What it measures and when to use it, for the person who chooses. */
    use: said,
    /** Where it comes from: citation, and what is ours in it. */
    source: said,
    /** Said on the first page of the survey; `{provider}` stands for the subject's name everywhere in a definition. */
    welcome: said.optional(),
    minutes: z.int().min(1).max(60).optional(),
    scales: z.record(keySchema, scale),
    dimensions: z.array(dimensionSchema).max(40).default([]),
    blocks: z.array(blockSchema).min(least).max(40),
    scoring: z
      .strictObject({
        /** A dimension score needs at least this share of its items (rounded up); the half rule is 0.5. */
        minimumAnswered: z.number().min(0).max(1).default(0.5),
      })
      .default({ minimumAnswered: 0.5 }),
  })
  return { scaleSchema: scale, columnSchema, ratingItem, pointsItem, choiceItem, textItem, itemSchema, blockSchema, dimensionSchema, definitionSchema }
}
