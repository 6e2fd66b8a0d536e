import { createRoute, z } from '@hono/zod-openapi'
import { measureSchema } from '@gap5/contract/measure/measures.ts'
import { dayRangeSchema, trendGrains, trendSchema } from '@gap5/contract/measure/trend.ts'
import { authorise } from '../access/authorise.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { parsed } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { readingOf } from './reading.ts'
import { oneStudy, readSelection, selectionQuery } from './selection-query.ts'
import { readTrend } from './trend.ts'

const severalMeasures = z.union([z.string(), z.array(z.string())])

const trendRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/trend',
  tags: ['measure'],
  summary: 'Measures by week, month or quarter, with control limits, signals in words, slope and last change',
  request: {
    params: oneStudy,
    query: selectionQuery.extend({
      measure: severalMeasures.openapi({ description: 'Of `measures` in the result; say it again for more, up to 12', example: 'overall.perception' }),
      grain: z.enum(trendGrains).default('month'),
      by: z.string().optional().openapi({ description: 'Key of an attribute: one line a value', example: 'branch' }),
      baseline: z.string().optional().openapi({ description: 'Days that centre and limits are computed from', example: '2026-01-01..2026-06-30' }),
    }),
  },
  responses: { 200: json(trendSchema, 'The trend'), default: problemResponse },
})

const questionSchema = z.object({ measure: z.array(measureSchema).min(1).max(12), baseline: dayRangeSchema.optional() })

export function trendRoutes(deps: Dependencies): Routes {
  const reading = readingOf(deps)
  return createRoutes().openapi(trendRoute, async (c) => {
    const { measure, grain, by, baseline } = c.req.valid('query')
    const asked = parsed(questionSchema, { measure: [measure].flat(), baseline })
    const question = { measures: asked.measure, grain, by: by ?? null, baseline: asked.baseline ?? null }
    const { organisation } = c.var.actor
    return c.json(await readTrend(reading, organisation, c.req.valid('param').study, readSelection(c.req.url), question, deps.clock.now()), 200)
  })
}
