/** Measures over time: a figure a period, the limits within which it is noise, and what lies outside of them. */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { comparisonSchema } from './comparison.ts'
import { conclusionSchema, estimateSchema, reasonSchema, testSchema } from './results.ts'

export const trendGrains = ['week', 'month', 'quarter'] as const
export type TrendGrain = (typeof trendGrains)[number]

/** `2026-01-01..2026-06-30`: two days of the organisation's calendar, both included. */
export const dayRangeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/)
  .refine((range) => range.split('..').every((day) => z.iso.date().safeParse(day).success), {
    params: { expected: { en: 'two days that exist', zh: '两个存在的日期' } },
  })
  .transform((range) => ({ from: range.slice(0, 10), to: range.slice(12) }))
  .refine(({ from, to }) => from <= to, { params: { expected: { en: 'a day that is not before the first', zh: '不早于起始日的日期' } } })
export type DayRange = { from: string; to: string }

const periodSchema = z.object({
  /** `2026-W09`, `2026-03` or `2026-Q1`. */
  period: z.string(),
  title: textSchema,
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  /** It is not over yet, or the selection cuts it: shown, and left out of limits, signals, slope and change. */
  partial: z.boolean(),
})

export const signalSchema = z.object({
  rule: z.enum(['outside', 'two-of-three', 'run-of-eight', 'six-in-one-direction']),
  side: z.enum(['above', 'below']),
  /** Places of the first and last period among `periods`. */
  from: z.int(),
  to: z.int(),
  text: textSchema,
})
export type TrendSignal = z.infer<typeof signalSchema>

export const trendSeriesSchema = z.object({
  measure: z.string(),
  /** Value of the attribute, where the trend is broken down by one. */
  group: z.string().nullable(),
  title: textSchema,
  unit: comparisonSchema.shape.unit,
  scale: z.object({ min: z.number(), max: z.number() }).nullable(),
  /** One a period; `lower` and `upper` of `limits` are three sigma around the centre. */
  points: z.array(z.object({ estimate: estimateSchema, limits: z.object({ lower: z.number(), upper: z.number() }).nullable() })),
  chart: z.object({
    /** XmR for single figures a period, p chart for shares, whose limits follow n. */
    kind: z.enum(['xmr', 'p']),
    centre: z.number().nullable(),
    /** How many whole periods centre and limits rest on. */
    periods: z.int(),
    reason: reasonSchema.nullable(),
  }),
  signals: z.array(signalSchema),
  /** Change per period, by a straight line with Newey and West's errors. */
  slope: z.object({ perPeriod: estimateSchema, p: z.number().nullable(), lag: z.int(), periods: z.int() }),
  /** The last whole period that has a figure, minus the one before; p adjusted over all series. */
  change: z.object({ from: z.int(), to: z.int(), difference: estimateSchema, test: testSchema.nullable() }).nullable(),
  conclusion: conclusionSchema,
})
export type TrendSeries = z.infer<typeof trendSeriesSchema>

export const trendSchema = z.object({
  grain: z.enum(trendGrains),
  by: z.object({ attribute: z.string(), title: textSchema }).nullable(),
  periods: z.array(periodSchema),
  /** Earlier periods that there was no room for. */
  earlierPeriods: z.int(),
  /** First and last place of the whole periods that centre and limits rest on; null where there is none. */
  baseline: z.object({ from: z.int(), to: z.int() }).nullable(),
  minimumN: z.int(),
  series: z.array(trendSeriesSchema),
  /** Responses of groups beyond the largest ones shown, and those that carry no value of the attribute. */
  notShown: z.int(),
  withoutValue: z.int(),
  conclusion: conclusionSchema,
})
export type Trend = z.infer<typeof trendSchema>
export type TrendPeriod = Trend['periods'][number]
