/** The answers of a study on their way out, narrowed as results are; what they were taken for stands in their workbook. */
import { sql } from 'kysely'
import type { Cell } from '@gap5/contract/csv.ts'
import { figure, moment, type Language, type Text } from '@gap5/contract/language.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import { comparisonTable, resultTables, type ResultTable } from '@gap5/contract/measure/result-tables.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { excludedMarks, selectionQuery, type Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../database.ts'
import { absentWords } from '../listen/export/cells.ts'
import type { AnswerFilter, StudyKey } from '../listen/export/rows.ts'
import type { Sheet } from '../listen/export/workbook.ts'
import { valueMatches, type TitledAttribute } from './attribute-classes.ts'
import { dayEnd, dayStart } from './periods.ts'

/** The selection as conditions on rows: days become instants, classes and periods the values that lie in them. */
export async function filterOf(trx: Trx, { orgId, studyId }: StudyKey, selection: Selection, place: { attributes: readonly TitledAttribute[]; timeZone: string }): Promise<AnswerFilter> {
  const attributes = []
  for (const [key, wanted] of Object.entries(selection.attributes)) {
    const type = place.attributes.find((attribute) => attribute.key === key)?.type ?? 'text'
    const { rows } = await sql<{ value: string }>`
      select distinct attributes ->> ${key} as value from response
      where org_id = ${orgId} and study_id = ${studyId} and attributes ? ${key}`.execute(trx)
    attributes.push({ key, values: rows.map(({ value }) => value).filter((value) => wanted.some((each) => valueMatches(type, each, value))) })
  }
  return {
    from: selection.from === undefined ? null : new Date(dayStart(selection.from, place.timeZone)),
    until: selection.to === undefined ? null : new Date(dayEnd(selection.to, place.timeZone)),
    withoutMarks: excludedMarks[selection.marks],
    attributes,
  }
}

/** Each table a sheet, as wide as reads well. */
export function resultSheets(result: StudyResult, comparison: Comparison | null, language: Language): Sheet[] {
  const tables = [...resultTables(result, language), ...(comparison ? [comparisonTable(comparison, language)] : [])]
  return tables.map((table) => ({ name: shortTitles[table.key][language], widths: [16, 16, 44, 18, 14], pages: [table.rows], filtered: true }))
}

const shortTitles: Record<ResultTable['key'], Text> = {
  gaps: { en: 'Gaps', zh: '差距' },
  indicators: { en: 'Indicators', zh: '指标' },
  kano: { en: 'Kano', zh: 'Kano' },
  reliability: { en: 'Reliability', zh: '信度' },
  distributions: { en: 'Distributions', zh: '分布' },
  comparison: { en: 'Comparison', zh: '比较' },
}

/** All tables of a result one below the other. */
export function resultsSheet(result: StudyResult, language: Language): Sheet {
  const rows = resultTables(result, language).flatMap(({ title, rows }): Cell[][] => [[title[language]], ...rows, []])
  return { name: { en: 'Results', zh: '结果' }[language], widths: [16, 24, 44, 18, 14], pages: [rows], filtered: false }
}

export type About = { result: StudyResult; selection: Selection; rows: number | null; at: Date; timeZone: string; language: Language }

/** What was exported, from what, and by which rules. */
export function aboutSheet(about: About): Sheet {
  const rows = aboutLines(about).map(([name, value]): Cell[] => [name[about.language], typeof value === 'object' && value !== null ? value[about.language] : value])
  return { name: { en: 'About', zh: '说明' }[about.language], widths: [28, 90], pages: [rows], filtered: false }
}

function aboutLines({ result, selection, rows, at, timeZone, language }: About): [Text, Text | Cell][] {
  const leftOut = result.leftOut.map(({ reason, n }) => `${reason} ${figure(n, language)}`).join(', ')
  return [
    [{ en: 'Study', zh: '调查' }, result.studyTitle],
    [{ en: 'Questionnaire', zh: '问卷' }, result.instrumentTitle],
    ...(result.simulated ? [[{ en: 'Data', zh: '数据' }, { en: 'Simulated: generated, not given by customers', zh: '模拟数据：由程序生成，并非来自真实顾客' }] as [Text, Text]] : []),
    [{ en: 'Exported at', zh: '导出时间' }, `${moment(at, language, timeZone)} (${timeZone})`],
    [{ en: 'Selection', zh: '筛选' }, selectionQuery(selection).toString() === '' ? { en: 'everything', zh: '全部' } : decodeURIComponent(selectionQuery(selection).toString())],
    ...(rows === null ? [] : [[{ en: 'Responses exported', zh: '导出答卷数' }, rows] as [Text, number]]),
    [{ en: 'Responses counted in the results', zh: '计入结果的答卷数' }, result.responses],
    [{ en: 'Left out by quality marks', zh: '因质量标记剔除' }, leftOut === '' ? 0 : leftOut],
    [{ en: 'Answers without a figure', zh: '无数值的回答' }, { en: `${absentWords.na}: not applicable. ${absentWords.dk}: don’t know. Empty: left blank. All three are missing in the results.`, zh: `${absentWords.na}：不适用；${absentWords.dk}：不知道；空白：未作答。三者在结果中均视为缺失。` }],
    [{ en: 'Negatively worded statements', zh: '反向题' }, { en: 'In “Answers” as they were given; in the results turned round.', zh: '“答卷”中为原始回答，结果中已反转。' }],
    [{ en: 'Score of a dimension', zh: '维度得分' }, { en: `Mean of its items where at least ${Math.round(result.conventions.minimumAnswered * 100)} % of them were answered.`, zh: `至少答出 ${Math.round(result.conventions.minimumAnswered * 100)}% 的题目时，取各题均值。` }],
    [{ en: 'Intervals', zh: '区间' }, { en: `${Math.round(result.conventions.intervalLevel * 100)} % confidence`, zh: `${Math.round(result.conventions.intervalLevel * 100)}% 置信区间` }],
    [{ en: 'Fewest answers for a figure', zh: '最小展示样本量' }, result.minimumN],
    ...result.warnings.map(({ text }): [Text, Text] => [{ en: 'Mind', zh: '注意' }, text]),
  ]
}
