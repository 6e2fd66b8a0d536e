import type { ColumnType, Generated } from 'kysely'

/** How far the cells of a study are. No row: nothing was folded yet, and nothing was there before. */
export interface CellBuildTable {
  org_id: string
  study_id: string
  /** Fingerprint of the layout of `sums`; of another software version, they are built anew. */
  layout: string
  /** Days are days there. */
  time_zone: string
  /** Attributes with so many values that they have no cells. */
  wide: Generated<string[]>
  /** Counts repairs and rebuilds: who found a difference before one of them must look again. */
  generation: Generated<number>
  /** Null while answers from before are still being summed up. */
  built_at: Date | null
}

export type CellGrain = 'day' | 'week' | 'month' | 'year'

/** What the responses of a period, with one value of an attribute and one class of quality marks, come to. */
export interface CellTable {
  org_id: string
  study_id: string
  /** Key of the attribute whose `value` this is about; empty for all responses. */
  cuboid: string
  grain: CellGrain
  /** First day of the period, yyyy-mm-dd. */
  start: string
  value: string
  /** See `markClass`. */
  class: number
  n: number
  /** See `MarkTally`. */
  marks: number[]
  first_at: Date
  last_at: Date
  /** What results are made of; see `pack`. */
  sums: Buffer
  /** What only readings are made of: from `readingsAt` of the layout on. */
  readings: Generated<Buffer>
}

/** How many responses carry a value, whatever their marks; what was withdrawn is none. */
export interface CellValueTable {
  org_id: string
  study_id: string
  attribute: string
  value: string
  n: number
}

/** What a comparison of the cells with the responses found, and put right. */
export interface CellCheckTable {
  org_id: string
  id: Generated<string>
  study_id: string
  reason: 'build' | 'check'
  started_at: Date
  ended_at: Date
  responses: number
  differences: number
  /** The first of them. */
  found: ColumnType<Difference[]>
}

export type Difference = { what: 'cell' | 'value' | 'tally'; attribute: string; value: string; grain: string; start: string; stored: number; counted: number }

export interface CellTables {
  cell_build: CellBuildTable
  cell: CellTable
  cell_value: CellValueTable
  cell_check: CellCheckTable
}
