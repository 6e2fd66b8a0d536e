/** The same measures of two or more sides: a period against an earlier one, one's own study against competitors. */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { comparisonSchema } from './comparison.ts'
import { conclusionSchema, estimateSchema, testSchema } from './results.ts'

/** What dimensions and the whole are compared by; questions that stand alone come along in any case. */
export const sideFigures = ['perception', 'adequacy', 'superiority', 'gap', 'inside', 'importance', 'weight'] as const
export type SideFigure = (typeof sideFigures)[number]

/** Satisfaction as one number: by blocks (PLS), and as effect over expectation. */
export const indexKeys = ['index.blocks', 'index.ratio'] as const
export type IndexKey = (typeof indexKeys)[number]

export const sideSchema = z.object({
  key: z.string(),
  kind: z.enum(['now', 'past', 'competitor']),
  title: textSchema,
  /** Handle of the study. */
  study: z.string(),
  /** Days asked for; null is open on that side. */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  responses: z.int(),
  simulated: z.boolean(),
})
export type Side = z.infer<typeof sideSchema>

export const sideRowSchema = z.object({
  measure: z.string(),
  level: z.enum(['index', 'dimension', 'overall', 'item']),
  title: textSchema,
  unit: comparisonSchema.shape.unit,
  scale: z.object({ min: z.number(), max: z.number() }).nullable(),
  /** Low is good (effort). */
  lowIsGood: z.boolean(),
  /** One a side; null where the side does not ask the same. */
  estimates: z.array(estimateSchema.nullable()),
  /** First side minus each of the others; null for the first, and where there is nothing to compare. */
  differences: z.array(z.object({ difference: estimateSchema, test: testSchema.nullable() }).nullable()),
  /** Among first side and competitors: place of the first by its figure, and places it could have within chance. */
  position: z.object({ rank: z.int(), best: z.int(), worst: z.int(), of: z.int() }).nullable(),
  /** Place among the sides of the best competitor. */
  bestCompetitor: z.int().nullable(),
})
export type SideRow = z.infer<typeof sideRowSchema>

export const sideBySideSchema = z.object({
  figure: z.enum(sideFigures).nullable(),
  /** Figures that could be asked for instead. */
  figures: z.array(z.enum(sideFigures)),
  /** The first is the one the others are compared with. */
  sides: z.array(sideSchema),
  rows: z.array(sideRowSchema),
  /** Tests that p was adjusted over (Holm). */
  family: z.int(),
  minimumN: z.int(),
  conclusion: conclusionSchema,
  further: z.array(conclusionSchema),
})
export type SideBySide = z.infer<typeof sideBySideSchema>

/** What a period can be compared with: the one before, the same a year earlier, or two days. */
export const againstSchema = z.string().regex(/^(before|year|\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2})$/)

/** One's own study against its past and against competitors; the figures of one measure over time come along. */
export const benchmarkSchema = z.object({
  /** Own studies that can be chosen, with how many competitors' studies ask the same. */
  studies: z.array(z.object({ handle: z.string(), title: textSchema, competitors: z.int() })),
  /** Null where there is no own study with answers. */
  study: z.string().nullable(),
  comparison: sideBySideSchema.nullable(),
  /** The measure shown over time: one of the rows. */
  measure: z.string().nullable(),
  /** What could be shown over time: the rows, and an index that is only worked out when asked for. */
  measures: z.array(z.object({ measure: z.string(), title: textSchema })),
  past: z
    .object({
      /** Waves of the series, or quarters of the study. */
      of: z.enum(['waves', 'quarters']),
      /** Key of the point that those before it are compared with. */
      reference: z.string().nullable(),
      /** `difference`: the one compared with minus this one; p adjusted (Holm) over the points. */
      points: z.array(
        z.object({ key: z.string(), title: textSchema, estimate: estimateSchema, partial: z.boolean(), difference: estimateSchema.nullable(), test: testSchema.nullable() }),
      ),
      conclusion: conclusionSchema,
    })
    .nullable(),
})
export type Benchmark = z.infer<typeof benchmarkSchema>
