import { sql } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'
import { isFull, studySettingsSchema, studyState, type Study } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import type { Count } from './tally.ts'

/** Studies with the instrument version they ask: the pinned one, or the newest while a draft. */
export function studyRows(trx: Trx, orgId: string) {
  return trx
    .selectFrom('study')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('instrument_version as asked')
          .select(['asked.version', sql<Text>`asked.definition -> 'title'`.as('instrument_title')])
          .whereRef('asked.org_id', '=', 'study.org_id')
          .whereRef('asked.instrument_id', '=', 'study.instrument_id')
          .where((on) =>
            on.or([on('study.instrument_version', 'is', null), on('asked.version', '=', on.ref('study.instrument_version'))]),
          )
          .orderBy('asked.version', 'desc')
          .limit(1)
          .as('instrument'),
      (join) => join.onTrue(),
    )
    .selectAll('study')
    .select(['instrument.version', 'instrument.instrument_title'])
    .where('study.org_id', '=', orgId)
}

export type StudyRow = Awaited<ReturnType<ReturnType<typeof studyRows>['executeTakeFirstOrThrow']>>

/** A study without the count of its answers, which is dear while many come in. */
export type UncountedStudy = Omit<Study, 'responses' | 'full' | 'lastResponseAt'>

export function studyFrom(row: StudyRow, count: Count | undefined, now: Date): Study {
  const study = uncountedStudyFrom(row, now)
  const responses = count?.responses ?? 0
  return { ...study, responses, full: isFull(study.settings, responses), lastResponseAt: count?.lastAt?.toISOString() ?? null }
}

export function uncountedStudyFrom(row: StudyRow, now: Date): UncountedStudy {
  const times = {
    opensAt: row.opens_at?.toISOString() ?? null,
    closesAt: row.closes_at?.toISOString() ?? null,
    publishedAt: row.published_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
  }
  // A setting that is younger than the row takes its default.
  const settings = studySettingsSchema.parse(row.settings)
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    subject: row.subject,
    instrumentId: row.instrument_id,
    instrumentVersion: row.version,
    instrumentTitle: row.instrument_title,
    attributes: row.attributes,
    settings,
    ...times,
    createdAt: row.created_at.toISOString(),
    revision: row.revision,
    state: studyState(times, now),
    series: row.series_id,
    wave: row.wave,
    simulated: row.simulated,
  }
}
