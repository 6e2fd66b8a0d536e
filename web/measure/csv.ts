import { csvOf, type Cell } from '@gap5/contract/csv.ts'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import type { Estimate, GapRow, StudyResult } from '@gap5/contract/measure/results.ts'

const parts = [
  ['weight', { en: 'Points', zh: '权重' }],
  ['importance', { en: 'Importance', zh: '重要性' }],
  ['expectation', { en: 'Expected', zh: '期望' }],
  ['adequate', { en: 'Adequate', zh: '适当水平' }],
  ['desired', { en: 'Desired', zh: '理想水平' }],
  ['perception', { en: 'Perceived', zh: '感知' }],
  ['gap', { en: 'Perceived − expected', zh: '感知 − 期望' }],
  ['adequacy', { en: 'Perceived − adequate', zh: '感知 − 适当' }],
  ['superiority', { en: 'Perceived − desired', zh: '感知 − 理想' }],
  ['shareInside', { en: 'Share inside the zone', zh: '区域内占比' }],
] as const satisfies readonly (readonly [keyof GapRow, Text])[]

const ends: Record<'value' | 'lower' | 'upper' | 'n' | 'missing', Text> = {
  value: { en: '', zh: '' },
  lower: { en: '95 % lower', zh: '95%下限' },
  upper: { en: '95 % upper', zh: '95%上限' },
  n: { en: 'n', zh: 'n' },
  missing: { en: 'missing', zh: '缺失' },
}

/** All rows with every figure in full precision, as a spreadsheet opens it (UTF-8 with a byte order mark, CRLF). */
export function resultCsv({ gaps }: Pick<StudyResult, 'gaps'>, language: Language): string {
  const asked = parts.filter(([part]) => gaps.some((row) => row[part] !== null))
  const head = [
    ...[{ en: 'Level', zh: '层级' }, { en: 'Key', zh: '代码' }, { en: 'Title', zh: '名称' }, { en: 'Dimension', zh: '维度' }].map((title) => say(title, language)),
    ...asked.flatMap(([, title]) => Object.values(ends).map((end) => [say(title, language), say(end, language)].filter(Boolean).join(' '))),
  ]
  const lines = gaps.map((row) => [row.level, row.key, say(row.title, language), row.dimension ?? '', ...asked.flatMap(([part]) => figuresOf(row[part]))])
  return csvOf([head, ...lines])
}

function figuresOf(estimate: Estimate | null): Cell[] {
  return (Object.keys(ends) as (keyof typeof ends)[]).map((end) => estimate?.[end] ?? null)
}
