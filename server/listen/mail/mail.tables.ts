import type { ColumnType, Generated } from 'kysely'
import type { Language, Text } from '@gap5/contract/language.ts'
import type { SuppressionReason } from '@gap5/contract/listen/mail.ts'

type Instant = ColumnType<Date | null, Date | string | null, Date | string | null>

export interface MailSettingsTable {
  org_id: string
  /** Null: the server the operator offers. */
  host: string | null
  port: number | null
  security: 'tls' | 'starttls' | 'none' | null
  username: string | null
  password_sealed: Buffer | null
  sender_name: string | null
  sender_address: string | null
  reply_to: string | null
  cap_days: number | null
  per_minute: number
  trouble: string | null
  trouble_at: Instant
  updated_at: Date
}

/** Addresses the organisation does not write to any more, whatever the study. */
export interface MailSuppressionTable {
  org_id: string
  address: string
  reason: SuppressionReason
  at: Date
}

export interface MailingTable {
  org_id: string
  id: Generated<string>
  study_id: string
  collector_id: string
  subject: ColumnType<Text>
  text: ColumnType<Text>
  reminder_subject: ColumnType<Text>
  reminder_text: ColumnType<Text>
  reminders: number
  reminder_days: number
  /** Under which address the links of its mails lead here; known once it is started. */
  base_url: string | null
  created_at: Date
  started_at: Instant
  paused_at: Instant
}

export interface MailRecipientTable {
  org_id: string
  id: Generated<string>
  mailing_id: string
  /** Gone, with the name, once the person is erased. */
  address: string | null
  name: string | null
  language: Language
  personal_link_id: string
  created_at: Date
}

/** One mail to one recipient. Waiting while it has neither a claim nor an outcome; see `deliveries.ts`. */
export interface MailDeliveryTable {
  org_id: string
  recipient_id: string
  /** 0 is the invitation, then come the reminders. */
  round: number
  due_at: Date
  attempts: Generated<number>
  attempted_at: Instant
  claimed_at: Instant
  unsure_at: Instant
  sent_at: Instant
  failed_at: Instant
  skipped_at: Instant
  /** What the server said, or why it was skipped. */
  reason: string | null
}

export interface MailTables {
  mail_settings: MailSettingsTable
  mail_suppression: MailSuppressionTable
  mailing: MailingTable
  mail_recipient: MailRecipientTable
  mail_delivery: MailDeliveryTable
}
