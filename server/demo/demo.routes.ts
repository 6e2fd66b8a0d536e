import { createRoute } from '@hono/zod-openapi'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { resetDemo } from './load.ts'

const resetRoute = createRoute({
  ...authorise('organisation:write', { people: true }),
  method: 'post',
  path: '/api/o/{org}/demo/reset',
  tags: ['demo'],
  summary: 'Put the demo organisation back as it was on the first day',
  description: 'Studies, instruments, answers and units are replaced; members and the audit trail stay.',
  request: { params: inThisOrganisation },
  responses: { 204: { description: 'Reset' }, default: problemResponse },
})

export function demoRoutes({ db, clock }: Dependencies): Routes {
  return createRoutes().openapi(resetRoute, async (c) => {
    const { actor } = c.var
    await inOrganisation(db, actor.orgId, (trx) => resetDemo(trx, actor, clock.now()))
    return c.body(null, 204)
  })
}
