/** Kano's analysis in full: categories, coefficients, tests, segments. */
import { z } from 'zod'
import { textSchema } from '../../text.ts'
import { estimateSchema, kanoCategorySchema, reasonSchema, testSchema } from '../results.ts'
import { readingHeadSchema } from './readings.ts'

export const kanoOptionsSchema = z.object({
  /** Pouliot’s variant takes must-be/must-be and live-with/live-with for contradictions. */
  table: z.enum(['standard', 'pouliot']).default('standard'),
  /** Where the quadrants are cut: at one half, or at the mean of all features. */
  cut: z.enum(['half', 'mean']).default('half'),
  /** Level of Fong’s test, in per cent. */
  fong: z.enum(['90', '95']).default('90'),
  /** Features whose two answers are swapped, because customers rather do without. */
  reversed: z.union([z.string(), z.array(z.string())]).optional().transform((keys) => [keys ?? []].flat()),
  /** Attribute whose values are the segments. */
  by: z.string().max(60).optional(),
})
export type KanoOptions = z.infer<typeof kanoOptionsSchema>

export const kanoCountsSchema = z.object({ A: z.int(), O: z.int(), M: z.int(), I: z.int(), R: z.int(), Q: z.int() })

const kanoFigures = z.object({
  n: z.int(),
  missing: z.int(),
  counts: kanoCountsSchema.nullable(),
  category: kanoCategorySchema.nullable(),
  second: kanoCategorySchema.nullable(),
  /** Fong’s test tells the first from the second. */
  clear: z.boolean().nullable(),
  better: estimateSchema,
  worse: estimateSchema,
  reason: reasonSchema.nullable(),
})

export const kanoFeatureSchema = kanoFigures.extend({
  item: z.string(),
  title: textSchema,
  /** The letter, or two where they cannot be told apart: "M", "A/I"; null where nothing may be reported. */
  combination: z.string().nullable(),
  blauth: kanoCategorySchema.nullable(),
  fong: z.object({ difference: z.number(), critical: z.number() }).nullable(),
  categoryStrength: z.number().nullable(),
  mixed: z.boolean().nullable(),
  totalStrength: z.number().nullable(),
  quadrant: z.enum(['A', 'O', 'M', 'I']).nullable(),
  questionable: z.number().nullable(),
  /** `watch` above 2 % of contradictions, `withheld` above 10 %. */
  wording: z.enum(['fine', 'watch', 'withheld']),
  reversed: z.boolean(),
  /** Most rather do without: swap the two answers and look again. */
  offerReversal: z.boolean(),
  /** DuMouchel’s scores, −2 to 4, and their quadrant cut at 2. */
  continuous: z.object({
    functional: estimateSchema,
    dysfunctional: estimateSchema,
    quadrant: z.enum(['performance', 'attractive', 'must-be', 'indifferent']).nullable(),
  }),
  importance: estimateSchema.nullable(),
  /** Mean importance × max(better, |worse|). */
  priority: z.number().nullable(),
  segments: z.array(kanoFigures.extend({ value: z.string(), title: textSchema })),
  /** Category × segment; Holm over the features. */
  segmentTest: testSchema.nullable(),
  pooled: z.boolean(),
  /** Segments want different things: the figures of the whole describe nobody. */
  divided: z.boolean(),
})
export type KanoFeature = z.infer<typeof kanoFeatureSchema>
export type KanoSegment = KanoFeature['segments'][number]

export const kanoReadingSchema = readingHeadSchema.extend({
  table: z.enum(['standard', 'pouliot']),
  /** Five rows by the answer with the feature, five letters each by the answer without. */
  evaluation: z.array(z.string()),
  fong: z.enum(['90', '95']),
  cut: z.object({ rule: z.enum(['half', 'mean']), better: z.number(), worse: z.number() }),
  by: z.object({ key: z.string(), title: textSchema }).nullable(),
  features: z.array(kanoFeatureSchema),
})
export type KanoReading = z.infer<typeof kanoReadingSchema>
