import type { ProblemCode } from '@gap5/contract/problems.ts'
import { answerProblem } from './http/problem-answer.ts'
import { requestFacts } from './http/request-facts.ts'
import { createRoutes, type Routes } from './http/routes.ts'
import { Problem } from './problem.ts'
import type { Dependencies, Room } from './room.ts'
import { rooms as allRooms } from './rooms.ts'

/** The whole HTTP interface: what every request passes through, then each room's routes, then the web app. */
export function createApp(deps: Dependencies, rooms: readonly Room[] = allRooms): Routes {
  const app = createRoutes()
  const constraints: Record<string, ProblemCode> = Object.assign({}, ...rooms.map((room) => room.constraints ?? {}))
  app.onError((error, c) => answerProblem(error, c, constraints))
  app.notFound((c) => answerProblem(new Problem('resource.unknown'), c, constraints))

  app.use(requestFacts(deps))
  for (const room of rooms) if (room.middleware) app.use(room.middleware(deps))
  for (const room of rooms) for (const routes of room.routes ?? []) app.route('/', routes(deps))
  return app
}
