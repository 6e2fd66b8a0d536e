import type { ColumnType, Generated } from 'kysely'
import type { IndexModelOptions } from '@gap5/contract/measure/readings/index-model.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'

/** One interval of a bootstrap: an index, or a path. */
export type KeptFigure = { kind: 'index' | 'path' | 'total'; of: string; to: string | null; lower: number; upper: number }

/** A bootstrap somebody asked for. Its state follows from its times; see `stateOf`. */
export interface IndexBootstrapTable {
  org_id: string
  id: Generated<string>
  study_id: string
  /** Hash of what was asked and of the estimates it belongs to. */
  question: string
  selection: ColumnType<Selection>
  options: ColumnType<IndexModelOptions>
  seed: number
  total: number
  done: Generated<number>
  asked_at: Date
  started_at: Date | null
  cancelled_at: Date | null
  finished_at: Date | null
  failed_at: Date | null
  figures: ColumnType<KeptFigure[] | null>
}

export interface BootstrapTables {
  index_bootstrap: IndexBootstrapTable
}
