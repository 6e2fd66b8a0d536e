/** The four outcomes of a service encounter, and how they shift. */
import { z } from 'zod'
import { textSchema } from '../../text.ts'
import { estimateSchema, testSchema } from '../results.ts'
import { choiceSchema, readingHeadSchema } from './readings.ts'

export const outcomeKeys = ['delighted', 'satisfied', 'regret', 'disappointed'] as const
export const outcomeSchema = z.enum(outcomeKeys)
export type OutcomeKey = z.infer<typeof outcomeSchema>

export const confirmationForms = ['asked', 'zone', 'expectation'] as const

export const confirmationOptionsSchema = z.object({
  form: z.enum(confirmationForms).optional(),
  /** Points of the scale between satisfied and delighted, and between regret and disappointed. */
  margin: z.coerce.number().positive().max(10).default(1),
  /** What the answers are laid along: the time of answer, or an attribute such as a wave. */
  along: z.string().max(60).default('answered-on'),
  /** Attribute that tells the same person at two times. */
  person: z.string().max(60).optional(),
})
export type ConfirmationOptions = z.infer<typeof confirmationOptionsSchema>

const shareOf = z.object({ outcome: outcomeSchema, share: estimateSchema })

export const transitionSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Rows before, columns now, in the order delighted, satisfied, regret, disappointed. Null below the minimum n. */
  counts: z.array(z.array(z.int())).nullable(),
  n: z.int(),
  better: estimateSchema,
  same: estimateSchema,
  worse: estimateSchema,
  net: z.array(z.object({ outcome: outcomeSchema, difference: estimateSchema })),
})

export const confirmationReadingSchema = readingHeadSchema.extend({
  form: z.enum(confirmationForms),
  forms: z.array(choiceSchema),
  /** Null where the outcome was asked. */
  margin: z.number().nullable(),
  shares: z.array(shareOf),
  items: z.array(z.object({ item: z.string(), title: textSchema, n: z.int(), missing: z.int(), shares: z.array(shareOf) })),
  along: z.object({ key: z.string(), title: textSchema, ordered: z.boolean() }),
  alongs: z.array(choiceSchema),
  periods: z.array(z.object({ value: z.string(), title: textSchema, n: z.int(), missing: z.int(), shares: z.array(shareOf) })),
  /** Between each period and the one before: different respondents, so a net shift, not a flow of people. */
  shifts: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      shifts: z.array(z.object({ outcome: outcomeSchema, difference: estimateSchema })),
      test: testSchema.nullable(),
    }),
  ),
  /** Who moved where, of people that an attribute tells apart; null where none was chosen. */
  transitions: z.object({ person: z.string(), title: textSchema, steps: z.array(transitionSchema) }).nullable(),
  persons: z.array(choiceSchema),
})
export type ConfirmationReading = z.infer<typeof confirmationReadingSchema>
