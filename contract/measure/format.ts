import type { StudyResult } from './results.ts'

/** Which way a study measures: what its table and picture look like. */
export type Format = 'zone' | 'gap' | 'performance'

export function formatOf({ gaps }: Pick<StudyResult, 'gaps'>): Format | null {
  if (gaps.some((row) => row.adequacy || row.superiority)) return 'zone'
  if (gaps.some((row) => row.gap)) return 'gap'
  return gaps.some((row) => row.perception) ? 'performance' : null
}
