import type { ColumnType, Generated } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import type { Attribute, AttributeValues, Collector, StudySettings, Subject } from '@gap5/contract/listen/studies.ts'

/** Read as a Date, written as one or as ISO 8601. */
type Instant = ColumnType<Date | null, Date | string | null>

export interface StudyTable {
  org_id: string
  id: Generated<string>
  handle: string
  title: ColumnType<Text>
  subject: ColumnType<Subject>
  instrument_id: string
  /** Pinned when the study is published; null means the newest. */
  instrument_version: number | null
  attributes: ColumnType<Attribute[]>
  settings: ColumnType<StudySettings>
  opens_at: Instant
  closes_at: Instant
  published_at: Date | null
  closed_at: Date | null
  simulated: Generated<boolean>
  /** Counts the changes, so that of two people who edit it the second is told. */
  revision: Generated<number>
  created_at: Date
}

export interface CollectorTable {
  org_id: string
  id: Generated<string>
  study_id: string
  kind: Collector['kind']
  title: string
  slug: string | null
  attributes: ColumnType<AttributeValues>
  expires_at: Instant
  closed_at: Date | null
  /** Its import was taken back: the responses stay, empty and marked, and are not counted. */
  withdrawn_at: Date | null
  created_at: Date
}

/** Which organisation and collector a public page belongs to; readable without an organisation. */
export interface SurveyAddressTable {
  slug: string
  org_id: string
  collector_id: string
}

export interface StudyTables {
  study: StudyTable
  collector: CollectorTable
  survey_address: SurveyAddressTable
}
