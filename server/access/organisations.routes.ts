import { randomUUID } from 'node:crypto'
import { createRoute } from '@hono/zod-openapi'
import { organisationChangeSchema, organisationDraftSchema, organisationSchema } from '@gap5/contract/access/organisations.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { requireOrganisationMaker } from './admission.ts'
import { countAttempt } from './attempts.ts'
import { authorise, signedIn } from './authorise.ts'
import { inThisOrganisation } from './path.ts'
import { forgetKeys } from './keys.ts'
import { organisationLimits } from './limits.ts'
import { changeOrganisation, createOrganisation } from './organisations.ts'

const createOne = createRoute({
  ...signedIn(),
  method: 'post',
  path: '/api/organisations',
  tags: ['access'],
  summary: 'Make an organisation, with oneself as its owner',
  request: { body: { required: true, ...json(organisationDraftSchema, 'The organisation') } },
  responses: { 201: json(organisationSchema, 'The new organisation'), default: problemResponse },
})

const readOne = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}',
  tags: ['access'],
  summary: 'The organisation',
  request: { params: inThisOrganisation },
  responses: { 200: json(organisationSchema, 'The organisation'), default: problemResponse },
})

const changeOne = createRoute({
  ...authorise('organisation:write', { people: true }),
  method: 'patch',
  path: '/api/o/{org}',
  tags: ['access'],
  summary: 'Change name, short name, time zone, language or the smallest n shown',
  request: { params: inThisOrganisation, body: { required: true, ...json(organisationChangeSchema, 'What changes') } },
  responses: { 200: json(organisationSchema, 'The organisation'), default: problemResponse },
})

export function organisationRoutes(deps: Dependencies): Routes {
  const { db, clock } = deps
  return createRoutes()
    .openapi(createOne, async (c) => {
      await countAttempt(deps, organisationLimits(c.var.user.id))
      await requireOrganisationMaker(deps, c.var.user.id)
      const draft = { draft: c.req.valid('json'), ownerId: c.var.user.id, now: clock.now(), id: randomUUID() }
      return c.json(await db.transaction().execute((trx) => createOrganisation(trx, draft)), 201)
    })
    .openapi(readOne, (c) => c.json(c.var.actor.organisation, 200))
    .openapi(changeOne, async (c) => {
      const { actor } = c.var
      const change = c.req.valid('json')
      const changed = await inOrganisation(db, actor.orgId, (trx) => changeOrganisation(trx, actor, change, clock.now()))
      forgetKeys(actor.orgId)
      return c.json(changed, 200)
    })
}
