import { createRoute, z } from '@hono/zod-openapi'
import { boardSwitchSchema } from '@gap5/contract/measure/boards.ts'
import { linkChangeSchema, linkDraftSchema, newLinkSchema, sharedLinkSchema, type LinkDraft } from '@gap5/contract/measure/sharing.ts'
import { viewPages } from '@gap5/contract/measure/views.ts'
import type { Actor } from '../../access/actor.ts'
import { authorise, requirePermission } from '../../access/authorise.ts'
import { inThisOrganisation } from '../../access/path.ts'
import { inOrganisation } from '../../database.ts'
import { createRoutes, json, problemResponse, type Routes } from '../../http/routes.ts'
import { findStudy } from '../../listen/studies.ts'
import { publicUrl } from '../../listen/public-url.ts'
import { parsed, Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { readBoard } from '../boards/boards.ts'
import { answerAll, keepAnswers, selectionIn } from './asks.ts'
import { changeLink, createLink, hashOfPassword, listLinks, setLinkRevoked } from './links.ts'

const one = inThisOrganisation.extend({ link: z.uuid() })
const answered = { 200: json(sharedLinkSchema, 'The link'), default: problemResponse }

const listRoute = createRoute({
  ...authorise('results:share'),
  method: 'get',
  path: '/api/o/{org}/links',
  tags: ['measure'],
  summary: 'Read-only links, the newest first, with how often each was opened',
  request: { params: inThisOrganisation },
  responses: { 200: json(z.array(sharedLinkSchema), 'Links'), default: problemResponse },
})

const createOne = createRoute({
  ...authorise('results:share'),
  method: 'post',
  path: '/api/o/{org}/links',
  tags: ['measure'],
  summary: 'Make a link that shows one view without an account; it is told this once',
  request: { params: inThisOrganisation, body: { required: true, ...json(linkDraftSchema, 'What it shows') } },
  responses: { 201: json(newLinkSchema, 'The link with its address'), default: problemResponse },
})

const changeRoute = createRoute({
  ...authorise('results:share'),
  method: 'patch',
  path: '/api/o/{org}/links/{link}',
  tags: ['measure'],
  summary: 'Extend or shorten a link, rename it, change its password',
  request: { params: one, body: { required: true, ...json(linkChangeSchema, 'What changes') } },
  responses: answered,
})

const revokeRoute = createRoute({
  ...authorise('results:share'),
  method: 'post',
  path: '/api/o/{org}/links/{link}/revocation',
  tags: ['measure'],
  summary: 'Close a link at once',
  request: { params: one },
  responses: answered,
})

const restoreRoute = createRoute({
  ...authorise('results:share'),
  method: 'delete',
  path: '/api/o/{org}/links/{link}/revocation',
  tags: ['measure'],
  summary: 'Take back that a link was closed',
  request: { params: one },
  responses: answered,
})

export function linkRoutes(deps: Dependencies): Routes {
  const { db, clock, config } = deps
  return createRoutes()
    .openapi(listRoute, async (c) => {
      const { orgId } = c.var.actor
      return c.json(await inOrganisation(db, orgId, (trx) => listLinks(trx, orgId)), 200)
    })
    .openapi(createOne, async (c) => {
      const { actor } = c.var
      const draft = c.req.valid('json')
      await requireView(deps, actor, draft)
      const now = clock.now()
      const passwordHash = await hashOfPassword(draft.password)
      const { organisation } = actor
      const shown = { organisation, linkId: '', title: draft.title, view: draft.view, mayNarrow: false, showsVerbatims: draft.showsVerbatims, frozenAt: null, expiresAt: now }
      const kept = draft.mode === 'frozen' ? await answerAll(deps, shown) : []
      const { token, ...made } = await inOrganisation(db, actor.orgId, async (trx) => {
        const link = await createLink(trx, actor, draft, { passwordHash, now })
        await keepAnswers(trx, actor.orgId, link.id, kept)
        return link
      })
      return c.json({ ...made, url: `${publicUrl(c, config)}/shared#${token}` }, 201, { 'Cache-Control': 'no-store' })
    })
    .openapi(changeRoute, async (c) => {
      const { actor } = c.var
      const change = c.req.valid('json')
      const passwordHash = change.password === undefined ? undefined : await hashOfPassword(change.password)
      const made = await inOrganisation(db, actor.orgId, (trx) => changeLink(trx, actor, c.req.valid('param').link, change, { passwordHash, now: clock.now() }))
      return c.json(made, 200)
    })
    .openapi(revokeRoute, async (c) => {
      const { actor } = c.var
      return c.json(await inOrganisation(db, actor.orgId, (trx) => setLinkRevoked(trx, actor, c.req.valid('param').link, clock.now())), 200)
    })
    .openapi(restoreRoute, async (c) => {
      const { actor } = c.var
      return c.json(await inOrganisation(db, actor.orgId, (trx) => setLinkRevoked(trx, actor, c.req.valid('param').link, null)), 200)
    })
}

/** The view must be there, its selection must fit it, and whoever makes the link must be allowed to see what it shows. */
async function requireView({ db, clock }: Dependencies, actor: Actor, { view, showsVerbatims }: LinkDraft): Promise<void> {
  if (showsVerbatims) requirePermission(actor, 'verbatims:read')
  if (viewPages[view.page].of === 'study') {
    const study = await inOrganisation(db, actor.orgId, (trx) => findStudy(trx, actor.orgId, view.subject, clock.now()))
    if (study.publishedAt === null) throw new Problem('listen.study-draft')
    selectionIn(view)
    return
  }
  parsed(z.uuid(), view.subject)
  parsed(boardSwitchSchema, view.query)
  await inOrganisation(db, actor.orgId, (trx) => readBoard(trx, actor.orgId, view.subject))
}
