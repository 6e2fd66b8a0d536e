import { createRoute, z } from '@hono/zod-openapi'
import { difference } from '@gap5/contract/listen/difference.ts'
import { differenceSchema } from '@gap5/contract/listen/difference-answer.ts'
import { draftStateSchema, openDraftSchema } from '@gap5/contract/listen/draft.ts'
import { readingSchema } from '@gap5/contract/listen/recipe.ts'
import { instrumentVersionSchema } from '@gap5/contract/listen/studies.ts'
import { authorise } from '../access/authorise.ts'
import { inThisOrganisation } from '../access/path.ts'
import { inOrganisation } from '../database.ts'
import { bytes, createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { etagOf, ifMatch, seenRevision } from './if-match.ts'
import { readDraft, saveDraft } from './instrument-drafts.ts'
import { listVersions, readInstrument } from './instruments.ts'
import { writeInstrumentYaml } from './instrument-yaml.ts'
import { readFile } from './reading/read-file.ts'

const one = inThisOrganisation.extend({ instrument: z.uuid() })
const oneVersion = one.extend({ version: z.coerce.number().int().min(1) })
const draft = { 200: json(openDraftSchema, 'The draft; its ETag is its revision'), default: problemResponse }
const tags = ['listen']

const readDraftRoute = createRoute({
  ...authorise('studies:write'),
  method: 'get',
  path: '/api/o/{org}/instruments/{instrument}/draft',
  tags,
  summary: 'The draft version as it is being written, with what keeps it from being published',
  request: { params: one },
  responses: draft,
})

const saveDraftRoute = createRoute({
  ...authorise('studies:write'),
  method: 'put',
  path: '/api/o/{org}/instruments/{instrument}/draft',
  tags,
  summary: 'Save the draft version, finished or not',
  request: { params: one, headers: ifMatch, body: { required: true, ...json(draftStateSchema, 'The draft') } },
  responses: draft,
})

const versionsRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/instruments/{instrument}/versions',
  tags,
  summary: 'All versions, the newest first, with the studies that ask them',
  request: { params: one },
  responses: { 200: json(z.array(instrumentVersionSchema), 'Versions'), default: problemResponse },
})

const differenceRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/instruments/{instrument}/versions/{version}/difference',
  tags,
  summary: 'What a version changes against an earlier one, and which answers can still be compared',
  request: { params: oneVersion, query: z.object({ from: z.coerce.number().int().min(1) }) },
  responses: { 200: json(differenceSchema, 'The difference'), default: problemResponse },
})

const fileRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/instruments/{instrument}/versions/{version}/file',
  tags,
  summary: 'A version as a file, YAML or JSON, which an instrument can be made of again',
  request: { params: oneVersion, query: z.object({ format: z.enum(['yaml', 'json']).default('yaml') }) },
  responses: { 200: { description: 'The file', content: { 'application/yaml': { schema: z.string() }, 'application/json': { schema: z.any() } } }, default: problemResponse },
})

const tableSchema = z.object({
  rows: z.array(z.object({ number: z.int(), cells: z.array(z.string()) })),
  /** Rows beyond the thousandth. */
  left: z.int(),
  sheets: z.array(z.string()),
  reading: readingSchema,
})

const tableRoute = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/instruments/item-table',
  tags,
  summary: 'Read a table of items (CSV, TSV or .xlsx, in any encoding) without keeping it',
  request: {
    params: inThisOrganisation,
    query: z.object({ sheet: z.string().max(200).optional() }),
    body: { required: true, ...bytes('The bytes of the file, or what was pasted') },
  },
  responses: { 200: json(tableSchema, 'Its cells'), default: problemResponse },
})

/** A table of items is small; what is larger is no such table. */
export const itemTableLimits = { '/api/o/:org/instruments/item-table': 8 * 1024 * 1024 }

export function instrumentDraftRoutes({ db, clock }: Dependencies): Routes {
  return createRoutes()
    .openapi(readDraftRoute, async (c) => {
      const { actor } = c.var
      const read = await inOrganisation(db, actor.orgId, (trx) => readDraft(trx, actor, c.req.valid('param').instrument))
      return c.json(read, 200, { ETag: etagOf(read) })
    })
    .openapi(saveDraftRoute, async (c) => {
      const { actor } = c.var
      const { instrument } = c.req.valid('param')
      const state = c.req.valid('json')
      const revision = seenRevision(c)
      const saved = await inOrganisation(db, actor.orgId, (trx) => saveDraft(trx, actor, instrument, revision, state, clock.now()))
      return c.json(saved, 200, { ETag: etagOf(saved) })
    })
    .openapi(versionsRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listVersions(trx, orgId, c.req.valid('param').instrument)), 200)
    })
    .openapi(differenceRoute, async (c) => {
      const { orgId } = c.var.actor
      const [{ instrument, version }, { from }] = [c.req.valid('param'), c.req.valid('query')]
      const [before, after] = await inOrganisation(db, orgId, async (trx) => [await readInstrument(trx, orgId, instrument, from), await readInstrument(trx, orgId, instrument, version)])
      return c.json({ from, to: version, ...difference(before.definition, after.definition) }, 200)
    })
    .openapi(fileRoute, async (c) => {
      const { orgId } = c.var.actor
      const { instrument, version } = c.req.valid('param')
      const { definition } = await inOrganisation(db, orgId, (trx) => readInstrument(trx, orgId, instrument, version))
      const { format } = c.req.valid('query')
      c.header('Content-Disposition', `attachment; filename="${definition.key}-v${version}.${format}"`)
      c.header('Content-Type', format === 'yaml' ? 'application/yaml; charset=utf-8' : 'application/json; charset=utf-8')
      return c.body(format === 'yaml' ? writeInstrumentYaml(definition) : `${JSON.stringify(definition, null, 2)}\n`, 200)
    })
    .openapi(tableRoute, async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      return c.json(await readFile('items', bytes, c.req.valid('query'), { signal: c.req.raw.signal }), 200)
    })
}
