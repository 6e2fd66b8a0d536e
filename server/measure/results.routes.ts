import { createRoute, z } from '@hono/zod-openapi'
import { comparisonSchema } from '@gap5/contract/measure/comparison.ts'
import { measureSchema } from '@gap5/contract/measure/measures.ts'
import { pulseSchema } from '@gap5/contract/measure/pulse.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { markPolicies, selectionOf, selectionSchema, type Selection } from '@gap5/contract/measure/selection.ts'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { parsed } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { timeKey } from './attribute-classes.ts'
import { readingOf } from './reading.ts'

const oneStudy = inThisOrganisation.extend({
  study: z.string().max(60).openapi({ description: 'Id or handle of a published study', example: 'after-service' }),
})

/** Attributes have names of their own, so they are read from the address itself (`selectionOf`). */
const selectionQuery = z.looseObject({
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

const resultRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results',
  tags: ['measure'],
  summary: 'The result of a study: conclusions, gaps, zone of tolerance, indicators, reliability, distributions',
  request: { params: oneStudy, query: selectionQuery },
  responses: { 200: json(studyResultSchema, 'The result, up to the last committed answer'), default: problemResponse },
})

const comparisonRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/comparison',
  tags: ['measure'],
  summary: 'One measure, compared between the values of an attribute',
  request: {
    params: oneStudy,
    query: selectionQuery.extend({
      attribute: z.string().openapi({ description: `Key of an attribute, or \`${timeKey}\` for the time of answer`, example: 'branch' }),
      measure: z.string().openapi({ description: 'One of `measures` in the result', example: 'dimension.responsiveness.adequacy' }),
    }),
  },
  responses: { 200: json(comparisonSchema, 'The comparison'), default: problemResponse },
})

const pulseRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/pulse',
  tags: ['measure'],
  summary: 'Whether anything changed: cheap enough to ask every second',
  request: { params: oneStudy },
  responses: { 200: json(pulseSchema, 'The pulse'), default: problemResponse },
})

export function resultRoutes(deps: Dependencies): Routes {
  const reading = readingOf(deps)
  return createRoutes()
    .openapi(resultRoute, async (c) =>
      c.json(await reading.result(c.var.actor.organisation, c.req.valid('param').study, readSelection(c.req.url)), 200),
    )
    .openapi(comparisonRoute, async (c) => {
      const { attribute, measure } = c.req.valid('query')
      const question = { attribute, measure: parsed(z.object({ measure: measureSchema }), { measure }).measure }
      return c.json(await reading.comparison(c.var.actor.organisation, c.req.valid('param').study, readSelection(c.req.url), question), 200)
    })
    .openapi(pulseRoute, async (c) => c.json(await reading.pulse(c.var.actor.organisation, c.req.valid('param').study), 200))
}

function readSelection(url: string): Selection {
  return parsed(selectionSchema, selectionOf(new URL(url).searchParams))
}
