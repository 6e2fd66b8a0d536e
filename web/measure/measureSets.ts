/** Figures that are looked at together: one of a list, or the same figure of all dimensions. */
import { parseMeasure, type Figure } from '@gap5/contract/measure/measures.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { startingMeasure } from '@gap5/contract/measure/starting-measure.ts'
import type { Option } from '../kit/Select.tsx'

type Measures = StudyResult['measures']

const setWords: Partial<Record<Figure, { en: string; zh: string }>> = {
  perception: { en: 'All dimensions (perceived)', zh: '全部维度（感知）' },
  adequacy: { en: 'All dimensions (perceived − adequate)', zh: '全部维度（感知 − 适当）' },
  superiority: { en: 'All dimensions (perceived − desired)', zh: '全部维度（感知 − 理想）' },
  gap: { en: 'All dimensions (perceived − expected)', zh: '全部维度（感知 − 期望）' },
  inside: { en: 'All dimensions (share inside the zone)', zh: '全部维度（容忍区域内占比）' },
  importance: { en: 'All dimensions (importance)', zh: '全部维度（重要性）' },
  weight: { en: 'All dimensions (points)', zh: '全部维度（权重）' },
}

/** More small pictures than this are not asked for at once. */
const mostTogether = 12

/** A choice stands in the address as its measures; as a value of a list they are joined. */
export function measureOptions(measures: Measures): Option[] {
  const sets = Object.entries(setWords).flatMap(([figure, label]) => {
    const keys = measures.flatMap(({ key }) => (isOfDimension(key, figure) ? [key] : [])).slice(0, mostTogether)
    return keys.length > 1 ? [{ value: keys.join(','), label }] : []
  })
  return [...sets, ...measures.map(({ key, title }) => ({ value: key, label: title }))]
}

function isOfDimension(key: string, figure: string): boolean {
  const measure = parseMeasure(key)
  return measure?.level === 'dimension' && measure.figure === figure
}

/** Those of the address that the study has; where there is none, the figure a manager would look at first. */
export function chosenMeasures(wanted: readonly string[], result: Pick<StudyResult, 'gaps' | 'measures'>): string[] {
  const known = result.measures.flatMap(({ key }) => (wanted.includes(key) ? [key] : [])).slice(0, mostTogether)
  if (known.length > 0) return known
  const first = startingMeasure(result)
  return first ? [first.key] : []
}
