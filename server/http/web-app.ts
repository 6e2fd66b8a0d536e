import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, MiddlewareHandler } from 'hono'
import { createRoutes, type Env, type Routes } from './routes.ts'

/** Where `bin/prepare.js` builds the web app to. */
export const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** Paths that belong to the server: what is missing there is missing, not a page of the web app. */
const ofServer = /^\/(api|s|assets|healthz|metrics)(\/|$)/

/** The built web app: its files, and its one page for every address a person may open. */
export function webApp(folder = webFolder): Routes {
  const routes = createRoutes()
  if (!existsSync(join(folder, 'index.html'))) return routes
  // A file under assets/ is named after its content; every other may change with the next version.
  routes.use('/assets/*', cached('public, max-age=31536000, immutable', serveStatic({ root: folder, precompressed: true })))
  routes.use('*', cached('no-cache', serveStatic({ root: folder, precompressed: true })))
  const page = cached('no-cache', serveStatic({ root: folder, path: 'index.html', precompressed: true }))
  routes.get('*', (c, next) => (isForPeople(c) ? page(c, next) : next()))
  return routes
}

function cached(value: string, serve: MiddlewareHandler): MiddlewareHandler<Env> {
  return async (c, next) => {
    const file = await serve(c, next)
    if (file instanceof Response) file.headers.set('Cache-Control', value)
    return file
  }
}

function isForPeople(c: Context<Env>): boolean {
  return !ofServer.test(c.req.path) && (c.req.header('Accept') ?? '').includes('text/html')
}
