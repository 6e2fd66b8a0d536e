import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { createRoutes, type Env, type Routes } from './routes.ts'

export type Metrics = {
  registry: Registry
  observe(labels: { method: string; route: string; status: number }, seconds: number): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'gap5_http_request_duration_seconds',
    help: 'Time from a request to the start of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return {
    registry,
    observe: ({ method, route, status }, seconds) => duration.observe({ method, route, status: String(status) }, seconds),
  }
}

/** `GET /metrics` for Prometheus: from this machine, or with the token of `GAP5_METRICS_TOKEN`. */
export function metricsRoutes({ config }: Dependencies, { registry }: Metrics): Routes {
  const routes = createRoutes()
  routes.get('/metrics', async (c) => {
    const isAllowed = config.metricsToken === null ? isLocal(c) : carries(c, config.metricsToken)
    if (!isAllowed) throw new Problem('resource.unknown')
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  })
  return routes
}

/** A proxy on this machine passes strangers on, and tells so. */
function isLocal(c: Context<Env>): boolean {
  const isForwarded = ['X-Forwarded-For', 'Forwarded', 'X-Real-IP'].some((name) => c.req.header(name) !== undefined)
  return !isForwarded && /^(::ffff:)?127\.|^::1$/.test(c.get('clientAddress'))
}

function carries(c: Context<Env>, token: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(c.req.header('Authorization') ?? ''), digest(`Bearer ${token}`))
}
