import { access } from './access/room.ts'
import { demo } from './demo/room.ts'
import { listen } from './listen/room.ts'
import { measure } from './measure/room.ts'
import { people } from './people/room.ts'
import type { Room } from './room.ts'

/** Every room, from left to right; the demo, which knows them all, comes last. */
export const rooms: readonly Room[] = [access, people, listen, measure, demo]
