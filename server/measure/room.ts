import type { Room } from '../room.ts'
import { answersBehindRoutes } from './answers-behind.routes.ts'
import { boardRoutes } from './boards/boards.routes.ts'
import { cellHandlers } from './cells/fold.ts'
import { cellCrons, cellTasks } from './cells/tasks.ts'
import { exportRoutes } from './export.routes.ts'
import { findingRoutes } from './findings.ts'
import { bootstrapTask, runBootstrap } from './readings/bootstraps.ts'
import { linkRoutes } from './sharing/links.routes.ts'
import { reportRoutes } from './report/report.routes.ts'
import { personalData } from './sharing/personal-data.ts'
import { discreet, sharedRoutes } from './sharing/shared.routes.ts'

/** Scores, the zone of tolerance, gaps, comparisons; and how what was read is handed on. */
export const measure: Room = {
  name: 'measure',
  middleware: discreet,
  routes: [
    ...findingRoutes,
    reportRoutes,
    linkRoutes,
    sharedRoutes,
    boardRoutes,
    answersBehindRoutes,
    exportRoutes,
  ],
  personalData,
  handlers: cellHandlers,
  tasks: (deps) => ({ [bootstrapTask]: (payload) => runBootstrap(deps, payload), ...cellTasks(deps) }),
  crons: cellCrons,
}
