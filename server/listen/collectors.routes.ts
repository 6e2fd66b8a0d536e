import { createRoute, z } from '@hono/zod-openapi'
import { attributeFaults } from '@gap5/contract/listen/attribute-check.ts'
import {
  collectorChangeSchema,
  collectorDraftSchema,
  isPersonal,
  collectorLinkSchema,
  personalLinksDraftSchema,
  personalLinksSchema,
  personalLinkStatesSchema,
  posterFormats,
  type Attribute,
  type Collector,
  type CollectorDraft,
  type CollectorLink,
  type Study,
} from '@gap5/contract/listen/studies.ts'
import { renderSVG } from 'uqr'
import { authorise } from '../access/authorise.ts'
import { inOrganisation, type Trx } from '../database.ts'
import { bytes, createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import { unitCodes } from '../people/unit-codes.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { changeCollector, createCollector, listCollectors, readCollector, setCollectorClosed } from './collectors.ts'
import { countPersonalLinks, createPersonalLinks } from './personal-links.ts'
import { posterPdf } from './poster.ts'
import { publicUrl } from './public-url.ts'
import { publishedDefinition } from './published-definition.ts'
import { findStudy } from './studies.ts'
import { inThisStudy } from './study-path.ts'

const one = inThisStudy.extend({ collector: z.uuid() })
const answered = { 200: json(collectorLinkSchema, 'The collector'), default: problemResponse }

const listRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/collectors',
  tags: ['listen'],
  summary: 'Ways into a study, oldest first, with exact counts of answers',
  request: { params: inThisStudy },
  responses: { 200: json(z.array(collectorLinkSchema), 'Collectors'), default: problemResponse },
})

const createOne = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/collectors',
  tags: ['listen'],
  summary: 'Open another way into a study',
  request: { params: inThisStudy, body: { required: true, ...json(collectorDraftSchema, 'The collector') } },
  responses: { 201: json(collectorLinkSchema, 'The new collector'), default: problemResponse },
})

const changeRoute = createRoute({
  ...authorise('studies:write'),
  method: 'patch',
  path: '/api/o/{org}/studies/{study}/collectors/{collector}',
  tags: ['listen'],
  summary: 'Change the title, period or settings of a collector',
  request: { params: one, body: { required: true, ...json(collectorChangeSchema, 'What changes') } },
  responses: answered,
})

const closeRoute = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/collectors/{collector}/closure',
  tags: ['listen'],
  summary: 'Close a collector; its answers stay',
  request: { params: one },
  responses: answered,
})

const reopenRoute = createRoute({
  ...authorise('studies:write'),
  method: 'delete',
  path: '/api/o/{org}/studies/{study}/collectors/{collector}/closure',
  tags: ['listen'],
  summary: 'Open a closed collector again',
  request: { params: one },
  responses: answered,
})

const qrRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/collectors/{collector}/qr.svg',
  tags: ['listen'],
  summary: 'QR code of the public address, with the attribute values of the query that a link may set',
  request: { params: one },
  responses: { 200: { description: 'The QR code', content: { 'image/svg+xml': { schema: z.string() } } }, default: problemResponse },
})

const posterRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/collectors/{collector}/posters/{format}',
  tags: ['listen'],
  summary: 'The public address on paper, as a PDF in both languages, with the attribute values of the query that a link may set',
  request: { params: one.extend({ format: z.enum(posterFormats) }) },
  responses: { 200: bytes('The poster', 'application/pdf'), default: problemResponse },
})

const linksRoute = createRoute({
  ...authorise('studies:write'),
  method: 'post',
  path: '/api/o/{org}/studies/{study}/collectors/{collector}/links',
  tags: ['listen'],
  summary: 'Make personal links; they are told this once',
  request: { params: one, body: { required: true, ...json(personalLinksDraftSchema, 'Who they are for') } },
  responses: { 201: json(personalLinksSchema, 'The links, in the order of the recipients'), default: problemResponse },
})

const linkStatesRoute = createRoute({
  ...authorise('studies:read'),
  method: 'get',
  path: '/api/o/{org}/studies/{study}/collectors/{collector}/links',
  tags: ['listen'],
  summary: 'How many personal links were made, answered and expired',
  request: { params: one },
  responses: { 200: json(personalLinkStatesSchema, 'Counts'), default: problemResponse },
})

export function collectorRoutes({ db, clock, config }: Dependencies): Routes {
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      const found = await inOrganisation(db, orgId, async (trx) => {
        const { id } = await findStudy(trx, orgId, c.req.valid('param').study, clock.now())
        return listCollectors(trx, orgId, id)
      })
      return c.json(found.map((collector) => withUrl(collector, publicUrl(c, config))), 200)
    })
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const draft = c.req.valid('json')
      const made = await inOrganisation(db, actor.orgId, async (trx) => {
        const study = await findStudy(trx, actor.orgId, c.req.valid('param').study, clock.now())
        await rejectMisfits(trx, actor.orgId, study, draft)
        return createCollector(trx, actor, study.id, draft, clock.now())
      })
      return c.json(withUrl(made, publicUrl(c, config)), 201)
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const { study, collector: id } = c.req.valid('param')
      const change = c.req.valid('json')
      const changed = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id: studyId } = await findStudy(trx, actor.orgId, study, clock.now())
        return changeCollector(trx, actor, { studyId, id, change })
      })
      return c.json(withUrl(changed, publicUrl(c, config)), 200)
    })
    .openapi(closeRoute, async (c) => {
      const { actor } = c.var
      const { study, collector } = c.req.valid('param')
      const closed = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, study, clock.now())
        return setCollectorClosed(trx, actor, { studyId: id, id: collector, closedAt: clock.now() })
      })
      return c.json(withUrl(closed, publicUrl(c, config)), 200)
    })
    .openapi(reopenRoute, async (c) => {
      const { actor } = c.var
      const { study, collector } = c.req.valid('param')
      const reopened = await inOrganisation(db, actor.orgId, async (trx) => {
        const { id } = await findStudy(trx, actor.orgId, study, clock.now())
        return setCollectorClosed(trx, actor, { studyId: id, id: collector, closedAt: null })
      })
      return c.json(withUrl(reopened, publicUrl(c, config)), 200)
    })
    .openapi(qrRoute, async (c) => {
      const { orgId } = c.var.actor
      const { study, collector } = c.req.valid('param')
      const { slug, attributes } = await inOrganisation(db, orgId, async (trx) => {
        const { id, attributes } = await findStudy(trx, orgId, study, clock.now())
        const { slug } = await readCollector(trx, orgId, id, collector)
        return { slug, attributes }
      })
      if (slug === null) throw new Problem('listen.no-address')
      const svg = renderSVG(`${publicUrl(c, config)}/s/${slug}${carried(attributes, c.req.query())}`, { ecc: 'M', border: 2 })
      return c.body(svg, 200, { 'Content-Type': 'image/svg+xml' })
    })
    .openapi(posterRoute, async (c) => {
      const { orgId, organisation } = c.var.actor
      const { study: handle, collector: id, format } = c.req.valid('param')
      const { study, collector, definition } = await inOrganisation(db, orgId, async (trx) => {
        const study = await findStudy(trx, orgId, handle, clock.now())
        const collector = await readCollector(trx, orgId, study.id, id)
        return { study, collector, ...(await publishedDefinition(trx, orgId, study.id)) }
      })
      if (collector.slug === null || isPersonal(collector)) throw new Problem('listen.no-address')
      const url = `${publicUrl(c, config)}/s/${collector.slug}${carried(study.attributes, c.req.query())}`
      const poster = { title: study.title, provider: study.subject.name, minutes: definition.minutes, url, first: organisation.language, at: clock.now() }
      const pdf = await posterPdf(poster, format)
      const headers = { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${collector.slug}-${format}.pdf"` }
      return c.body(new Uint8Array(pdf), 200, headers)
    })
    .openapi(linksRoute, async (c) => {
      const { actor } = c.var
      const { study: handle, collector: collectorId } = c.req.valid('param')
      const draft = c.req.valid('json')
      const links = await inOrganisation(db, actor.orgId, async (trx) => {
        const study = await findStudy(trx, actor.orgId, handle, clock.now())
        return createPersonalLinks(trx, actor, { study, collectorId, draft, publicUrl: publicUrl(c, config) }, clock.now())
      })
      return c.json(links, 201, { 'Cache-Control': 'no-store' })
    })
    .openapi(linkStatesRoute, async (c) => {
      const { orgId } = c.var.actor
      const { study, collector } = c.req.valid('param')
      const states = await inOrganisation(db, orgId, async (trx) => {
        const { id } = await findStudy(trx, orgId, study, clock.now())
        await readCollector(trx, orgId, id, collector)
        return countPersonalLinks(trx, orgId, collector, clock.now())
      })
      return c.json(states, 200)
    })
}

function withUrl(collector: Collector, base: string): CollectorLink {
  return { ...collector, url: collector.slug === null ? null : `${base}/s/${collector.slug}` }
}

/** The attribute values of the query that a link may set, as they stand in the address. */
function carried(attributes: readonly Attribute[], query: Record<string, string>): string {
  const settable = new Set(attributes.filter((attribute) => attribute.settableByLink).map(({ key }) => key))
  const kept = new URLSearchParams(Object.entries(query).filter(([key, value]) => settable.has(key) && value.length <= 200))
  return kept.size === 0 ? '' : `?${kept}`
}

async function rejectMisfits(trx: Trx, orgId: string, { attributes }: Pick<Study, 'attributes'>, draft: CollectorDraft): Promise<void> {
  const codes = await unitCodes(trx, orgId, attributes)
  const errors = attributeFaults(attributes, draft.attributes, codes).map(({ field, expected }) => ({
    field: `attributes.${field}`,
    expected,
    received: draft.attributes[field] ?? '',
  }))
  if (errors.length > 0) throw new Problem('request.invalid', undefined, { errors })
}
