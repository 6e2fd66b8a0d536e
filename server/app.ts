import { compress } from 'hono/compress'
import type { ProblemCode } from '@gap5/contract/problems.ts'
import { apiDocs } from './http/api-docs.ts'
import { limitBodies } from './http/body-limit.ts'
import { healthRoutes } from './http/health.ts'
import { createMetrics, metricsRoutes, type Metrics } from './http/metrics.ts'
import { answerProblem } from './http/problem-answer.ts'
import { rateLimit } from './http/rate-limit.ts'
import { requestFacts } from './http/request-facts.ts'
import { requestLog } from './http/request-log.ts'
import { createRoutes, type Routes } from './http/routes.ts'
import { sameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { webApp } from './http/web-app.ts'
import { Problem } from './problem.ts'
import type { Dependencies, Room } from './room.ts'
import { rooms as allRooms } from './rooms.ts'

/** The whole HTTP interface: what every request passes through, then each room's routes, then the web app. */
export function createApp(deps: Dependencies, rooms: readonly Room[] = allRooms, metrics: Metrics = createMetrics()): Routes {
  const app = createRoutes()
  const constraints: Record<string, ProblemCode> = Object.assign({}, ...rooms.map((room) => room.constraints))
  const pages: NonNullable<Room['refusalPages']> = Object.assign({}, ...rooms.map((room) => room.refusalPages))
  app.onError((error, c) => {
    const page = Object.entries(pages).find(([path]) => c.req.path.startsWith(`${path}/`))?.[1]
    return page === undefined ? answerProblem(error, c, constraints) : page(error, c)
  })
  app.notFound((c) => answerProblem(new Problem('resource.unknown'), c, constraints))

  app.use(requestFacts(deps), requestLog(metrics), securityHeaders(deps.config))
  app.route('/', healthRoutes(deps))
  app.route('/', metricsRoutes(deps, metrics))
  app.use(compress())
  app.use(rateLimit(deps, { burst: 1000, perMinute: 6000 }))
  app.use(sameOrigin())
  app.use(limitBodies(Object.assign({}, ...rooms.map((room) => room.bodyLimits))))

  for (const room of rooms) if (room.middleware) app.use(room.middleware(deps))
  for (const room of rooms) for (const routes of room.routes ?? []) app.route('/', routes(deps, rooms))
  app.route('/', apiDocs(() => app))
  app.route('/', webApp())
  return app
}
