import { createRoute, z } from '@hono/zod-openapi'
import { allows } from '@gap5/contract/access/roles.ts'
import { acceptedSchema, deadLettersPageSchema, retrySchema, type DeadLetter } from '@gap5/contract/listen/responses.ts'
import { audit } from '../access/audit.ts'
import { authorise } from '../access/authorise.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { dismissDeadLetter, listDeadLetters } from './dead-letters.ts'
import { findStudy } from './studies.ts'
import { inThisStudy } from './study-path.ts'
import { retry } from './take-in.ts'

const one = inThisStudy.extend({ letter: z.uuid() })

const listRoute = createRoute({
  ...authorise('responses:write'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/dead-letters',
  tags: ['listen'],
  summary: 'What came in and was not accepted, the newest first',
  request: {
    params: inThisStudy,
    query: z.strictObject({ after: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  },
  responses: { 200: json(deadLettersPageSchema, 'A page of dead letters'), default: problemResponse },
})

const retryRoute = createRoute({
  ...authorise('responses:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/dead-letters/{letter}/retry',
  tags: ['listen'],
  summary: 'Try a dead letter again, mended or as it came',
  request: { params: one, body: { required: true, ...json(retrySchema, 'The mended body, if any') } },
  responses: { 201: json(acceptedSchema, 'Accepted'), default: problemResponse },
})

const dismissRoute = createRoute({
  ...authorise('responses:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/dead-letters/{letter}/dismissal',
  tags: ['listen'],
  summary: 'Take a dead letter off the list',
  request: { params: one },
  responses: { 204: { description: 'Dismissed' }, default: problemResponse },
})

export function deadLetterRoutes({ db, clock }: Dependencies): Routes {
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId, role } = c.var.actor
      const page = await inOrganisation(db, orgId, async (trx) => {
        const { id } = await findStudy(trx, orgId, c.req.valid('param').study, clock.now())
        return listDeadLetters(trx, orgId, id, c.req.valid('query'))
      })
      return c.json(allows(role, 'contacts:read') ? page : { ...page, letters: page.letters.map(withoutContact) }, 200)
    })
    .openapi(retryRoute, async (c) => {
      const { actor } = c.var
      const { study: handle, letter: letterId } = c.req.valid('param')
      const accepted = await inOrganisation(db, actor.orgId, async (trx) => {
        const study = await findStudy(trx, actor.orgId, handle, clock.now())
        return retry(trx, actor, { study, letterId, body: c.req.valid('json').body }, clock.now())
      })
      return c.json(accepted, 201)
    })
    .openapi(dismissRoute, async (c) => {
      const { actor } = c.var
      const { study, letter } = c.req.valid('param')
      await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, study, clock.now())
        await dismissDeadLetter(trx, actor.orgId, id, letter)
        await audit(trx, actor, 'dead-letter.dismissed', { kind: 'dead-letter', id: letter }, { studyId: id })
      })
      return c.body(null, 204)
    })
}

/** A request for help that was not accepted holds a contact, which not everybody who mends answers may see. */
function withoutContact(letter: DeadLetter): DeadLetter {
  const { body } = letter
  if (typeof body !== 'object' || body === null || !('help' in body)) return letter
  return { ...letter, body: { ...body, help: null } }
}
