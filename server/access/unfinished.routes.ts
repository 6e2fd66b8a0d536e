import { createRoute, z } from '@hono/zod-openapi'
import { unfinishedListSchema } from '@gap5/contract/access/unfinished.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { authorise } from './authorise.ts'
import { inThisOrganisation } from './path.ts'
import { listUnfinished, tryAgain } from './unfinished.ts'

const listRoute = createRoute({
  ...authorise('unfinished:write'),
  method: 'get',
  path: '/api/o/{org}/unfinished',
  tags: ['access'],
  summary: 'Background work that failed: what happened, who could not do their part, why, and when it is tried again',
  request: { params: inThisOrganisation },
  responses: { 200: json(unfinishedListSchema, 'The oldest first'), default: problemResponse },
})

const asked = json(z.object({ events: z.int() }), 'How many events are tried again, in the background')

const allRoute = createRoute({
  ...authorise('unfinished:write'),
  method: 'post',
  path: '/api/o/{org}/unfinished/attempts',
  tags: ['access'],
  summary: 'Try all background work that failed again now',
  request: { params: inThisOrganisation },
  responses: { 202: asked, default: problemResponse },
})

const oneRoute = createRoute({
  ...authorise('unfinished:write'),
  method: 'post',
  path: '/api/o/{org}/unfinished/{event}/attempts',
  tags: ['access'],
  summary: 'Try what follows from one event again now',
  request: { params: inThisOrganisation.extend({ event: z.uuid() }) },
  responses: { 202: asked, default: problemResponse },
})

export function unfinishedRoutes({ db }: Dependencies): Routes {
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listUnfinished(trx, orgId)), 200)
    })
    .openapi(allRoute, async (c) => {
      const { actor } = c.var
      return c.json({ events: await inOrganisation(db, actor.orgId, (trx) => tryAgain(trx, actor, null)) }, 202)
    })
    .openapi(oneRoute, async (c) => {
      const { actor } = c.var
      return c.json({ events: await inOrganisation(db, actor.orgId, (trx) => tryAgain(trx, actor, c.req.valid('param').event)) }, 202)
    })
}
