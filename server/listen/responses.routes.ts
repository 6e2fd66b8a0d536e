import { createRoute, z } from '@hono/zod-openapi'
import { allows } from '@gap5/contract/access/roles.ts'
import {
  acceptedSchema,
  correctionSchema,
  erasureSchema,
  intakeSchema,
  responseDetailSchema,
  responsesPageSchema,
  responsesQuerySchema,
  statementsPageSchema,
  statementsQuerySchema,
} from '@gap5/contract/listen/responses.ts'
import type { Actor } from '../access/actor.ts'
import { authorise } from '../access/authorise.ts'
import { personalSources } from '../access/persons.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies, Room } from '../room.ts'
import { correct } from './corrections.ts'
import { erasePerson } from './erasure.ts'
import { listResponses, readResponse } from './responses.ts'
import { listStatements } from './statements.ts'
import { findStudy } from './studies.ts'
import { inThisStudy } from './study-path.ts'
import { intakeDesk } from './take-in.ts'

const one = inThisStudy.extend({ response: z.uuid() })
const detailed = { 200: json(responseDetailSchema, 'The response with its revisions'), default: problemResponse }

const takeInRoute = createRoute({
  ...authorise('responses:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/responses',
  tags: ['listen'],
  summary: 'Send the answers of one person',
  description:
    'A retry with the same `Idempotency-Key` (or `externalId`) answers with the first id and counts once. What does not fit is answered with a problem per field and kept, raw, among the dead letters of the study.',
  request: {
    params: inThisStudy,
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    // Described, but not checked on the way in: what does not fit has to be kept first.
    body: { required: true, content: { 'application/json': { schema: z.toJSONSchema(intakeSchema, { io: 'input' }) as object } } },
  },
  responses: {
    200: json(acceptedSchema, 'Accepted before'),
    201: json(acceptedSchema, 'Accepted'),
    default: problemResponse,
  },
})

const listRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/responses',
  tags: ['listen'],
  summary: 'Responses, the last submitted first, without words and names',
  request: { params: inThisStudy, query: responsesQuerySchema },
  responses: { 200: json(responsesPageSchema, 'A page of responses'), default: problemResponse },
})

const readRoute = createRoute({
  ...authorise('results:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/responses/{response}',
  tags: ['listen'],
  summary: 'One response with all its revisions; with its words for those who may read them',
  request: { params: one },
  responses: detailed,
})

const correctRoute = createRoute({
  ...authorise('responses:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/responses/{response}/revisions',
  tags: ['listen'],
  summary: 'Correct answers or quality marks by a new revision',
  request: { params: one, body: { required: true, ...json(correctionSchema, 'What changes, and why') } },
  responses: detailed,
})

const eraseRoute = createRoute({
  ...authorise('responses:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/responses/{response}/erasure',
  tags: ['listen'],
  summary: 'Erase the person behind a response; the scores stay',
  request: { params: one, body: { required: true, ...json(erasureSchema, 'Why') } },
  responses: detailed,
})

const statementsRoute = createRoute({
  ...authorise('verbatims:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/statements',
  tags: ['listen'],
  summary: 'What people said in words, the newest first; contacts for those who may read them',
  request: { params: inThisStudy, query: statementsQuerySchema },
  responses: { 200: json(statementsPageSchema, 'A page of statements'), default: problemResponse },
})

export function responseRoutes(deps: Dependencies, rooms: readonly Room[]): Routes {
  const { db, clock } = deps
  const sources = personalSources(rooms)
  const takeIn = intakeDesk(deps)
  return createRoutes()
    .openapi(takeInRoute, async (c) => {
      const accepted = await takeIn({
        actor: c.var.actor,
        study: c.req.valid('param').study,
        raw: await c.req.text(),
        idempotencyKey: c.req.header('Idempotency-Key'),
      })
      return accepted.repeated ? c.json(accepted, 200) : c.json(accepted, 201)
    })
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      const page = await inOrganisation(db, orgId, async (trx) => {
        const { id } = await findStudy(trx, orgId, c.req.valid('param').study, clock.now())
        return listResponses(trx, orgId, id, c.req.valid('query'))
      })
      return c.json(page, 200)
    })
    .openapi(readRoute, async (c) => {
      const { actor } = c.var
      const { study, response } = c.req.valid('param')
      const detail = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, study, clock.now())
        return readResponse(trx, actor.orgId, id, response, readerOf(actor))
      })
      return c.json(detail, 200)
    })
    .openapi(correctRoute, async (c) => {
      const { actor } = c.var
      const { study, response: responseId } = c.req.valid('param')
      const detail = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id: studyId } = await findStudy(trx, actor.orgId, study, clock.now())
        await correct(trx, actor, { studyId, responseId, correction: c.req.valid('json') }, clock.now())
        return readResponse(trx, actor.orgId, studyId, responseId, readerOf(actor))
      })
      return c.json(detail, 200)
    })
    .openapi(eraseRoute, async (c) => {
      const { actor } = c.var
      const { study, response: responseId } = c.req.valid('param')
      const detail = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id: studyId } = await findStudy(trx, actor.orgId, study, clock.now())
        await erasePerson(trx, actor, sources, { studyId, responseId, reason: c.req.valid('json').reason }, clock.now())
        return readResponse(trx, actor.orgId, studyId, responseId, readerOf(actor))
      })
      return c.json(detail, 200)
    })
    .openapi(statementsRoute, async (c) => {
      const { actor } = c.var
      const page = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        return listStatements(trx, actor.orgId, id, c.req.valid('query'), readerOf(actor))
      })
      return c.json(page, 200)
    })
}

function readerOf({ role }: Actor): { verbatims: boolean; contacts: boolean } {
  return { verbatims: allows(role, 'verbatims:read'), contacts: allows(role, 'contacts:read') }
}
