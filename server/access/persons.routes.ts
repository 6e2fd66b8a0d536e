import { createRoute, z } from '@hono/zod-openapi'
import {
  personErasureSchema,
  personExportAskSchema,
  personExportSchema,
  personSchema,
  personSearchSchema,
  personSummarySchema,
  personTracesSchema,
} from '@gap5/contract/access/persons.ts'
import { inOrganisation } from '../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies, Room } from '../room.ts'
import { authorise } from './authorise.ts'
import { inThisOrganisation } from './path.ts'
import { personDocument } from './person-document.ts'
import { asExport, erasePersonEverywhere, exportPerson, findPerson, personalSources, summarisePerson } from './persons.ts'

const searchRoute = createRoute({
  ...authorise('persons:write', { people: true }),
  method: 'post',
  path: '/api/o/{org}/persons/search',
  tags: ['access'],
  summary: 'Find a person by name, e-mail address, phone number or id; asked by POST, so that no log sees whom',
  request: { params: inThisOrganisation, body: { required: true, ...json(personSearchSchema, 'Whom') } },
  responses: { 200: json(personTracesSchema, 'Where they may be found'), default: problemResponse },
})

const previewRoute = createRoute({
  ...authorise('persons:write', { people: true }),
  method: 'post',
  path: '/api/o/{org}/persons/preview',
  tags: ['access'],
  summary: 'What is known of a person, counted, and what erasing would do',
  request: { params: inThisOrganisation, body: { required: true, ...json(personSchema, 'What belongs to them') } },
  responses: { 200: json(personSummarySchema, 'What there is'), default: problemResponse },
})

const exportRoute = createRoute({
  ...authorise('persons:write', { people: true }),
  method: 'post',
  path: '/api/o/{org}/persons/export',
  tags: ['access'],
  summary: 'Everything that is known of a person, as JSON or as a page to read',
  request: { params: inThisOrganisation, body: { required: true, ...json(personExportAskSchema, 'What belongs to them') } },
  responses: {
    200: { description: 'Everything', content: { 'application/json': { schema: personExportSchema }, 'text/html': { schema: z.string() } } },
    default: problemResponse,
  },
})

const erasureRoute = createRoute({
  ...authorise('persons:write', { people: true }),
  method: 'post',
  path: '/api/o/{org}/persons/erasure',
  tags: ['access'],
  summary: 'Erase a person everywhere in the organisation; anonymous scores stay',
  request: { params: inThisOrganisation, body: { required: true, ...json(personErasureSchema, 'What belongs to them, and why') } },
  responses: { 200: json(personSummarySchema, 'What was erased'), default: problemResponse },
})

export function personRoutes({ db, clock }: Dependencies, rooms: readonly Room[]): Routes {
  const sources = personalSources(rooms)
  return createRoutes()
    .openapi(searchRoute, async (c) => {
      const { orgId } = c.var.actor
      const { term } = c.req.valid('json')
      return c.json({ traces: await inOrganisation(db, orgId, (trx) => findPerson(trx, orgId, sources, term)) }, 200)
    })
    .openapi(previewRoute, async (c) => {
      const { orgId } = c.var.actor
      const { handles } = c.req.valid('json')
      return c.json(await inOrganisation(db, orgId, (trx) => summarisePerson(trx, orgId, sources, handles)), 200)
    })
    .openapi(exportRoute, async (c) => {
      const { actor } = c.var
      const { handles, format } = c.req.valid('json')
      const now = clock.now()
      const sections = await inOrganisation(db, actor.orgId, (trx) => exportPerson(trx, actor, sources, handles))
      c.header('Content-Disposition', `attachment; filename="person-${now.toISOString().slice(0, 10)}.${format}"`)
      c.header('Cache-Control', 'no-store')
      return format === 'html' ? c.html(personDocument(sections, actor, now, c.get('language')), 200) : c.json(asExport(sections, actor, now), 200)
    })
    .openapi(erasureRoute, async (c) => {
      const { actor } = c.var
      const { handles, reason } = c.req.valid('json')
      const known = { known: handles, reason }
      return c.json(await inOrganisation(db, actor.orgId, (trx) => erasePersonEverywhere(trx, actor, sources, known, clock.now())), 200)
    })
}
