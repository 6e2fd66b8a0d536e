import { createRoute, z } from '@hono/zod-openapi'
import { unitDraftSchema, unitSchema } from '@gap5/contract/people/units.ts'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies, Room } from '../room.ts'
import { changeUnit, createUnit, deleteUnit, listUnits, readUnit } from './units.ts'

const oneUnit = inThisOrganisation.extend({ unit: z.uuid() })

const listRoute = createRoute({
  ...authorise('units:read'),
  method: 'get',
  path: '/api/o/{org}/units',
  tags: ['people'],
  summary: 'Branches and departments, by code',
  request: { params: inThisOrganisation },
  responses: { 200: json(z.array(unitSchema), 'Units'), default: problemResponse },
})

const readRoute = createRoute({
  ...authorise('units:read'),
  method: 'get',
  path: '/api/o/{org}/units/{unit}',
  tags: ['people'],
  summary: 'One unit',
  request: { params: oneUnit },
  responses: { 200: json(unitSchema, 'The unit'), default: problemResponse },
})

const createOne = createRoute({
  ...authorise('units:write'),
  method: 'post',
  path: '/api/o/{org}/units',
  tags: ['people'],
  summary: 'Add a branch or department',
  request: { params: inThisOrganisation, body: { required: true, ...json(unitDraftSchema, 'The unit') } },
  responses: { 201: json(unitSchema, 'The new unit'), default: problemResponse },
})

const changeRoute = createRoute({
  ...authorise('units:write'),
  method: 'put',
  path: '/api/o/{org}/units/{unit}',
  tags: ['people'],
  summary: 'Change a unit, or move it below another',
  request: { params: oneUnit, body: { required: true, ...json(unitDraftSchema, 'The unit') } },
  responses: { 200: json(unitSchema, 'The unit'), default: problemResponse },
})

const deleteRoute = createRoute({
  ...authorise('units:write'),
  method: 'delete',
  path: '/api/o/{org}/units/{unit}',
  tags: ['people'],
  summary: 'Delete a unit nothing points at',
  request: { params: oneUnit },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

export function unitRoutes({ db, clock }: Dependencies, rooms: readonly Room[]): Routes {
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listUnits(trx, orgId)), 200)
    })
    .openapi(readRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => readUnit(trx, orgId, c.req.valid('param').unit)), 200)
    })
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const draft = c.req.valid('json')
      return c.json(await inOrganisation(db, actor.orgId, (trx) => createUnit(trx, actor, draft, clock.now())), 201)
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const [{ unit }, draft] = [c.req.valid('param'), c.req.valid('json')]
      return c.json(await inOrganisation(db, actor.orgId, (trx) => changeUnit(trx, actor, unit, draft, rooms)), 200)
    })
    .openapi(deleteRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, (trx) => deleteUnit(trx, actor, c.req.valid('param').unit, rooms))
      return c.body(null, 204)
    })
}
