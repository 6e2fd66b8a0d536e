import { createRoute, z } from '@hono/zod-openapi'
import {
  acceptedInvitationSchema,
  invitationDraftSchema,
  invitationPreviewSchema,
  invitationSchema,
  invitationTokenSchema,
  newInvitationSchema,
} from '@gap5/contract/access/members.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { countAttempt } from './attempts.ts'
import { authorise, open, signedIn } from './authorise.ts'
import { acceptInvitation, invite, listInvitations, previewInvitation, withdraw } from './invitations.ts'
import { linkLimits } from './limits.ts'
import { inThisOrganisation } from './path.ts'

const inviteRoute = createRoute({
  ...authorise('members:write', { people: true }),
  method: 'post',
  path: '/api/o/{org}/invitations',
  tags: ['access'],
  summary: 'Invite somebody; the link is told this once',
  request: { params: inThisOrganisation, body: { required: true, ...json(invitationDraftSchema, 'Whom, and as what') } },
  responses: { 201: json(newInvitationSchema, 'The invitation with its link'), default: problemResponse },
})

const listRoute = createRoute({
  ...authorise('members:write'),
  method: 'get',
  path: '/api/o/{org}/invitations',
  tags: ['access'],
  summary: 'Invitations, newest first',
  request: { params: inThisOrganisation },
  responses: { 200: json(z.array(invitationSchema), 'Invitations'), default: problemResponse },
})

const withdrawRoute = createRoute({
  ...authorise('members:write', { people: true }),
  method: 'delete',
  path: '/api/o/{org}/invitations/{invitation}',
  tags: ['access'],
  summary: 'Withdraw an invitation; its link opens nothing any more',
  request: { params: inThisOrganisation.extend({ invitation: z.uuid() }) },
  responses: { 204: { description: 'Withdrawn' }, default: problemResponse },
})

const previewRoute = createRoute({
  ...open('Whoever was invited may not have an account yet; the token is the proof'),
  method: 'post',
  path: '/api/invitations/preview',
  tags: ['access'],
  summary: 'What an invitation link offers',
  request: { body: { required: true, ...json(invitationTokenSchema, 'What stands after # in the link') } },
  responses: { 200: json(invitationPreviewSchema, 'The offer'), default: problemResponse },
})

const acceptRoute = createRoute({
  ...signedIn(),
  method: 'post',
  path: '/api/invitations/acceptance',
  tags: ['access'],
  summary: 'Accept an invitation',
  request: { body: { required: true, ...json(invitationTokenSchema, 'What stands after # in the link') } },
  responses: { 200: json(acceptedInvitationSchema, 'The organisation one is now a member of'), default: problemResponse },
})

export function invitationRoutes(deps: Dependencies): Routes {
  const { db, clock } = deps
  return createRoutes()
    .openapi(inviteRoute, async (c) => {
      const { actor } = c.var
      const draft = c.req.valid('json')
      return c.json(await inOrganisation(db, actor.orgId, (trx) => invite(trx, actor, draft, clock.now())), 201)
    })
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listInvitations(trx, orgId, clock.now())), 200)
    })
    .openapi(withdrawRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, (trx) => withdraw(trx, actor, c.req.valid('param').invitation))
      return c.body(null, 204)
    })
    .openapi(previewRoute, async (c) => {
      await countAttempt(deps, linkLimits(c))
      return c.json(await previewInvitation(db, c.req.valid('json').token, clock.now()), 200)
    })
    .openapi(acceptRoute, async (c) => {
      await countAttempt(deps, linkLimits(c))
      return c.json(await acceptInvitation(db, c.var.user, c.req.valid('json').token, clock.now()), 200)
    })
}
