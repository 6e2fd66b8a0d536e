/**
 * The workbench: a question about a study's answers, the method that fits it, and what came out. An inquiry's inputs stand in an
 * address (`?outcome=overall.satisfaction&predictors=t1.perception&predictors=…`), so that a view can be shared and found again.
 *
 * An answer is shown as it is, whatever the question was: a sentence, the conditions of the method and whether they hold, pictures,
 * tables, the method with its sources, and a script that computes the same in R. Shares lie in [0, 1]; null means no number, and the
 * sentence or a note says why.
 */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { conclusionSchema } from './results.ts'

export const inquiryKeys = [
  'dimensions',
  'number-of-factors',
  'alike',
  'scales',
  'direct-zone',
  'drivers',
  'chain',
  'chain-map',
  'chain-prediction',
  'chain-groups',
  'before-after',
  'differences',
  'levels',
  'agreement',
  'related',
  'weighted',
  'inner-gaps',
  'visits',
  'incidents',
  'themes',
  'staying',
  'retention',
  'buying',
  'loyalty',
  'recovery',
  'complaint-rates',
  'efficiency',
  'linkage',
  'worth',
  'complaining',
  'sample-size',
] as const
export const inquiryKeySchema = z.enum(inquiryKeys)
export type InquiryKey = z.infer<typeof inquiryKeySchema>

/** One thing to choose before a question can be answered. Options are told with what they mean; the first choice is made for the user. */
export const inquiryInputSchema = z.object({
  key: z.string(),
  title: textSchema,
  hint: textSchema.optional(),
  kind: z.enum(['one', 'several', 'number', 'numbers', 'pairs']),
  options: z.array(z.object({ value: z.string(), title: textSchema })),
  /** What is chosen where the address says nothing. `pairs` are written `from>to`, `numbers` (one for each option) `option=40`. */
  chosen: z.array(z.string()),
  least: z.int(),
  most: z.int().nullable(),
})
export type InquiryInput = z.infer<typeof inquiryInputSchema>

/** What a question is about; the menu is in this order. */
export const inquiryGroups = ['causes', 'groups', 'questionnaire', 'inside', 'customers', 'planning'] as const

export const inquirySchema = z.object({
  key: inquiryKeySchema,
  group: z.enum(inquiryGroups),
  title: textSchema,
  /** When to ask this, and what it needs. */
  use: textSchema,
  inputs: z.array(inquiryInputSchema),
  /** Why it cannot be asked of this study. */
  unavailable: textSchema.nullable(),
  /** Whether it takes seconds: progress is shown, and it can be cancelled. */
  long: z.boolean(),
})
export type Inquiry = z.infer<typeof inquirySchema>
export const inquiriesSchema = z.object({ studyTitle: textSchema, simulated: z.boolean(), responses: z.int(), inquiries: z.array(inquirySchema) })
export type Inquiries = z.infer<typeof inquiriesSchema>

/** input key → chosen values, as the address has them. */
export const inquiryChoicesSchema = z.record(z.string().max(40), z.array(z.string().max(200)).max(400))
export type InquiryChoices = z.infer<typeof inquiryChoicesSchema>

/** What a method takes for granted, and whether these answers grant it. */
export const conditionSchema = z.object({ text: textSchema, holds: z.enum(['yes', 'no', 'unsure']), detail: textSchema.nullable() })
export type MethodCondition = z.infer<typeof conditionSchema>

const interval = { lower: z.number().nullable(), upper: z.number().nullable() }

/**
 * What figures are drawn on. From `nil`, where nil is the absence of what is told: bars. As a `ratio`, where one is no effect and the double
 * is as far from it as the half: dots. On a scale, whose points have no absence: dots from its lowest point to its highest.
 */
export const barsAxisSchema = z.union([z.enum(['nil', 'ratio']), z.object({ min: z.number(), max: z.number(), low: textSchema, high: textSchema })])
export type BarsAxis = z.infer<typeof barsAxisSchema>

export const pictureSchema = z.discriminatedUnion('kind', [
  /** Figures side by side, each with its interval. */
  z.object({
    kind: z.literal('bars'),
    title: textSchema,
    unit: z.enum(['number', 'share']),
    decimals: z.int(),
    axis: barsAxisSchema,
    bars: z.array(z.object({ key: z.string(), title: textSchema, value: z.number().nullable(), ...interval, n: z.int().optional() })),
    reference: z.object({ value: z.number(), title: textSchema }).nullable(),
  }),
  /** Rows by columns, the deeper the further from nil. */
  z.object({
    kind: z.literal('heat'),
    title: textSchema,
    rows: z.array(textSchema),
    columns: z.array(textSchema),
    values: z.array(z.array(z.number().nullable())),
    /** From here on a value counts. */
    strong: z.number(),
  }),
  /** What acts on what. `place` counts steps from the first causes. */
  z.object({
    kind: z.literal('paths'),
    title: textSchema,
    nodes: z.array(z.object({ key: z.string(), title: textSchema, place: z.int(), note: textSchema.nullable() })),
    edges: z.array(z.object({ from: z.string(), to: z.string(), value: z.number().nullable(), ...interval, sure: z.boolean() })),
  }),
  /** Lines over a common axis: survival, eigenvalues, power. */
  z.object({
    kind: z.literal('curves'),
    title: textSchema,
    across: textSchema,
    up: textSchema,
    unit: z.enum(['number', 'share']),
    /** Steps stay level until the next point. */
    steps: z.boolean(),
    curves: z.array(z.object({ key: z.string(), title: textSchema, points: z.array(z.object({ x: z.number(), y: z.number(), ...interval })) })),
  }),
])
export type Picture = z.infer<typeof pictureSchema>

export const benchTableSchema = z.object({
  title: textSchema,
  columns: z.array(z.object({ title: textSchema, kind: z.enum(['words', 'number', 'p', 'share']), decimals: z.int() })),
  rows: z.array(z.array(z.union([z.number(), z.string(), textSchema, z.null()]))),
  note: textSchema.nullable(),
})
export type BenchTable = z.infer<typeof benchTableSchema>

export const benchAnswerSchema = z.object({
  inquiry: inquiryKeySchema,
  title: textSchema,
  /** Cases used and cases left out, and by which rule. */
  n: z.int(),
  missing: z.int(),
  deletion: textSchema,
  conclusion: conclusionSchema,
  conditions: z.array(conditionSchema),
  pictures: z.array(pictureSchema),
  tables: z.array(benchTableSchema),
  warnings: z.array(textSchema),
  method: z.object({ text: textSchema, sources: z.array(z.string()), conventions: z.array(textSchema) }),
  /** Whether there are scores of single respondents to be had with their answers. */
  scored: z.boolean(),
  /** Reads the answers exported as CSV and computes the same figures in R. */
  script: z.string(),
})
export type BenchAnswer = z.infer<typeof benchAnswerSchema>

/** One line of the stream in which a long answer comes. */
export const benchLineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), share: z.number() }),
  z.object({ kind: z.literal('answer'), answer: benchAnswerSchema }),
  z.object({ kind: z.literal('problem'), title: textSchema }),
])
export type BenchLine = z.infer<typeof benchLineSchema>

/** Parameters of an address that are no inputs of an inquiry. */
const others = new Set(['from', 'to', 'marks', 'inquiry', 'language', 'mark'])

/** The choices an address makes; the selection's parameters are not looked at. */
export function choicesOf(query: URLSearchParams): InquiryChoices {
  const choices: InquiryChoices = {}
  for (const key of new Set(query.keys())) {
    if (!others.has(key) && !key.startsWith('a.')) choices[key] = query.getAll(key).filter((value) => value !== '')
  }
  return choices
}

