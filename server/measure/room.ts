import type { Room } from '../room.ts'
import { boardRoutes } from './boards/boards.routes.ts'
import { bootstrapTask, runBootstrap } from './readings/bootstraps.ts'
import { indexModelRoutes } from './readings/index-model.routes.ts'
import { readingRoutes } from './readings/readings.routes.ts'
import { resultRoutes } from './results.routes.ts'
import { linkRoutes } from './sharing/links.routes.ts'
import { discreet, sharedRoutes } from './sharing/shared.routes.ts'
import { trendRoutes } from './trend.routes.ts'
import { workbenchRoutes } from './workbench/workbench.routes.ts'

/** Scores, the zone of tolerance, gaps, comparisons; and how what was read is handed on. */
export const measure: Room = {
  name: 'measure',
  middleware: discreet,
  routes: [
    resultRoutes,
    readingRoutes,
    indexModelRoutes,
    linkRoutes,
    sharedRoutes,
    boardRoutes,
    trendRoutes,
    workbenchRoutes,
  ],
  tasks: (deps) => ({ [bootstrapTask]: (payload) => runBootstrap(deps, payload) }),
}
