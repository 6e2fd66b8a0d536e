import { MethodError } from '../../result.ts'
import { partOf, type PlsStudy } from './study.ts'

/** A study of two groups of respondents: both together and each on its own. Can be sent to a worker. */
export interface PlsGrouping {
  ids: readonly [string, string]
  /** Both groups, and nobody else. */
  pooled: PlsStudy
  /** 0 or 1 per respondent of the pooled study. */
  members: Uint8Array
  /** The groups one by one, each standardised within itself. */
  studies: readonly [PlsStudy, PlsStudy]
}

/** Parts a study into two groups. `labels` has one entry per respondent of the columns; who belongs to neither is left out. */
export function plsGrouping(study: PlsStudy, labels: readonly (string | null)[], ids: readonly [string, string]): PlsGrouping {
  if (labels.length !== study.n + study.dropped) {
    throw new MethodError('unequal-length', `${labels.length} labels for ${study.n + study.dropped} respondents`)
  }
  const places = Array.from(study.rows.keys())
  const of = (id: string) => places.filter((r) => labels[study.rows[r]!] === id)
  const both = places.filter((r) => ids.includes(labels[study.rows[r]!] ?? ''))
  return {
    ids,
    pooled: partOf(study, both),
    members: Uint8Array.from(both, (r) => (labels[study.rows[r]!] === ids[0] ? 0 : 1)),
    studies: [partOf(study, of(ids[0])), partOf(study, of(ids[1]))],
  }
}
