/** How a route is asked for a study and for a part of its answers. */
import { z } from '@hono/zod-openapi'
import { markPolicies, selectionOf, selectionSchema, type Selection } from '@gap5/contract/measure/selection.ts'
import { inThisOrganisation } from '../access/path.ts'
import { parsed } from '../problem.ts'

export const oneStudy = inThisOrganisation.extend({
  study: z.string().max(60).openapi({ description: 'Id or handle of a published study', example: 'after-service' }),
})

/** Attributes have names of their own, so they are read from the address itself (`selectionOf`). */
export const selectionQuery = z.looseObject({
  from: z.iso.date().optional().openapi({ description: 'First day, in the organisation’s time zone', example: '2026-07-01' }),
  to: z.iso.date().optional().openapi({ description: 'Last day, included', example: '2026-09-30' }),
  marks: z.enum(markPolicies).optional().openapi({
    description: 'Responses with quality marks: `usual` leaves out honeypot, duplicate and attention; `clean` all but incomplete; `all` nothing',
  }),
  'a.attribute': z.union([z.string(), z.array(z.string())]).optional().openapi({
    description:
      'Narrow to a value of an attribute, as in `a.branch=north`. Say it again for alternatives. Numbers may be a class (`20..30`), dates a month, quarter or year (`2026-03`, `2026-Q1`, `2026`).',
  }),
})

export function readSelection(url: string): Selection {
  return parsed(selectionSchema, selectionOf(new URL(url).searchParams))
}
