import type { ColumnType, Generated } from 'kysely'
import type { Language, Text } from '@gap5/contract/language.ts'
import type { OrganisationRole } from '@gap5/contract/access/roles.ts'

export interface OrganisationTable {
  org_id: string
  handle: string
  name: ColumnType<Text>
  time_zone: string
  language: Language
  minimum_n: number
  is_simulated: Generated<boolean>
  created_at: Date
}

export interface MemberTable {
  org_id: string
  user_id: string
  role: OrganisationRole
  joined_at: Date
}

export interface InvitationTable {
  org_id: string
  id: Generated<string>
  token_hash: Buffer
  email: string
  role: OrganisationRole
  created_at: Date
  expires_at: Date
  accepted_at: Date | null
}

export interface ApiKeyTable {
  org_id: string
  id: Generated<string>
  title: string
  role: Exclude<OrganisationRole, 'owner'>
  opening: string
  secret_hash: Buffer
  created_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

/** What was done; never changed once written. */
export interface AuditEntryTable {
  org_id: string
  id: Generated<string>
  at: Generated<Date>
  actor_kind: 'user' | 'apiKey' | 'system'
  actor_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  details: Record<string, unknown>
}

export interface OrganisationTables {
  organisation: OrganisationTable
  member: MemberTable
  invitation: InvitationTable
  api_key: ApiKeyTable
  audit_entry: AuditEntryTable
}
