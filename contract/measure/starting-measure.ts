import { measureKey, type Figure, type Measure } from './measures.ts'
import type { GapRow, StudyResult } from './results.ts'

/** The figure a manager would break down first: the weakest dimension's, else the first that is listed. */
export function startingMeasure({ gaps, measures }: Pick<StudyResult, 'gaps' | 'measures'>): StudyResult['measures'][number] | undefined {
  const weakest = weakestDimension(gaps)
  return measures.find(({ key }) => key === weakest) ?? measures[0]
}

const candidates = [
  ['adequacy', 'adequacy'],
  ['gap', 'gap'],
  ['perception', 'perception'],
] as const satisfies readonly (readonly [Figure, keyof GapRow])[]

function weakestDimension(gaps: readonly GapRow[]): string | null {
  for (const [figure, part] of candidates) {
    const rows = gaps.filter((row) => row.level === 'dimension' && row[part]?.value != null)
    const [weakest] = rows.toSorted((a, b) => (a[part]?.value ?? 0) - (b[part]?.value ?? 0))
    const measure: Measure | null = weakest ? { level: 'dimension', key: weakest.key, figure } : null
    if (measure) return measureKey(measure)
  }
  return null
}
