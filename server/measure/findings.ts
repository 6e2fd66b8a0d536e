import type { Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { indexModelRoutes } from './readings/index-model.routes.ts'
import { movementRoutes } from './movement.routes.ts'
import { readingRoutes } from './readings/readings.routes.ts'
import { resultRoutes } from './results.routes.ts'
import { sideRoutes } from './sides.routes.ts'
import { trendRoutes } from './trend.routes.ts'
import { workbenchRoutes } from './workbench/workbench.routes.ts'

/** Everything that reads the answers of a study and changes nothing: what a read-only link can show (`contract/measure/views.ts`). */
export const findingRoutes: ((deps: Dependencies) => Routes)[] = [
  resultRoutes,
  readingRoutes,
  indexModelRoutes,
  trendRoutes,
  sideRoutes,
  movementRoutes,
  workbenchRoutes,
]
