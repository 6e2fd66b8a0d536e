import type { ColumnType, Generated } from 'kysely'
import type { Draft } from '@gap5/contract/listen/draft.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'

export interface InstrumentTable {
  org_id: string
  id: Generated<string>
  /** Key of the library definition it was taken from. */
  library_key: string | null
  created_at: Date
}

/** Frozen by a trigger once `published_at` is set; an instrument has at most one version that is not. */
export interface InstrumentVersionTable {
  org_id: string
  instrument_id: string
  version: number
  definition: ColumnType<Definition>
  /** Counts the changes of a draft, so that of two people who edit it the second is told. */
  revision: Generated<number>
  updated_at: Date
  published_at: Date | null
  /** What the editor of a draft holds, finished or not; `definition` is what it makes. Null once published. */
  working: ColumnType<Draft | null, Draft | null | undefined>
  /** Ids of warnings put aside. */
  dismissed: ColumnType<string[], string[] | undefined>
  saved_by: Generated<string | null>
}

export interface InstrumentTables {
  instrument: InstrumentTable
  instrument_version: InstrumentVersionTable
}
