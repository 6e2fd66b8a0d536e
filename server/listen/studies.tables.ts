import type { ColumnType, Generated, RawBuilder } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import type { CollectorSettings } from '@gap5/contract/listen/collector-settings.ts'
import type { Attribute, AttributeValues, Collector, StudySettings, Subject } from '@gap5/contract/listen/studies.ts'
import type { WaveSchedule } from '@gap5/contract/listen/waves.ts'

/** Read as a Date, written as one or as ISO 8601. */
type Instant = ColumnType<Date | null, Date | string | null, Date | string | null>

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
  series_id: string | null
  /** Which wave of its series, from 1. */
  wave: number | null
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
  settings: ColumnType<Partial<CollectorSettings>, RawBuilder<CollectorSettings> | undefined, RawBuilder<CollectorSettings>>
  opens_at: Instant
  expires_at: Instant
  closed_at: Date | null
  /** Its import was taken back: the responses stay, empty and marked, and are not counted. */
  withdrawn_at: Date | null
  /** The collector of the wave before whose place it takes: what is printed there leads here. */
  predecessor_id: string | null
  created_at: Date
}

export interface StudySeriesTable {
  org_id: string
  id: Generated<string>
  title: ColumnType<Text>
  /** When the next wave is made by itself; null while waves are made by hand. */
  schedule: ColumnType<WaveSchedule | null>
  created_at: Date
}

/** Which organisation and collector a public page belongs to; readable without an organisation. */
export interface SurveyAddressTable {
  slug: string
  org_id: string
  collector_id: string
}

export interface StudyTables {
  study_series: StudySeriesTable
  study: StudyTable
  collector: CollectorTable
  survey_address: SurveyAddressTable
}
