import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Text } from '@gap5/contract/language.ts'
import { drain } from '../../http/body-limit.ts'
import { rateLimit } from '../../http/rate-limit.ts'
import { createRoutes, type Env, type Routes } from '../../http/routes.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { assets, embedScript } from './assets.ts'
import { framed, previewVisit, showPreview } from './questionnaire-preview.ts'
import { readFields, type Fields } from './form.ts'
import { handInDesk } from './hand-in.ts'
import { notAForm, noticePage, tooLarge, type Notice } from './notice.ts'
import { receive } from './receive.ts'
import { retryPage, retryWords } from './retry-page.ts'
import { sheetDesk } from './sheet.ts'
import { show } from './show.ts'
import { visitOf, type Visit } from './visit.ts'

/** A form of answers; most is text, and a Chinese character takes nine bytes of it. */
const formLimit = 1024 * 1024
const perAddress = { burst: 300, perMinute: 60 }

/** The public page of a survey: no sign-in, no script needed, nothing from elsewhere, kept by no search engine. */
export function surveyRoutes(deps: Dependencies): Routes {
  const routes = createRoutes()
  const throttle = rateLimit(deps, perAddress)
  const desks = { handIn: handInDesk(deps), readSheet: sheetDesk(deps) }
  const forms = new WeakMap<Request, Fields>()
  routes.onError((error, c) => answerFailure(error, c, forms.get(c.req.raw)))
  routes.use('/s/*', async (c, next) => {
    pageHeaders(c)
    await next()
  })
  routes.get('/s/-/embed.js', serveEmbedScript)
  routes.get('/s/-/:name', serveAsset)
  routes.get('/s/preview/:org/:kind/:which', async (c) => {
    const visit = await previewVisit(c, deps)
    return framed(c, 'survey' in visit ? await showPreview(visit) : await answerNotice(c, visit))
  })
  routes.post('/s/preview/:org/:kind/:which', async (c) => {
    const fields = await formOf(c)
    if ('status' in fields) return framed(c, await answerNotice(c, fields))
    const visit = await previewVisit(c, deps)
    return framed(c, 'survey' in visit ? await receive(visit, fields, { ...desks, throttle: async () => {} }) : await answerNotice(c, visit))
  })
  routes.get('/s/:slug/:token?', async (c) => {
    const visit = await visitOf(c, deps)
    if ('movedTo' in visit) return moved(c, visit.movedTo)
    if (!('survey' in visit)) return answerNotice(c, visit)
    letFrame(visit)
    return show(visit)
  })
  routes.post('/s/:slug/:token?', async (c) => {
    const fields = await formOf(c)
    if ('status' in fields) return answerNotice(c, fields)
    forms.set(c.req.raw, fields)
    const visit = await visitOf(c, deps)
    if ('movedTo' in visit) return moved(c, visit.movedTo)
    if (!('survey' in visit)) return answerNotice(c, visit)
    letFrame(visit)
    return receive(visit, fields, { ...desks, throttle: async () => void (await throttle(c, async () => {})) })
  })
  return routes
}

/** A later wave has taken the place of this one: what is printed or bookmarked leads there, with what the link carries. */
function moved(c: Context<Env>, slug: string): Response {
  const query = new URL(c.req.url).searchParams
  for (const name of ['page', 'show']) query.delete(name)
  return c.redirect(`/s/${slug}${query.size === 0 ? '' : `?${query}`}`, c.req.method === 'GET' ? 302 : 303)
}

/** Websites that the collector names may show the page within theirs, and our own to preview it; nobody else may. */
function letFrame({ c, survey: { collector } }: Visit): void {
  if (collector.kind !== 'embed' || collector.settings.origins.length === 0) return
  pageHeaders(c, ["'self'", ...collector.settings.origins].join(' '))
  c.set('isFramed', true)
}

function pageHeaders(c: Context<Env>, framedBy = "'none'"): void {
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex, nofollow')
  c.header(
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors " + framedBy,
  )
}

function serveAsset(c: Context<Env>): Response {
  const asset = assets.get(c.req.param('name') ?? '')
  if (asset === undefined) throw new Problem('resource.unknown')
  const isZipped = /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '')
  return c.body(new Uint8Array(isZipped ? asset.gzipped : asset.content), 200, {
    'Content-Type': asset.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}),
  })
}

/** Loaded by other websites, from an address that stands in their pages. */
function serveEmbedScript(c: Context<Env>): Response {
  return c.body(new Uint8Array(embedScript.content), 200, {
    'Content-Type': embedScript.type,
    'Cache-Control': 'public, max-age=3600',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
}

async function formOf(c: Context<Env>): Promise<Fields | Notice> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('Content-Type') ?? '')) return notAForm
  const body = await c.req.arrayBuffer()
  return body.byteLength > formLimit ? tooLarge : readFields(new TextDecoder().decode(body))
}

function answerNotice(c: Context<Env>, notice: Notice): Response | Promise<Response> {
  return c.html(noticePage({ language: c.get('language'), notice }), notice.status)
}

/** The same for what was refused at the door: too many at once, too large, or sent from another site. */
export async function answerRefusal(error: unknown, c: Context<Env>): Promise<Response> {
  const fields = c.req.method === 'POST' ? await unreadForm(c) : undefined
  const isTooLarge = error instanceof Problem && error.code === 'request.too-large'
  if (isTooLarge || (fields !== undefined && 'status' in fields)) {
    pageHeaders(c)
    return answerNotice(c, fields !== undefined && 'status' in fields ? fields : tooLarge)
  }
  return answerFailure(error, c, fields)
}

/** A browser says how long its form is. */
async function unreadForm(c: Context<Env>): Promise<Fields | Notice> {
  const length = Number(c.req.header('Content-Length') ?? Infinity)
  if (length <= formLimit) return formOf(c)
  await drain(c.req.raw)
  return tooLarge
}

/** Whatever goes wrong, what was filled in comes back with the answer. */
function answerFailure(error: unknown, c: Context<Env>, fields: Fields = new Map()): Response | Promise<Response> {
  if (error instanceof Problem && error.code === 'resource.unknown') return c.text('', 404)
  pageHeaders(c)
  const { status, title, text, seconds } = failureOf(error)
  if (status === 503) c.get('log').error({ requestId: c.get('requestId'), err: error }, 'survey page failed')
  if (seconds !== null) c.header('Retry-After', String(seconds))
  const { pathname, search } = new URL(c.req.url)
  const page = retryPage({ language: c.get('language'), action: pathname + search, method: c.req.method === 'POST' ? 'post' : 'get', fields, title, text })
  return c.html(page, status)
}

function failureOf(error: unknown): { status: ContentfulStatusCode; title: Text; text: Text; seconds: number | null } {
  if (error instanceof Problem && error.code === 'request.foreign-origin') return { status: 403, seconds: null, ...retryWords.fromElsewhere }
  if (!(error instanceof Problem) || error.code !== 'request.too-many') return { status: 503, seconds: 10, ...retryWords.failed }
  const seconds = Number(error.headers['Retry-After'] ?? 10)
  return { status: 429, seconds, ...retryWords.tooMany(seconds) }
}
