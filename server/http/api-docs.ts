import { readFileSync } from 'node:fs'
import { say } from '@gap5/contract/language.ts'
import { problems } from '@gap5/contract/problems.ts'
import { Problem } from '../problem.ts'
import { operationsOf } from './docs/operations.ts'
import { listPage, operationPage } from './docs/pages.ts'
import { createRoutes, type Routes } from './routes.ts'

const style = readFileSync(new URL('docs/style.css', import.meta.url), 'utf8')

/** The API told to machines (`/api/openapi.json`) and to people (`/api/docs`), without anything from elsewhere. */
export function apiDocs(whole: () => Routes): Routes {
  const routes = createRoutes()
  // Made at the first question: nothing changes it, and it takes a fifth of a second that anybody may ask for.
  let made: Made | null = null
  const description = () => (made ??= makeOf(whole()))
  routes.get('/api/openapi.json', (c) => c.body(description().json, 200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' }))
  routes.get('/api/docs', (c) => c.html(listPage(description().operations, { language: c.get('language'), nonce: c.get('secureHeadersNonce') ?? '' })))
  routes.get('/api/docs/style.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' }))
  routes.get('/api/docs/:operation', (c) => {
    const found = description().operations.find(({ slug }) => slug === c.req.param('operation'))
    if (found === undefined) throw new Problem('resource.unknown')
    return c.html(operationPage(found, { language: c.get('language'), nonce: '' }))
  })
  routes.get('/api/problems', (c) => c.json(catalogue(), 200, { 'Cache-Control': 'no-cache' }))
  routes.get('/api/problems/:code', (c) => {
    const found = catalogue().find(({ code }) => code === c.req.param('code'))
    if (found === undefined) throw new Problem('resource.unknown')
    return c.json({ ...found, said: say(found.title, c.get('language')) }, 200, { 'Cache-Control': 'no-cache' })
  })
  return routes
}

function catalogue() {
  return Object.entries(problems).map(([code, { status, title }]) => ({ code, status, title }))
}

function describe(app: Routes) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'gap5_session' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Gap5',
      version: '1',
      description:
        'Everything the interface does. Sign in with a cookie, or send `Authorization: Bearer <API key>`. ' +
        'Errors are RFC 9457 problems; `/api/problems` lists them. Text is UTF-8, times are ISO 8601 in UTC.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { apiKey: [] }],
  })
}

type Made = { json: string; operations: ReturnType<typeof operationsOf> }

function makeOf(app: Routes): Made {
  const document = describe(app)
  return { json: JSON.stringify(document), operations: operationsOf((document.paths ?? {}) as Record<string, Record<string, unknown>>) }
}
