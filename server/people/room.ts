import type { Room } from '../room.ts'

/** Units (branches and departments), employees, teams. */
export const people: Room = {
  name: 'people',
  routes: [],
  constraints: { unit_code: 'people.unit-code-taken', unit_parent: 'people.unit-in-use' },
}
