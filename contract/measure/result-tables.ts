/** The figures of a result as tables in full precision: for spreadsheets, the same on the page, from the API and on the command line. */
import type { Cell } from '../csv.ts'
import { say, type Language, type Text } from '../language.ts'
import type { Comparison } from './comparison.ts'
import { adequateAboveDesired, leftOutOf } from './left-out.ts'
import type { Estimate, GapRow, StudyResult } from './results.ts'

/** The first row is the heading. */
export type ResultTable = { key: 'gaps' | 'indicators' | 'kano' | 'reliability' | 'distributions' | 'comparison'; title: Text; rows: Cell[][] }

/** The tables that have something to tell. */
export function resultTables(result: StudyResult, language: Language): ResultTable[] {
  const tables: ResultTable[] = [gaps(result, language), indicators(result, language), kano(result, language), reliability(result, language), distributions(result, language)]
  return tables.filter(({ rows }) => rows.length > 1)
}

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

const words = {
  level: { en: 'Level', zh: '层级' },
  key: { en: 'Key', zh: '代码' },
  title: { en: 'Title', zh: '名称' },
  dimension: { en: 'Dimension', zh: '维度' },
  kind: { en: 'Kind', zh: '类型' },
  value: { en: 'Value', zh: '数值' },
  part: { en: 'Part', zh: '部分' },
  of: { en: 'Of', zh: '对象' },
  items: { en: 'Items', zh: '题数' },
  category: { en: 'Category', zh: '类别' },
  better: { en: 'Better', zh: '更好' },
  worse: { en: 'Worse', zh: '更差' },
  role: { en: 'Role', zh: '角色' },
  mean: { en: 'Mean', zh: '均值' },
  na: { en: 'not applicable', zh: '不适用' },
  dk: { en: 'don’t know', zh: '不知道' },
  blank: { en: 'left blank', zh: '空白' },
  alphaDifference: { en: 'alpha of the difference', zh: '差值信度' },
} satisfies Record<string, Text>

function figuresOf(estimate: Estimate | null): Cell[] {
  return (Object.keys(ends) as (keyof typeof ends)[]).map((end) => estimate?.[end] ?? null)
}

function headed(title: Text, language: Language): string[] {
  return Object.values(ends).map((end) => [say(title, language), say(end, language)].filter(Boolean).join(' '))
}

function named(language: Language, ...keys: (keyof typeof words)[]): string[] {
  return keys.map((key) => say(words[key], language))
}

/** All rows of the gap table; of the figures, those that were asked. */
export function gaps({ gaps }: Pick<StudyResult, 'gaps'>, language: Language): ResultTable {
  const asked = parts.filter(([part]) => gaps.some((row) => row[part] !== null))
  const leavesOut = gaps.some((row) => leftOutOf(row) > 0)
  const head = [...named(language, 'level', 'key', 'title', 'dimension'), ...asked.flatMap(([, title]) => headed(title, language)), ...(leavesOut ? [say(adequateAboveDesired, language)] : [])]
  const lines = gaps.map((row) => [row.level, row.key, say(row.title, language), row.dimension, ...asked.flatMap(([part]) => figuresOf(row[part])), ...(leavesOut ? [row.level === 'item' ? leftOutOf(row) : null] : [])])
  return { key: 'gaps', title: { en: 'Levels and gaps', zh: '水平与差距' }, rows: [head, ...lines] }
}

function indicators({ indicators }: StudyResult, language: Language): ResultTable {
  const head = [...named(language, 'title', 'kind', 'part'), ...headed(words.value, language)]
  const lines = indicators.flatMap(({ title, kind, estimate, parts }) => [
    [say(title, language), kind, null, ...figuresOf(estimate)],
    ...parts.map((part) => [say(title, language), kind, say(part.title, language), ...figuresOf(part.share)]),
  ])
  return { key: 'indicators', title: { en: 'Indicators', zh: '指标' }, rows: [head, ...lines] }
}

const categories = ['A', 'O', 'M', 'I', 'R', 'Q'] as const

function kano({ kano }: StudyResult, language: Language): ResultTable {
  const head = [...named(language, 'title', 'category'), ...categories, ...headed(words.better, language), ...headed(words.worse, language)]
  const lines = kano.map(({ title, category, counts, better, worse }) => [say(title, language), category, ...categories.map((each) => counts?.[each] ?? null), ...figuresOf(better), ...figuresOf(worse)])
  return { key: 'kano', title: { en: 'Kano', zh: 'Kano' }, rows: [head, ...lines] }
}

function reliability({ reliability }: StudyResult, language: Language): ResultTable {
  const head = [...named(language, 'dimension', 'of', 'items'), 'alpha', say(ends.lower, language), say(ends.upper, language), say(words.alphaDifference, language), 'n', say(ends.missing, language)]
  const lines = reliability.map((row) => [say(row.title, language), row.of, row.items, row.alpha, row.lower, row.upper, row.differenceScore, row.n, row.missing])
  return { key: 'reliability', title: { en: 'Reliability', zh: '信度' }, rows: [head, ...lines] }
}

function distributions({ distributions }: StudyResult, language: Language): ResultTable {
  const points = [...new Set(distributions.flatMap(({ min, max }) => Array.from({ length: max - min + 1 }, (_, at) => min + at)))].sort((a, b) => a - b)
  const shown = points.length <= 21 ? points : []
  const head = [...named(language, 'title', 'role', 'dimension', 'mean'), 'n', ...shown.map(String), ...named(language, 'na', 'dk', 'blank')]
  const lines = distributions.map((row) => [
    say(row.title, language), row.role, row.dimension, row.estimate.value, row.estimate.n,
    ...shown.map((point) => row.counts?.[point - row.min] ?? null),
    row.notApplicable, row.dontKnow, row.blank,
  ])
  return { key: 'distributions', title: { en: 'How the answers spread', zh: '回答的分布' }, rows: [head, ...lines] }
}

export function comparisonTable({ attributeTitle, measureTitle, groups }: Comparison, language: Language): ResultTable {
  const head = [say(attributeTitle, language), ...headed(measureTitle, language)]
  const lines = groups.map(({ title, estimate }) => [say(title, language), ...figuresOf(estimate)])
  return { key: 'comparison', title: { en: `${measureTitle.en}, by ${attributeTitle.en}`, zh: `${measureTitle.zh}，按${attributeTitle.zh}` }, rows: [head, ...lines] }
}
