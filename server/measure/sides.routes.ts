import { createRoute, z } from '@hono/zod-openapi'
import { everything, selectionSchema } from '@gap5/contract/measure/selection.ts'
import { againstSchema, benchmarkSchema, sideBySideSchema, sideFigures } from '@gap5/contract/measure/side-by-side.ts'
import { dayRangeSchema } from '@gap5/contract/measure/trend.ts'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { parsed } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { benchmark } from './benchmark.ts'
import { comparePeriods, periodOfSelection } from './period-comparison.ts'
import { dayOf } from './periods.ts'
import { readingOf } from './reading.ts'
import { oneStudy, readSelection, selectionQuery } from './selection-query.ts'

const sideQuery = {
  figure: z.enum(sideFigures).optional().openapi({ description: 'What dimensions and the whole are compared by; what the study has, unless told' }),
  against: againstSchema.default('before').openapi({ description: '`before`, `year`, or two days', example: '2025-07-01..2025-09-30' }),
}

const periodsRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/periods',
  tags: ['measure'],
  summary: 'A period (the last whole quarter, unless told) against the one before, the same a year earlier, or any other',
  request: { params: oneStudy, query: selectionQuery.extend(sideQuery) },
  responses: { 200: json(sideBySideSchema, 'Both periods, measure by measure'), default: problemResponse },
})

const benchmarkRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/benchmark',
  tags: ['measure'],
  summary: 'An own study against its own past and against competitors asked the same',
  request: {
    params: inThisOrganisation,
    query: z.object({
      ...sideQuery,
      study: z.string().max(60).optional().openapi({ description: 'Id or handle of an own study; the one with most competitors unless told' }),
      measure: z.string().max(120).optional().openapi({ description: 'The row that is shown over time', example: 'overall.perception' }),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
    }),
  },
  responses: { 200: json(benchmarkSchema, 'The benchmark'), default: problemResponse },
})

export function sideRoutes(deps: Dependencies): Routes {
  const reading = readingOf(deps)
  return createRoutes()
    .openapi(periodsRoute, async (c) => {
      const { figure = null, against } = c.req.valid('query')
      checkAgainst(against)
      return c.json(await comparePeriods(reading, c.var.actor.organisation, c.req.valid('param').study, readSelection(c.req.url), { figure, against }, deps.clock.now()), 200)
    })
    .openapi(benchmarkRoute, async (c) => {
      const { organisation } = c.var.actor
      const query = c.req.valid('query')
      const { figure = null, against, study = null, measure = null } = query
      checkAgainst(against)
      const { from, to } = parsed(selectionSchema, { from: query.from, to: query.to })
      const today = dayOf(deps.clock.now().getTime(), organisation.timeZone)
      const period = from === undefined && to === undefined ? null : periodOfSelection({ ...everything, from, to }, today)
      return c.json(await benchmark(reading, deps.db, organisation, { figure, against, study, measure, period }, deps.clock.now()), 200)
    })
}

/** Two days must exist and be in order. */
function checkAgainst(against: string): void {
  if (against !== 'before' && against !== 'year') parsed(z.object({ against: dayRangeSchema }), { against })
}
