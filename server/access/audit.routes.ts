import { createRoute } from '@hono/zod-openapi'
import { auditPageSchema, auditQuerySchema } from '@gap5/contract/access/audit.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { readAudit } from './audit-trail.ts'
import { authorise } from './authorise.ts'
import { inThisOrganisation } from './path.ts'

const readRoute = createRoute({
  ...authorise('audit:read'),
  method: 'get',
  path: '/api/o/{org}/audit',
  tags: ['access'],
  summary: 'Who did what to what, newest first',
  request: { params: inThisOrganisation, query: auditQuerySchema },
  responses: { 200: json(auditPageSchema, 'A page of the trail'), default: problemResponse },
})

export function auditRoutes({ db }: Dependencies): Routes {
  return createRoutes().openapi(readRoute, async (c) => {
    const { orgId } = c.var.actor
    const query = c.req.valid('query')
    return c.json(await inOrganisation(db, orgId, (trx) => readAudit(trx, orgId, query)), 200)
  })
}
