import type { Room } from '../room.ts'
import { doorkeeper } from './authorise.ts'

/** Organisations, users, roles, API keys, audit trail. */
export const access: Room = {
  name: 'access',
  middleware: doorkeeper,
  routes: [],
  constraints: { organisation_handle: 'access.handle-taken', identity_user_email: 'access.address-taken', member_pkey: 'access.member-already' },
}
