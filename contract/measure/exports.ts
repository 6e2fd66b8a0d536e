/** Files that a study can be taken away as. */
import { z } from 'zod'
import { languages } from '../language.ts'

/** `wide`: one row a response; `long`: one row a rating; `workbook`: answers, codebook, results and how they came about. */
export const answerFiles = ['wide', 'long', 'codebook', 'workbook', 'spss', 'r'] as const
export type AnswerFile = (typeof answerFiles)[number]
export const resultFiles = ['table', 'workbook'] as const

/** What people wrote goes along only where it is asked for: their texts, or also names and how to reach them. */
export const wordsTaken = ['none', 'texts', 'contacts'] as const
export type WordsTaken = (typeof wordsTaken)[number]

export const exportOptions = {
  /** Of labels and headings; variables keep their names. */
  language: z.enum(languages).optional(),
  words: z.enum(wordsTaken).default('none'),
  /** The byte order mark by which Excel knows UTF-8. */
  mark: z.enum(['yes', 'no']).default('yes'),
}

/** Told with the file: how many responses it holds, and about how large it will be. */
export const rowsHeader = 'x-gap5-rows'
export const sizeHeader = 'x-gap5-size'

/** What is told beforehand: the name of the file, its responses, and about how many bytes (0 where it is small). */
export const exportOutlookSchema = z.object({ name: z.string(), rows: z.int(), bytes: z.int() })
export type ExportOutlook = z.infer<typeof exportOutlookSchema>
