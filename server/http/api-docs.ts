import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { html } from 'hono/html'
import { say } from '@gap5/contract/language.ts'
import { problems } from '@gap5/contract/problems.ts'
import { Problem } from '../problem.ts'
import { createRoutes, type Routes } from './routes.ts'

const swaggerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

/** The API told to machines (`/api/openapi.json`) and to people (`/api/docs`), without anything from elsewhere. */
export function apiDocs(whole: () => Routes): Routes {
  const routes = createRoutes()
  routes.get('/api/openapi.json', (c) => c.json(describe(whole()), 200, { 'Cache-Control': 'no-cache' }))
  routes.get('/api/docs', (c) => c.html(page(c.get('language') === 'zh' ? 'zh-CN' : 'en', c.get('secureHeadersNonce') ?? '')))
  routes.get(
    '/api/docs/:file{(swagger-ui.css|swagger-ui-bundle.js)}',
    serveStatic({ root: swaggerFolder, rewriteRequestPath: (path) => path.replace('/api/docs', '') }),
  )
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

function page(language: string, nonce: string) {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Gap5 API</title>
        <link rel="icon" href="/mark.svg" />
        <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
        <script src="/api/docs/swagger-ui-bundle.js"></script>
      </head>
      <body>
        <main id="docs"></main>
        <script nonce="${nonce}">
          SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true })
        </script>
      </body>
    </html>`
}
