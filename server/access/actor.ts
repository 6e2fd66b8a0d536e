import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { OrganisationRole } from '@gap5/contract/access/roles.ts'

/** Who acts in an organisation, with what right. Known to every route that went through `authorise`. */
export type Actor = {
  kind: 'user' | 'apiKey'
  /** Of the user or of the key. */
  id: string
  orgId: string
  role: OrganisationRole
  organisation: Organisation
}

/** What the audit trail keeps of an actor. The system acts where no person or key asked: jobs, the demo, commands. */
export type AuditActor = { kind: 'user' | 'apiKey'; id: string; orgId: string } | { kind: 'system'; id: null; orgId: string }

export function systemActor(orgId: string): AuditActor {
  return { kind: 'system', id: null, orgId }
}
