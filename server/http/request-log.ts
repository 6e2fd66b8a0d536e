import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Env } from './routes.ts'
import type { Metrics } from './metrics.ts'

/** One line and one observation a request. The route is its pattern: a path may hold somebody's personal link. */
export function requestLog(metrics: Metrics): MiddlewareHandler<Env> {
  return async (c, next) => {
    const started = performance.now()
    await next()
    const milliseconds = performance.now() - started
    const route = routePath(c) // of the handler that answered
    const { status } = c.res
    metrics.observe({ method: c.req.method, route, status }, milliseconds / 1000)
    const level = status >= 500 ? 'error' : 'info'
    c.get('log')[level]({ requestId: c.get('requestId'), method: c.req.method, route, status, ms: Math.round(milliseconds) }, 'request')
  }
}
