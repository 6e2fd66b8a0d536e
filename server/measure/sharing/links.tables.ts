import type { Generated } from 'kysely'
import type { PageKey, View } from '@gap5/contract/measure/views.ts'

export interface SharedLinkTable {
  org_id: string
  id: Generated<string>
  title: string
  opening: string
  secret_hash: Buffer
  page: PageKey
  /** Handle of a study, or id of a board. */
  subject: string
  query: View['query']
  may_narrow: boolean
  shows_verbatims: boolean
  password_hash: string | null
  frozen_at: Date | null
  /** The user; null where a program made it. */
  made_by: string | null
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  opened_at: Date | null
  opened: Generated<number>
}

/** What a frozen view answered when it was taken. */
export interface SharedAnswerTable {
  org_id: string
  link_id: string
  ask: string
  answer: unknown
}

export interface SharingTables {
  shared_link: SharedLinkTable
  shared_answer: SharedAnswerTable
}
