import { createRoute, z } from '@hono/zod-openapi'
import { openingRequestSchema, openingSchema, type Opening } from '@gap5/contract/measure/sharing.ts'
import type { Context, MiddlewareHandler } from 'hono'
import { countAttempt, forgiveAttempts, type Limit } from '../../access/attempts.ts'
import { open } from '../../access/authorise.ts'
import { linkLimits } from '../../access/limits.ts'
import { hashOf } from '../../access/tokens.ts'
import { networkOf } from '../../http/rate-limit.ts'
import { createRoutes, json, problemResponse, type Env, type Routes } from '../../http/routes.ts'
import type { Dependencies } from '../../room.ts'
import { answerAsk } from './asks.ts'
import { holderOf, openLink, type Holder } from './holder.ts'

const openRoute = createRoute({
  ...open('a read-only link is for people without an account; its token is what lets them in'),
  method: 'post',
  path: '/api/shared/opening',
  tags: ['measure'],
  summary: 'Open a read-only link',
  request: { body: { required: true, ...json(openingRequestSchema, 'Its token, and its password where it has one') } },
  responses: { 200: json(openingSchema, 'What it shows'), default: problemResponse },
})

const askRoute = createRoute({
  ...open('`Authorization: Link …` of an opened link lets in, to its own view only'),
  method: 'get',
  path: '/api/shared/answer',
  tags: ['measure'],
  summary: 'What the page of a read-only link asks',
  request: { query: z.object({ ask: z.string().max(4000).openapi({ description: 'Path and query below `/api/o/{org}/`', example: 'studies/after-service/results?a.branch=north' }) }) },
  responses: { 200: json(z.unknown(), 'As the path itself answers, within what the link shows'), default: problemResponse },
})

export function sharedRoutes(deps: Dependencies): Routes {
  return createRoutes()
    .openapi(openRoute, async (c) => {
      const { token, password } = c.req.valid('json')
      await countAttempt(deps, linkLimits(c))
      const limits = password === undefined ? [] : passwordLimits(c, token)
      if (limits.length > 0) await countAttempt(deps, limits)
      const { holder, credential } = await openLink(deps, token, password)
      if (limits.length > 0) await forgiveAttempts(deps, limits)
      return c.json(openingFrom(holder, credential), 200)
    })
    .openapi(askRoute, async (c) => {
      const holder = await holderOf(deps, c.req.header('Authorization'))
      return c.json(await answerAsk(deps, holder, c.req.valid('query').ask), 200)
    })
}

/** Against one link: narrow from one network, wider from everywhere. */
function passwordLimits(c: Context, token: string): Limit[] {
  const link = hashOf(token).toString('hex')
  return [
    { what: 'password of a link from a network', subject: `${link} ${networkOf(c.get('clientAddress'))}`, most: 8, minutes: 10 },
    { what: 'password of a link', subject: link, most: 60, minutes: 60 },
  ]
}

function openingFrom({ organisation, title, view, frozenAt, expiresAt, mayNarrow, showsVerbatims }: Holder, credential: string): Opening {
  const { handle, name, timeZone, language, minimumN, isSimulated } = organisation
  return {
    title,
    view,
    mode: frozenAt === null ? 'live' : 'frozen',
    frozenAt: frozenAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
    mayNarrow,
    showsVerbatims,
    organisation: { handle, name, timeZone, language, minimumN, isSimulated },
    credential,
  }
}

/** Neither search engines nor the pages that are gone to next learn of a shared view, and no cache keeps it. */
export function discreet(): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    if (!/^\/(api\/)?shared(\/|$)/.test(c.req.path)) return
    c.header('Referrer-Policy', 'no-referrer')
    c.header('X-Robots-Tag', 'noindex, nofollow')
    if (c.req.path.startsWith('/api/')) c.header('Cache-Control', 'no-store')
  }
}
