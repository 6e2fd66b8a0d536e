/** The report of a study: one document in one language, of the sections that are asked for. */
import { z } from 'zod'
import { languages } from '../language.ts'
import { reportSections, usualSections, type ReportSection } from './report-sections.ts'

export const reportQuerySchema = z.object({
  language: z.enum(languages).default('en'),
  /** Joined by commas; all but the words unless told. */
  sections: z
    .string()
    .max(200)
    .optional()
    .transform((joined, context): ReportSection[] => {
      if (joined === undefined) return [...usualSections]
      const named = joined.split(',').filter((section) => section !== '')
      const unknown = named.find((section) => !(reportSections as readonly string[]).includes(section))
      if (unknown !== undefined || named.length === 0) {
        context.addIssue({ code: 'custom', message: `sections among ${reportSections.join(', ')}`, params: { expected: { en: `some of ${reportSections.join(', ')}`, zh: `${reportSections.join('、')} 中的若干项` } } })
        return z.NEVER
      }
      return reportSections.filter((section) => named.includes(section))
    }),
  /** Key of the attribute that is compared by; a unit where there is one. */
  by: z.string().max(80).optional(),
  /** The figure that is compared and followed over time. */
  measure: z.string().max(120).optional(),
})
