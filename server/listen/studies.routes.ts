import { createRoute } from '@hono/zod-openapi'
import { quotaStatesSchema } from '@gap5/contract/listen/quotas.ts'
import { responseRateSchema } from '@gap5/contract/listen/response-rate.ts'
import {
  activitySchema,
  studiesPageSchema,
  studiesQuerySchema,
  studyChangeSchema,
  studyDraftSchema,
  studySchema,
} from '@gap5/contract/listen/studies.ts'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { ensureOpenLink } from './collectors.ts'
import { etagOf, ifMatch, seenRevision } from './if-match.ts'
import { quotaStates } from './quotas.ts'
import { responseRate } from './response-rate.ts'
import { changeStudy, closeStudy, createStudy, deleteStudy, findStudy, publishStudy, readStudy, reopenStudy } from './studies.ts'
import { inThisStudy } from './study-path.ts'
import { listStudies } from './study-list.ts'
import { countByDay } from './tally.ts'
import { writeVisits } from './visit-counts.ts'

const answered = { 200: json(studySchema, 'The study; its ETag is its revision'), default: problemResponse }

const listRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies',
  tags: ['listen'],
  summary: 'Studies, the newest first',
  request: { params: inThisOrganisation, query: studiesQuerySchema },
  responses: { 200: json(studiesPageSchema, 'A page of studies'), default: problemResponse },
})

const createOne = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/studies',
  tags: ['listen'],
  summary: 'Make a study as a draft',
  request: { params: inThisOrganisation, body: { required: true, ...json(studyDraftSchema, 'The study') } },
  responses: { 201: json(studySchema, 'The study, as a draft'), default: problemResponse },
})

const readRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}',
  tags: ['listen'],
  summary: 'One study, by its handle or id, with its exact count of answers',
  request: { params: inThisStudy },
  responses: answered,
})

const activityRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/activity',
  tags: ['listen'],
  summary: 'Answers a day',
  request: { params: inThisStudy },
  responses: { 200: json(activitySchema, 'Days with answers, oldest first'), default: problemResponse },
})

const changeRoute = createRoute({
  ...authorise('studies:write'),
  method: 'patch',
  path: '/api/o/{org}/studies/{study}',
  tags: ['listen'],
  summary: 'Change a study; once published, its instrument and existing attributes stay',
  request: { params: inThisStudy, headers: ifMatch, body: { required: true, ...json(studyChangeSchema, 'What changes') } },
  responses: answered,
})

const publishRoute = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/publication',
  tags: ['listen'],
  summary: 'Publish a study: its instrument version is pinned, and an open link is made unless there is one',
  request: { params: inThisStudy, headers: ifMatch },
  responses: answered,
})

const closeRoute = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/closure',
  tags: ['listen'],
  summary: 'Close a study; it takes no more answers',
  request: { params: inThisStudy },
  responses: answered,
})

const reopenRoute = createRoute({
  ...authorise('studies:write'),
  method: 'delete',
  path: '/api/o/{org}/studies/{study}/closure',
  tags: ['listen'],
  summary: 'Reopen a study; an end of its period that has passed is taken away',
  request: { params: inThisStudy },
  responses: answered,
})

const deleteRoute = createRoute({
  ...authorise('studies:write'),
  method: 'delete',
  path: '/api/o/{org}/studies/{study}',
  tags: ['listen'],
  summary: 'Delete a draft',
  request: { params: inThisStudy },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

const quotasRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/quotas',
  tags: ['listen'],
  summary: 'How far each quota of a study has come, and how often somebody was turned away for it',
  request: { params: inThisStudy },
  responses: { 200: json(quotaStatesSchema, 'Quotas, in the order of the settings'), default: problemResponse },
})

const responseRateRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/response-rate',
  tags: ['listen'],
  summary: 'From the invitation to the last page: how many come how far, and why the others do not',
  request: { params: inThisStudy },
  responses: { 200: json(responseRateSchema, 'Funnels, rates and losses'), default: problemResponse },
})

export function studyRoutes({ db, clock }: Dependencies): Routes {
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      const query = c.req.valid('query')
      return c.json(await inOrganisation(db, orgId, (trx) => listStudies(trx, orgId, query, clock.now())), 200)
    })
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const draft = c.req.valid('json')
      const study = await inOrganisation(db, actor.orgId, (trx) => createStudy(trx, actor, draft, { now: clock.now() }))
      return c.json(study, 201, { ETag: etagOf(study) })
    })
    .openapi(readRoute, async (c) => {
      const { orgId } = c.var.actor
      const study = await inOrganisation(db, orgId, (trx) => readStudy(trx, orgId, c.req.valid('param').study, clock.now()))
      return c.json(study, 200, { ETag: etagOf(study) })
    })
    .openapi(activityRoute, async (c) => {
      const { orgId } = c.var.actor
      const days = await inOrganisation(db, orgId, async (trx) => {
        const study = await readStudy(trx, orgId, c.req.valid('param').study, clock.now())
        return countByDay(trx, orgId, study.id)
      })
      return c.json({ days }, 200)
    })
    .openapi(responseRateRoute, async (c) => {
      const { orgId } = c.var.actor
      await writeVisits(db)
      const rate = await inOrganisation(db, orgId, async (trx) => {
        const study = await findStudy(trx, orgId, c.req.valid('param').study, clock.now())
        return responseRate(trx, orgId, study, clock.now())
      })
      return c.json(rate, 200)
    })
    .openapi(quotasRoute, async (c) => {
      const { orgId } = c.var.actor
      await writeVisits(db)
      const states = await inOrganisation(db, orgId, async (trx) => {
        const { id, settings } = await findStudy(trx, orgId, c.req.valid('param').study, clock.now())
        return quotaStates(trx, orgId, id, settings.quotas)
      })
      return c.json(states, 200)
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const [revision, change] = [seenRevision(c), c.req.valid('json')]
      const study = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await readStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        return changeStudy(trx, actor, { id, revision, change }, clock.now())
      })
      return c.json(study, 200, { ETag: etagOf(study) })
    })
    .openapi(publishRoute, async (c) => {
      const { actor } = c.var
      const revision = seenRevision(c)
      const study = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await readStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        const published = await publishStudy(trx, actor, id, revision, clock.now())
        await ensureOpenLink(trx, actor, id, clock.now())
        return published
      })
      return c.json(study, 200, { ETag: etagOf(study) })
    })
    .openapi(closeRoute, async (c) => {
      const { actor } = c.var
      const study = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await readStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        return closeStudy(trx, actor, id, clock.now())
      })
      return c.json(study, 200, { ETag: etagOf(study) })
    })
    .openapi(reopenRoute, async (c) => {
      const { actor } = c.var
      const study = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await readStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        return reopenStudy(trx, actor, id, clock.now())
      })
      return c.json(study, 200, { ETag: etagOf(study) })
    })
    .openapi(deleteRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await readStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        await deleteStudy(trx, actor, id, clock.now())
      })
      return c.body(null, 204)
    })
}
