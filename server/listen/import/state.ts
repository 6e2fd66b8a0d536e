import type { ImportState } from '@gap5/contract/listen/imports.ts'
import type { Selectable } from 'kysely'
import type { SurveyImportTable } from './imports.tables.ts'

type Times = Pick<
  Selectable<SurveyImportTable>,
  'withdrawn_at' | 'failed_at' | 'cancelled_at' | 'finished_at' | 'started_at' | 'queued_at'
>

/** What has become of an import, told by its times. */
export function stateOf(times: Times): ImportState {
  if (times.withdrawn_at !== null) return 'withdrawn'
  if (times.finished_at !== null) return 'done'
  if (times.failed_at !== null) return 'failed'
  if (times.cancelled_at !== null) return 'cancelled'
  if (times.started_at !== null) return 'running'
  return times.queued_at === null ? 'draft' : 'queued'
}
