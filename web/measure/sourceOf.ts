import type { Text } from '@gap5/contract/language.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { valueOf, valuesOf, type Query } from '../kit/address.ts'
import type { ChartSource } from '../kit/charts/source.tsx'
import { periodWords } from '../kit/period.ts'

/** What a saved picture says under itself about a result narrowed to what the address says. */
export function sourceOf(result: Pick<StudyResult, 'studyTitle' | 'responses' | 'simulated' | 'breakdowns'>, query: Query): ChartSource {
  return {
    study: result.studyTitle,
    n: result.responses,
    selection: narrowedTo(result, query),
    simulated: result.simulated,
  }
}

/** "Jul – Sep 2026 · Branch: North, East", or "All time". */
export function narrowedTo({ breakdowns }: Pick<StudyResult, 'breakdowns'>, query: Query): Text {
  const period = { from: valueOf(query, 'from'), to: valueOf(query, 'to') }
  const chosen = breakdowns.flatMap(({ key, title, values }) => {
    const wanted = valuesOf(query, `a.${key}`)
    const titles = wanted.map((value) => values.find((each) => each.value === value)?.title ?? { en: value, zh: value })
    return wanted.length === 0 ? [] : [{ en: `${title.en}: ${titles.map(({ en }) => en).join(', ')}`, zh: `${title.zh}：${titles.map(({ zh }) => zh).join('、')}` }]
  })
  return {
    en: [periodWords(period, 'en').en, ...chosen.map(({ en }) => en)].join(' · '),
    zh: [periodWords(period, 'zh').zh, ...chosen.map(({ zh }) => zh)].join(' · '),
  }
}
