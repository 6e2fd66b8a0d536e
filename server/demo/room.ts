import type { Room } from '../room.ts'
import { demoRoutes } from './demo.routes.ts'

/** The fictional organisation that shows the product in use. It knows every room, and no room knows it. */
export const demo: Room = { name: 'demo', routes: [demoRoutes] }
