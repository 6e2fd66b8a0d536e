/** A cheap sign of life of a study, asked for again and again by an open result page. */
import { z } from 'zod'

export const pulseSchema = z.object({
  /** Another text as soon as an answer came in, was corrected or marked; what it says is nobody's business. */
  revision: z.string(),
  responses: z.int(),
  lastAt: z.iso.datetime().nullable(),
})
export type Pulse = z.infer<typeof pulseSchema>
