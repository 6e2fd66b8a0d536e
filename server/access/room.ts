import type { Room } from '../room.ts'
import { auditRoutes } from './audit.routes.ts'
import { doorkeeper } from './authorise.ts'
import { entryRoutes } from './entry.routes.ts'
import { invitationRoutes } from './invitations.routes.ts'
import { keyRoutes } from './keys.routes.ts'
import { meRoutes } from './me.routes.ts'
import { memberRoutes } from './members.routes.ts'
import { organisationRoutes } from './organisations.routes.ts'
import { personalData } from './personal-data.ts'
import { personRoutes } from './persons.routes.ts'
import { unfinishedRoutes } from './unfinished.routes.ts'

/** Organisations, users, roles, API keys, audit trail. */
export const access: Room = {
  name: 'access',
  middleware: doorkeeper,
  routes: [entryRoutes, meRoutes, organisationRoutes, memberRoutes, invitationRoutes, keyRoutes, auditRoutes, personRoutes, unfinishedRoutes],
  personalData,
  constraints: {
    organisation_handle: 'access.handle-taken',
    identity_user_email: 'access.address-taken',
    member_pkey: 'access.member-already',
  },
}
