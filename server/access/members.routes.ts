import { createRoute, z } from '@hono/zod-openapi'
import { memberSchema, roleChangeSchema } from '@gap5/contract/access/members.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { authorise } from './authorise.ts'
import { changeRole, leave, listMembers, removeMember } from './members.ts'
import { inThisOrganisation } from './path.ts'

const oneMember = inThisOrganisation.extend({ user: z.uuid() })

const listRoute = createRoute({
  ...authorise('members:read'),
  method: 'get',
  path: '/api/o/{org}/members',
  tags: ['access'],
  summary: 'Members, in the order in which they joined',
  request: { params: inThisOrganisation },
  responses: { 200: json(z.array(memberSchema), 'Members'), default: problemResponse },
})

const changeRoute = createRoute({
  ...authorise('members:write', { people: true }),
  method: 'patch',
  path: '/api/o/{org}/members/{user}',
  tags: ['access'],
  summary: 'Change the role of a member; an owner stays',
  request: { params: oneMember, body: { required: true, ...json(roleChangeSchema, 'The new role') } },
  responses: { 204: { description: 'Changed' }, default: problemResponse },
})

const removeRoute = createRoute({
  ...authorise('members:write', { people: true }),
  method: 'delete',
  path: '/api/o/{org}/members/{user}',
  tags: ['access'],
  summary: 'Remove a member; an owner stays',
  request: { params: oneMember },
  responses: { 204: { description: 'Removed' }, default: problemResponse },
})

const leaveRoute = createRoute({
  ...authorise('members:read', { people: true }),
  method: 'delete',
  path: '/api/o/{org}/membership',
  tags: ['access'],
  summary: 'Leave the organisation',
  request: { params: inThisOrganisation },
  responses: { 204: { description: 'No member any more' }, default: problemResponse },
})

export function memberRoutes({ db }: Dependencies): Routes {
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listMembers(trx, orgId)), 200)
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const [{ user }, { role }] = [c.req.valid('param'), c.req.valid('json')]
      await inOrganisation(db, actor.orgId, (trx) => changeRole(trx, actor, user, role))
      return c.body(null, 204)
    })
    .openapi(removeRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, (trx) => removeMember(trx, actor, c.req.valid('param').user))
      return c.body(null, 204)
    })
    .openapi(leaveRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, (trx) => leave(trx, actor))
      return c.body(null, 204)
    })
}
