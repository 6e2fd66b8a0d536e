import type { Room } from '../room.ts'
import { unitRoutes } from './units.routes.ts'

/** Units (branches and departments), employees, teams. */
export const people: Room = {
  name: 'people',
  routes: [unitRoutes],
  constraints: { unit_code: 'people.unit-code-taken', unit_parent: 'people.unit-has-units' },
}
