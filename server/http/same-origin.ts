import type { Context, MiddlewareHandler } from 'hono'
import { Problem } from '../problem.ts'
import type { Env } from './routes.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Keeps other sites from acting with a visitor's cookies. Browsers name where a changing request comes from; it must be
 * here. What names nothing is no browser (every one in use sends `Origin`), and a request without cookies has nothing
 * to steal.
 */
export function sameOrigin(): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!safe.has(c.req.method) && c.req.header('Cookie') !== undefined && comesFromElsewhere(c)) {
      throw new Problem('request.foreign-origin')
    }
    await next()
  }
}

function comesFromElsewhere(c: Context<Env>): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = c.req.header('Origin')
  return origin !== undefined && hostOf(origin) !== c.req.header('Host')?.toLowerCase()
}

/** Hosts are compared, not schemes: a proxy in front may speak https where this process hears http. */
function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host ?? null
}
