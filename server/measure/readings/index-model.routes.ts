import { createRoute, z } from '@hono/zod-openapi'
import { bootstrapSchema, indexModelOptionsSchema, indexModelReadingSchema } from '@gap5/contract/measure/readings/index-model.ts'
import { authorise } from '../../access/authorise.ts'
import { inOrganisation } from '../../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../../http/routes.ts'
import { readStudy } from '../../listen/studies.ts'
import { parsed, Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { oneStudy, readSelection, selectionQuery } from '../selection-query.ts'
import { askIndexModel, askIndexModelWithIntervals } from './ask.ts'
import { askForBootstrap, cancelBootstrap } from './bootstraps.ts'
import { choicesIn, readingRoute } from './readings.routes.ts'

const modelRoute = readingRoute('index-model', indexModelReadingSchema, indexModelOptionsSchema.shape, 'The satisfaction index by blocks (ECSI, CCSI, ACSI), by PLS')

const askRoute = createRoute({
  ...authorise('results:read'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/results/index-model/bootstraps',
  tags: ['measure'],
  summary: 'Ask for the intervals of the index by blocks; they are worked out in the background',
  request: { params: oneStudy, query: selectionQuery },
  responses: { 202: json(bootstrapSchema, 'The bootstrap asked for, or the one that is there'), default: problemResponse },
})

const cancelRoute = createRoute({
  ...authorise('results:read'),
  method: 'delete',
  path: '/api/o/{org}/studies/{study}/results/index-model/bootstraps/{bootstrap}',
  tags: ['measure'],
  summary: 'Stop working out intervals',
  request: { params: oneStudy.extend({ bootstrap: z.uuid() }) },
  responses: { 200: json(bootstrapSchema, 'As it stands now'), default: problemResponse },
})

export function indexModelRoutes(deps: Dependencies): Routes {
  const { db, clock } = deps
  return createRoutes()
    .openapi(modelRoute, async (c) => {
      const { study } = c.req.valid('param')
      const asked = { organisation: c.var.actor.organisation, study, selection: readSelection(c.req.url) }
      return c.json(await askIndexModelWithIntervals(deps, asked, parsed(indexModelOptionsSchema, choicesIn(c.req.url))), 200)
    })
    .openapi(askRoute, async (c) => {
      const { organisation } = c.var.actor
      const { study } = c.req.valid('param')
      const [selection, options] = [readSelection(c.req.url), parsed(indexModelOptionsSchema, choicesIn(c.req.url))]
      const { drawn, question, reading } = await askIndexModel(deps, { organisation, study, selection }, options)
      if (drawn === null) throw new Problem('measure.choice-unfit', { choice: 'bootstrap', why: reading.refusal ?? { en: 'there are too few answers', zh: '答卷太少' } })
      const bootstrap = await inOrganisation(db, organisation.id, async (trx) => {
        const { id } = await readStudy(trx, organisation.id, study, clock.now())
        return askForBootstrap(trx, organisation.id, { studyId: id, question, selection, options, n: drawn }, clock.now())
      })
      return c.json(bootstrap, 202)
    })
    .openapi(cancelRoute, async (c) => {
      const { organisation } = c.var.actor
      const { study, bootstrap } = c.req.valid('param')
      const found = await inOrganisation(db, organisation.id, async (trx) => {
        const { id } = await readStudy(trx, organisation.id, study, clock.now())
        return cancelBootstrap(trx, organisation.id, id, bootstrap, clock.now())
      })
      return c.json(found, 200)
    })
}
