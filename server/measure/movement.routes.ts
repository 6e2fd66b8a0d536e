import { createRoute, z } from '@hono/zod-openapi'
import { measureSchema } from '@gap5/contract/measure/measures.ts'
import { rankingSchema } from '@gap5/contract/measure/ranking.ts'
import { byImportance, zoneMovementSchema } from '@gap5/contract/measure/zone-movement.ts'
import { authorise } from '../access/authorise.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { parsed } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { ranking } from './ranking.ts'
import { readingOf } from './reading.ts'
import { oneStudy, readSelection, selectionQuery } from './selection-query.ts'
import { movementNeeds, partsByImportance, zoneMovement } from './zone-movement.ts'
import type { Parts } from './parts.ts'

const rankingRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/ranking',
  tags: ['measure'],
  summary: 'Units in order of a measure, each held against the limits of its own size',
  request: {
    params: oneStudy,
    query: selectionQuery.extend({
      attribute: z.string().openapi({ description: 'Key of an attribute', example: 'branch' }),
      measure: z.string().openapi({ description: 'One of `measures` in the result', example: 'dimension.responsiveness.perception' }),
    }),
  },
  responses: { 200: json(rankingSchema, 'The ranking'), default: problemResponse },
})

const movementRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/results/zone-movement',
  tags: ['measure'],
  summary: 'How the zone of tolerance moves with importance, segment and experience',
  request: {
    params: oneStudy,
    query: selectionQuery.extend({
      dimension: z.string().max(40).optional().openapi({ description: 'Key of a dimension; all of them beside each other unless told', example: 'reliability' }),
      by: z.string().max(60).optional().openapi({ description: `Key of an attribute, or \`${byImportance}\` for thirds by the person’s own importance` }),
    }),
  },
  responses: { 200: json(zoneMovementSchema, 'The zones beside each other'), default: problemResponse },
})

export function movementRoutes(deps: Dependencies): Routes {
  const reading = readingOf(deps)
  return createRoutes()
    .openapi(rankingRoute, async (c) => {
      const { attribute, measure } = c.req.valid('query')
      const selection = readSelection(c.req.url)
      const asked = parsed(z.object({ measure: measureSchema }), { measure }).measure
      const found = await reading.figures(c.var.actor.organisation, c.req.valid('param').study, { selection, attribute, grain: null, question: { ranking: asked } }, (frame, table) => ranking(frame, table, selection, attribute, asked))
      return c.json(found, 200)
    })
    .openapi(movementRoute, async (c) => {
      const { dimension = null, by = null } = c.req.valid('query')
      const selection = readSelection(c.req.url)
      const { organisation } = c.var.actor
      const { study } = c.req.valid('param')
      const asked = { selection, question: { movement: dimension, by } }
      const movement = (parts: Parts) => zoneMovement(parts, { dimension, by })
      const whole = by === byImportance ? null : by
      const parts = await reading.parts(organisation, study, { ...asked, ...movementNeeds({ dimension, by: whole }) }, (parts) => parts)
      const found = by === byImportance ? await reading.findings(organisation, study, asked, (frame, table) => movement(partsByImportance(frame, table, selection, dimension, parts))) : movement(parts)
      return c.json(found, 200)
    })
}
