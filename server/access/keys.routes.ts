import { createRoute, z } from '@hono/zod-openapi'
import { apiKeyDraftSchema, apiKeySchema, newApiKeySchema } from '@gap5/contract/access/keys.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { authorise } from './authorise.ts'
import { createKey, forgetKeys, listKeys, revokeKey } from './keys.ts'
import { inThisOrganisation } from './path.ts'

const createOne = createRoute({
  ...authorise('keys:write', { people: true }),
  method: 'post',
  path: '/api/o/{org}/keys',
  tags: ['access'],
  summary: 'Make an API key; its secret is told this once',
  request: { params: inThisOrganisation, body: { required: true, ...json(apiKeyDraftSchema, 'Title and role') } },
  responses: { 201: json(newApiKeySchema, 'The key with its secret'), default: problemResponse },
})

const listRoute = createRoute({
  ...authorise('keys:write'),
  method: 'get',
  path: '/api/o/{org}/keys',
  tags: ['access'],
  summary: 'API keys, newest first, the revoked ones included',
  request: { params: inThisOrganisation },
  responses: { 200: json(z.array(apiKeySchema), 'API keys'), default: problemResponse },
})

const revokeRoute = createRoute({
  ...authorise('keys:write', { people: true }),
  method: 'delete',
  path: '/api/o/{org}/keys/{key}',
  tags: ['access'],
  summary: 'Revoke an API key, at once and for good',
  request: { params: inThisOrganisation.extend({ key: z.uuid() }) },
  responses: { 204: { description: 'Revoked' }, default: problemResponse },
})

export function keyRoutes({ db, clock }: Dependencies): Routes {
  return createRoutes()
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const draft = c.req.valid('json')
      return c.json(await inOrganisation(db, actor.orgId, (trx) => createKey(trx, actor, draft, clock.now())), 201)
    })
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listKeys(trx, orgId)), 200)
    })
    .openapi(revokeRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, (trx) => revokeKey(trx, actor, c.req.valid('param').key, clock.now()))
      forgetKeys(actor.orgId)
      return c.body(null, 204)
    })
}
