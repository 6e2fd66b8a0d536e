import { createRoute, z } from '@hono/zod-openapi'
import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import { instrumentDraftSchema, kanoDraftSchema, libraryEntrySchema } from '@gap5/contract/listen/library.ts'
import { instrumentSchema } from '@gap5/contract/listen/studies.ts'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { etagOf, ifMatch, seenRevision } from './if-match.ts'
import {
  changeInstrument,
  createInstrument,
  deleteDraft,
  listInstruments,
  publishInstrument,
  readInstrument,
  startVersion,
} from './instruments.ts'
import { createDraft } from './instrument-drafts.ts'
import { readSource, sourceOf } from './instrument-source.ts'
import { kanoDefinition, sampleFeatures } from './kano.ts'
import { readLibrary } from './library.ts'
import { shownDraft } from './shown-draft.ts'

const one = inThisOrganisation.extend({ instrument: z.uuid() })
const oneVersion = one.extend({ version: z.coerce.number().int().min(1) })
const answered = { 200: json(instrumentSchema, 'The instrument version; its ETag is its revision'), default: problemResponse }

const libraryRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/library',
  tags: ['listen'],
  summary: 'Instruments to start from',
  request: { params: inThisOrganisation },
  responses: { 200: json(z.array(libraryEntrySchema), 'The library'), default: problemResponse },
})

const previewRoute = createRoute({
  ...authorise('studies:read'),
  method: 'post',
  path: '/api/o/{org}/instruments/preview',
  tags: ['listen'],
  summary: 'Check a definition, or see what a list of features makes, without keeping it',
  request: { params: inThisOrganisation, body: { required: true, ...json(instrumentDraftSchema, 'Where it comes from') } },
  responses: { 200: json(definitionSchema, 'The definition'), default: problemResponse },
})

const listRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/instruments',
  tags: ['listen'],
  summary: 'Own instruments in their newest versions, the last changed first',
  request: { params: inThisOrganisation },
  responses: { 200: json(z.array(instrumentSchema), 'Instruments'), default: problemResponse },
})

const createOne = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/instruments',
  tags: ['listen'],
  summary: 'Make an instrument from nothing, the library, a list of features, another instrument, a definition or a YAML file',
  request: { params: inThisOrganisation, body: { required: true, ...json(instrumentDraftSchema, 'Where it comes from') } },
  responses: { 201: json(instrumentSchema, 'The instrument, as a draft'), default: problemResponse },
})

const readRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/instruments/{instrument}',
  tags: ['listen'],
  summary: 'The newest version of an instrument',
  request: { params: one },
  responses: answered,
})

const readVersionRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/instruments/{instrument}/versions/{version}',
  tags: ['listen'],
  summary: 'One version of an instrument',
  request: { params: oneVersion },
  responses: answered,
})

const startRoute = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/instruments/{instrument}/versions',
  tags: ['listen'],
  summary: 'Start a new version as a draft, worded like the newest',
  request: { params: one },
  responses: { 201: json(instrumentSchema, 'The draft version'), default: problemResponse },
})

const changeRoute = createRoute({
  ...authorise('studies:write'),
  method: 'put',
  path: '/api/o/{org}/instruments/{instrument}/versions/{version}',
  tags: ['listen'],
  summary: 'Change a draft version; published ones are frozen',
  request: { params: oneVersion, headers: ifMatch, body: { required: true, ...json(definitionSchema, 'The definition') } },
  responses: answered,
})

const publishRoute = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/instruments/{instrument}/versions/{version}/publication',
  tags: ['listen'],
  summary: 'Publish a version, which freezes it; with If-Match, only as it was read',
  request: { params: oneVersion, headers: ifMatch },
  responses: answered,
})

const deleteRoute = createRoute({
  ...authorise('studies:write'),
  method: 'delete',
  path: '/api/o/{org}/instruments/{instrument}/draft',
  tags: ['listen'],
  summary: 'Delete the draft version; with the first, the whole instrument',
  request: { params: one },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

export function instrumentRoutes({ db, clock }: Dependencies): Routes {
  return createRoutes()
    .openapi(libraryRoute, async (c) => {
      const plain = (await readLibrary()).map((definition) => ({ key: definition.key, needs: 'nothing' as const, definition }))
      const kano = await kanoDefinition(kanoDraftSchema.parse({ features: sampleFeatures }))
      return c.json([...plain, { key: kano.key, needs: 'features' as const, definition: kano }], 200)
    })
    .openapi(previewRoute, async (c) => {
      const { orgId } = c.var.actor
      const source = await sourceOf(c.req.valid('json'), (id, version) => inOrganisation(db, orgId, (trx) => readSource(trx, orgId, id, version)))
      return c.json('document' in source ? shownDraft(source.document) : source.definition, 200)
    })
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listInstruments(trx, orgId)), 200)
    })
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const source = await sourceOf(c.req.valid('json'), (id, version) => inOrganisation(db, actor.orgId, (trx) => readSource(trx, actor.orgId, id, version)))
      const made = await inOrganisation(db, actor.orgId, (trx) =>
        'document' in source ? createDraft(trx, actor, source.document, clock.now()) : createInstrument(trx, actor, source, clock.now()),
      )
      return c.json(made, 201)
    })
    .openapi(readRoute, async (c) => {
      const { orgId } = c.var.actor
      const read = await inOrganisation(db, orgId, (trx) => readInstrument(trx, orgId, c.req.valid('param').instrument))
      return c.json(read, 200, { ETag: etagOf(read) })
    })
    .openapi(readVersionRoute, async (c) => {
      const { orgId } = c.var.actor
      const { instrument, version } = c.req.valid('param')
      const read = await inOrganisation(db, orgId, (trx) => readInstrument(trx, orgId, instrument, version))
      return c.json(read, 200, { ETag: etagOf(read) })
    })
    .openapi(startRoute, async (c) => {
      const { actor } = c.var
      const { instrument } = c.req.valid('param')
      const started = await inOrganisation(db, actor.orgId, (trx) => startVersion(trx, actor, instrument, clock.now()))
      return c.json(started, 201, { ETag: etagOf(started) })
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const { instrument: id, version } = c.req.valid('param')
      const change = { id, version, revision: seenRevision(c), definition: c.req.valid('json') }
      const changed = await inOrganisation(db, actor.orgId, (trx) => changeInstrument(trx, actor, change, clock.now()))
      return c.json(changed, 200, { ETag: etagOf(changed) })
    })
    .openapi(publishRoute, async (c) => {
      const { actor } = c.var
      const { instrument, version } = c.req.valid('param')
      const published = await inOrganisation(db, actor.orgId, (trx) => publishInstrument(trx, actor, instrument, version, clock.now(), c.req.header('If-Match') === undefined ? undefined : seenRevision(c)))
      return c.json(published, 200, { ETag: etagOf(published) })
    })
    .openapi(deleteRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, (trx) => deleteDraft(trx, actor, c.req.valid('param').instrument))
      return c.body(null, 204)
    })
}
