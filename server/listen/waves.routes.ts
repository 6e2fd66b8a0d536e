import { createRoute, z } from '@hono/zod-openapi'
import { studySchema } from '@gap5/contract/listen/studies.ts'
import { seriesChangeSchema, seriesListSchema, seriesSchema, seriesWithWavesSchema, waveDraftSchema } from '@gap5/contract/listen/waves.ts'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { etagOf } from './if-match.ts'
import { findStudy } from './studies.ts'
import { inThisStudy } from './study-path.ts'
import { changeSeries, createWave, listSeries, readSeries } from './waves.ts'

const inThisSeries = inThisOrganisation.extend({ series: z.uuid() })

const createOne = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/waves',
  tags: ['listen'],
  summary: 'Make the next wave of a study: the same questions, attributes, quotas and collectors, another time',
  request: { params: inThisStudy, body: { required: true, ...json(waveDraftSchema, 'The wave') } },
  responses: { 201: json(studySchema, 'The new wave'), default: problemResponse },
})

const listRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/series',
  tags: ['listen'],
  summary: 'Series of studies, the newest first',
  request: { params: inThisOrganisation },
  responses: { 200: json(seriesListSchema, 'Series'), default: problemResponse },
})

const readRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/series/{series}',
  tags: ['listen'],
  summary: 'A series with its waves, the first one first',
  request: { params: inThisSeries },
  responses: { 200: json(seriesWithWavesSchema, 'The series'), default: problemResponse },
})

const changeRoute = createRoute({
  ...authorise('studies:write'),
  method: 'patch',
  path: '/api/o/{org}/series/{series}',
  tags: ['listen'],
  summary: 'Change the title of a series, or when its waves are made by themselves',
  request: { params: inThisSeries, body: { required: true, ...json(seriesChangeSchema, 'What changes') } },
  responses: { 200: json(seriesSchema, 'The series'), default: problemResponse },
})

export function waveRoutes({ db, clock }: Dependencies): Routes {
  return createRoutes()
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const draft = c.req.valid('json')
      const study = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        return createWave(trx, actor, id, draft, clock.now())
      })
      return c.json(study, 201, { ETag: etagOf(study) })
    })
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listSeries(trx, orgId)), 200)
    })
    .openapi(readRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => readSeries(trx, orgId, c.req.valid('param').series, clock.now())), 200)
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const change = c.req.valid('json')
      return c.json(await inOrganisation(db, actor.orgId, (trx) => changeSeries(trx, actor, c.req.valid('param').series, change)), 200)
    })
}
