import type { Context } from 'hono'
import { createRoute, z } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import {
  importAimSchema,
  importProgressSchema,
  importRecordSchema,
  importSummarySchema,
  refusedRowsSchema,
} from '@gap5/contract/listen/imports.ts'
import { importLimits, readingChoiceSchema, recipeSchema } from '@gap5/contract/listen/recipe.ts'
import { authorise, requirePermission } from '../../access/authorise.ts'
import { inThisOrganisation } from '../../access/path.ts'
import { inOrganisation } from '../../database.ts'
import { bytes, createRoutes, json, problemResponse, type Routes } from '../../http/routes.ts'
import type { Dependencies } from '../../room.ts'
import { publishedDefinitions } from '../instruments.ts'
import { readLibrary } from '../library.ts'
import { readFile } from '../reading/read-file.ts'
import type { Known, Understood } from '../reading/tasks.ts'
import { loadFile } from './files.ts'
import {
  changeAim,
  changeReading,
  changeRecipe,
  createImport,
  deleteImport,
  findImport,
  listImports,
  readImport,
  readProgress,
} from './imports.ts'
import { listRefused, refusedCsv } from './refused.ts'
import { cancelImport, startImport } from './run.ts'
import { withdrawImport } from './withdraw.ts'

const guard = authorise('responses:write')
const tags = ['listen']
const oneImport = inThisOrganisation.extend({ import: z.uuid() })
const record = { 200: json(importRecordSchema, 'The import'), default: problemResponse }
const uploadQuery = z.object({
  name: z.string().trim().min(1).max(255).describe('Name of the file; what it holds is told by its content'),
  after: z.uuid().optional().describe('The import whose refused rows this file brings, mended'),
})

const uploadRoute = createRoute({
  ...guard,
  method: 'post',
  path: '/api/o/{org}/imports',
  tags,
  summary: 'Upload a survey file (CSV, .xlsx or .sav, as it is) and hear what it was taken for',
  request: {
    params: inThisOrganisation,
    query: uploadQuery,
    body: { required: true, ...bytes('The bytes of the file') },
  },
  responses: { 201: json(importRecordSchema, 'The import, as a draft'), default: problemResponse },
})

const listRoute = createRoute({
  ...guard,
  method: 'get',
  path: '/api/o/{org}/imports',
  tags,
  summary: 'The newest hundred imports',
  request: { params: inThisOrganisation },
  responses: { 200: json(z.array(importSummarySchema), 'Imports'), default: problemResponse },
})

const readRoute = createRoute({
  ...guard,
  method: 'get',
  path: '/api/o/{org}/imports/{import}',
  tags,
  summary: 'One import: how the file was read, its columns, the recipe, how far it got',
  request: { params: oneImport },
  responses: record,
})

const progressRoute = createRoute({
  ...guard,
  method: 'get',
  path: '/api/o/{org}/imports/{import}/progress',
  tags,
  summary: 'How far a running import got',
  request: { params: oneImport },
  responses: { 200: json(importProgressSchema, 'Progress'), default: problemResponse },
})

const readingRoute = createRoute({
  ...guard,
  method: 'put',
  path: '/api/o/{org}/imports/{import}/reading',
  tags,
  summary: 'Read the file otherwise: encoding, separator, sheet, row of headings; guesses anew',
  request: { params: oneImport, body: { required: true, ...json(readingChoiceSchema, 'What is not to be sniffed') } },
  responses: record,
})

const recipeRoute = createRoute({
  ...guard,
  method: 'put',
  path: '/api/o/{org}/imports/{import}/recipe',
  tags,
  summary: 'Correct what the columns stand for',
  request: { params: oneImport, body: { required: true, ...json(recipeSchema, 'The recipe') } },
  responses: record,
})

const aimRoute = createRoute({
  ...guard,
  method: 'put',
  path: '/api/o/{org}/imports/{import}/target',
  tags,
  summary: 'Choose the study the answers go to, or have one made',
  request: { params: oneImport, body: { required: true, ...json(importAimSchema, 'The target') } },
  responses: record,
})

const runRoute = createRoute({
  ...guard,
  method: 'post',
  path: '/api/o/{org}/imports/{import}/run',
  tags,
  summary: 'Start the import, or go on with one that was cancelled or failed',
  request: { params: oneImport },
  responses: record,
})

const cancelRoute = createRoute({
  ...guard,
  method: 'post',
  path: '/api/o/{org}/imports/{import}/cancellation',
  tags,
  summary: 'Stop a running import; what was imported stays',
  request: { params: oneImport },
  responses: record,
})

const withdrawRoute = createRoute({
  ...guard,
  method: 'post',
  path: '/api/o/{org}/imports/{import}/withdrawal',
  tags,
  summary: 'Take an import back: its responses stay readable, emptied by a new revision, and are counted no more',
  request: { params: oneImport },
  responses: record,
})

const deleteRoute = createRoute({
  ...guard,
  method: 'delete',
  path: '/api/o/{org}/imports/{import}',
  tags,
  summary: 'Throw away an import nothing came of, with its file',
  request: { params: oneImport },
  responses: { 204: { description: 'Deleted' }, default: problemResponse },
})

const refusedRoute = createRoute({
  ...guard,
  method: 'get',
  path: '/api/o/{org}/imports/{import}/refused',
  tags,
  summary: 'Rows that were not imported, with what is wrong with each, a hundred at a time',
  request: { params: oneImport, query: z.object({ after: z.coerce.number().int().min(0).default(0) }) },
  responses: { 200: json(refusedRowsSchema, 'Refused rows'), default: problemResponse },
})

const refusedCsvRoute = createRoute({
  ...guard,
  method: 'get',
  path: '/api/o/{org}/imports/{import}/refused.csv',
  tags,
  summary: 'The refused rows as CSV, to mend and to import again',
  request: { params: oneImport },
  responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } }, default: problemResponse },
})

/** Uploading, mapping and running imports of survey files. */
export function importRoutes({ db, clock }: Dependencies): Routes {
  return createRoutes()
    .openapi(uploadRoute, async (c) => {
      const { actor } = c.var
      const { name, after } = c.req.valid('query')
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const { earlier, instruments } = await inOrganisation(db, actor.orgId, async (trx) => ({
        earlier: after === undefined ? null : await findImport(trx, actor.orgId, after),
        instruments: await publishedDefinitions(trx, actor.orgId),
      }))
      const prepared = await readSurvey(c, bytes, { choice: earlier?.choice ?? {}, fileName: name, instruments })
      const upload = { fileName: name, bytes, prepared, after: earlier }
      return c.json(await inOrganisation(db, actor.orgId, (trx) => createImport(trx, actor, upload, clock.now())), 201)
    })
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listImports(trx, orgId)), 200)
    })
    .openapi(readRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => readImport(trx, orgId, c.req.valid('param').import, clock.now())), 200)
    })
    .openapi(progressRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => readProgress(trx, orgId, c.req.valid('param').import)), 200)
    })
    .openapi(readingRoute, async (c) => {
      const { actor } = c.var
      const [{ import: id }, choice] = [c.req.valid('param'), c.req.valid('json')]
      const { bytes, name, instruments } = await inOrganisation(db, actor.orgId, async (trx) => {
        const row = await findImport(trx, actor.orgId, id)
        const file = { orgId: actor.orgId, id, fileName: row.file_name, bytes: row.bytes }
        return { bytes: await loadFile(trx, file), name: row.file_name, instruments: await publishedDefinitions(trx, actor.orgId) }
      })
      const prepared = await readSurvey(c, bytes, { choice, fileName: name, instruments })
      const changed = { id, choice, prepared }
      return c.json(await inOrganisation(db, actor.orgId, (trx) => changeReading(trx, actor, changed, clock.now())), 200)
    })
    .openapi(recipeRoute, async (c) => {
      const { actor } = c.var
      const [{ import: id }, recipe] = [c.req.valid('param'), c.req.valid('json')]
      return c.json(await inOrganisation(db, actor.orgId, (trx) => changeRecipe(trx, actor, id, recipe, clock.now())), 200)
    })
    .openapi(aimRoute, async (c) => {
      const { actor } = c.var
      const [{ import: id }, aim] = [c.req.valid('param'), c.req.valid('json')]
      if (aim.target.kind === 'new') requirePermission(actor, 'studies:write')
      return c.json(await inOrganisation(db, actor.orgId, (trx) => changeAim(trx, actor, id, aim, clock.now())), 200)
    })
    .openapi(runRoute, async (c) => {
      const { actor } = c.var
      return c.json(await inOrganisation(db, actor.orgId, (trx) => startImport(trx, actor, c.req.valid('param').import, clock.now())), 200)
    })
    .openapi(cancelRoute, async (c) => {
      const { actor } = c.var
      return c.json(await inOrganisation(db, actor.orgId, (trx) => cancelImport(trx, actor, c.req.valid('param').import, clock.now())), 200)
    })
    .openapi(withdrawRoute, async (c) => {
      const { actor } = c.var
      return c.json(await inOrganisation(db, actor.orgId, (trx) => withdrawImport(trx, actor, c.req.valid('param').import, clock.now())), 200)
    })
    .openapi(deleteRoute, async (c) => {
      const { actor } = c.var
      await inOrganisation(db, actor.orgId, (trx) => deleteImport(trx, actor, c.req.valid('param').import))
      return c.body(null, 204)
    })
    .openapi(refusedRoute, async (c) => {
      const { orgId } = c.var.actor
      const [{ import: id }, { after }] = [c.req.valid('param'), c.req.valid('query')]
      return c.json(await inOrganisation(db, orgId, (trx) => listRefused(trx, orgId, id, after)), 200)
    })
    .openapi(refusedCsvRoute, async (c) => {
      const { orgId } = c.var.actor
      const { import: id } = c.req.valid('param')
      const language = c.get('language')
      await inOrganisation(db, orgId, (trx) => findImport(trx, orgId, id))
      c.header('Content-Type', 'text/csv; charset=utf-8')
      c.header('Content-Disposition', 'attachment; filename="refused.csv"')
      return stream(c, async (out) => {
        for await (const part of refusedCsv((work) => inOrganisation(db, orgId, work), orgId, id, language)) await out.write(part)
      }) as never
    })
}

async function readSurvey(c: Context, bytes: Uint8Array, known: Omit<Known<'survey'>, 'libraries'>): Promise<Understood<'survey'>> {
  return readFile('survey', bytes, { ...known, libraries: await readLibrary() }, { signal: c.req.raw.signal })
}

export const importBodyLimits = { '/api/o/:org/imports': importLimits.bytes }
