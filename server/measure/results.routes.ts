import { createRoute, z } from '@hono/zod-openapi'
import { comparisonSchema } from '@gap5/contract/measure/comparison.ts'
import { measureSchema } from '@gap5/contract/measure/measures.ts'
import { pulseSchema } from '@gap5/contract/measure/pulse.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { authorise } from '../access/authorise.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { parsed } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { timeKey } from './attribute-classes.ts'
import { readingOf } from './reading.ts'
import { oneStudy, readSelection, selectionQuery } from './selection-query.ts'

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
