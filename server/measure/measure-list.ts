/** Which figures of a study can be compared between groups, with the titles people choose them by. */
import type { Text } from '@gap5/contract/language.ts'
import { measureKey, type Figure, type Measure } from '@gap5/contract/measure/measures.ts'
import type { GapRow, Indicator, StudyResult } from '@gap5/contract/measure/results.ts'

const figureTitles: Record<Figure, Text> = {
  perception: { en: 'perceived', zh: '感知' },
  gap: { en: 'perceived − expected', zh: '感知 − 期望' },
  adequacy: { en: 'perceived − adequate', zh: '感知 − 适当' },
  superiority: { en: 'perceived − desired', zh: '感知 − 理想' },
  inside: { en: 'share inside the zone', zh: '容忍区域内占比' },
  expectation: { en: 'expected', zh: '期望' },
  adequate: { en: 'adequate', zh: '适当水平' },
  desired: { en: 'desired', zh: '理想水平' },
  importance: { en: 'importance', zh: '重要性' },
  weight: { en: 'points', zh: '权重' },
  mean: { en: 'mean', zh: '均值' },
  'top-box': { en: 'share of best answers', zh: '最好选项占比' },
  nps: { en: 'net promoter score', zh: '净推荐值' },
}

/** Where a row keeps its figures; differences first, for they are what a manager asks about. */
const rowFigures = [
  ['adequacy', 'adequacy'],
  ['gap', 'gap'],
  ['superiority', 'superiority'],
  ['inside', 'shareInside'],
  ['perception', 'perception'],
  ['adequate', 'adequate'],
  ['desired', 'desired'],
  ['expectation', 'expectation'],
  ['importance', 'importance'],
  ['weight', 'weight'],
] as const satisfies readonly (readonly [Figure, keyof GapRow])[]

/** "Reliability (perceived − adequate)", fit to begin a sentence. A net promoter score needs no subject: the question is always the same. */
export function measureTitle(subject: Text, figure: Figure): Text {
  if (figure === 'nps') return { en: 'Net promoter score', zh: figureTitles.nps.zh }
  const { en, zh } = figureTitles[figure]
  return { en: `${unasked(subject.en)} (${en})`, zh: `${unasked(subject.zh)}（${zh}）` }
}

/** A question without its mark, for the sentence goes on. */
function unasked(question: string): string {
  return question.replace(/[?？]\s*$/, '')
}

export function measureList(rows: readonly GapRow[], indicators: readonly Indicator[]): StudyResult['measures'] {
  const dimensions = rows.filter((row) => row.level === 'dimension')
  const overall = rows.filter((row) => row.level === 'overall')
  const items = rows.filter((row) => row.level === 'item')
  return [
    ...dimensions.flatMap(rowMeasures),
    ...overall.flatMap(rowMeasures),
    ...indicators.flatMap(indicatorMeasures),
    ...items.flatMap(rowMeasures),
  ]
}

function rowMeasures(row: GapRow): StudyResult['measures'] {
  const asked = rowFigures.filter(([, part]) => row[part] !== null)
  return asked.map(([figure]) => ({ key: measureKey(measureOf(row, figure)), title: measureTitle(row.title, figure) }))
}

function measureOf(row: GapRow, figure: Figure): Measure {
  return row.level === 'overall' ? { level: 'overall', key: null, figure } : { level: row.level, key: row.key, figure }
}

function indicatorMeasures({ kind, item, title }: Indicator): StudyResult['measures'] {
  const figures: Figure[] = kind === 'nps' ? ['nps', 'mean'] : ['mean', 'top-box']
  return figures.map((figure) => ({ key: measureKey({ level: 'item', key: item, figure }), title: measureTitle(title, figure) }))
}
