/** A study that is repeated: the same questions again, another time. */
import { z } from 'zod'
import type { Text } from '../language.ts'
import { textSchema } from '../text.ts'
import { studySchema } from './studies.ts'

/** `same`: the version of the last wave, so that they compare; `newest`: what the questionnaire has become. */
export const waveInstruments = ['same', 'newest'] as const

const everyMonthHasIt: Text = { en: 'a day from the 1st to the 28th, which every month has', zh: '1 日至 28 日之间的日期（每个月都有）' }

export const waveScheduleSchema = z.strictObject({
  every: z.enum(['month', 'quarter']),
  /** First day of the next wave, yyyy-mm-dd in the organisation's time zone. */
  next: z.iso.date().refine((day) => Number(day.slice(8)) <= 28, { params: { expected: everyMonthHasIt } }),
  daysOpen: z.int().min(1).max(92),
  instrument: z.enum(waveInstruments).default('same'),
})
export type WaveSchedule = z.infer<typeof waveScheduleSchema>

/** A wave with how many were invited to it by a link of their own, and how many of those answered. */
export const waveSchema = z.object({ study: studySchema, invited: z.int(), answeredOfInvited: z.int() })
export type Wave = z.infer<typeof waveSchema>

export const seriesSchema = z.object({
  id: z.uuid(),
  title: textSchema,
  /** When waves are made without anybody asking; null while they are made by hand. */
  schedule: waveScheduleSchema.nullable(),
  createdAt: z.iso.datetime(),
})
export type Series = z.infer<typeof seriesSchema>

export const seriesListSchema = z.object({ series: z.array(seriesSchema.extend({ waves: z.int() })) })
export type SeriesList = z.infer<typeof seriesListSchema>

/** The first wave comes first. */
export const seriesWithWavesSchema = seriesSchema.extend({ waves: z.array(waveSchema) })
export type SeriesWithWaves = z.infer<typeof seriesWithWavesSchema>

export const seriesChangeSchema = z.strictObject({ title: textSchema, schedule: waveScheduleSchema.nullable() }).partial()
export type SeriesChange = z.infer<typeof seriesChangeSchema>

export const waveDraftSchema = z.strictObject({
  /** Made from the series and the number of the wave where it is left out. */
  title: textSchema.optional(),
  opensAt: z.iso.datetime().nullable().default(null),
  closesAt: z.iso.datetime().nullable().default(null),
  instrument: z.enum(waveInstruments).default('same'),
  /** Ready to answer at once (or from `opensAt` on), or a draft to look at first. */
  publish: z.boolean().default(false),
})
export type WaveDraft = z.infer<typeof waveDraftSchema>
