import type { Room } from '../room.ts'
import { resultRoutes } from './results.routes.ts'

/** Scores, the zone of tolerance, gaps, comparisons. */
export const measure: Room = { name: 'measure', routes: [resultRoutes] }
