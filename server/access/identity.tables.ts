import type { Generated } from 'kysely'
import type { Language } from '@gap5/contract/language.ts'

/** A person who may sign in. Rooms see fellow members only; the tables below are closed to them. */
export interface IdentityUserTable {
  id: Generated<string>
  name: string
  /** In small letters. */
  email: string
  language: Language
  created_at: Date
}

export interface IdentityPasswordTable {
  user_id: string
  hash: string
  changed_at: Date
}

export interface IdentitySessionTable {
  id: Generated<string>
  user_id: string
  /** SHA-256 of the cookie, so that a stolen backup opens nothing. */
  token_hash: Buffer
  device: string
  is_lasting: boolean
  /** Opened with a one-time link, not with the password. */
  is_by_link: boolean
  created_at: Date
  seen_at: Date
  expires_at: Date
}

export interface IdentityEntryLinkTable {
  token_hash: Buffer
  user_id: string
  expires_at: Date
  used_at: Date | null
}

/** Tries of one subject within the present window. */
export interface IdentityAttemptTable {
  subject_hash: Buffer
  count: number
  ends_at: Date
}

export interface IdentityTables {
  identity_user: IdentityUserTable
  identity_password: IdentityPasswordTable
  identity_session: IdentitySessionTable
  identity_entry_link: IdentityEntryLinkTable
  identity_attempt: IdentityAttemptTable
}
